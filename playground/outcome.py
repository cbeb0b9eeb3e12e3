"""What came of something that a person did."""

from collections.abc import Mapping
from typing import Any

from playground.orders import Orders
from playground.screen import Choice, Message, Modal

SETTLE_SECONDS = 600.0
"""A guard against waiting for ever; a slow machine needs a while."""


class Outcome:
    """What came of something that a person did.

    Attributes:
        kind: ``message``, ``update``, ``deferred_message``, ``deferred_update``, ``modal``, ``autocomplete``,
            ``failed`` (no answer in time) or ``nothing`` (the client sends nothing: the option was chosen already).
        interaction_id: The interaction; 0 if there was none.
        shown: New messages, in order; follow-ups included as far as they have come.
        updated: Messages that changed.
        deleted: Ids of messages that vanished.
        modal: The modal on the screen, if one opened.
        choices: Suggestions of autocomplete.
        reason: What a client says when it failed.
        is_settled: Whether no deferred answer is awaited any more.
    """

    def __init__(self, orders: Orders, payload: Mapping[str, Any]) -> None:
        self._orders = orders
        self.raw = payload
        self.kind: str = payload["kind"]
        self.interaction_id = int(payload.get("interaction", 0))
        self.shown = [Message.of(message) for message in payload["shown"]]
        self.updated = [Message.of(message) for message in payload["updated"]]
        self.deleted = [int(key) for key in payload["deleted"]]
        self.reason: str | None = payload.get("reason")
        self.is_settled: bool = payload["settled"]
        modal = payload.get("modal")
        self._modal = Modal.of(self.interaction_id, modal) if modal is not None else None
        self.choices = [Choice(choice["name"], choice["value"]) for choice in payload.get("choices") or ()]

    def __repr__(self) -> str:
        return f"<Outcome {self.kind} {self.text!r}>" if self.messages else f"<Outcome {self.kind}>"

    @property
    def failed(self) -> bool:
        """Whether the bot did not answer in time."""
        return self.kind == "failed"

    @property
    def messages(self) -> list[Message]:
        """Updated messages, then new ones."""
        return [*self.updated, *self.shown]

    @property
    def message(self) -> Message:
        """The first message that the answer shows: the updated one, else the new one.

        Raises:
            LookupError: If it shows none.
        """
        if not self.messages:
            msg = f"the answer shows no message (it is {self.kind!r}: {self.reason})"
            raise LookupError(msg)
        return self.messages[0]

    @property
    def text(self) -> str:
        """All text of all messages of the answer."""
        return "\n".join(message.text for message in self.messages)

    @property
    def modal(self) -> Modal:
        """The modal that opened.

        Raises:
            LookupError: If none did.
        """
        if self._modal is None:
            msg = f"no modal opened (the answer is {self.kind!r}: {self.text!r})"
            raise LookupError(msg)
        return self._modal

    @property
    def opened_modal(self) -> bool:
        """Whether a modal opened."""
        return self._modal is not None

    async def settled(self, timeout: float = SETTLE_SECONDS) -> "Outcome":  # noqa: ASYNC109 - part of the question
        """Return the outcome once a deferred answer is completed; at once if none is awaited.

        Raises:
            NotInTime: If it takes longer than ``timeout`` seconds.
        """
        if self.is_settled:
            return self
        return await act(self._orders, "settled", interaction=self.interaction_id, timeout=timeout)

    async def more(self, timeout: float = SETTLE_SECONDS) -> "Outcome":  # noqa: ASYNC109 - part of the question
        """Return the outcome after the next change: a follow-up, an edit, a deletion.

        Raises:
            NotInTime: If nothing happens within ``timeout`` seconds.
        """
        seen = int(self.raw["changes"])
        return await act(self._orders, "changed", interaction=self.interaction_id, seen=seen, timeout=timeout)

    async def until_shown(self, count: int, timeout: float = SETTLE_SECONDS) -> "Outcome":  # noqa: ASYNC109 - part of the question
        """Return the outcome once it shows so many new messages: for answers with follow-ups.

        Raises:
            NotInTime: If they do not come within ``timeout`` seconds.
        """
        outcome = self
        while len(outcome.shown) < count:
            outcome = await outcome.more(timeout)
        return outcome


async def act(orders: Orders, operation: str, /, **order: Any) -> Outcome:
    """Send an order that ends in an outcome."""
    return Outcome(orders, await orders.order(operation, **order))
