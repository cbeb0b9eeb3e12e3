"""The bot's own services on the task backend API: what is written arrives once, whatever happens in between."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.backends.errors import NotAgreed, RateLimited, UserNotFound
from bot.backends.local import LocalBackend, load_secret_key
from bot.backends.oasst_api import OasstApiBackend
from bot.backends.values import TextAnswer
from bot.clock import ShiftedClock
from bot.core import Core, open_core
from bot.errors import StartError
from bot.people.agreement import Agreement
from bot.people.service import People
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import DAY, SECOND
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import TaskType
from bot.rules.points import Scoring
from bot.rules.pool_rules import PoolRules
from bot.rules.thresholds import Thresholds
from bot.sessions.origins_repository import forget_origins
from bot.sessions.outbox import Outbox
from bot.sessions.service import Sessions
from bot.settings import TaskBackendKind, load_settings
from bot.state.person import Person
from bot.state.session import SessionState, WorkSession
from bot.store import Database
from tests.backends import rulings
from tests.backends.oasst_api.served import TRUSTED_KEY
from tests.backends.oasst_api.server import TaskServer, failure, serving
from tests.catalogue import CATALOGUE
from tests.prepared_database import prepared


class Bot:
    """One process of the bot, without Discord."""

    def __init__(self, core: Core) -> None:
        self.core = core
        agreement = Agreement("Ann", "ann@example.org", "CC0", 18)
        self.people = People(core.database, core.clock, core.backend, agreement, CATALOGUE)
        self.outbox = Outbox(core.database, core.clock, core.backend, keep_origins=True)
        self.sessions = Sessions(
            core.database, core.clock, core.backend, self.people, self.outbox, Thresholds(), core.random.random
        )

    async def person(self, number: int) -> Person:
        """Somebody who has agreed."""
        person = await self.people.identify(10**17 + number, f"Person {number}")
        return await self.people.answer_agreement(person, accepted=True, server_id=7)

    async def write(self, person: Person, text: str) -> WorkSession:
        """Have somebody take a package and write a text, not yet submitted."""
        session, _ = await self.sessions.offer(person, TaskType.INITIAL_PROMPT, "en", 7)
        return await self.sessions.write_down(person, session.session_id, text)

    async def deliver_what_is_due(self) -> None:
        """Let the background make its first round, which takes everything, and finish it."""
        running = asyncio.create_task(self.outbox.run())
        for _ in range(1000):
            await asyncio.sleep(0.01)
            row = await self.core.database.read(
                lambda connection: connection.execute("SELECT count(*) FROM outbox").fetchone()
            )
            if row[0] == 0:
                break
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


class RestartedBot:
    """A task server, and the bot's database beside it; time is in a file that both read."""

    def __init__(self, server: TaskServer, folder: Path) -> None:
        self.server = server
        self.folder = folder

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[Bot]:
        """A process of the bot; one after another on the same database."""
        settings = load_settings(
            database_path=self.folder / "bot.sqlite3",
            task_backend=TaskBackendKind.API,
            task_backend_url=self.server.url,
            task_backend_key=SecretStr(TRUSTED_KEY),
            playground_clock_file=self.folder / "clock",
        )
        async with open_core(settings) as core:
            yield Bot(core)

    def pass_time(self, span: int) -> None:
        """Let time pass for everybody."""
        (self.folder / "clock").write_text(str(span / SECOND), "ascii")

    async def texts_of(self, number: int) -> list[str]:
        """What the server has of somebody, oldest first."""
        user = self.server.state.user(str(10**17 + number))
        found = await self.server.trees.contributions(user.contributor, limit=50)
        return [each.message.text for each in found][::-1]


@pytest.fixture
async def restarted(tmp_path: Path) -> AsyncIterator[RestartedBot]:
    """A bot that can be restarted, with an empty server."""
    clock = ShiftedClock(tmp_path / "clock")
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(Database(prepared(tmp_path / "server.sqlite3"), clock))
        trees = LocalBackend(
            database, clock, Random(1), PoolRules(scoring=Scoring.ORIGINAL), await load_secret_key(database)
        )
        server = await stack.enter_async_context(serving(TaskServer(trees, clock)))
        yield RestartedBot(server, tmp_path)


async def down(_: web.Request) -> web.Response:
    """Be out of order."""
    return failure()


