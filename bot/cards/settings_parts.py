"""What the cards of `/settings` have in common."""

from dataclasses import dataclass

from bot.interactions.components import Row, Separator, Text
from bot.texts import Sentences

NAMESPACE = "settings"

Block = Text | Separator | Row


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a change, as a sentence."""

    text: str
    is_problem: bool = False


@dataclass(frozen=True, slots=True)
class Lack:
    """What a feature that is used here cannot do.

    Attributes:
        feature: the end of the key of the sentence that says so.
        permissions: the ends of the keys of what is missing.
        channel_id: where it is missing; None for the server at large.
        is_gone: whether the channel itself is gone.
    """

    feature: str
    permissions: tuple[str, ...]
    channel_id: int | None = None
    is_gone: bool = False


def lack_line(lack: Lack, say: Sentences) -> str:
    """Say what does not work, and what to do about it."""
    without = say(f"settings-lacking-{lack.feature}")
    channel = "" if lack.channel_id is None else f"<#{lack.channel_id}>"
    if lack.is_gone:
        return f"⚠️ {without} {say('settings-lacking-gone')}"
    names = ", ".join(f"**{say(f'permission-{permission}')}**" for permission in lack.permissions)
    if channel:
        return f"⚠️ {without} {say('settings-lacking-in-channel', channel=channel, permissions=names)}"
    return f"⚠️ {without} {say('settings-lacking-at-large', permissions=names)}"
