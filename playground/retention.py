"""Memory: the playground runs for hours and a hundred thousand interactions without growing."""

import gc
from collections import OrderedDict, deque

from playground.engine import Engine, Message
from playground.interactions import Interactions

EPHEMERAL_KEPT = 30
SHELVES_KEPT = 5_000
AUDIT_KEPT = 1_000


class Retention:
    """Drops what nobody can need any more: old messages beyond a number per channel, old interactions.

    Args:
        engine: Discord's state.
        interactions: Those that are under way.
        keep_messages: Newest messages kept per channel.
    """

    def __init__(self, engine: Engine, interactions: Interactions, *, keep_messages: int) -> None:
        self._engine = engine
        self._interactions = interactions
        self._keep_messages = keep_messages
        self._messages: dict[int, deque[int]] = {}
        self._ephemeral: OrderedDict[tuple[int, str], deque[int]] = OrderedDict()

    def note_message(self, message: Message) -> None:
        """Take note of a message and drop the oldest one of its channel where there are too many."""
        if message.is_ephemeral and message.interaction_metadata is not None:
            key = (message.channel_id, message.interaction_metadata["user"]["id"])
            kept = self._ephemeral.setdefault(key, deque())
            self._ephemeral.move_to_end(key)
            limit = EPHEMERAL_KEPT
        else:
            kept = self._messages.setdefault(message.channel_id, deque())
            limit = self._keep_messages
        kept.append(message.id)
        while len(kept) > limit:
            self._engine.forget_message(message.channel_id, kept.popleft())

    def sweep(self) -> None:
        """Drop old interactions, messages of deleted channels and the oldest ephemeral ones."""
        self._interactions.forget_old()
        self._engine.trim_audit_logs(AUDIT_KEPT)
        for channel_id in [key for key in self._messages if key not in self._engine.channels]:
            del self._messages[channel_id]
        while len(self._ephemeral) > SHELVES_KEPT:
            (channel_id, _), kept = self._ephemeral.popitem(last=False)
            for message_id in kept:
                self._engine.forget_message(channel_id, message_id)


def calm_garbage_collection() -> None:
    """Take what exists at start out of every later collection, and collect less often.

    Long pauses of the collector would make the playground refuse answers that came in time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
