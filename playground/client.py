"""Python client of a playground, for tests and the demo: starts it as its own process and lets people act in it.

Example:
    ```python
    async with Playground.start() as playground:
        guild = await playground.create_guild("Community", text_channels=["work"])
        alice = await guild.add_person("alice", locale="de")
        ...  # start a bot with playground.api_url and playground.token
        await playground.bot_ready()
        outcome = await alice.command(guild.channel("work"), "work", task="assistant_reply")
        outcome = await alice.press(outcome.message, "Write reply")
        outcome = await alice.submit(outcome.modal, {"Your reply": "Good morning!"})
    ```
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import orjson

from playground.screen import Choice, Message, Modal

START_SECONDS = 30.0
STOP_SECONDS = 5.0
BOT_SECONDS = 30.0
SETTLE_SECONDS = 20.0
CALL_SECONDS = 60.0


class PlaygroundError(Exception):
    """The playground could not do what it was told."""


class CannotAct(PlaygroundError):
    """A person cannot do this: no such button, greyed out, hidden, archived … The reason is the message."""


class NotInTime(PlaygroundError):
    """What was waited for did not happen."""


@dataclass(frozen=True)
class Channel:
    """A channel, thread or direct messages."""

    id: int
    name: str
    type: int
    guild_id: int | None
    parent_id: int | None
    archived: bool
    locked: bool
    raw: Mapping[str, Any] = field(repr=False)

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> "Channel":
        """Read a channel payload."""
        metadata = payload.get("thread_metadata") or {}
        return cls(
            id=int(payload["id"]),
            name=payload.get("name") or "",
            type=int(payload["type"]),
            guild_id=int(payload["guild_id"]) if payload.get("guild_id") else None,
            parent_id=int(payload["parent_id"]) if payload.get("parent_id") else None,
            archived=bool(metadata.get("archived")),
            locked=bool(metadata.get("locked")),
            raw=payload,
        )

    @property
    def is_thread(self) -> bool:
        """Whether it is a thread."""
        return "thread_metadata" in self.raw


@dataclass(frozen=True)
class Role:
    """A role of a guild."""

    id: int
    name: str


@dataclass(frozen=True)
class InvalidRequest:
    """A request of the bot that Discord refused; status and code 0: against the API description."""

    method: str
    path: str
    status: int
    code: int
    message: str


@dataclass(frozen=True)
class RequestCounts:
    """Requests of the bot so far; `outside` leaves out the answers to interactions."""

    total: int
    interaction_answers: int
    outside: int
    by_route: Mapping[str, int]
    by_status: Mapping[int, int]


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

    def __init__(self, playground: "Playground", payload: Mapping[str, Any]) -> None:
        self._playground = playground
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

    async def settled(self, timeout: float = SETTLE_SECONDS) -> "Outcome":
        """The outcome once a deferred answer is completed; at once if none is awaited.

        Raises:
            NotInTime: If it takes longer than ``timeout`` seconds.
        """
        if self.is_settled:
            return self
        return await self._playground.outcome("settled", interaction=self.interaction_id, timeout=timeout)

    async def more(self, timeout: float = SETTLE_SECONDS) -> "Outcome":
        """The outcome after the next change: a follow-up, an edit, a deletion.

        Raises:
            NotInTime: If nothing happens within ``timeout`` seconds.
        """
        seen = int(self.raw["changes"])
        return await self._playground.outcome("changed", interaction=self.interaction_id, seen=seen, timeout=timeout)

    async def until_shown(self, count: int, timeout: float = SETTLE_SECONDS) -> "Outcome":
        """The outcome once it shows so many new messages: for answers with follow-ups.

        Raises:
            NotInTime: If they do not come within ``timeout`` seconds.
        """
        outcome = self
        while len(outcome.shown) < count:
            outcome = await outcome.more(timeout)
        return outcome


class Person:
    """Somebody who uses Discord. All methods do what a client would let them do, else `CannotAct` is raised."""

    def __init__(self, playground: "Playground", person_id: int, name: str, locale: str) -> None:
        self._playground = playground
        self.id = person_id
        self.name = name
        self.locale = locale

    def __repr__(self) -> str:
        return f"<Person {self.name} {self.id}>"

    @property
    def mention(self) -> str:
        """How messages refer to this person."""
        return f"<@{self.id}>"

    # --- acts that are answered -----------------------------------------------------------------------------------

    async def command(self, channel: "Channel | int", name: str, /, **options: Any) -> Outcome:
        """Use a slash command and wait for the first answer.

        Args:
            channel: Where.
            name: The command; ``group sub`` for a sub-command.
            **options: Values by option name; choices by name or value; people, roles and channels as such.
        """
        return await self._playground.outcome(
            "command", person=self.id, channel=_id(channel), name=name, options=_plain(options)
        )

    async def autocomplete(
        self,
        channel: "Channel | int",
        name: str,
        option: str,
        typed: str,
        /,
        **options: Any,
    ) -> list[Choice]:
        """Type into an option of a command.

        Returns:
            What is suggested; nothing if the bot does not answer.
        """
        outcome = await self._playground.outcome(
            "autocomplete",
            person=self.id,
            channel=_id(channel),
            name=name,
            option=option,
            typed=typed,
            options=_plain(options),
        )
        return outcome.choices

    async def message_command(self, message: Message, name: str) -> Outcome:
        """Use a command from the menu of a message."""
        return await self._playground.outcome(
            "message_command", person=self.id, channel=message.channel_id, message=message.id, name=name
        )

    async def user_command(self, channel: "Channel | int", target: "Person | int", name: str) -> Outcome:
        """Use a command from the menu of a person."""
        return await self._playground.outcome(
            "user_command", person=self.id, channel=_id(channel), target=_id(target), name=name
        )

    async def press(self, message: Message, label: str | None = None, *, custom_id: str | None = None) -> Outcome:
        """Press a button, found by its visible label or by its custom id.

        Raises:
            CannotAct: If there is no such button for this person, or it is greyed out.
        """
        return await self._playground.outcome(
            "press",
            person=self.id,
            channel=message.channel_id,
            message=message.id,
            label=label,
            custom_id=custom_id,
        )

    async def choose(
        self, message: Message, select: str, options: "Sequence[str | Person | Role | Channel]"
    ) -> Outcome:
        """Choose in a menu, found by its placeholder or custom id.

        Args:
            message: The message with the menu.
            select: Placeholder or custom id.
            options: Labels (or values) of all options to be chosen; for other menus people, roles or channels.
        """
        wanted = [option if isinstance(option, str) else str(option.id) for option in options]
        return await self._playground.outcome(
            "choose",
            person=self.id,
            channel=message.channel_id,
            message=message.id,
            select=select,
            options=wanted,
        )

    async def submit(self, modal: Modal, values: Mapping[str, str]) -> Outcome:
        """Fill in a modal and submit it.

        Args:
            modal: The modal, from the outcome that opened it.
            values: Texts by label or custom id; fields left out keep what they show.
        """
        return await self._playground.outcome(
            "submit", person=self.id, interaction=modal.interaction_id, values=dict(values)
        )

    # --- what the person sees ---------------------------------------------------------------------------------------

    async def messages(self, channel: "Channel | int", limit: int = 100) -> list[Message]:
        """The newest messages that this person sees there, oldest first, own ephemeral ones included."""
        found = await self._playground.order("messages", person=self.id, channel=_id(channel), limit=limit)
        return [Message.of(message) for message in found]

    async def look(self, message: Message) -> Message:
        """A message as it looks now.

        Raises:
            CannotAct: If it is gone.
        """
        found = await self._playground.order("message", person=self.id, channel=message.channel_id, message=message.id)
        return Message.of(found)

    async def channels(self, guild: "Guild | None" = None) -> list[Channel]:
        """Channels and threads that this person sees, private threads they are in included."""
        found = await self._playground.order("channels", person=self.id, guild=guild.id if guild else None)
        return [Channel.of(channel) for channel in found]

    async def threads(self, guild: "Guild | None" = None) -> list[Channel]:
        """Threads that this person sees."""
        return [channel for channel in await self.channels(guild) if channel.is_thread]

    async def commands(self, channel: "Channel | int", kind: int = 1) -> list[str]:
        """Names of the commands that this person is offered there (1: slash, 2: people's, 3: messages' menu)."""
        found = await self._playground.order("commands", person=self.id, channel=_id(channel), type=kind)
        return [command["name"] for command in found]

    async def direct_messages(self) -> Channel:
        """This person's direct messages with the bot."""
        return Channel.of(await self._playground.order("direct_messages", person=self.id))

    # --- plain acts -------------------------------------------------------------------------------------------------

    async def send(self, channel: "Channel | int", content: str) -> Message:
        """Write a message."""
        return Message.of(await self._playground.order("send", person=self.id, channel=_id(channel), content=content))

    async def delete(self, message: Message) -> None:
        """Delete a message, or dismiss an ephemeral one."""
        await self._playground.order("delete_as", person=self.id, channel=message.channel_id, message=message.id)

    async def edit_thread(self, thread: Channel, **changes: Any) -> None:
        """Change a thread: ``name``, ``archived``, ``locked``, ``auto_archive_duration`` (minutes)."""
        await self._playground.order("edit_thread", person=self.id, channel=thread.id, changes=changes)

    async def leave_thread(self, thread: Channel) -> None:
        """Leave a thread."""
        await self._playground.order("leave_thread", person=self.id, channel=thread.id)

    async def add_to_thread(self, thread: Channel, other: "Person") -> None:
        """Add somebody to a thread."""
        await self._playground.order("add_to_thread", person=self.id, channel=thread.id, other=other.id)

    async def set_locale(self, locale: str) -> None:
        """Change the language of the client."""
        await self._playground.order("set_locale", person=self.id, locale=locale)
        self.locale = locale


