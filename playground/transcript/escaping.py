"""Turning any text into text that is safe inside HTML."""

import html
import re

# What HTML forbids or a file cannot hold: control characters (except tab and line feed) and lone surrogates.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def printable(text: str) -> str:
    """Return the text with one kind of line end, and U+FFFD for every character that a page cannot hold."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def escape(text: str) -> str:
    """Return the text for use between tags or inside a quoted attribute; nothing in it can end either."""
    return html.escape(printable(text), quote=True)


def name(text: str) -> str:
    """Return a name as HTML whose writing direction cannot reach beyond it."""
    return f"<bdi>{escape(text)}</bdi>"
