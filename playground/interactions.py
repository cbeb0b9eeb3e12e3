"""Interactions under way: made when a person acts, answered by the bot, forgotten after a while."""

import asyncio
import contextlib
import itertools
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.constants import ANSWER_SECONDS, InteractionType
from playground.engine import Engine, Interaction, Message
from playground.fields import complete_message, interaction_envelope
from playground.refusal import unknown_interaction

KEPT = 5_000
TOKEN_SECONDS = 900.0
"""For so long Discord takes answers to an interaction."""
LOOK_SECONDS = 0.5
"""How often a patient playground looks whether the bot is still there."""

FAILED = "This interaction failed"
KINDS = {
    "message": "message",
    "deferred": "deferred_message",
    "deferred_update": "deferred_update",
    "update": "update",
    "modal": "modal",
    "autocomplete": "autocomplete",
    "pong": "pong",
}


@dataclass
class Pending:
    """One interaction from the person's side: what came of it so far."""

    record: Interaction
    opened: float
    told: frozenset[str] = frozenset()
    """The gateway sessions of the bot that heard of it."""
    kind: str | None = None
    reason: str | None = None
    shown: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    deleted: list[int] = field(default_factory=list)
    modal: dict[str, Any] | None = None
    modal_done: bool = False
    choices: list[dict[str, Any]] | None = None
    changes: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def settled(self) -> bool:
        """Whether nothing is awaited any more: no defer is open."""
        if self.kind == "deferred_message":
            return not self.record.loading or self.record.message_id in self.deleted
        if self.kind == "deferred_update":
            return bool(self.shown or self.updated or self.deleted)
        return self.kind is not None

    def touch(self) -> None:
        """Wake everybody who waits for something to change."""
        self.changes += 1
        self.changed.set()
        self.changed = asyncio.Event()


