"""Tests of how numbers of things are written."""

from bot.counting import counted


def test_one_thing_and_others() -> None:
    """Only one thing is called by its singular, and thousands are set apart."""
    assert [counted(number, "tree") for number in (0, 1, 2, 1_000)] == ["0 trees", "1 tree", "2 trees", "1,000 trees"]
    assert counted(2, "reply", "replies") == "2 replies"
