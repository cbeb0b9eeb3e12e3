"""Keeps findings as one JSON document, for other programs and for the support bundle. docs/doctor.md tells its keys."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from bot import __version__
from bot.operation.findings import Finding, Grade, one_line

_FORM: Final = 1
"""Is raised when a key gets another meaning or is gone; not when one is added."""


class Document:
    """One run of `doctor`, as data."""

    def __init__(self, blank: Callable[[str], str]) -> None:
        """Make it.

        Args:
            blank: takes every secret out of a text.
        """
        self._blank = blank
        self._findings: list[Finding] = []

    @property
    def has_failed(self) -> bool:
        """Whether something failed so far."""
        return self._count(Grade.FAILED) > 0

    @contextmanager
    def busy(self, subject: str) -> Iterator[None]:  # noqa: ARG002 - the interface's
        """Show nothing: a program waits for the whole."""
        yield

    def tell(self, finding: Finding) -> None:
        """Keep one finding."""
        self._findings.append(finding)

    def conclude(self) -> None:
        """Write the document to the standard output, in ASCII, which every terminal and pipe takes."""
        sys.stdout.write(self.written())
        sys.stdout.flush()

    def written(self) -> str:
        """Return the document as JSON that ends in a line break."""
        return json.dumps(self._contents(), indent=2) + "\n"

    def _contents(self) -> dict[str, Any]:
        return {
            "form": _FORM,
            "version": __version__,
            "in_order": not self.has_failed,
            "failed": self._count(Grade.FAILED),
            "warnings": self._count(Grade.WARNING),
            "findings": [
                {
                    "subject": finding.subject,
                    "grade": finding.grade.name.lower(),
                    "text": one_line(self._blank(finding.text)),
                }
                for finding in self._findings
            ],
        }

    def _count(self, grade: Grade) -> int:
        return sum(finding.grade is grade for finding in self._findings)
