"""Tests of what a picture is told to show."""

import pytest

from bot.state.charts import MOST_ALTERNATIVE_TEXT, Bar, Bars, Days, Number, Picture, alternative_text, can_be_drawn

DAYS = Days(
    title="Days", rows=(Number(label="Today", shown="2"),), amounts=(1, 2), highest="2", first="old", last="new"
)


def bars(label: str, count: int = 1) -> Picture:
    """A picture with equal bars."""
    return Picture(panels=(Bars(title="Trees", rows=(Bar(label=label, shown="3", amount=3),) * count),))


def test_alternative_text_says_the_numbers() -> None:
    """Every number of a picture is in its alternative text, with what it counts, panel by panel."""
    heading = Bars(title="One person has contributed", rows=())
    picture = Picture(panels=(*bars("Growing", 2).panels, DAYS, heading))
    assert alternative_text(picture) == "Trees: Growing 3; Growing 3. Days: Today 2. One person has contributed."


def test_alternative_text_is_as_long_as_discord_takes() -> None:
    """A very long alternative text is cut, and says so."""
    words = alternative_text(bars("x" * 100, 40))
    assert len(words) == MOST_ALTERNATIVE_TEXT
    assert words.endswith("…")


@pytest.mark.parametrize("word", ["Größe", "Tiếng Việt", "Русский", "Ελληνικά", "Ends with … – “so” · 5\u00a0%"])
def test_what_can_be_drawn(word: str) -> None:
    """Latin, Greek and Cyrillic letters with the usual signs can be drawn."""
    assert can_be_drawn(bars(word))


@pytest.mark.parametrize("word", ["中文", "العربية", "ไทย", "हिन्दी", "🌳", "a\nb", "ქართული", "e\u0301", "\u202eabc"])
def test_what_cannot_be_drawn(word: str) -> None:
    """Other scripts, emoji and signs that are not seen cannot, wherever on a picture they stand."""
    assert not can_be_drawn(bars(word))
    assert not can_be_drawn(Picture(panels=(DAYS.model_copy(update={"last": word}),)))
