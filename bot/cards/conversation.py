"""A conversation as one block of text: roles plain to see, the message in question marked, never cut silently."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.passages import GAP, Passage
from bot.interactions.contributed_text import quoted
from bot.interactions.fitting import Space, head
from bot.protocol.messages import ConversationMessage, Role
from bot.rules.text import as_entered
from bot.texts import Sentences

_LEAST_PART = Space(120, 500)
"""Less than this of an earlier message is not worth showing."""
_LINE = Space(120, 400)
"""So much of a text is known again."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Text that fits its space; `complete` is False where something had to be left out."""

    text: str
    complete: bool


def conversation_excerpt(
    messages: Sequence[ConversationMessage], space: Space, say: Sentences, marker: str | None = None
) -> Excerpt:
    """Return as much of a conversation as fits, the end of it first.

    Args:
        messages: from the initial prompt down, at least one.
        space: what may be used; at least 400 characters and 1,000 bytes.
        say: the reader's sentences.
        marker: what is written beside the last message's role, to mark it.

    Returns:
        Markdown; what was left out is said in it.
    """
    passages = conversation_passages(messages, say, marker)
    if (whole := whole_if_it_fits(passages, space)) is not None:
        return Excerpt(whole, complete=True)
    *earlier, last = passages
    omission = say("conversation-earlier-omitted", count=len(earlier)) + GAP
    heading = last.heading + "\n"
    first_room = space.without(heading)
    if earlier:
        first_room = first_room.without(omission)
    parts = [heading + _excerpt(last.text, first_room, say)[0]]
    left = space.without(parts[0], omission)
    for index, passage in reversed(list(enumerate(earlier))):
        heading = passage.heading + "\n"
        part_room = left.without(heading, GAP)
        if part_room.characters < _LEAST_PART.characters or part_room.octets < _LEAST_PART.octets:
            parts.append(say("conversation-earlier-omitted", count=index + 1))
            break
        parts.append(heading + _excerpt(passage.text, part_room, say)[0])
        left = left.without(parts[-1], GAP)
    return Excerpt(GAP.join(reversed(parts)), complete=False)


def whole_if_it_fits(passages: Sequence[Passage], space: Space) -> str | None:
    """Return all passages below each other; None where they do not fit."""
    # What is shown is never shorter than what was written; quoting millions of characters for nothing takes long.
    if sum(len(passage.text) for passage in passages) > space.characters:
        return None
    whole = GAP.join(passage.shown() for passage in passages)
    return whole if space.holds(whole) else None


def conversation_passages(
    messages: Sequence[ConversationMessage], say: Sentences, marker: str | None = None
) -> tuple[Passage, ...]:
    """Return every message under its role; `marker` is what stands beside the last one's."""
    last = len(messages) - 1
    return tuple(
        Passage(_heading(message.role, say, marker if place == last else None), shown_text(message, say))
        for place, message in enumerate(messages)
    )


def quoted_excerpt(text: str, space: Space, say: Sentences, shortened: str = "text-shortened") -> tuple[str, bool]:
    """Quote a contributor's text, shortened (and said so) where it does not fit; say whether it is whole.

    White space at the end of the text is nothing that could be left out.

    Args:
        text: as it was written.
        space: what may be used; at least 120 characters and 500 bytes.
        say: the reader's sentences.
        shortened: the key of what is said below a text that is not whole. The usual one sends people to `Read in full`.
    """
    return _excerpt(as_entered(text), space, say, shortened)


def shown_text(message: ConversationMessage, say: Sentences) -> str:
    """Return a message's text; of one that its author deleted nothing is left, and that is said."""
    return as_entered(message.text) or say("contribution-deleted-text")


def _excerpt(text: str, space: Space, say: Sentences, shortened: str = "text-shortened") -> tuple[str, bool]:
    """Quote as much of a text as fits. Quoting makes it longer, by how much depends on it: hence the search."""
    if len(text) <= space.characters and space.holds(whole := quoted(text)):
        return whole, True
    note = "\n" + say(shortened, characters=len(text))
    inner = space.without(note)
    low, high = 0, min(len(text) - 1, max(0, inner.characters))
    while low < high:
        middle = (low + high + 1) // 2
        if inner.holds(quoted(text[:middle] + "…")):
            low = middle
        else:
            high = middle - 1
    shown = quoted(head(text, Space(low, space.octets)) + "…")
    # A shorter text may need more space: its end may leave code open, whose content is then escaped.
    return (shown if inner.holds(shown) else quoted(text[:low] + "…")) + note, False


def quoted_line(text: str) -> str:
    """Quote the beginning of a text in one line, to be known again by."""
    lines = [line for line in text.split("\n") if line.strip(" `~")] or [text.strip().split("\n")[0]]
    beginning = head(lines[0], _LINE)
    return quoted(beginning if beginning == text else beginning + "…")


def role_name(role: Role, say: Sentences) -> str:
    """Return the role's name as people read it."""
    return say("role-assistant" if role is Role.ASSISTANT else "role-prompter")


def _heading(role: Role, say: Sentences, marker: str | None) -> str:
    name = f"**{role_name(role, say)}**"
    return f"{name} · {marker}" if marker else name
