"""Showing what a contributor wrote: as they wrote it, but it pings nobody, hides no address and stays in its place.

Markdown is rendered, except masked links, mentions, timestamps and command mentions, which show their source. Every
line is quoted, because Discord parses a quote on its own: an open spoiler, fence or heading ends with its text.
"""

import re

_FENCE = "```"
# What Discord replaces by something else than the characters typed; `[` starts a masked link.
_LIVE = re.compile(r"<(?=@|#|t:|/|id:)|@(?=everyone|here)|\[(?=[^\]\n]*\]\()")
_CODE = re.compile(r"```[\s\S]*?(?:```|\Z)|(?P<ticks>`{1,2})(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)")
_ESCAPED = re.compile(r"\\[^\sA-Za-z0-9]")
_UNPRINTED = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f]")
_DIRECTION_MARKS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NAME_MARKDOWN = re.compile(r"([\\*_~`|\[\]<>#@:-])")


def quoted(text: str) -> str:
    """A contributor's text as a Discord quote.

    Args:
        text: what was submitted or typed.

    Returns:
        Markdown in which every line starts with `> ` and every fence is closed.
    """
    lines = close_fence(neutralised(text)).split("\n")
    return "\n".join("> " + line for line in lines)


def neutralised(text: str) -> str:
    """The text with everything that Discord would make live shown as its source; code is left as it is."""
    text = _UNPRINTED.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    out: list[str] = []
    position = 0
    while position < len(text):
        if match := _CODE.match(text, position) or _ESCAPED.match(text, position):
            out.append(match.group())
            position = match.end()
        elif match := _LIVE.match(text, position):
            out.append("\\" + match.group())
            position = match.end()
        else:
            out.append(text[position])
            position += 1
    return "".join(out)


def close_fence(text: str) -> str:
    """The text with a closing fence added where one is open at its end."""
    if open_fence(text) is None:
        return text
    return text + ("" if text.endswith("\n") else "\n") + _FENCE


def open_fence(text: str) -> str | None:
    """The opening line of the code fence that is open at the end of the text (say ```` ```python ````), if any."""
    position = 0
    while (start := text.find(_FENCE, position)) != -1:
        end = text.find(_FENCE, start + len(_FENCE))
        if end == -1:
            opening = text[start:].split("\n", 1)[0]
            return opening if re.fullmatch(r"```[\w+#.-]*", opening) else _FENCE
        position = end + len(_FENCE)
    return None


def plain_name(name: str) -> str:
    """A person's or server's name that renders as typed: no Markdown, no mention, no change of direction."""
    name = _DIRECTION_MARKS.sub("", _UNPRINTED.sub("", name)).replace("\n", " ")
    return _NAME_MARKDOWN.sub(r"\\\1", name)
