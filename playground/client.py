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
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

from playground.faults import MISSING
from playground.guild import Guild, channel_id
from playground.module_process import ModuleProcess, StartModule, start_module
from playground.orders import CannotAct, NotInTime, Orders, PlaygroundError
from playground.outcome import Outcome, act
from playground.person import Person
from playground.places import Channel, Role
from playground.screen import Message

__all__ = [
    "CannotAct",
    "Channel",
    "Guild",
    "InvalidRequest",
    "NotInTime",
    "Outcome",
    "Person",
    "Playground",
    "PlaygroundError",
    "RequestCounts",
    "Role",
]

START_SECONDS = BOT_SECONDS = 600.0
"""Guards against waiting for ever; a slow machine needs a while."""

STOP_SECONDS = 60.0


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


class Playground:
    """A running playground.

    Attributes:
        port: Its TCP port on this machine.
        token: The bot's token.
        clock_file: Where it writes its clock's offset in seconds.
        start_module: How it was started, and bots on it are.
    """

    def __init__(
        self, session: aiohttp.ClientSession, port: int, token: str, clock_file: Path, start_module: StartModule
    ) -> None:
        self._orders = Orders(session, port)
        self.start_module = start_module
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
        patient: bool = False,
        approved_intents: int = 0,
        shards: int = 1,
        keep_messages: int = 300,
        token: str = "",
        port: int = 0,
        start_module: StartModule = start_module,
    ) -> "AsyncIterator[Playground]":
        """Start a playground as its own process, which ends with the ``async with`` block.

        Args:
            clock_file: Where the clock's offset is written; a temporary file if absent.
            record: Where everything that people see is recorded.
            openapi: Discord's API description, to check the bot's requests against.
            rate_limits: Whether requests are refused for their number.
            answer_seconds: Real seconds for the first answer to an interaction.
            patient: Whether a bot that is still connected may take as long as it needs for it.
            approved_intents: Privileged intents that the bot may use, as bits.
            shards: Recommended number of shards.
            keep_messages: Newest messages kept per channel.
            token: The bot's token; made up if empty.
            port: TCP port; 0 takes a free one.
            start_module: How its process is started, and those of bots on it.

        Yields:
            What talks to it.

        Raises:
            PlaygroundError: If it does not start.
        """
        with tempfile.TemporaryDirectory(prefix="playground-") as directory:
            clock_path = clock_file or Path(directory) / "clock"
            arguments = ["serve", "--with-parent", "--port", str(port), "--clock-file", str(clock_path)]
            arguments += ["--answer-seconds", str(answer_seconds), "--approved-intents", str(approved_intents)]
            arguments += ["--shards", str(shards), "--keep-messages", str(keep_messages)]
            arguments += [] if rate_limits else ["--no-rate-limits"]
            arguments += ["--patient"] if patient else []
            for name, value in (("--record", record), ("--openapi", openapi), ("--token", token)):
                if value:
                    arguments += [name, str(value)]
            environment = {**os.environ, "PYTHONPATH": _python_path()}
            process = await start_module(
                "playground", *arguments, environment=environment, stdout=asyncio.subprocess.PIPE
            )
            try:
                ready = await _ready_line(process)
                timeout = aiohttp.ClientTimeout(total=None)
                connector = aiohttp.TCPConnector(limit=0)
                async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
                    yield cls(session, ready["port"], ready["token"], clock_path, start_module)
            finally:
                await _end(process)

    async def create_guild(
        self,
        name: str,
        *,
        text_channels: Sequence[str] = ("general",),
        locale: str = "en-US",
        bot_permissions: Sequence[str] | None = None,
        everyone_permissions: Sequence[str] | None = None,
        with_bot: bool = True,
        system_channel: str | None = None,
    ) -> Guild:
        """Create a guild.

        Args:
            name: Its name.
            text_channels: Names of its text channels.
            locale: Its language.
            bot_permissions: What the bot's role may do, by discord.py's names; all but administrator if absent.
            everyone_permissions: What everyone may do; the usual if absent. The bot has these too.
            with_bot: Whether the bot is in it.
            system_channel: Which of the channels has what Discord itself says, who has joined for example.
        """
        made = await self._orders.order(
            "create_guild",
            name=name,
            text_channels=list(text_channels),
            locale=locale,
            bot_permissions=list(bot_permissions) if bot_permissions is not None else None,
            everyone_permissions=list(everyone_permissions) if everyone_permissions is not None else None,
            with_bot=with_bot,
            system_channel=system_channel,
        )
        return Guild(self._orders, int(made["id"]), name, [Channel.of(channel) for channel in made["channels"]])

    async def create_person(self, name: str, *, locale: str = "en-US", display_name: str | None = None) -> Person:
        """Create a person who is in no guild yet."""
        made = await self._orders.order("create_person", name=name, locale=locale, display_name=display_name)
        return Person(self._orders, int(made["id"]), name, locale)

    async def bot_ready(self, timeout: float = BOT_SECONDS) -> Mapping[str, Any]:  # noqa: ASYNC109 - part of the question
        """Wait until a bot is connected.

        Returns:
            The playground's state (see `state`).

        Raises:
            NotInTime: If none connects within ``timeout`` seconds.
        """
        state: Mapping[str, Any] = await self._orders.order("wait_bot", timeout=timeout, connected=True)
        return state

    async def bot_gone(self, timeout: float = BOT_SECONDS) -> None:  # noqa: ASYNC109 - part of the question
        """Wait until no bot is connected.

        Raises:
            NotInTime: If one still is after ``timeout`` seconds.
        """
        await self._orders.order("wait_bot", timeout=timeout, connected=False)

    async def registered_commands(self) -> list[Mapping[str, Any]]:
        """Return definitions of all commands that the bot registered."""
        found: list[Mapping[str, Any]] = await self._orders.order("registered_commands")
        return found

    async def advance(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0) -> datetime:
        """Move the clock of playground and bot forward.

        Returns:
            The new moment.
        """
        total = seconds + 60 * minutes + 3_600 * hours + 86_400 * days
        return datetime.fromisoformat((await self._orders.order("advance", seconds=total))["now"])

    async def now(self) -> datetime:
        """Return the playground's present moment."""
        return datetime.fromisoformat((await self._orders.order("now"))["now"])

    async def note(self, text: str, *, dead: bool | None = None) -> None:
        """Write a note into the record: something that people do not see, but that explains what they see.

        Args:
            text: what happened.
            dead: whether the bot is dead from now on, on purpose, or back; None where that stays as it is.
        """
        await self._orders.order("note", text=text, dead=dead)

    async def misbehave(
        self,
        route: str = "*",
        *,
        status: int | None = None,
        applied: bool = False,
        answer: Any = None,
        slow_seconds: float = 0.0,
        drop: str | None = None,
        times: int | None = None,
        for_seconds: float | None = None,
    ) -> int:
        """Let requests of the bot go wrong.

        Args:
            route: ``METHOD /path/pattern`` below ``/api/v10``, for example ``POST /channels/*/messages``.
            status: Answer with this status.
            applied: Handle the request before that: it worked unnoticed.
            answer: What is answered then: a page of HTML where it is a text, else JSON.
            slow_seconds: Handle it only after this time.
            drop: Close the connection ``before`` handling the request, or ``after``.
            times: For how many requests; for all if absent.
            for_seconds: For how long (real time); until `behave` if absent.
        """
        return int(
            await self._orders.order(
                "misbehave",
                route=route,
                status=status,
                applied=applied,
                answer=answer,
                slow_seconds=slow_seconds,
                drop=drop,
                times=times,
                for_seconds=for_seconds,
            )
        )

    async def bend(self, event: str, *path: str | int, value: Any = MISSING, times: int | None = 1) -> None:
        """Let an event be sent in another form than Discord's.

        Args:
            event: Its name, ``INTERACTION_CREATE`` for example. Those without this place are sent as they are.
            path: Keys and indices that lead to what is bent.
            value: What stands there instead; nothing at all if absent.
            times: For how many events; for all if None.
        """
        await self._orders.order("bend", event=event, path=path, value=value, times=times)

    async def last_event(self, event: str) -> Any:
        """Return the last event of a name, as it was sent to the bot; None if there was none."""
        return await self._orders.order("last_event", event=event)

    async def refuse_gateway(
        self, *, close_code: int | None = None, address: str | None = None, sessions_left: int | None = None
    ) -> None:
        """Let the gateway refuse whoever identifies, or be said to be elsewhere; until `behave`.

        Args:
            close_code: With which it closes the connection.
            address: Where the gateway is said to be.
            sessions_left: How many sessions are said to be left.
        """
        await self._orders.order("refuse_gateway", close_code=close_code, address=address, sessions_left=sessions_left)

    async def behave(self) -> None:
        """End all misbehaviour."""
        await self._orders.order("behave")

    async def drop_gateway(self) -> int:
        """Cut all gateway connections without a word."""
        return int(await self._orders.order("drop_gateway"))

    async def ask_reconnect(self) -> int:
        """Ask the bot to reconnect and resume (opcode 7)."""
        return int(await self._orders.order("ask_reconnect"))

    async def invalidate_session(self, *, resumable: bool = False) -> int:
        """Tell the bot that its session is invalid (opcode 9)."""
        return int(await self._orders.order("invalidate_session", resumable=resumable))

    async def raw_press(
        self,
        person: Person,
        message: Message,
        custom_id: str,
        values: Sequence[str] | None = None,
    ) -> Outcome:
        """Send a component interaction that no client would send: forged custom id, another's message.

        Args:
            person: Who sends it.
            message: The message that it claims to come from; it need not be visible to the person.
            custom_id: Any.
            values: For a menu; absent for a button.
        """
        return await act(
            self._orders,
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
        channel: Channel | int,
        custom_id: str,
        values: Mapping[str, str],
        message: Message | None = None,
    ) -> Outcome:
        """Submit a modal that the bot never opened."""
        return await act(
            self._orders,
            "raw_submit",
            person=person.id,
            channel=channel_id(channel),
            message=message.id if message is not None else None,
            custom_id=custom_id,
            values=dict(values),
        )

    async def state(self) -> Mapping[str, Any]:
        """Return numbers about the playground.

        Returns:
            ``connections``, ``identifies``, ``resumes``, ``commands``, ``interactions``, ``failed_interactions``,
            ``rate_limited``, ``invalid_in_ten_minutes``, ``playground_errors``, ``messages_kept``,
            ``interactions_kept``, ``application`` and ``bot`` (ids).
        """
        found: Mapping[str, Any] = await self._orders.order("state")
        return found

    async def playground_errors(self) -> list[str]:
        """Return faults of the playground itself, one sentence each; there should be none."""
        found: list[str] = await self._orders.order("playground_errors")
        return found

    async def invalid_requests(self, *, clear: bool = False) -> list[InvalidRequest]:
        """Return requests of the bot that broke Discord's rules, oldest first.

        Args:
            clear: Whether to forget them.
        """
        return [InvalidRequest(**request) for request in await self._orders.order("invalid_requests", clear=clear)]

    async def unimplemented(self) -> Mapping[str, int]:
        """Return routes that the bot used and the playground does not know, with counts."""
        found: Mapping[str, int] = await self._orders.order("unimplemented")
        return found

    async def request_counts(self, *, reset: bool = False) -> RequestCounts:
        """Count the requests that the bot has made.

        Args:
            reset: Whether to start counting anew.
        """
        counts = await self._orders.order("request_counts", reset=reset)
        by_status = {int(status): count for status, count in counts.pop("by_status").items()}
        return RequestCounts(by_status=by_status, **counts)


def _python_path() -> str:
    """Find the playground for the child wherever this process found it."""
    root = str(Path(__file__).resolve().parents[1])
    known = os.environ.get("PYTHONPATH")
    return root if not known else os.pathsep.join([root, known])


async def _ready_line(process: ModuleProcess) -> dict[str, Any]:
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


async def _end(process: ModuleProcess) -> None:
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
