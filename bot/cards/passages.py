"""Texts under their headings, cut into pages: whatever part of a text is on a page, its heading stands above it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.interactions.contributed_text import neutralised, printable, quoted
from bot.interactions.fitting import Space, pages
from bot.texts import Sentences

GAP = "\n\n"
"""Between a text and the heading of the next one: an empty line, so that the heading goes with what is below it."""

_LEAST_PART = Space(400, 1_000)
"""Less than this of a text is not begun at the end of a page."""
_SLACK = Space(60, 180)
"""Set aside for what a part of a text needs more where it is read alone."""
_FENCE = "```"
_LEAST_RULE = 12


@dataclass(frozen=True, slots=True)
class Passage:
    """What somebody wrote, and the heading that says what it is: a letter, a role; one line of Markdown."""

    heading: str
    text: str

    def shown(self) -> str:
        """Return the text as a quote under its heading."""
        return f"{self.heading}\n{quoted(self.text)}"


def pages_of(
    passages: Iterable[Passage], space: Space, most: int, say: Sentences, *, as_written: bool = False
) -> list[str]:
    """Cut passages into pages; a text that goes on over a page goes on under its heading.

    Args:
        passages: in the order of reading, one or more; each has something to see in it.
        space: what one page may take, at least 600 characters and 2,000 bytes.
        most: cut no further once there are more pages than this.
        say: the reader's sentences.
        as_written: show the texts as code instead of rendering them; they must not have fences, see `fits_code`.

    Returns:
        One page for each that is needed; at most one more than `most`.
    """
    found: list[str] = []
    page = ""
    for passage in passages:
        body = f"{_FENCE}\n{printable(passage.text)}\n{_FENCE}" if as_written else quoted(passage.text)
        heading = passage.heading + "\n"
        left = space.without(page, GAP, heading)
        if page and (left.holds(body) or _has_room(left)):
            page += GAP + heading
        else:
            found += [page] if page else []
            page = heading
            left = space.without(heading)
        if len(found) > most:
            break
        if left.holds(body):
            page += body
            continue
        continued = say("full-continued", name=passage.heading) + "\n"
        rest = space.without(continued)
        first, *others = pages(body, rest.less(_SLACK), most + 2, first=left.less(_SLACK))
        page += first if as_written else _read_alone(first, left)
        for other in others:
            found.append(page)
            page = continued + (other if as_written else _read_alone(other, rest))
    return [*found, page][: most + 1]


def fits_code(passage: Passage) -> bool:
    """Say whether a text can be shown as one block of code: there is no fence in it that would end that."""
    return _FENCE not in passage.text


def file_of(passages: Sequence[Passage]) -> str:
    """Return passages as a text file, every text exactly as it was written.

    A heading stands between rules longer than any in the texts, so that no text can pass for a heading.
    """
    longest = max((len(run) for each in passages for run in re.findall("─+", each.text)), default=0)
    rule = "─" * max(_LEAST_RULE, longest + 1)
    return "\n\n".join(f"{rule} {each.heading.replace('**', '')} {rule}\n\n{each.text}" for each in passages) + "\n"


def _read_alone(part: str, space: Space) -> str:
    """Make a part of a quote safe by itself: what was code in the whole may be none where it is cut."""
    safe = neutralised(part)
    return safe if space.holds(safe) else part


def _has_room(left: Space) -> bool:
    return left.characters >= _LEAST_PART.characters and left.octets >= _LEAST_PART.octets
