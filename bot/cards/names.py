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
