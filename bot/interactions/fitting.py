"""Fitting long text into Discord's limits without ever cutting it silently.

Lengths are in characters (code points) and bytes (UTF-8), since Discord limits both.
"""

import re
import unicodedata
from dataclasses import dataclass

from bot.interactions.contributed_text import QUOTE, code_around, open_fence

_LEAST_PAGE_CHARACTERS = 64
_LEAST_PAGE_OCTETS = 256
_CLOSING = "\n" + QUOTE + "```"
# The beginning of a line without anything of its text: a quote's mark, the opening of a fence.
_BARE = re.compile(r"(?:> ?)?(?:```[A-Za-z0-9_+#.-]*)?")
_END_OF_CODE = re.compile(r"(?:(?:> )?[^\S\n]*\n)*(?:> )?[^\S\n]*```(\n|)")


@dataclass(frozen=True, slots=True)
class Space:
    """How much text fits: characters and bytes."""

    characters: int
    octets: int

    def holds(self, text: str) -> bool:
        """Say whether the text fits."""
        return len(text) <= self.characters and byte_length(text) <= self.octets

    def without(self, *texts: str) -> "Space":
        """Return what is left once the texts have been placed."""
        return Space(self.characters - sum(map(len, texts)), self.octets - sum(map(byte_length, texts)))

    def less(self, other: "Space") -> "Space":
        """Return what is left beside another space."""
        return Space(self.characters - other.characters, self.octets - other.octets)


def byte_length(text: str) -> int:
    """Count bytes in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def head(text: str, space: Space) -> str:
    """Return the longest beginning of the text that fits, preferably up to the end of a line or a word."""
    if space.holds(text):
        return text
    longest = _longest_prefix(text, space)
    for separator, least in (("\n", 0.5), (" ", 0.7)):
        cut = text.rfind(separator, 0, longest + 1)
        if cut >= longest * least and cut > 0 and not _belongs_to_previous(text, cut + 1):
            return text[:cut]
    end = longest
    while 0 < end < len(text) and _belongs_to_previous(text, end):
        end -= 1
    return text[: end or longest]


def pages(text: str, space: Space, most: int | None = None, first: Space | None = None) -> list[str]:
    """Cut a text into pages that each fit. The time that it takes grows with the text, not with its square.

    A code fence that a cut falls into is closed and opened again, and a quoted line (`> `) goes on as a quote.

    Args:
        text: any text, quoted in whole or in part.
        space: the space of one page, at least 64 characters and 256 bytes.
        most: cut no further once there are so many pages, 1 or more; None for all of them.
        first: the space of the first page, no smaller than that either; None where it is that of the others.

    Returns:
        One page or more. Without the fences and quote marks added at cuts and the white space at cuts, joining them
        gives the text, or its beginning where there are more pages than `most`.

    Raises:
        ValueError: the space is smaller.
    """
    room = first or space
    if min(room.characters, space.characters) < _LEAST_PAGE_CHARACTERS or (
        min(room.octets, space.octets) < _LEAST_PAGE_OCTETS
    ):
        raise ValueError("a page needs space for 64 characters and 256 bytes")
    found: list[str] = []
    carried = ""
    position = 0
    while most is None or len(found) < most:
        # A page, and another to see where the code ends that this one's end may tear: code longer than a page is torn.
        ahead = text[position : position + 2 * room.characters]
        if room.holds(carried + ahead) and open_fence(carried + ahead) is None:
            found.append(carried + ahead)
            break
        # Space for the closing fence is set aside whether or not it is needed.
        part = _page(carried, ahead, room.without(carried, _CLOSING))
        page = carried + part
        position += len(part)
        following = text[position : position + 1]
        position += following in {"\n", " "}
        mark = QUOTE if page.rpartition("\n")[2].startswith(QUOTE) else ""
        opening = open_fence(page)
        carried = f"{mark}{opening}\n" if opening else ""
        found.append(f"{page}\n{mark}```" if opening else page)
        # Code that ends with its page is over: opened again around nothing it would be none, and show its fences.
        if opening and (end := _END_OF_CODE.match(text, position)) is not None:
            following = end[1]
            position = end.end()
            carried = ""
        if position >= len(text):
            break
        room = space
        if following != "\n":
            carried += mark
    return found


def _page(carried: str, text: str, space: Space) -> str:
    """Return a text's beginning for one page: it ends neither in inline code nor with a line only begun.

    `carried` is what stands before it on the page: an opened fence, the mark of a quote.
    """
    part = head(text, space)
    line_start = part.rfind("\n") + 1
    line_end = text.find("\n", len(part))
    read = carried + (text if line_end < 0 else text[:line_end])
    torn = code_around(read, len(carried) + len(part))
    kept = part if torn is None else part[: torn - len(carried)]
    if not _BARE.fullmatch(kept[line_start:]):
        return kept
    return part[: line_start - 1] if line_start > 1 else part


def _longest_prefix(text: str, space: Space) -> int:
    most = max(0, space.characters)
    if byte_length(text[:most]) <= space.octets:
        return most
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if byte_length(text[:middle]) <= space.octets:
            low = middle
        else:
            high = middle - 1
    return low


def _belongs_to_previous(text: str, position: int) -> bool:
    """Say whether cutting before `position` would tear what is one: an accent, an emoji, a fence, an escape."""
    if not 0 < position < len(text):
        return False
    character, previous = text[position], text[position - 1]
    return (
        _joins(character)
        or previous in {"\u200d", "\\"}
        or character == previous == "`"
        or (_is_flag_half(character) and _flag_halves_before(text, position) % 2 == 1)
    )


def _joins(character: str) -> bool:
    """Say whether a character is drawn together with the one before it: a joiner, mark, skin tone, tag of a flag."""
    return (
        character == "\u200d"
        or unicodedata.category(character).startswith("M")
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_halves_before(text: str, position: int) -> int:
    start = position
    while start > 0 and _is_flag_half(text[start - 1]):
        start -= 1
    return position - start
