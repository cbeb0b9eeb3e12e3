"""Tests of the statistics on a terminal."""

import pytest

from bot.statistics.table import print_statistics
from tests.catalogue import CATALOGUE
from tests.statistics.pools import ELSEWHERE, EMPTY, full_pool, pool

SAY = CATALOGUE.sentences(None)


def test_the_numbers_of_all_views(capsys: pytest.CaptureFixture[str]) -> None:
    """Every number of /stats is printed, with when it was so."""
    print_statistics(pool(), 50, SAY)
    printed = capsys.readouterr().out
    lines = [line.split() for line in printed.splitlines()]
    for row in ("Finished trees 30 of 50 · 60%", "Growing 10", "English 120", "Reply as the assistant 7", "Today 3"):
        assert row.split() in lines
    assert "All contributions, of 34 people" in printed
    assert "As of 2025-10-09 08:53 UTC." in printed


def test_what_is_unknown_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """What the backend cannot tell is named."""
    print_statistics(ELSEWHERE, None, SAY)
    assert "Activity is not shown: the task server does not tell." in " ".join(capsys.readouterr().out.split())


def test_an_empty_pool(capsys: pytest.CaptureFixture[str]) -> None:
    """An empty pool is a sentence."""
    print_statistics(EMPTY, None, SAY)
    assert "There is nothing to count yet." in capsys.readouterr().out


def test_huge_numbers_are_whole(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """On a narrow terminal no number is cut."""
    monkeypatch.setenv("COLUMNS", "40")
    print_statistics(full_pool(123_456_789_012), None, SAY)
    assert "123,456,789,012" in capsys.readouterr().out
