"""The report on a dataset, as a value that is written as JSON; `docs/reports.md` says what each figure means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.dataset.records import DatasetTree, Key
from bot.dataset.reports.agreement import Agreement
from bot.dataset.reports.counting import Counting
from bot.dataset.reports.language_checks import LanguageChecks
from bot.dataset.reports.texts import Texts
from bot.rules.benchmark_overlap import BenchmarkTexts

FORMAT: Final = 1
"""Of the report: it grows when a figure is called otherwise, or means something else."""


class DataReport:
    """Looks at trees, one after the other; what it keeps grows by a few hundred bytes a message."""

    def __init__(
        self,
        secret_key: bytes,
        name_of: Callable[[Key], str],
        benchmarks: Mapping[str, BenchmarkTexts] | None = None,
        languages: LanguageChecks | None = None,
    ) -> None:
        """Begin.

        Args:
            secret_key: Of the pool. Nothing of it can be read in the report.
            name_of: Returns what a message is called in the dataset.
            benchmarks: What is not to be in the dataset, by name; with the same key. None where nobody named any.
            languages: Tells languages; None where that cannot be done.
        """
        self._counting = Counting()
        self._agreement = Agreement()
        self._texts = Texts(secret_key, name_of, benchmarks, languages)

    def add(self, tree: DatasetTree) -> None:
        """Look at a tree as it is released, but for its texts, which may have more personal data."""
        self._counting.add(tree)
        self._agreement.add(tree)
        self._texts.add(tree)

    def result(self) -> dict[str, Any]:
        """Return the report: the same for the same trees, on every machine."""
        return {
            "format": FORMAT,
            "counts": self._counting.result(),
            "agreement": self._agreement.result(),
            "texts": self._texts.result(),
        }