async def test_all_is_well(restarted: RestartedBot) -> None:
    """A text is stored at once, its author was admitted when they agreed, and boards name them by our id."""
    async with restarted.bot() as bot:
        ann = await bot.person(1)
        assert restarted.server.state.user(str(10**17 + 1)).terms_accepted_at is not None
        session = await bot.write(ann, "What is snow?")
        done = await bot.sessions.submit(ann, session.session_id, 7)
        assert done.state is SessionState.DONE
        assert done.receipt is not None
        assert done.receipt.message_id is not None
        rows = (await bot.core.backend.leaderboard(TimeFrame.TOTAL)).leaderboard
        assert [row.user_id for row in rows] == [ann.person_id]
        await rulings.enable(bot.core.backend, ann.person_id, ann.contributor, enabled=False)
        assert not restarted.server.state.user(str(10**17 + 1)).enabled
    assert await restarted.texts_of(1) == ["What is snow?"]


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_backend_out_of_order_and_a_restart(restarted: RestartedBot, when: str) -> None:
    """What could not be delivered, or was without a word, arrives once with the next process, in order."""
    async with restarted.bot() as bot:
        ann, ben = await bot.person(1), await bot.person(2)
        sessions = [await bot.write(ann, "What is snow?"), await bot.write(ben, "What is ice?")]
        setattr(restarted.server, when, down)
        for person, session in zip((ann, ben), sessions, strict=True):
            saved = await bot.sessions.submit(person, session.session_id, 7)
            assert saved.state is SessionState.SUBMITTED
    setattr(restarted.server, when, None)
    async with restarted.bot() as bot:
        await bot.deliver_what_is_due()
        for person, session in zip((ann, ben), sessions, strict=True):
            looked = await bot.sessions.look(person, session.session_id)
            assert looked.state is SessionState.DONE
            assert looked.receipt is not None
            assert looked.receipt.message_id is not None
    assert await restarted.texts_of(1) == ["What is snow?"]
    assert await restarted.texts_of(2) == ["What is ice?"]


async def test_a_rate_limit_is_kept_to(restarted: RestartedBot) -> None:
    """An answer or a skip that came too fast goes out after the seconds that the server named, and not before.

    Neither who wants to go on nor a restart makes it go earlier; who wants to go on reads how long it takes.
    """

    async def too_fast(request: web.Request) -> web.Response | None:
        if request.path.endswith(("/tasks/interaction", "/nack")):
            text = "Too Many Requests. Retry After 95 seconds."
            return web.json_response({"error_code": 429, "message": text}, status=429)
        return None

    def deliveries() -> int:
        calls = restarted.server.state.calls
        return calls["POST /tasks/interaction"] + calls["POST /tasks/{id}/nack"]

    async with restarted.bot() as bot:
        ann, ben = await bot.person(1), await bot.person(2)
        session = await bot.write(ann, "What is snow?")
        skipped, _ = await bot.sessions.offer(ben, TaskType.INITIAL_PROMPT, "en", 7)
        restarted.server.before = too_fast
        assert (await bot.sessions.submit(ann, session.session_id, 7)).state is SessionState.SUBMITTED
        await bot.sessions.skip(ben, skipped.session_id)
        for person in (ann, ben):
            with pytest.raises(RateLimited) as caught:
                await bot.sessions.offer(person, TaskType.INITIAL_PROMPT, "en", 7)
            assert 85 < int(caught.value.arguments["seconds"]) <= 95
        assert deliveries() == 2
    restarted.server.before = None
    restarted.pass_time(60 * SECOND)
    async with restarted.bot() as bot:
        running = asyncio.create_task(bot.outbox.run())
        await asyncio.sleep(0.2)
        running.cancel()
        assert deliveries() == 2
        restarted.pass_time(100 * SECOND)
        await bot.deliver_what_is_due()
        assert deliveries() == 4
        assert (await bot.sessions.look(ann, session.session_id)).state is SessionState.DONE
    assert await restarted.texts_of(1) == ["What is snow?"]


async def test_the_server_of_a_message_is_remembered(restarted: RestartedBot) -> None:
    """The server in which a text was submitted is known where the message is reported, until the message is deleted.

    One that was submitted in a direct message, or by another bot, is of no server.
    """
    async with restarted.bot() as bot:
        ann, ben = await bot.person(1), await bot.person(2)
        written = []
        for text, server_id in (("What is snow?", 7), ("What is ice?", None)):
            session = await bot.write(ann, text)
            receipt = (await bot.sessions.submit(ann, session.session_id, server_id)).receipt
            assert receipt is not None
            assert receipt.message_id is not None
            written.append(receipt.message_id)
            await bot.core.backend.report(ben.contributor, receipt.message_id, "Look at this.", 8)

        async def servers() -> dict[UUID, int | None]:
            flagged = await rulings.reported(bot.core.backend, limit=10)
            return {each.case_id: each.server_id for each in flagged}

        assert await servers() == {written[0]: 7, written[1]: None}
        exported = await bot.core.backend.export_person(ann.contributor)
        assert '"server_id": "7"' in json.dumps(exported)
        await bot.core.database.write(forget_origins, written)
        assert await servers() == dict.fromkeys(written)


