"""How people are named."""

from bot.interactions.contributed_text import clean_name, plain_name
from bot.texts import Sentences

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def shown_name(name: str, say: Sentences) -> str:
    """Make a name fit for a line of ours: no Markdown, mention or towers of marks; its direction stays its own.

    Args:
        name: as somebody chose it.
        say: gives the word for a name in which nothing can be seen.
    """
    plain = plain_name(clean_name(name)) or say("board-nameless")
    return f"{_FIRST_STRONG_ISOLATE}{plain}{_POP_ISOLATE}"


def shown_author(discord_id: int | None, say: Sentences, *, may_be_named: bool) -> str:
    """Name the author of a text to moderators. Nowhere else is an author's name put beside a text.

    Args:
        discord_id: the author's snowflake; None where nobody knows it, or it is not for this reader.
        say: the reader's sentences.
        may_be_named: whether they had agreed, when they wrote it, that moderators see who did.
    """
    if discord_id is None or not may_be_named:
        return say("author-unnamed")
    return f"<@{discord_id}>"
