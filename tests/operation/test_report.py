"""Tests of how findings are written."""

from io import StringIO

import pytest
from rich.console import Console

from bot.log import Blanker
from bot.operation.findings import Finding, Grade
from bot.operation.report import Report

SECRET = "very-secret-token"  # noqa: S105 - made up
LONG = "It is out of order. " * 12


def report(width: int = 80, *, terminal: bool) -> tuple[Report, StringIO]:
    """A report, and where it is written."""
    written = StringIO()
    console = Console(file=written, width=width, force_terminal=terminal, no_color=True, highlight=False, emoji=False)
    return Report(Blanker((SECRET,)).blank, console), written


def test_one_line_each_where_there_is_no_terminal() -> None:
    """Other programs get one line for each finding, however long, with its grade as a word."""
    plain, written = report(terminal=False)
    plain.tell(Finding("database", Grade.FAILED, LONG))
    plain.tell(Finding("clock", Grade.OK, "Fine."))
    lines = written.getvalue().splitlines()
    assert [line.split()[:2] for line in lines] == [["FAILED", "database"], ["ok", "clock"]]
    assert lines[0].endswith(LONG.strip())


@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 200])
def test_a_terminal_of_any_width(width: int) -> None:
    """On a terminal no line is longer than it is wide, every word is there, and the grade is a word."""
    shown, written = report(width, terminal=True)
    with shown.busy("database"):
        pass
    written.truncate(0)
    written.seek(0)
    shown.tell(Finding("database", Grade.WARNING, LONG))
    lines = written.getvalue().replace("\x1b[0m", "").splitlines()
    assert max(map(len, lines)) <= width
    assert lines[0].split()[:2] == ["warning", "database"]
    assert " ".join(written.getvalue().split()).count("out of order") == 12


def test_no_secret_is_written() -> None:
    """Whatever a check says, secrets are blanked out."""
    plain, written = report(terminal=False)
    plain.tell(Finding("discord", Grade.FAILED, f"refused: {SECRET}"))
    assert SECRET not in written.getvalue()
    assert "refused: [secret]" in written.getvalue()


@pytest.mark.parametrize("terminal", [True, False])
def test_names_do_nothing_to_the_terminal(*, terminal: bool) -> None:
    """What others have named is neither markup nor control sequences, and stays on the line."""
    shown, written = report(terminal=terminal)
    shown.tell(Finding("permissions", Grade.OK, "in [red]Shop[/] :smile: \x1b[2J\nFAILED x"))
    assert "[red]Shop[/] :smile:" in written.getvalue()
    assert "\x1b[2J" not in written.getvalue()
    assert not any(line.startswith("FAILED") for line in written.getvalue().splitlines())


@pytest.mark.parametrize(
    ("grades", "sentence", "failed"),
    [
        ([Grade.OK, Grade.NOTE, Grade.SKIPPED], "Everything is in order.", False),
        ([Grade.WARNING, Grade.OK], "1 warning. Nothing keeps the bot from running.", False),
        ([Grade.WARNING, Grade.WARNING, Grade.FAILED], "1 failed, 2 warnings.", True),
    ],
)
def test_the_last_line(grades: list[Grade], sentence: str, *, failed: bool) -> None:
    """It counts what went wrong; warnings alone are no failure."""
    plain, written = report(terminal=False)
    for grade in grades:
        plain.tell(Finding("clock", grade, "."))
    plain.conclude()
    assert written.getvalue().splitlines()[-1].startswith(sentence)
    assert plain.has_failed is failed