async def test_nobody_is_named_before_they_agreed(restarted: RestartedBot) -> None:
    """Whatever is asked for somebody who never agreed, the server hears neither their id nor their name.

    Reading gives what there is for a stranger; what needs their name is refused.
    """
    heard: list[str] = []

    async def listen(request: web.Request) -> None:
        heard.append(f"{request.path_qs} {dict(request.headers)} {await request.text()}")

    async with restarted.bot() as bot:
        ann = await bot.person(1)
        session = await bot.write(ann, "What is snow?")
        receipt = (await bot.sessions.submit(ann, session.session_id, 7)).receipt
        assert receipt is not None
        assert receipt.message_id is not None
        message_id = receipt.message_id
        zed = await bot.people.identify(987_654_321_987_654_321, "Zebulon")
        await bot.people.answer_agreement(zed, accepted=False, server_id=7)
        backend, stranger = bot.core.backend, zed.contributor
        restarted.server.before = listen
        assert await backend.contributions(stranger, limit=5) == ()
        assert await backend.export_person(stranger) == {}
        assert (await backend.stats(stranger, TimeFrame.TOTAL)).leader_score == 0
        assert (await backend.message(message_id, stranger)).text == "What is snow?"
        assert (await backend.conversation(message_id, stranger)).messages[0].user_is_author is not True
        for refused in (
            backend.availability(stranger, "en"),
            backend.request(stranger, UUID(int=1), TaskType.INITIAL_PROMPT, "en", 7),
            backend.submit(stranger, session.session_id, session.task, TextAnswer(text="x", language="en"), 7),
            backend.skip(stranger, session.session_id, session.task, "why"),
            backend.react(stranger, message_id, EmojiCode.THUMBS_UP, EmojiOp.ADD, 7),
            backend.report(stranger, message_id, "why", 7),
            rulings.edit(backend, message_id, "text", stranger),
        ):
            with pytest.raises(NotAgreed):
                await refused
        for unknown in (
            rulings.enable(backend, zed.person_id, ann.contributor, enabled=False),
            backend.set_visible(stranger, visible=False),
        ):
            with pytest.raises(UserNotFound):
                await unknown
    assert heard
    assert [call for call in heard if "987654321" in call or "Zebulon" in call] == []


async def test_too_late_is_told_and_nothing_is_lost(restarted: RestartedBot) -> None:
    """An answer that could not be delivered within its package's validity comes back with its text."""
    async with restarted.bot() as bot:
        ann = await bot.person(1)
        session = await bot.write(ann, "What is snow?")
        restarted.server.before = down
        await bot.sessions.submit(ann, session.session_id, 7)
        restarted.server.before = None
        restarted.pass_time(3 * DAY)
        await bot.deliver_what_is_due()
        assert [notice.sentence for notice in await bot.sessions.notices(ann)] == ["refused-task-expired"]
        assert (await bot.sessions.look(ann, session.session_id)).draft_text == "What is snow?"
    assert await restarted.texts_of(1) == []


async def test_agreeing_while_the_backend_is_down(restarted: RestartedBot) -> None:
    """Who agrees while nobody can be told is admitted when they first work."""
    restarted.server.before = down
    async with restarted.bot() as bot:
        ann = await bot.person(1)
    restarted.server.before = None
    async with restarted.bot() as bot:
        ann = await bot.people.identify(ann.discord_id, ann.display_name)
        session = await bot.write(ann, "What is snow?")
        assert (await bot.sessions.submit(ann, session.session_id, 7)).state is SessionState.DONE


async def test_what_needs_the_trees_here(restarted: RestartedBot) -> None:
    """A command that works on the trees themselves says that it needs the local backend."""
    async with restarted.bot() as bot:
        assert isinstance(bot.core.backend, OasstApiBackend)
        with pytest.raises(StartError, match="TASK_BACKEND=local"):
            _ = bot.core.local_backend


async def test_an_address_that_is_none(tmp_path: Path) -> None:
    """An address that cannot be one stops the start with one sentence."""
    settings = load_settings(
        database_path=tmp_path / "bot.sqlite3",
        task_backend=TaskBackendKind.API,
        task_backend_url="http://a..b",
        task_backend_key=SecretStr("key"),
    )
    with pytest.raises(StartError, match="TASK_BACKEND_URL"):
        async with open_core(settings):
            pass