class Guild:
    """A server and everything that its owner may do in it."""

    def __init__(self, playground: "Playground", guild_id: int, name: str, channels: Iterable[Channel]) -> None:
        self._playground = playground
        self.id = guild_id
        self.name = name
        self._channels = {channel.name: channel for channel in channels}

    def channel(self, name: str) -> Channel:
        """A channel that was made through this object, by name."""
        return self._channels[name]

    async def add_person(
        self,
        name: str,
        *,
        locale: str = "en-US",
        display_name: str | None = None,
        permissions: Sequence[str] = (),
        roles: Sequence[Role] = (),
    ) -> Person:
        """Somebody new in this guild.

        Args:
            name: User name.
            locale: Language of the client, as Discord names it.
            display_name: Shown name; the user name if absent.
            permissions: discord.py's names, for example ``manage_messages``, given through a role.
            roles: Roles.
        """
        made = await self._playground.order(
            "create_person",
            name=name,
            locale=locale,
            display_name=display_name,
            guild=self.id,
            permissions=list(permissions),
            roles=[role.id for role in roles],
        )
        return Person(self._playground, int(made["id"]), name, locale)

    async def join(self, person: Person, *, permissions: Sequence[str] = (), roles: Sequence[Role] = ()) -> None:
        """Let somebody join (again)."""
        await self._playground.order(
            "join",
            person=person.id,
            guild=self.id,
            permissions=list(permissions),
            roles=[role.id for role in roles],
        )

    async def remove(self, person: Person) -> None:
        """Let somebody leave."""
        await self._playground.order("leave", person=person.id, guild=self.id)

    async def create_channel(self, name: str, *, type: int = 0, parent: Channel | None = None) -> Channel:  # noqa: A002 - Discord's word
        """A new channel (0: text, 4: category, 5: announcements, 15: forum)."""
        made = await self._playground.order(
            "create_channel", guild=self.id, name=name, type=type, parent=parent.id if parent else None
        )
        channel = Channel.of(made)
        self._channels[name] = channel
        return channel

    async def create_thread(
        self, parent: Channel, owner: Person, name: str, *, private: bool = False, archive_minutes: int = 1440
    ) -> Channel:
        """A thread opened by a person."""
        return Channel.of(
            await self._playground.order(
                "create_thread",
                channel=parent.id,
                person=owner.id,
                name=name,
                type=12 if private else 11,
                archive_minutes=archive_minutes,
            )
        )

    async def channels(self) -> list[Channel]:
        """All channels and threads, whoever may see them."""
        return [Channel.of(channel) for channel in await self._playground.order("guild_channels", guild=self.id)]

    async def threads(self) -> list[Channel]:
        """All threads, whoever may see them."""
        return [channel for channel in await self.channels() if channel.is_thread]

    async def messages(self, channel: "Channel | int") -> list[Message]:
        """Everything in a channel, whoever may see it."""
        found = await self._playground.order("channel_messages", channel=_id(channel))
        return [Message.of(message) for message in found]

    async def thread_members(self, thread: "Channel | int") -> list[int]:
        """Ids of those in a thread."""
        return [int(key) for key in await self._playground.order("thread_members", channel=_id(thread))]

    async def delete_channel(self, channel: "Channel | int") -> None:
        """Delete a channel or thread."""
        await self._playground.order("delete_channel", channel=_id(channel))

    async def delete_message(self, message: Message) -> None:
        """Delete any message."""
        await self._playground.order("delete_message", channel=message.channel_id, message=message.id)

    async def webhooks(self) -> list[Mapping[str, Any]]:
        """Webhooks with ``id``, ``name``, ``channel`` and ``token``."""
        found: list[Mapping[str, Any]] = await self._playground.order("webhooks", guild=self.id)
        return found

    async def delete_webhooks(self, channel: Channel) -> int:
        """Delete all webhooks of a channel and say how many."""
        return int(await self._playground.order("delete_webhooks", channel=channel.id))

    async def set_permissions(
        self,
        channel: Channel,
        target: "Person | Role | str",
        *,
        allow: Sequence[str] = (),
        deny: Sequence[str] = (),
    ) -> None:
        """Allow or deny permissions in a channel for a person, a role, ``"everyone"`` or ``"bot"``."""
        name = target if isinstance(target, str) else str(target.id)
        await self._playground.order(
            "set_permissions", channel=channel.id, target=name, allow=list(allow), deny=list(deny)
        )

    async def set_bot_permissions(self, permissions: Sequence[str]) -> None:
        """Give the bot's role exactly these permissions."""
        await self._playground.order("set_bot_permissions", guild=self.id, permissions=list(permissions))

    async def create_role(self, name: str, permissions: Sequence[str] = ()) -> Role:
        """A new role."""
        made = await self._playground.order("create_role", guild=self.id, name=name, permissions=list(permissions))
        return Role(int(made["id"]), made["name"])

    async def delete_role(self, role: Role) -> None:
        """Delete a role."""
        await self._playground.order("delete_role", guild=self.id, role=role.id)

    async def give_role(self, person: Person, role: Role) -> None:
        """Give somebody a role."""
        await self._playground.order("set_role", guild=self.id, person=person.id, role=role.id, held=True)

    async def take_role(self, person: Person, role: Role) -> None:
        """Take a role from somebody."""
        await self._playground.order("set_role", guild=self.id, person=person.id, role=role.id, held=False)

    async def roles_of(self, person: Person) -> list[int]:
        """Ids of somebody's roles."""
        found = await self._playground.order("member_roles", guild=self.id, person=person.id)
        return [int(key) for key in found]

    async def kick_bot(self) -> None:
        """Throw the bot out."""
        await self._playground.order("kick_bot", guild=self.id)

    async def invite_bot(self) -> None:
        """Let the bot in (again)."""
        await self._playground.order("invite_bot", guild=self.id)


