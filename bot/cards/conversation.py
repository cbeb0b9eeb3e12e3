"""A conversation as one block of text: roles plain to see, the message in question marked, never cut silently."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.interactions.contributed_text import quoted
from bot.interactions.fitting import Space, head
from bot.protocol.messages import ConversationMessage, Role
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
    last = messages[-1]
    heading = _heading(last.role, say, marker)
    omission = say("conversation-earlier-omitted", count=len(messages) - 1) + "\n"
    first_room = space.without(heading + "\n")
    if len(messages) > 1:
        first_room = first_room.without(omission)
    body, complete = quoted_excerpt(last.text, first_room, say)
    parts = [f"{heading}\n{body}"]
    left = space.without(parts[0]).without(omission)
    for index in range(len(messages) - 2, -1, -1):
        message = messages[index]
        heading = _heading(message.role, say, None)
        part_room = left.without(heading + "\n\n")
        if part_room.characters < _LEAST_PART.characters or part_room.octets < _LEAST_PART.octets:
            parts.append(say("conversation-earlier-omitted", count=index + 1))
            return Excerpt("\n".join(reversed(parts)), complete=False)
        body, whole = quoted_excerpt(message.text, part_room, say)
        complete = complete and whole
        parts.append(f"{heading}\n{body}")
        left = left.without(parts[-1] + "\n")
    return Excerpt("\n".join(reversed(parts)), complete)


def conversation_in_full(messages: Sequence[ConversationMessage], say: Sentences) -> str:
    """Return the whole conversation, for reading page by page."""
    return "\n".join(
        f"{_heading(message.role, say, None)}\n{quoted(_shown(message.text, say))}" for message in messages
    )


def quoted_excerpt(text: str, space: Space, say: Sentences) -> tuple[str, bool]:
    """Quote a contributor's text, shortened (and said so) where it does not fit; say whether it is whole.

    Quoting and escaping make a text longer, by how much depends on the text: hence the search.
    """
    text = _shown(text, say)
    if len(text) <= space.characters and space.holds(whole := quoted(text)):
        return whole, True
    note = "\n" + say("text-shortened", characters=len(text))
    inner = space.without(note)
    low, high = 0, min(len(text), max(0, inner.characters))
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


def _shown(text: str, say: Sentences) -> str:
    """Return a message's text; of one that its author deleted nothing is left, and that is said."""
    return text or say("contribution-deleted-text")


def role_name(role: Role, say: Sentences) -> str:
    """Return the role's name as people read it."""
    return say("role-assistant" if role is Role.ASSISTANT else "role-prompter")


def _heading(role: Role, say: Sentences, marker: str | None) -> str:
    name = f"**{role_name(role, say)}**"
    return f"{name} · {marker}" if marker else name
