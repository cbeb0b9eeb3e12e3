"""Draws a picture as PNG. Lengths are in units of which a phone shows about one a pixel: 320 are its width.

Its own dark background, on which every colour has a contrast of at least 3, and text of at least 7, to 1 (WCAG 2.2),
makes it readable in Discord's dark and light theme. The colours are Okabe and Ito's for all kinds of colour blindness,
made lighter; every bar has its words beside it all the same.
"""

import io
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.transforms import Affine2D

from bot.state.charts import Bar, Bars, Days, Panel, Parts, Picture, Tone

WIDTH = 320
PIXELS_PER_UNIT = 3
"""A picture is 960 pixels wide: sharp on a phone, and large enough for a desktop."""

_UNITS_PER_INCH = 72
_MARGIN = 14
_INNER = WIDTH - 2 * _MARGIN
_HEADING, _ROW_TEXT, _SMALL = 12.5, 12.5, 11.5
_HEADING_HEIGHT, _ROW_HEIGHT, _TEXT_HEIGHT, _BAR_HEIGHT = 23, 29, 17, 7
_PARTS_HEIGHT, _LEGEND_HEIGHT = 16, 20
_PANEL_GAP = 10
_COLUMNS_HEIGHT, _ABOVE_COLUMNS, _BELOW_COLUMNS = 90, 17, 20
_LEAST_BAR = 3.0
_MOST_LETTERS = 200  # no line has room for more; measuring endless words takes long
_MOST_NUMBER = 0.7 * _INNER
_GAP = 8

BACKGROUND = "#1f232b"
TEXT = "#f4f6fa"
_MUTED = "#b9c1ce"
_TRACK = "#363d4a"
COLOURS = {Tone.DONE: "#2cbf90", Tone.UNDER_WAY: "#56b4e9", Tone.SECOND: "#f2cf63", Tone.OUT: "#858e9d"}

_FONTS = Path(mpl.get_data_path()) / "fonts/ttf"
_PLAIN, _BOLD = _FONTS / "DejaVuSans.ttf", _FONTS / "DejaVuSans-Bold.ttf"


def draw(picture: Picture) -> bytes:
    """Draw a picture.

    Returns:
        A PNG file, `WIDTH` × `PIXELS_PER_UNIT` pixels wide and as high as it needs. The same picture gives the same
        bytes.
    """
    mpl.rcdefaults()  # whatever a matplotlibrc on this machine says
    sheet = _Sheet(2 * _MARGIN + sum(map(_height, picture.panels)) + _PANEL_GAP * max(0, len(picture.panels) - 1))
    top: float = _MARGIN
    for panel in picture.panels:
        _draw_panel(sheet, panel, top)
        top += _height(panel) + _PANEL_GAP
    return sheet.png()


def _height(panel: Panel) -> float:
    match panel:
        case Bars(rows=rows):
            return _HEADING_HEIGHT + len(rows) * _ROW_HEIGHT
        case Parts(rows=rows):
            return _HEADING_HEIGHT + (_PARTS_HEIGHT + _GAP if rows else 0) + len(rows) * _LEGEND_HEIGHT
        case Days():
            return _HEADING_HEIGHT + _ABOVE_COLUMNS + _COLUMNS_HEIGHT + _BELOW_COLUMNS


def _draw_panel(sheet: "_Sheet", panel: Panel, top: float) -> None:
    title = sheet.fitted(panel.title, _HEADING, _INNER, bold=True)
    sheet.write(_MARGIN, top + _HEADING_HEIGHT / 2 - 3, title, _HEADING, colour=_MUTED, bold=True)
    top += _HEADING_HEIGHT
    match panel:
        case Bars():
            _draw_bars(sheet, panel, top)
        case Parts():
            _draw_parts(sheet, panel.rows, top)
        case Days():
            _draw_days(sheet, panel, top)


def _draw_bars(sheet: "_Sheet", panel: Bars, top: float) -> None:
    full = panel.full or max((row.amount for row in panel.rows), default=0) or 1
    for row in panel.rows:
        _write_row(sheet, row, _MARGIN, top + _TEXT_HEIGHT / 2)
        sheet.bar(_MARGIN, top + _TEXT_HEIGHT, _INNER, _BAR_HEIGHT, _TRACK)
        if row.amount:
            length = max(_LEAST_BAR, _INNER * min(1.0, row.amount / full))
            sheet.bar(_MARGIN, top + _TEXT_HEIGHT, length, _BAR_HEIGHT, COLOURS[row.tone])
        top += _ROW_HEIGHT


def _draw_parts(sheet: "_Sheet", rows: Sequence[Bar], top: float) -> None:
    shown = [row for row in rows if row.amount]
    total = sum(row.amount for row in shown)
    left = float(_MARGIN)
    room = _INNER - 2 * max(0, len(shown) - 1)
    for row in shown:
        length = max(_LEAST_BAR, room * row.amount / total)
        sheet.block(left, top, min(length, WIDTH - _MARGIN - left), _PARTS_HEIGHT, COLOURS[row.tone])
        left += length + 2
    if rows and not shown:
        sheet.block(_MARGIN, top, _INNER, _PARTS_HEIGHT, _TRACK)
    top += _PARTS_HEIGHT + _GAP
    for row in rows:
        sheet.block(_MARGIN, top + _LEGEND_HEIGHT / 2 - 5, 10, 10, COLOURS[row.tone])
        _write_row(sheet, row, _MARGIN + 17, top + _LEGEND_HEIGHT / 2)
        top += _LEGEND_HEIGHT


