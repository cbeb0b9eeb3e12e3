"""Reading cards as people do: what is asked for, in which language, and which texts it is about."""

import re
from dataclasses import dataclass
from itertools import pairwise

from playground.contributors.words import Kind, Words
from playground.screen import Message

_QUOTE = ">"
_WARNING = "⚠️ "
_HEADING = "### "
_LETTER = re.compile(r"\*\*([A-Z])\*\*")
_PICKED = re.compile(r"([A-Z]) · (\d+)")
_LINK = re.compile(r"https://discord\.com/channels/\d+/(?P<channel>\d+)/(?P<message>\d+)")
_STANDING = re.compile(r"Level (?P<level>[\d.,]+) · (?P<points>\S+) (?:point|Punkt)")
_TOO_MANY_SECONDS, _UNAVAILABLE_SECONDS = 30.0, 1.5
_CONTROL = re.compile(r"work\d:[a-z-]+:(?P<package>[0-9a-f]{32})(:.*)?")
_INVISIBLE = re.compile(r"[\u200b\\]")


@dataclass(frozen=True, slots=True)
class Standing:
    """The level and the points that a finished card shows."""

    level: int
    points: int


NEWCOMER = Standing(1, 0)


def kind_of(card: Message, words: Words) -> Kind | None:
    """Return what an open card asks for; None on any other message."""
    for line in card.text.splitlines():
        if line.startswith(_HEADING) and (kind := words.headings.get(line.removeprefix(_HEADING))) is not None:
            return kind
    return None


def is_open(card: Message, words: Words) -> bool:
    """Say whether a card's package is still to be answered."""
    return kind_of(card, words) is not None and card.has_button(words.skip)


def language_of(card: Message, words: Words) -> str | None:
    """Return the language (BCP 47) in which a card is to be answered; None where it names none of the sample's."""
    facts = [line for line in card.text.splitlines() if line.startswith("-# ")]
    return next(
        (
            tag
            for tag, name in words.languages.items()
            if any(f"· {words.in_language} {name} ·" in line for line in facts)
        ),
        None,
    )


def marked_text(card: Message, marker: str) -> str:
    """Return the message of the conversation that a marker points at; nothing where none is marked."""
    lines = iter(card.text.splitlines())
    for line in lines:
        if line.endswith(marker) and not line.startswith(_QUOTE):
            return _quote_at(list(lines))
    return ""


def lettered_texts(card: Message) -> dict[str, str]:
    """Return the texts to be ranked, by letter, in the order of the card."""
    lines = card.text.splitlines()
    found = {}
    for place, line in enumerate(lines):
        if (letter := _LETTER.fullmatch(line)) is not None:
            found[letter[1]] = _quote_at(lines[place + 1 :])
    return found


def picked_letters(card: Message) -> list[str]:
    """Return the letters that have their place already, the best first."""
    picked = [match for button in card.buttons if (match := _PICKED.fullmatch(button.label)) is not None]
    return [match[1] for match in sorted(picked, key=lambda match: int(match[2]))]


def free_letters(card: Message) -> list[str]:
    """Return the letters that can still be pressed."""
    return [button.label for button in card.buttons if len(button.label) == 1 and not button.disabled]


def button_that_says(card: Message, words: str) -> str | None:
    """Return the whole label of the button with these words, which may have a tick before them."""
    return next((button.label for button in card.buttons if button.label.removeprefix("✓ ") == words), None)


def is_ticked(card: Message, words: str) -> bool:
    """Say whether the button with these words shows that it is chosen."""
    return any(button.label == f"✓ {words}" for button in card.buttons)


def link_in(text: str) -> tuple[int, int] | None:
    """Return channel and message of the first link to a message."""
    link = _LINK.search(text)
    return (int(link["channel"]), int(link["message"])) if link else None


def standing_on(card: Message) -> Standing | None:
    """Return the level and points that a card shows."""
    found = _STANDING.search(card.text)
    return Standing(_whole(found["level"]), _whole(found["points"])) if found else None


def counts_in(text: str, words: Words) -> tuple[int, ...] | None:
    """Return how many messages, reviews and rankings `/privacy show` counts; None where the line is missing."""
    line = next((line for line in text.splitlines() if line.startswith(words.contributions)), None)
    if line is None:
        return None
    parts = line.removeprefix(words.contributions).split(", ")
    return tuple(
        words.numbers[first] if (first := part.split()[0]) in words.numbers else _whole(first) for part in parts
    )


def seconds_to_wait(text: str, words: Words) -> float | None:
    """Return how long a sentence asks its reader to wait; None where it does not."""
    if (asked := re.search(words.wait, text)) is not None:
        return float(words.numbers[asked[1]] if asked[1] in words.numbers else _whole(asked[1]))
    if words.too_many in text:
        return _TOO_MANY_SECONDS
    return _UNAVAILABLE_SECONDS if words.unavailable in text else None


def notices_on(card: Message, words: Words) -> list[str]:
    """Return what an open card tells above its heading, beside that it was begun before; also at the end of work."""
    lines = [line for line in card.text.splitlines() if line.strip()]
    begins = (place for place, line in enumerate(lines) if line.startswith(_HEADING) or words.nothing_to_do in line)
    return [line for line in lines[: next(begins, 0)] if words.continued not in line]


def reason_on(card: Message, words: Words) -> str:
    """Return why an answer was given back, as its card says; nothing where it does not say."""
    lines = card.text.splitlines()
    for line, below in pairwise([*lines, ""]):
        if words.refused in line or words.unconfirmed in line:
            return below.strip()
        if line.startswith(_WARNING):
            return line.removeprefix(_WARNING)
    return ""


def package_of(card: Message) -> str | None:
    """Return what a card's controls have in common: the package that they are about; None where there is none."""
    for button in card.buttons:
        if (control := _CONTROL.fullmatch(button.custom_id or "")) is not None:
            return control["package"]
    return None


def plainly(text: str) -> str:
    """Strip a text of what differs between a card and what was written, to compare it."""
    return " ".join(_INVISIBLE.sub("", text).casefold().split())


def shows(card: Message, text: str) -> bool:
    """Say whether a card shows a text, or as much of it as cards show of a long one."""
    quoted = "\n".join(line.removeprefix(_QUOTE) for line in card.text.splitlines() if line.startswith(_QUOTE))
    return plainly(text)[:_ENOUGH] in plainly(quoted)


_ENOUGH = 60


def _quote_at(lines: list[str]) -> str:
    quote = []
    for line in lines:
        if not line.startswith(_QUOTE):
            break
        quote.append(line.removeprefix("> ").removeprefix(_QUOTE))
    return "\n".join(quote)


def _whole(number: str) -> int:
    """Read a number as it is written on a card; the words for one (`one`, `ein`) have no digits."""
    digits = re.sub(r"\D", "", number)
    return int(digits) if digits else 1
