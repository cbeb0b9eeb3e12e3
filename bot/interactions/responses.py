"""Kinds of answer. Each action declares its kind before anything else happens, since Discord wants to know it first."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

from bot.interactions.components import Card, Modal


class ResponseKind(Enum):
    """How an action answers."""

    MODAL = "modal"
    """Opens a form. Cannot be deferred, so such an action never calls a backend."""
    UPDATE = "update"
    """Changes the message whose control was pressed."""
    MESSAGE = "message"
    """Posts a new message that everybody in the channel sees."""
    EPHEMERAL = "ephemeral"
    """Posts a new message that only the person sees."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One more message after the answer itself; these are exempt from Discord's limit of 50 calls a second.

    `posted` is told where the message is: the ids of its channel and of itself.
    """

    card: Card
    ephemeral: bool = False
    posted: Callable[[int, int], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """What an action answers with.

    `card` is the message in the declared kind; None leaves an UPDATE's message as it is, or (`removes_pressed`) takes
    the button that was pressed off it. Follow-ups come after it. `sent` is called once Discord has taken all of it.

    Where an UPDATE `leaves_message`, its follow-ups carry the person on: they come before the message changes, so that
    nobody is left with neither.
    """

    card: Card | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    sent: Callable[[], Awaitable[None]] | None = None
    removes_pressed: bool = False
    leaves_message: bool = False


def in_pages(cards: tuple[Card, ...]) -> Response:
    """Return a response of one card or more that only the person sees."""
    first, *others = cards
    return Response(first, tuple(FollowUp(card, ephemeral=True) for card in others))


AnyResponse = Response | Modal
"""What the handler of an action returns; a Modal only where the kind is MODAL."""