def _draw_days(sheet: "_Sheet", panel: Days, top: float) -> None:
    top += _ABOVE_COLUMNS
    bottom = top + _COLUMNS_HEIGHT
    most = max(panel.amounts, default=0)
    step = _INNER / max(1, len(panel.amounts))
    for number, amount in enumerate(panel.amounts):
        if amount:
            height = max(_LEAST_BAR, _COLUMNS_HEIGHT * amount / most)
            tone = Tone.SECOND if amount == most else Tone.UNDER_WAY
            sheet.block(_MARGIN + number * step + step * 0.12, bottom - height, step * 0.76, height, COLOURS[tone])
    sheet.block(_MARGIN, bottom, _INNER, 1, _MUTED)
    if most:
        middle = _MARGIN + (panel.amounts.index(most) + 0.5) * step
        half = sheet.width_of(panel.highest, _SMALL, bold=True) / 2
        left = min(max(_MARGIN, middle - half), WIDTH - _MARGIN - 2 * half)
        sheet.write(left, top - _ABOVE_COLUMNS / 2, panel.highest, _SMALL, bold=True)
    below = bottom + _BELOW_COLUMNS / 2 + 1
    sheet.write(_MARGIN, below, panel.first, _SMALL, colour=_MUTED)
    sheet.write_right(below, panel.last, _SMALL, colour=_MUTED)


def _write_row(sheet: "_Sheet", row: Bar, left: float, middle: float) -> None:
    shown = sheet.fitted(row.shown, _ROW_TEXT, _MOST_NUMBER, bold=True)
    room = WIDTH - _MARGIN - left - _GAP - sheet.width_of(shown, _ROW_TEXT, bold=True)
    sheet.write(left, middle, sheet.fitted(row.label, _ROW_TEXT, room), _ROW_TEXT)
    sheet.write_right(middle, shown, _ROW_TEXT, bold=True)


class _Sheet:
    """An empty picture, with positions from the upper left corner."""

    def __init__(self, height: float) -> None:
        self._height = height
        size = (WIDTH / _UNITS_PER_INCH, height / _UNITS_PER_INCH)
        self._figure = Figure(figsize=size, dpi=_UNITS_PER_INCH * PIXELS_PER_UNIT, facecolor=BACKGROUND)
        self._canvas = FigureCanvasAgg(self._figure)
        self._units = Affine2D().scale(1 / _UNITS_PER_INCH) + self._figure.dpi_scale_trans

    def write(
        self, left: float, middle: float, words: str, size: float, *, colour: str = TEXT, bold: bool = False
    ) -> None:
        """Write one line from a place to the right."""
        self._write(left, middle, words, size, colour, "left", bold=bold)

    def write_right(self, middle: float, words: str, size: float, *, colour: str = TEXT, bold: bool = False) -> None:
        """Write one line that ends at the right margin."""
        self._write(WIDTH - _MARGIN, middle, words, size, colour, "right", bold=bold)

    def width_of(self, words: str, size: float, *, bold: bool = False) -> float:
        """Measure how wide a line is."""
        renderer = self._canvas.get_renderer()  # type: ignore[no-untyped-call]  # not annotated there
        width: float = renderer.get_text_width_height_descent(words, _font(size, bold=bold), ismath=False)[0]
        return width / PIXELS_PER_UNIT

    def fitted(self, words: str, size: float, room: float, *, bold: bool = False) -> str:
        """Shorten words where there is not enough room for them."""
        if len(words) <= _MOST_LETTERS and self.width_of(words, size, bold=bold) <= room:
            return words
        kept = bisect_right(
            range(min(len(words), _MOST_LETTERS)),
            room,
            key=lambda letters: self.width_of(words[: letters + 1] + "…", size, bold=bold),
        )
        return words[:kept].rstrip() + "…"

    def bar(self, left: float, top: float, length: float, height: float, colour: str) -> None:
        """Draw a bar with round ends."""
        radius = min(length, height) / 2
        style = f"round,pad=0,rounding_size={radius}"
        shape = FancyBboxPatch((left, self._height - top - height), length, height, boxstyle=style, mutation_aspect=1)
        self._add(shape, colour)

    def block(self, left: float, top: float, length: float, height: float, colour: str) -> None:
        """Draw a rectangle."""
        self._add(Rectangle((left, self._height - top - height), length, height), colour)

    def png(self) -> bytes:
        """Return the picture as a file, without the date or the name of the program."""
        file = io.BytesIO()
        self._figure.savefig(
            file,
            format="png",
            facecolor=BACKGROUND,
            metadata={"Software": None},
            pil_kwargs={"optimize": True},
        )
        return file.getvalue()

    def _add(self, shape: Rectangle | FancyBboxPatch, colour: str) -> None:
        shape.set(facecolor=colour, edgecolor="none", linewidth=0, transform=self._units)
        self._figure.add_artist(shape)

    def _write(
        self, x: float, middle: float, words: str, size: float, colour: str, alignment: str, *, bold: bool
    ) -> None:
        self._figure.text(
            x / WIDTH,
            1 - middle / self._height,
            words,
            fontproperties=_font(size, bold=bold),
            color=colour,
            horizontalalignment=alignment,
            verticalalignment="center_baseline",
            parse_math=False,
        )


def _font(size: float, *, bold: bool) -> FontProperties:
    return FontProperties(fname=_BOLD if bold else _PLAIN, size=size)
