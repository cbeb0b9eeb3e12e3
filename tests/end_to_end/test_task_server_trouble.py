"""A task server that is down, fails, hangs up, asks for patience or talks nonsense: nothing is lost or comes twice."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from aiohttp import web

from bot.protocol.errors import ErrorCode
from playground.screen import Message
from tests.backends.oasst_api.served import error_reply
from tests.backends.oasst_api.server import failure
from tests.end_to_end.contributor import SAVED, Contributor, labels
from tests.end_to_end.task_server import (
    DELIVERED,
    SAVED_FOR_LATER,
    UNAVAILABLE,
    BotOnTaskServer,
    Hook,
    command,
    hang_up,
    only,
    run_bot_on_task_server,
    saying,
)

pytestmark = pytest.mark.asyncio(loop_scope="package")

INTERACTION = "/tasks/interaction"
REFUSED = "The task server refused this for a reason that this bot does not know."


async def fail(_: web.Request) -> web.StreamResponse:
    """Be out of order."""
    return failure()


async def unreadable(request: web.Request) -> web.StreamResponse | None:
    """Fail at reading messages only."""
    return failure() if request.method == "GET" and "/messages/" in request.path else None


async def too_fast(_: web.Request) -> web.StreamResponse:
    """Ask for patience, as the original does: in the text only."""
    return error_reply(429, ErrorCode.TOO_MANY_REQUESTS, "Too Many Requests. Retry After 95 seconds.")


async def page(_: web.Request) -> web.StreamResponse:
    """Be a proxy that welcomes everybody."""
    return web.Response(text="<html><body>Welcome!</body></html>", content_type="text/html")


async def bad_gateway(_: web.Request) -> web.StreamResponse:
    """Be a proxy that has lost what is behind it."""
    return web.Response(status=502, text="<html><body>Bad gateway</body></html>", content_type="text/html")


async def truncated(request: web.Request) -> web.StreamResponse:
    """Begin a long answer and hang up."""
    answer = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "5000"})
    await answer.prepare(request)
    await answer.write(b'{"id": "6c4df346-')
    await hang_up(request)
    return answer


async def moved(_: web.Request) -> web.StreamResponse:
    """Send everybody elsewhere."""
    return web.Response(status=301, headers={"Location": "http://127.0.0.1:9/"})


wrong_key = saying(403, {"error_code": 2, "message": "Could not validate credentials"})
unknown_code = saying(400, {"error_code": 7777, "message": "Something new."})
unknown_type = saying(200, {"id": str(uuid4()), "type": "compose_a_symphony"})
nothing_to_rank = saying(200, {"id": str(uuid4()), "type": "rank_initial_prompts", "prompt_messages": []})
without_fields = saying(200, {"id": str(uuid4()), "type": "assistant_reply"})


def instead_of_a_task(answer: Hook) -> Hook:
    """A hook that answers requests of tasks, and takes the ack of whatever it handed out."""
    asked, acked = only("/tasks/", answer), only("/ack", saying(204, None))

    async def either(request: web.Request) -> web.StreamResponse | None:
        return await asked(request) or await acked(request)

    return either


class Waiting:
    """Three people whose text, labels and ranking were saved for later."""

    def __init__(self, on_server: BotOnTaskServer) -> None:
        self.on_server = on_server
        self.cards: list[tuple[Contributor, Message]] = []
        self.text = f"Air, and pursed lips: {uuid4()}."
        self._counted: list[int] = []

    async def prepare(self) -> None:
        """Let them work until nothing is left but to submit."""
        on_server = self.on_server
        self.cards = [
            await on_server.answered_text(self.text),
            await on_server.answered_review(),
            await on_server.answered_ranking(),
        ]
        self._counted = await self._counts()

    async def submit(self) -> None:
        """Let them submit, and read that it is saved."""
        outcomes = await asyncio.gather(*(ann.press(card, "Submit") for ann, card in self.cards))
        for outcome in outcomes:
            assert SAVED_FOR_LATER in outcome.text
            assert SAVED not in outcome.text

    async def assert_arrived_once(self) -> None:
        """See that each arrived, once, and that people are told so when they look."""
        await self.on_server.delivered()
        assert (await self.on_server.stored_texts())[self.text] == 1
        assert await self._counts() == [count + 1 for count in self._counted]
        for ann, card in self.cards:
            done = await ann.person.look(card)
            following = await ann.press(done, "Next task")
            left = (await ann.person.look(card)).text
            assert DELIVERED in following.text or left.startswith("✅")

    async def _counts(self) -> list[int]:
        return [await self.on_server.count(table) for table in ("review", "ranking")]


@pytest_asyncio.fixture(loop_scope="package")
async def waiting(on_server: BotOnTaskServer) -> Waiting:
    """Three people who are about to submit a text, labels and a ranking."""
    prepared = Waiting(on_server)
    await prepared.prepare()
    return prepared


async def test_down_and_killed(on_server: BotOnTaskServer, waiting: Waiting) -> None:
    """While nobody is at the address answers are saved; killed and started again, the bot delivers each once."""
    await on_server.down()
    await waiting.submit()
    ann, _ = waiting.cards[0]
    assert UNAVAILABLE in (await ann.ask()).text
    await on_server.running.restart()
    assert UNAVAILABLE in (await ann.ask()).text
    await on_server.up()
    await waiting.assert_arrived_once()


@pytest.mark.parametrize("fault", [fail, too_fast, page, truncated, moved, wrong_key])
async def test_an_answer_that_is_not_taken_is_delivered_later(
    on_server: BotOnTaskServer, waiting: Waiting, fault: Hook
) -> None:
    """Whatever the server says instead of taking an answer, it is saved, told so, and delivered once it is well."""
    on_server.running.provoked.log.add("TASK_BACKEND_KEY")
    on_server.server.before = only(INTERACTION, fault)
    await waiting.submit()
    on_server.server.before = None
    await waiting.assert_arrived_once()
    assert all("error_id" in line for line in on_server.new_log())


async def test_hanging_up_after_the_answer_was_taken(on_server: BotOnTaskServer, waiting: Waiting) -> None:
    """Where the connection is cut once the server has an answer, it is found there, and never becomes a second one."""
    on_server.server.after = only(INTERACTION, hang_up)
    await waiting.submit()
    on_server.server.after = None
    await waiting.assert_arrived_once()


async def test_silence_after_the_answer_was_taken_and_a_kill(on_server: BotOnTaskServer, waiting: Waiting) -> None:
    """Who waits for a silent server is told after a while that it is saved; killed then, the bot finds it delivered."""
    release = asyncio.Event()

    async def be_silent(_: web.Request) -> None:
        await release.wait()

    on_server.server.after = only(INTERACTION, be_silent)
    await waiting.submit()
    await on_server.running.bot.kill()
    release.set()
    on_server.server.after = None
    await on_server.running.playground.bot_gone()
    await on_server.running.bot.start()
    await waiting.assert_arrived_once()


async def test_a_lost_answer_to_a_reaction_or_a_report(on_server: BotOnTaskServer) -> None:
    """👍 pressed again as advised stays given; a report that arrived is thanked for, whatever fails after it."""
    ann = await on_server.newcomer()
    more = (await ann.press(await ann.reply(), "More")).message
    on_server.server.after = only("/emoji", hang_up)
    assert UNAVAILABLE in (await ann.press(more, "👍 I like it")).text
    on_server.server.after = None
    liked = await ann.press(more, "👍 I like it")
    assert "👍 1" in liked.text
    assert liked.message.has_button("✓ 👍 I like it")
    form = await ann.person.press(more, "🚩 Report")
    flagged = await on_server.count("case_signal")
    on_server.server.before = unreadable
    told = await (await ann.person.submit(form.modal, {"What is wrong with it?": "Out of tune."})).settled()
    assert "Thank you" in told.text
    assert await on_server.count("case_signal") == flagged + 1


async def test_patience_is_told_and_kept(on_server: BotOnTaskServer) -> None:
    """After a 429 the person reads how long to wait, and the server is left alone for as long as it said."""
    ann, card = await on_server.answered_text("A bit too fast.")
    on_server.server.before = only(INTERACTION, too_fast)
    assert SAVED_FOR_LATER in (await ann.press(card, "Submit")).text
    tries = on_server.server.state.calls[f"POST {INTERACTION}"]
    told = (await ann.ask()).text
    assert "That was a bit fast. Please wait" in told
    assert on_server.server.state.calls[f"POST {INTERACTION}"] == tries
    on_server.server.before = None
    await on_server.delivered()
    assert (await on_server.stored_texts())["A bit too fast."] == 1


async def test_too_late_comes_back_with_the_text(on_server: BotOnTaskServer) -> None:
    """A text that could not be delivered while its task was valid comes back to its writer, word by word."""
    ann, card = await on_server.answered_text("Later than late.")
    await on_server.down()
    assert SAVED_FOR_LATER in (await ann.press(card, "Submit")).text
    await on_server.running.playground.advance(days=3)
    await on_server.up()
    await on_server.delivered()
    outcome = await (await ann.person.command(ann.channel, "work", task="assistant_reply")).until_shown(2)
    assert "Later than late." in outcome.text
    assert (await on_server.stored_texts())["Later than late."] == 0


async def test_who_has_nothing_to_do_is_told_too(on_server: BotOnTaskServer) -> None:
    """What could not be delivered is told, with the text, also to somebody for whom there is no other task."""
    ann, card = await on_server.answered_text("Too late for the last task.")
    await on_server.down()
    assert SAVED_FOR_LATER in (await ann.press(card, "Submit")).text
    await on_server.running.playground.advance(days=3)
    await on_server.up()
    await on_server.delivered()
    outcome = await (await ann.person.command(ann.channel, "work", task="label_prompter_reply", language="fi")).more()
    notice, nothing = outcome.text.index("This task has expired"), outcome.text.index("there is nothing to do")
    assert notice < nothing < outcome.text.index("Too late for the last task.")


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (fail, UNAVAILABLE),
        (page, UNAVAILABLE),
        (bad_gateway, UNAVAILABLE),
        (truncated, UNAVAILABLE),
        (moved, UNAVAILABLE),
        (wrong_key, "Only the operator of this bot can put that right"),
        (too_fast, "That was a bit fast. Please wait 95 seconds and try again."),
        (unknown_code, REFUSED),
        (unknown_type, "a kind of task (compose_a_symphony) that this bot does not know yet"),
        (without_fields, "a kind of task (incomplete assistant_reply) that this bot does not know yet"),
        (nothing_to_rank, "a kind of task (incomplete rank_initial_prompts) that this bot does not know yet"),
    ],
)
async def test_nonsense_instead_of_a_task(on_server: BotOnTaskServer, fault: Hook, sentence: str) -> None:
    """Whatever comes instead of a task, there is one sentence, one log line with an error id, and no traceback."""
    on_server.running.provoked.log.add("TASK_BACKEND_KEY")
    ann = await on_server.newcomer()
    await ann.press((await ann.ask()).message, "I agree")
    await ann.pressed((await ann.cards())[-1], "Skip")
    on_server.new_log()
    on_server.server.before = instead_of_a_task(fault)
    told = await ann.ask(task="assistant_reply")
    assert sentence in told.text
    assert told.message.ephemeral
    with_id = [line for line in on_server.new_log() if "error_id" in line]
    if fault is not too_fast:  # which is nothing that an operator should do something about
        assert len(with_id) == 1
    on_server.server.before = None
    assert (await ann.work(task="assistant_reply")).has_button("Write reply")


async def test_an_answer_that_is_refused_without_a_known_reason(on_server: BotOnTaskServer) -> None:
    """An unknown error code is final: the person reads so, and finds the text on the card."""
    ann, card = await on_server.answered_text("Who could refuse that?")
    on_server.server.before = only(INTERACTION, unknown_code)
    refused = await ann.pressed(card, "Submit")
    assert REFUSED in refused.text
    assert "Who could refuse that?" in refused.text
    assert labels(refused) == ["Next task", "Anything else"]


async def test_a_conversation_of_two_hundred_messages(on_server: BotOnTaskServer) -> None:
    """A conversation that no card can hold is shown as far as it fits, and in full on demand."""
    messages = [
        {"id": str(uuid4()), "text": f"This is message number {number}. " * 5, "is_assistant": number % 2 == 1}
        for number in range(199)
    ]
    conversation = {"messages": [*messages, {"id": str(uuid4()), "text": "The last one.", "is_assistant": False}]}
    task: dict[str, Any] = {"id": str(uuid4()), "type": "assistant_reply", "conversation": conversation}
    on_server.server.before = instead_of_a_task(saying(200, task))
    ann = await on_server.newcomer()
    card = await ann.reply()
    assert "The last one." in card.text
    assert "earlier messages are not shown here" in card.text
    outcome = await ann.press(card, "Read in full")
    assert outcome.message.attachments or "message number 0" in outcome.text
    on_server.server.before = None
    assert "Skipped" in (await ann.pressed(card, "Skip")).text


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def on_unsafe_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotOnTaskServer]:
    """A bot that was told to speak TLS with a server that does not."""
    async with run_bot_on_task_server(tmp_path_factory.mktemp("unsafe"), scheme="https") as opened:
        await opened.begin()
        yield opened
        assert await opened.running.complaints() == []


async def test_no_tls_where_it_is_expected(on_unsafe_server: BotOnTaskServer) -> None:
    """Where TLS fails the bot starts and explains; people can agree, and have what the bot stores deleted."""
    ann = await on_unsafe_server.newcomer()
    agreement = (await ann.ask()).message
    assert "knows already" not in agreement.text
    assert UNAVAILABLE in (await ann.press(agreement, "I agree")).text
    assert UNAVAILABLE in (await command(ann, "tasks")).text
    assert UNAVAILABLE in (await command(ann, "contributions")).text
    assert "You have not chosen any language" in (await command(ann, "language")).text
    question = (await command(ann, "privacy delete")).message
    deleted = (await ann.press(question, "Delete what is stored here")).text
    assert "What this bot stored about you is deleted" in deleted
    assert "in 30 days at the latest" in deleted
    lines = on_unsafe_server.new_log()
    assert lines
    assert all("SSL" in line["detail"] for line in lines if line["event"] == "task backend unavailable")
