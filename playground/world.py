"""The world of one playground: all parts of it put together, and what happens when something changes."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground.calls import ApiCall
from playground.clock import PlaygroundClock
from playground.constants import ANSWER_SECONDS
from playground.engine import Channel, Engine, Message
from playground.faults import Faults
from playground.fields import complete_message
from playground.gateway import Gateway
from playground.interactions import Interactions
from playground.oldedits import OldEdits
from playground.openapi import OpenApiCheck
from playground.ratelimit import RateLimiter
from playground.records import Recorder
from playground.retention import Retention
from playground.threads import ThreadKeeper
from playground.tokens import bot_id_of, make_token

NONCES_KEPT = 2_000
MEMBERS_INTENT = 1 << 1
PICTURE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
PICTURE_SIZE = 1_000_000
"""Bytes; a larger picture is recorded by its name only."""


@dataclass(frozen=True)
class Options:
    """How a playground is started.

    Attributes:
        token: The bot's token, which begins with the bot's id; made up if empty.
        clock_file: Where the clock's offset is written.
        record: Where everything that people see is recorded.
        openapi: Discord's description of its API, to check requests against.
        rate_limits: Whether requests are ever refused for their number.
        answer_seconds: Real seconds within which an interaction must be answered.
        patient: Whether a bot that is still connected may take longer than that: on a slow machine, these seconds say
            nothing about the bot.
        shards: Recommended number of shards.
        approved_intents: Privileged intents that the bot may use, as bits.
        keep_messages: Newest messages kept per channel.
        bot_name: The bot's name.
    """

    token: str = ""
    clock_file: Path | None = None
    record: Path | None = None
    openapi: Path | None = None
    rate_limits: bool = True
    answer_seconds: float = ANSWER_SECONDS
    patient: bool = False
    shards: int = 1
    approved_intents: int = 0
    keep_messages: int = 300
    bot_name: str = "Dataset Bot"


@dataclass(frozen=True)
class PersonInfo:
    """Somebody in the playground."""

    id: int
    name: str
    display_name: str
    locale: str
    bot: bool = False


class World:
    """Everything there is.

    Args:
        options: How it is started.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.clock = PlaygroundClock(options.clock_file)
        self.recorder = Recorder(self.clock, options.record)
        self.people: dict[int, PersonInfo] = {}
        self._pictures: set[str] = set()
        self.nonces: dict[tuple[int, str], int] = {}
        self.closed_direct_messages: set[int] = set()
        self.faults = Faults()
        self.limiter = RateLimiter(enabled=options.rate_limits)
        self.openapi = OpenApiCheck(options.openapi) if options.openapi is not None else None
        self.old_edits = OldEdits(lambda: self.clock.now().timestamp())
        self.engine = Engine(self.clock, self)
        self.engine.set_bot(options.bot_name, bot_id_of(options.token) if options.token else None)
        self.token = options.token or make_token(self.engine.bot_id)
        self.gateway = Gateway(
            self.engine, self.token, self.faults, shards=options.shards, approved_intents=options.approved_intents
        )
        self.threads = ThreadKeeper(self.engine, self.clock)
        self.interactions = Interactions(
            self.engine,
            self.gateway.publish,
            self.recorder.write,
            answer_seconds=options.answer_seconds,
            sessions=lambda: self.gateway.connected_sessions,
            patient=options.patient,
        )
        self.retention = Retention(self.engine, self.interactions, keep_messages=options.keep_messages)
        self.introduce(PersonInfo(self.engine.bot_id, options.bot_name, options.bot_name, "en-US", bot=True))

    @property
    def may_list_members(self) -> bool:
        """Whether the bot may list the members of a guild."""
        return bool(self.options.approved_intents & MEMBERS_INTENT)

    def dispatch(self, call: ApiCall, *, answering: int | None = None) -> Any:
        """Let the engine handle a request of the bot.

        Raises:
            Refusal: What Discord answers instead.
            NotImplementedHere: The engine does not know it.
        """
        return self.engine.dispatch(
            call.method,
            call.path,
            json=call.json,
            params=call.params,
            files=call.files,
            reason=call.reason,
            answering=answering,
        )

    def introduce(self, person: PersonInfo) -> None:
        """Note somebody new."""
        self.people[person.id] = person
        self.recorder.write(
            "person",
            id=str(person.id),
            name=person.name,
            display_name=person.display_name,
            bot=person.bot,
            locale=person.locale,
        )

    def message_view(self, message: Message) -> dict[str, Any]:
        """Return a message as a client gets it."""
        payload = self.engine.message_payload(message)
        complete_message(payload, self.engine.application_id)
        return payload

    def accepts_direct_messages(self, channel: Channel) -> bool:
        """Say whether people in direct messages take them: they share a guild with the bot and closed none."""
        return all(
            person_id not in self.closed_direct_messages
            and any({person_id, self.engine.bot_id} <= guild.members.keys() for guild in self.engine.guilds.values())
            for person_id in channel.recipient_ids
        )

    def remove_bot(self, guild_id: int) -> None:
        """Let the bot leave a guild, which lives on without it."""
        if self.engine.bot_id in self.engine.guild(guild_id).members:
            with self.engine.quietly():
                self.engine.leave_guild(guild_id, self.engine.bot_id)
            self.engine.tell_bots("GUILD_DELETE", {"id": str(guild_id)})

    def advance(self, seconds: float) -> None:
        """Move the clock forward and let happen what happens by itself."""
        self.clock.advance(seconds)
        self.threads.archive_idle()

    def tidy(self) -> None:
        """Keep memory within bounds; to be called now and then."""
        self.retention.sweep()
        while len(self.nonces) > NONCES_KEPT:
            self.nonces.pop(next(iter(self.nonces)))

    def close(self) -> None:
        """Close the record."""
        self.recorder.close()

    # --- what the engine reports ------------------------------------------------------------------------------

    def message_created(self, message: Message) -> None:
        """Hear that a message was posted."""
        answering = self.engine.answering
        if answering is not None:
            self.interactions.message_created(answering, message.id)
        self.retention.note_message(message)
        self._record_message("message", message)
        self.threads.note_message(message)

    def message_edited(self, message: Message) -> None:
        """Hear that a message has a new content."""
        answering = self.engine.answering
        if answering is not None:
            self.interactions.message_edited(answering, message.id)
        self._record_message("message_edit", message)

    def message_deleted(self, message: Message) -> None:
        """Hear that a message is gone."""
        answering = self.engine.answering
        if answering is not None:
            self.interactions.message_deleted(answering, message.id)
        self.recorder.write("message_delete", channel=str(message.channel_id), message=str(message.id))

    def thread_changed(self, thread: Channel) -> None:
        """Hear that a thread was renamed, archived, un-archived, locked or unlocked."""
        metadata = thread.thread_metadata
        if metadata is not None:
            self.recorder.write(
                "thread_update",
                id=str(thread.id),
                archived=metadata.archived,
                locked=metadata.locked,
                name=thread.name,
            )

    def channel_created(self, channel: Channel) -> None:
        """Hear that a channel or thread exists from now on."""
        name = channel.name
        if name is None and channel.recipient_ids:
            name = self.engine.users[channel.recipient_ids[0]].name
        self.recorder.write(
            "channel",
            id=str(channel.id),
            guild=str(channel.guild_id) if channel.guild_id is not None else None,
            name=name,
            type=int(channel.type),
            parent=str(channel.parent_id) if channel.parent_id is not None else None,
        )

    def gateway_event(self, event: str, payload: Mapping[str, Any]) -> None:
        """Hear something that bots are told."""
        self.gateway.publish(event, payload)

    def _record_message(self, kind: str, message: Message) -> None:
        if not self.recorder.wanted:
            return
        only_for = None
        if message.is_ephemeral and message.interaction_metadata is not None:
            only_for = message.interaction_metadata["user"]["id"]
        answering = self.engine.answering
        view = self.message_view(message)
        self._record_pictures(view)
        self.recorder.write(
            kind,
            channel=str(message.channel_id),
            message=view,
            only_for=only_for,
            interaction=str(answering) if answering is not None else None,
        )

    def _record_pictures(self, view: Mapping[str, Any]) -> None:
        """Note the pictures of a message, each once: their address is gone when the playground has ended."""
        for attachment in view["attachments"]:
            url = attachment["url"]
            kind = attachment.get("content_type")
            if kind not in PICTURE_TYPES or attachment["size"] > PICTURE_SIZE or url in self._pictures:
                continue
            found = self.engine.attachment(url.removeprefix(self.engine.attachments_at))
            if found is not None:
                self._pictures.add(url)
                self.recorder.write("picture", url=url, type=kind, data=base64.b64encode(found[0]).decode())