class Interactions:
    """Opens interactions, waits for answers and keeps what came of them.

    Args:
        engine: Discord's state.
        publish: Sends a gateway event to the bot.
        record: Writes a line of the transcript.
        answer_seconds: Real seconds within which the bot must answer first.
        sessions: Tells the gateway sessions of the bot that are connected.
        patient: Whether a bot that is still connected may take as long as it needs.
    """

    def __init__(
        self,
        engine: Engine,
        publish: Callable[[str, Mapping[str, Any]], None],
        record: Callable[..., None],
        *,
        answer_seconds: float = ANSWER_SECONDS,
        sessions: Callable[[], frozenset[str]] = frozenset,
        patient: bool = False,
    ) -> None:
        self.opened_count = 0
        self.failed_count = 0
        self._engine = engine
        self._publish = publish
        self._record = record
        self._answer_seconds = answer_seconds
        self._sessions = sessions
        self._patient = patient
        self._pending: OrderedDict[int, Pending] = OrderedDict()

    # --- a person acts --------------------------------------------------------------------------------------------

    def open(
        self,
        kind: InteractionType,
        channel_id: int,
        user_id: int,
        data: dict[str, Any],
        *,
        locale: str,
        source: Message | None = None,
        trigger: Pending | None = None,
        prepare: Callable[[Interaction], None] | None = None,
    ) -> Pending:
        """Make an interaction and tell the bot of it.

        Args:
            kind: What the person did.
            channel_id: Where.
            user_id: Who.
            data: The ``data`` of the payload.
            locale: The person's language.
            source: The message whose component was used, if any.
            trigger: For a modal, the interaction that opened it.
            prepare: Called with the new interaction before the bot is told.
        """
        record = self._engine.open_interaction(kind, channel_id, user_id)
        if kind == InteractionType.COMMAND:
            record.command_name = data["name"]
            record.command_type = data["type"]
            record.target_id = int(data["target_id"]) if "target_id" in data else None
        record.source_message_id = source.id if source is not None else None
        if trigger is not None:
            self._engine.remember_trigger(record.id, self._trigger_metadata(trigger.record))
        pending = Pending(record, time.monotonic(), self._sessions())
        self._pending[record.id] = pending
        self.opened_count += 1
        if prepare is not None:
            prepare(record)
        self._publish("INTERACTION_CREATE", self._payload(record, data, locale, source))
        return pending

    async def first_answer(self, pending: Pending) -> None:
        """Wait until the bot answers or the time for that is over."""
        remaining = self._answer_seconds - (time.monotonic() - pending.opened)
        with contextlib.suppress(TimeoutError):
            await self._wait(pending, lambda: pending.kind is not None, max(0.0, remaining))
        while pending.kind is None and self._may_still_answer(pending):
            with contextlib.suppress(TimeoutError):
                await self._wait(pending, lambda: pending.kind is not None, LOOK_SECONDS)
        if pending.kind is None:
            pending.kind, pending.reason = "failed", FAILED
            self.failed_count += 1
            self._record(
                "failed", person=str(pending.record.user_id), interaction=str(pending.record.id), reason=FAILED
            )
            pending.touch()

    async def wait_settled(self, interaction_id: int, seconds: float) -> Pending:
        """Wait until a deferred answer is completed.

        Raises:
            KeyError: If the interaction is forgotten.
            TimeoutError: If it takes longer.
        """
        pending = self._pending[interaction_id]
        await self._wait_for_bot(pending, lambda: pending.settled, seconds)
        return pending

    async def wait_changed(self, interaction_id: int, seen: int, seconds: float) -> Pending:
        """Wait until more has happened than was seen.

        Args:
            interaction_id: Which interaction.
            seen: The number of changes already known.
            seconds: How long at most.

        Raises:
            KeyError: If the interaction is forgotten.
            TimeoutError: If nothing happens in time.
        """
        pending = self._pending[interaction_id]
        await self._wait_for_bot(pending, lambda: pending.changes > seen, seconds)
        return pending

    async def _wait_for_bot(self, pending: Pending, is_so: Callable[[], bool], seconds: float) -> None:
        """Wait until something is so of an interaction; a patient playground gives up once the bot is gone.

        Raises:
            TimeoutError: It is not so in time.
        """
        end = time.monotonic() + seconds
        while self._may_still_answer(pending) and (left := end - time.monotonic()) > LOOK_SECONDS:
            with contextlib.suppress(TimeoutError):
                return await self._wait(pending, is_so, min(left, LOOK_SECONDS))
        return await self._wait(pending, is_so, self._answer_seconds if self._patient else seconds)

    async def _wait(self, pending: Pending, is_so: Callable[[], bool], seconds: float) -> None:
        async with asyncio.timeout(seconds):
            while not is_so():
                await pending.changed.wait()

    def _may_still_answer(self, pending: Pending) -> bool:
        """Say whether the playground is patient, and the bot that heard of an interaction is still there."""
        return self._patient and bool(pending.told & self._sessions())

    def find(self, interaction_id: int) -> Pending | None:
        """Return an interaction that is not forgotten yet."""
        return self._pending.get(interaction_id)

    # --- the bot answers ----------------------------------------------------------------------------------------

    def check_in_time(self, interaction_id: int) -> None:
        """Refuse a first answer that comes too late.

        Raises:
            Refusal: 10062.
        """
        pending = self._pending.get(interaction_id)
        if pending is None or pending.record.responded:
            return  # the engine knows what to say
        too_late = time.monotonic() - pending.opened > self._answer_seconds and not self._may_still_answer(pending)
        if pending.kind == "failed" or too_late:
            raise unknown_interaction()

    def answered(self, interaction_id: int) -> None:
        """Note that the bot's first answer was accepted."""
        pending = self._pending.get(interaction_id)
        if pending is None or pending.record.response_kind is None:
            return
        record = pending.record
        pending.kind = KINDS[str(record.response_kind)]
        pending.modal = record.modal
        pending.choices = record.autocomplete_choices
        if record.modal is not None:
            self._record("modal_open", person=str(record.user_id), interaction=str(record.id), modal=record.modal)
        pending.touch()

    def message_created(self, interaction_id: int, message_id: int) -> None:
        """Note a message that an interaction made."""
        pending = self._pending.get(interaction_id)
        if pending is not None:
            pending.shown.append(message_id)
            pending.touch()

    def message_edited(self, interaction_id: int, message_id: int) -> None:
        """Note a message that an interaction changed."""
        pending = self._pending.get(interaction_id)
        if pending is not None:
            if message_id not in pending.updated:
                pending.updated.append(message_id)
            pending.touch()

    def message_deleted(self, interaction_id: int, message_id: int) -> None:
        """Note a message that an interaction deleted."""
        pending = self._pending.get(interaction_id)
        if pending is not None:
            pending.deleted.append(message_id)
            pending.touch()

    # --- memory -------------------------------------------------------------------------------------------------

    def forget_old(self) -> None:
        """Drop what is beyond the number of interactions kept; one that is still to be answered only after its time."""
        now = time.monotonic()
        oldest = list(itertools.islice(self._pending.items(), max(0, len(self._pending) - KEPT)))
        for interaction_id, pending in oldest:
            if pending.settled or now - pending.opened > TOKEN_SECONDS:
                del self._pending[interaction_id]
                self._engine.forget_interaction(interaction_id)

    # --- payloads -----------------------------------------------------------------------------------------------

    def _payload(
        self, record: Interaction, data: dict[str, Any], locale: str, source: Message | None
    ) -> dict[str, Any]:
        engine = self._engine
        channel = engine.channel(record.channel_id)
        payload = interaction_envelope(engine.application_id, record.guild_id, locale)
        payload.update(id=str(record.id), type=int(record.type), token=record.token, data=data)
        payload["channel_id"] = str(channel.id)
        payload["channel"] = engine.channel_payload(channel)
        if record.guild_id is not None:
            guild = engine.guild(record.guild_id)
            permissions = str(engine.permissions(guild.id, record.user_id, channel.id))
            payload["channel"]["permissions"] = permissions
            payload["guild_id"] = str(guild.id)
            payload["guild"] = {"id": str(guild.id), "locale": guild.preferred_locale, "features": []}
            payload["guild_locale"] = guild.preferred_locale
            payload["member"] = {**engine.member_payload(guild.id, record.user_id), "permissions": permissions}
            payload["app_permissions"] = str(
                engine.permissions(guild.id, engine.bot_id, channel.id) if engine.bot_id in guild.members else 0
            )
        else:
            payload["user"] = engine.user_payload(record.user_id)
            payload["app_permissions"] = "180224"  # what Discord sends in direct messages
        if source is not None:
            message = engine.message_payload(source)
            complete_message(message, engine.application_id)
            payload["message"] = message
        return payload

    def _trigger_metadata(self, record: Interaction) -> dict[str, Any]:
        metadata: dict[str, Any] = {
            "id": str(record.id),
            "type": int(record.type),
            "user": self._engine.user_payload(record.user_id),
            "authorizing_integration_owners": {"0": str(record.guild_id or 0)},
        }
        if record.source_message_id is not None and record.type == InteractionType.COMPONENT:
            metadata["interacted_message_id"] = str(record.source_message_id)
        return metadata
