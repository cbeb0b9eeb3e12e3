"""Tests of the drawing itself: real PNG files, whatever the numbers are."""

import importlib
import struct
from types import ModuleType

import pytest

from bot.state.charts import _DRAWN, Bar, Bars, Days, Parts, Picture, Tone
from bot.state.statistics import views_of
from tests.catalogue import CATALOGUE
from tests.statistics.pools import EMPTY, full_pool, pool

pytestmark = pytest.mark.slow

SAY = CATALOGUE.sentences("de")
HUGE = 10**15


@pytest.fixture(scope="module")
def drawing() -> ModuleType:
    """The module, with matplotlib: loaded here, so that those who run no test of it need not wait for it."""
    return importlib.import_module("bot.statistics.pictures.drawing")


def size_of(file: bytes) -> tuple[int, int]:
    """Width and height of a PNG file, in pixels."""
    assert file.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", file[16:24])
    return width, height


@pytest.mark.parametrize("numbers", [pool(), full_pool(1), full_pool(HUGE), pool(activity=(0,) * 29 + (1,))])
def test_every_view_becomes_a_picture(numbers: object, drawing: ModuleType) -> None:
    """Each view, with little or with more than there will ever be, is a picture of a width, no higher than a phone."""
    for view in views_of(numbers, 100, SAY):  # type: ignore[arg-type]  # pools, of which pytest knows no type
        assert view.picture is not None
        width, height = size_of(drawing.draw(view.picture))
        assert width == drawing.WIDTH * drawing.PIXELS_PER_UNIT
        assert 100 < height < 1.75 * width


def test_hostile_numbers_and_words(drawing: ModuleType) -> None:
    """No numbers, zeros alone, one huge among ones, signs of formulas and endless words: each gives a picture."""
    rows = tuple(
        Bar(label=label, shown=shown, amount=amount, tone=tone)
        for label, shown, amount, tone in (
            ("$x^2$ \\frac{", "0", 0, Tone.OUT),
            ("w" * 500, "9" * 300, HUGE, Tone.DONE),
            ("", "", 1, Tone.SECOND),
        )
    )
    zeros = rows[:1]
    none = Days(title="", rows=(), amounts=(), highest="", first="", last="")
    panels = (
        *(Bars(title="Bars", rows=some) for some in (rows, zeros, ())),
        *(Parts(title="w" * 500, rows=some) for some in (rows, zeros, ())),
        *(none.model_copy(update={"amounts": amounts}) for amounts in ((), (0,), (1,), (0, HUGE, 1), (1,) * 400)),
        Bars(title="Above the goal", rows=rows, full=1),
    )
    for panel in panels:
        assert size_of(drawing.draw(Picture(panels=(panel,))))[0] == drawing.WIDTH * drawing.PIXELS_PER_UNIT
    assert size_of(drawing.draw(Picture(panels=panels)))[1] > size_of(drawing.draw(Picture(panels=panels[:2])))[1]
    assert size_of(drawing.draw(Picture(panels=())))[0] == drawing.WIDTH * drawing.PIXELS_PER_UNIT


def test_the_same_numbers_give_the_same_file(drawing: ModuleType) -> None:
    """A picture depends on nothing but what it shows."""
    first, second = views_of(pool(), 100, SAY)[:2]
    assert first.picture is not None
    assert second.picture is not None
    assert drawing.draw(first.picture) == drawing.draw(first.picture)
    assert drawing.draw(first.picture) != drawing.draw(second.picture)


def test_every_letter_is_in_the_font(drawing: ModuleType) -> None:
    """What is taken for drawable has a shape in both fonts: nothing becomes a box."""
    ft2font = importlib.import_module("matplotlib.ft2font")
    for font in (ft2font.FT2Font(str(drawing._PLAIN)), ft2font.FT2Font(str(drawing._BOLD))):
        letters = [letter for letters in _DRAWN for letter in letters if chr(letter).isprintable()]
        assert len(letters) > 1_000
        assert [chr(letter) for letter in letters if font.get_char_index(letter) == 0] == []


def test_contrast(drawing: ModuleType) -> None:
    """On the picture's own background text has a contrast of 7 to 1, and every colour of 3 to 1 (WCAG 2.2)."""
    assert contrast(drawing.TEXT, drawing.BACKGROUND) >= 7
    assert {
        tone: contrast(colour, drawing.BACKGROUND) >= 3 for tone, colour in drawing.COLOURS.items()
    } == dict.fromkeys(Tone, True)


def test_an_empty_pool_has_nothing_to_draw() -> None:
    """Of an empty pool there is no picture."""
    assert views_of(EMPTY, 100, SAY) == ()


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, 0..1."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