class Playground:
    """A running playground.

    Attributes:
        port: Its TCP port on this machine.
        token: The bot's token.
        clock_file: Where it writes its clock's offset in seconds.
    """

    def __init__(self, session: aiohttp.ClientSession, port: int, token: str, clock_file: Path) -> None:
        self._session = session
        self.port = port
        self.token = token
        self.clock_file = clock_file

    @property
    def api_url(self) -> str:
        """What a bot takes for Discord's API (``rest_url`` of hikari)."""
        return f"http://127.0.0.1:{self.port}/api/v10"

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        *,
        clock_file: Path | None = None,
        record: Path | None = None,
        openapi: Path | None = None,
        rate_limits: bool = True,
        answer_seconds: float = 3.0,
        approved_intents: int = 0,
        shards: int = 1,
        keep_messages: int = 300,
        token: str = "",
        port: int = 0,
    ) -> "AsyncIterator[Playground]":
        """Start a playground as its own process, which ends with the ``async with`` block.

        Args:
            clock_file: Where the clock's offset is written; a temporary file if absent.
            record: Where everything that people see is recorded.
            openapi: Discord's API description, to check the bot's requests against.
            rate_limits: Whether requests are refused for their number.
            answer_seconds: Real seconds for the first answer to an interaction.
            approved_intents: Privileged intents that the bot may use, as bits.
            shards: Recommended number of shards.
            keep_messages: Newest messages kept per channel.
            token: The bot's token; made up if empty.
            port: TCP port; 0 takes a free one.

        Raises:
            PlaygroundError: If it does not start.
        """
        with tempfile.TemporaryDirectory(prefix="playground-") as directory:
            clock_path = clock_file or Path(directory) / "clock"
            arguments = ["serve", "--port", str(port), "--clock-file", str(clock_path)]
            arguments += ["--answer-seconds", str(answer_seconds), "--approved-intents", str(approved_intents)]
            arguments += ["--shards", str(shards), "--keep-messages", str(keep_messages)]
            arguments += [] if rate_limits else ["--no-rate-limits"]
            for name, value in (("--record", record), ("--openapi", openapi), ("--token", token)):
                if value:
                    arguments += [name, str(value)]
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "playground",
                *arguments,
                stdout=asyncio.subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": _python_path()},
            )
            try:
                ready = await _ready_line(process)
                timeout = aiohttp.ClientTimeout(total=None, sock_connect=10)
                connector = aiohttp.TCPConnector(limit=0)
                async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
                    yield cls(session, ready["port"], ready["token"], clock_path)
            finally:
                await _end(process)

    # --- building -----------------------------------------------------------------------------------------------------

    async def create_guild(
        self,
        name: str,
        *,
        text_channels: Sequence[str] = ("general",),
        locale: str = "en-US",
        bot_permissions: Sequence[str] | None = None,
        everyone_permissions: Sequence[str] | None = None,
        with_bot: bool = True,
    ) -> Guild:
        """A new guild.

        Args:
            name: Its name.
            text_channels: Names of its text channels.
            locale: Its language.
            bot_permissions: What the bot's role may do, by discord.py's names; all but administrator if absent.
            everyone_permissions: What everyone may do; the usual if absent. The bot has these too.
            with_bot: Whether the bot is in it.
        """
        made = await self.order(
            "create_guild",
            name=name,
            text_channels=list(text_channels),
            locale=locale,
            bot_permissions=list(bot_permissions) if bot_permissions is not None else None,
            everyone_permissions=list(everyone_permissions) if everyone_permissions is not None else None,
            with_bot=with_bot,
        )
        return Guild(self, int(made["id"]), name, [Channel.of(channel) for channel in made["channels"]])

    async def create_person(self, name: str, *, locale: str = "en-US", display_name: str | None = None) -> Person:
        """Somebody who is in no guild yet."""
        made = await self.order("create_person", name=name, locale=locale, display_name=display_name)
        return Person(self, int(made["id"]), name, locale)

    # --- the bot --------------------------------------------------------------------------------------------------------

    async def bot_ready(self, timeout: float = BOT_SECONDS) -> Mapping[str, Any]:
        """Wait until a bot is connected.

        Returns:
            The playground's state (see `state`).

        Raises:
            NotInTime: If none connects within ``timeout`` seconds.
        """
        state: Mapping[str, Any] = await self.order("wait_bot", timeout=timeout, connected=True)
        return state

    async def bot_gone(self, timeout: float = BOT_SECONDS) -> None:
        """Wait until no bot is connected.

        Raises:
            NotInTime: If one still is after ``timeout`` seconds.
        """
        await self.order("wait_bot", timeout=timeout, connected=False)

    async def registered_commands(self) -> list[Mapping[str, Any]]:
        """Definitions of all commands that the bot registered."""
        found: list[Mapping[str, Any]] = await self.order("registered_commands")
        return found

    # --- time and trouble -----------------------------------------------------------------------------------------------

    async def advance(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0) -> datetime:
        """Move the clock of playground and bot forward.

        Returns:
            The new moment.
        """
        total = seconds + 60 * minutes + 3_600 * hours + 86_400 * days
        return datetime.fromisoformat((await self.order("advance", seconds=total))["now"])

    async def now(self) -> datetime:
        """The playground's present moment."""
        return datetime.fromisoformat((await self.order("now"))["now"])

    async def misbehave(
        self,
        route: str = "*",
        *,
        status: int | None = None,
        slow_seconds: float = 0.0,
        drop: str | None = None,
        times: int | None = None,
        for_seconds: float | None = None,
    ) -> int:
        """Let requests of the bot go wrong.

        Args:
            route: ``METHOD /path/pattern`` below ``/api/v10``, for example ``POST /channels/*/messages``.
            status: Answer with this status.
            slow_seconds: Handle it only after this time.
            drop: Close the connection ``before`` handling the request, or ``after``.
            times: For how many requests; for all if absent.
            for_seconds: For how long (real time); until `behave` if absent.
        """
        return int(
            await self.order(
                "misbehave",
                route=route,
                status=status,
                slow_seconds=slow_seconds,
                drop=drop,
                times=times,
                for_seconds=for_seconds,
            )
        )

    async def behave(self) -> None:
        """End all misbehaviour."""
        await self.order("behave")

    async def drop_gateway(self) -> int:
        """Cut all gateway connections without a word."""
        return int(await self.order("drop_gateway"))

    async def ask_reconnect(self) -> int:
        """Ask the bot to reconnect and resume (opcode 7)."""
        return int(await self.order("ask_reconnect"))

    async def invalidate_session(self, *, resumable: bool = False) -> int:
        """Tell the bot that its session is invalid (opcode 9)."""
        return int(await self.order("invalidate_session", resumable=resumable))

    async def raw_press(
        self,
        person: Person,
        message: Message,
        custom_id: str,
        values: Sequence[str] | None = None,
    ) -> Outcome:
        """A component interaction that no client would send: forged custom id, another's message.

        Args:
            person: Who sends it.
            message: The message that it claims to come from; it need not be visible to the person.
            custom_id: Any.
            values: For a menu; absent for a button.
        """
        return await self.outcome(
            "raw_press",
            person=person.id,
            channel=message.channel_id,
            message=message.id,
            custom_id=custom_id,
            values=list(values) if values is not None else None,
        )

    async def raw_submit(
        self,
        person: Person,
        channel: "Channel | int",
        custom_id: str,
        values: Mapping[str, str],
        message: Message | None = None,
    ) -> Outcome:
        """A submitted modal that the bot never opened."""
        return await self.outcome(
            "raw_submit",
            person=person.id,
            channel=_id(channel),
            message=message.id if message is not None else None,
            custom_id=custom_id,
            values=dict(values),
        )

    # --- what tests ask ---------------------------------------------------------------------------------------------------

    async def state(self) -> Mapping[str, Any]:
        """Numbers: ``connections``, ``identifies``, ``resumes``, ``commands``, ``interactions``,
        ``failed_interactions``, ``rate_limited``, ``invalid_in_ten_minutes``, ``playground_errors``, …
        """  # noqa: D205 - one list
        found: Mapping[str, Any] = await self.order("state")
        return found

    async def playground_errors(self) -> int:
        """Errors of the playground itself so far; anything but 0 is a fault of it."""
        return int((await self.state())["playground_errors"])

    async def invalid_requests(self, *, clear: bool = False) -> list[InvalidRequest]:
        """Requests of the bot that broke Discord's rules, oldest first.

        Args:
            clear: Whether to forget them.
        """
        return [InvalidRequest(**request) for request in await self.order("invalid_requests", clear=clear)]

    async def unimplemented(self) -> Mapping[str, int]:
        """Routes that the bot used and the playground does not know, with counts."""
        found: Mapping[str, int] = await self.order("unimplemented")
        return found

    async def request_counts(self, *, reset: bool = False) -> RequestCounts:
        """How many requests the bot has made.

        Args:
            reset: Whether to start counting anew.
        """
        counts = await self.order("request_counts", reset=reset)
        by_status = {int(status): count for status, count in counts.pop("by_status").items()}
        return RequestCounts(by_status=by_status, **counts)

    # --- plumbing ---------------------------------------------------------------------------------------------------------

    async def order(self, operation: str, /, **order: Any) -> Any:
        """Run a control operation.

        Raises:
            CannotAct: If a client or Discord does not let it happen.
            NotInTime: If it was waited for in vain.
            PlaygroundError: For anything else.
        """
        url = f"http://127.0.0.1:{self.port}/playground/{operation}"
        limit = aiohttp.ClientTimeout(total=CALL_SECONDS + float(order.get("timeout", 0)))
        async with self._session.post(url, data=orjson.dumps(order), timeout=limit) as response:
            answer = orjson.loads(await response.read())
            if response.status == 200:
                return answer
        if answer["kind"] in {"cannot_act", "refusal"}:
            raise CannotAct(answer["error"])
        if answer["kind"] == "timeout":
            msg = f"{operation}: {answer['error']}"
            raise NotInTime(msg)
        raise PlaygroundError(answer["error"])

    async def outcome(self, operation: str, /, **order: Any) -> Outcome:
        """Run a control operation that ends in an outcome."""
        return Outcome(self, await self.order(operation, **order))


def _id(thing: "Channel | Person | int") -> int:
    return thing if isinstance(thing, int) else thing.id


def _plain(options: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: str(value.id) if isinstance(value, Person | Role | Channel) else value for name, value in options.items()
    }


def _python_path() -> str:
    """The child finds the playground wherever this process found it."""
    root = str(Path(__file__).resolve().parents[1])
    known = os.environ.get("PYTHONPATH")
    return root if not known else os.pathsep.join([root, known])


async def _ready_line(process: asyncio.subprocess.Process) -> dict[str, Any]:
    if process.stdout is None:
        msg = "the playground has no output"
        raise PlaygroundError(msg)
    try:
        line = await asyncio.wait_for(process.stdout.readline(), START_SECONDS)
    except TimeoutError as error:
        msg = "the playground does not start"
        raise PlaygroundError(msg) from error
    if not line:
        msg = f"the playground ended with exit code {await process.wait()}; see its output on stderr"
        raise PlaygroundError(msg)
    ready: dict[str, Any] = json.loads(line)
    return ready


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
