"""How far a dataset is written: a bar where somebody looks at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


class Progress:
    """Is told how far something is; says so where there is a bar, which may be told from any thread."""

    def __init__(self, bar: Bar | None = None) -> None:
        self._bar = bar
        self._task = None if bar is None else bar.add_task("trees", total=None)

    def expect(self, trees: int) -> None:
        """Say of how many trees this is."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, total=trees)

    def advance(self, trees: int) -> None:
        """Say that so many more have been looked at."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, trees)


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Show a bar on the terminal while the block runs; nothing where standard error is none.

    Yields:
        What is to be told.
    """
    if not sys.stderr.isatty():
        yield Progress()
        return
    from rich import console, progress  # noqa: PLC0415 - heavy, and seldom needed

    columns = (progress.BarColumn(), progress.MofNCompleteColumn(), "trees", progress.TimeRemainingColumn())
    with progress.Progress(*columns, console=console.Console(stderr=True), transient=True) as bar:
        yield Progress(bar)
