"""Writes findings to the terminal, or plainly where there is none."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.counting import counted
from bot.operation.findings import Finding, Grade, one_line

_STYLES = {
    Grade.OK: "green",
    Grade.NOTE: "cyan",
    Grade.WARNING: "yellow",
    Grade.FAILED: "bold red",
    Grade.SKIPPED: "dim",
}
_GRADE_WIDTH = 7
_SUBJECT_WIDTH = 11
_NARROW = 60
"""Below so many columns the text stands below its subject, not beside it."""


class Report:
    """One run of `doctor` on the standard output."""

    def __init__(self, blank: Callable[[str], str], console: Console | None = None) -> None:
        """Make it.

        Args:
            blank: takes every secret out of a text.
            console: where to write; the standard output unless told.
        """
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a server's name may have what this terminal cannot show
        self._blank = blank
        self._console = console or Console(highlight=False, emoji=False)
        self._grades: list[Grade] = []

    @property
    def has_failed(self) -> bool:
        """Whether something failed so far."""
        return Grade.FAILED in self._grades

    @contextmanager
    def busy(self, subject: str) -> Iterator[None]:
        """Show what is being looked at, on a terminal."""
        with self._console.status(Text(f"looking at: {subject}")):
            yield

    def tell(self, finding: Finding) -> None:
        """Write one finding. What is no terminal gets one line, however long, that other programs can search."""
        self._grades.append(finding.grade)
        text = one_line(self._blank(finding.text))
        if not self._console.is_terminal:
            line = f"{finding.grade:<{_GRADE_WIDTH}}  {finding.subject:<{_SUBJECT_WIDTH}}  {text}"
            self._console.print(Text(line), soft_wrap=True)
            return
        grade = Text(finding.grade, style=_STYLES[finding.grade])
        if self._console.width < _NARROW:
            self._console.print(Text.assemble(grade, " ", finding.subject))
            self._console.print(Padding(Text(text), (0, 0, 0, 2)))
            return
        line_of_three = Table.grid(padding=(0, 2, 0, 0))
        line_of_three.add_column(width=_GRADE_WIDTH)
        line_of_three.add_column(width=_SUBJECT_WIDTH)
        line_of_three.add_column(overflow="fold")
        line_of_three.add_row(grade, Text(finding.subject), Text(text))
        self._console.print(line_of_three)

    def conclude(self) -> None:
        """Write the last line."""
        failures, warnings = self._grades.count(Grade.FAILED), self._grades.count(Grade.WARNING)
        parts = [f"{failures} failed"] if failures else []
        parts += [counted(warnings, "warning")] if warnings else []
        if not parts:
            sentence = "Everything is in order."
        elif failures:
            sentence = f"{', '.join(parts)}. Begin with the first line that failed: others may follow from it."
        else:
            sentence = f"{', '.join(parts)}. Nothing keeps the bot from running."
        self._console.print()
        self._console.print(Text(sentence), soft_wrap=not self._console.is_terminal)
