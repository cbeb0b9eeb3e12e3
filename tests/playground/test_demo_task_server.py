"""The demo's reading of a task server, by the API alone."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bot.backends.local import LocalBackend, load_secret_key
from bot.backends.oasst_api import OasstApiBackend
from bot.protocol.tasks import TaskType
from bot.rules.points import Scoring
from bot.rules.pool_rules import PoolRules
from bot.rules.thresholds import Thresholds
from bot.store import Database
from playground.demo import task_server
from playground.demo.dataset import messages_of, read_dataset
from playground.demo.published import published_tree
from playground.demo.server_trees import address_in_environment
from playground.demo.task_server import Address, TaskServer, TaskServerFailed
from tests.backends.community import Community, MovableClock
from tests.backends.oasst_api.faulty import answering, http
from tests.backends.oasst_api.neighbours import Neighbours
from tests.backends.oasst_api.served import TRUSTED_KEY, UNTRUSTED_KEY
from tests.backends.oasst_api.server import TaskServer as SmallTaskServer
from tests.backends.oasst_api.server import serving

_SMALL = replace(Thresholds(), goal_tree_size=3, max_tree_depth=1)


@asynccontextmanager
async def working(folder: Path) -> AsyncIterator[tuple[Community, str]]:
    """People who work on a small server, and its address."""
    clock = MovableClock()
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(Database(folder / "server.sqlite3", clock))
        trees = LocalBackend(
            database,
            clock,
            Random(1),
            PoolRules(thresholds=_SMALL, scoring=Scoring.ORIGINAL),
            await load_secret_key(database),
        )
        served = await stack.enter_async_context(serving(SmallTaskServer(trees, clock)))
        client = OasstApiBackend(served.url, TRUSTED_KEY, clock, Neighbours())
        await stack.enter_async_context(client)
        yield Community(client, clock, await client.capabilities()), served.url


async def test_a_tree_is_read_as_the_server_has_it(tmp_path: Path) -> None:
    """A finished tree comes out in the published form: texts, authors, review counts, and replies by their rank."""
    async with working(tmp_path) as (community, url), TaskServer.at(Address(url, TRUSTED_KEY)) as server:
        authors = [community.person(1), community.person(2)]
        prompt, _ = await community.ranking_tree(*authors)
        assert await server.state(str(prompt)) == "ranking"
        await community.work_until(lambda state: state == "ready_for_export", prompt)
        stored = await community.messages(prompt)
        [root] = [each for each in await server.prompts() if each["id"] == str(prompt)]
        [written] = await server.messages_by(authors[0].discord_id)
        tree = published_tree(await server.state(root["id"]), await server.tree(written["id"]), everything=False)
    assert tree is not None
    (tmp_path / "trees.jsonl").write_text(json.dumps(tree) + "\n", encoding="utf-8")
    own = frozenset({str(written["user_id"])})
    [read] = read_dataset(tmp_path / "trees.jsonl", own)
    assert read.state == "ready_for_export"
    assert {message.text for message in messages_of([read])} == {message.text for message in stored.values()}
    assert [message.author is not None for message in read.prompt.replies].count(True) == 1
    assert [reply.rank for reply in read.prompt.replies] == [0, 1]
    assert [message.reviews for message in messages_of([read])] == [3, 3, 3]


async def test_what_was_not_accepted_is_no_part_of_the_dataset(tmp_path: Path) -> None:
    """A rejected prompt is in the file of everything only."""
    async with working(tmp_path) as (community, url), TaskServer.at(Address(url, TRUSTED_KEY)) as server:
        prompt = await community.write_prompt(community.person(1))
        await community.review(prompt, 1, 1, 1)
        state, messages = await server.state(str(prompt)), await server.tree(str(prompt))
    assert state == "aborted_low_grade"
    assert published_tree(state, messages, everything=False) is None
    whole = published_tree(state, messages, everything=True)
    assert whole is not None
    assert whole["prompt"]["review_result"] is False


async def test_a_long_list_is_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit into one call is asked for with further ones, and nothing is there twice."""
    monkeypatch.setattr(task_server, "_MOST_MESSAGES", 2)
    async with working(tmp_path) as (community, url), TaskServer.at(Address(url, TRUSTED_KEY)) as server:
        author = community.person(1)
        written = []
        for _ in range(5):
            community.clock.move(1000)
            written.append(str(await community.write_prompt(author)))
        community.clock.move(1000)
        for found in (await server.messages_by(author.discord_id), await server.prompts()):
            assert [message["id"] for message in found] == written[::-1]


async def test_contributions_are_counted_by_kind(tmp_path: Path) -> None:
    """Messages, reviews and rankings of somebody are told apart; whom the server does not know has none."""
    async with working(tmp_path) as (community, url), TaskServer.at(Address(url, TRUSTED_KEY)) as server:
        author, reviewer = community.person(1), community.person(2)
        await community.write_prompt(author)
        await community.write_prompt(author)
        await community.work(reviewer, TaskType.LABEL_INITIAL_PROMPT)
        counts = [await server.counts(str(await server.user_id(each.discord_id))) for each in (author, reviewer)]
        assert counts == [(2, 0, 0), (0, 1, 0)]
        assert await server.user_id(community.person(9).discord_id) is None
        assert await server.messages_by(community.person(9).discord_id) == []


@pytest.mark.parametrize("key", [UNTRUSTED_KEY, "no-key-at-all"])
async def test_a_key_that_admits_nobody_is_said_at_once(tmp_path: Path, key: str) -> None:
    """Where the key is not a trusted one, a sentence says so before anybody works, and does not show the key."""
    async with working(tmp_path) as (_, url), TaskServer.at(Address(url, key)) as server:
        with pytest.raises(TaskServerFailed, match="trusted key") as raised:
            await server.check_key()
    assert key not in str(raised.value)


@pytest.mark.parametrize(
    "answer",
    [
        http("200 OK", "<html></html>", "text/html"),
        http("200 OK", "{", length=50),
        http("200 OK", "not json"),
        http("200 OK", "[]"),
        http("307 Temporary Redirect", ""),
        http("500 Internal Server Error", "{}"),
        b"",
    ],
    ids=["a page", "cut off", "no JSON", "something else", "elsewhere", "failed", "nothing"],
)
async def test_whatever_else_answers_is_one_sentence(answer: bytes) -> None:
    """A server that is no task server is named without the password in its address, and without the key."""
    async with answering(answer) as (url, _):
        address = Address(url.replace("//", "//ann:secret@"), "the-key")
        async with TaskServer.at(address) as server:
            with pytest.raises(TaskServerFailed) as raised:
                await server.state("0")
    assert "secret" not in str(raised.value)
    assert "the-key" not in str(raised.value) + repr(address)


async def test_a_server_that_is_not_there_is_named() -> None:
    """Where nobody listens, the sentence names the address and the setting."""
    async with TaskServer.at(Address("http://127.0.0.1:1", "key")) as server:
        with pytest.raises(TaskServerFailed, match=r"http://127\.0\.0\.1:1 does not answer .* TASK_BACKEND_URL"):
            await server.check_key()


@pytest.mark.parametrize("missing", ["TASK_BACKEND_URL", "TASK_BACKEND_KEY"])
def test_half_an_address_is_none(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """The environment names a task server with its key, or none; half of it is said."""
    monkeypatch.setenv("TASK_BACKEND_URL", "http://example.org")
    monkeypatch.setenv("TASK_BACKEND_KEY", "key")
    assert address_in_environment() == Address("http://example.org", "key")
    monkeypatch.delenv(missing)
    with pytest.raises(TaskServerFailed, match=f"{missing} is missing"):
        address_in_environment()
    monkeypatch.setenv("TASK_BACKEND_URL", "")
    monkeypatch.setenv("TASK_BACKEND_KEY", "")
    assert address_in_environment() is None


@pytest.mark.parametrize(
    ("url", "key", "at_fault"),
    [
        ("http://[", "key", "TASK_BACKEND_URL"),
        ("http://example.org:99999", "key", "TASK_BACKEND_URL"),
        ("example.org", "key", "TASK_BACKEND_URL"),
        ("http://", "key", "TASK_BACKEND_URL"),
        ("http://example.org", "a\nkey", "TASK_BACKEND_KEY"),
        ("http://example.org", "klüger", "TASK_BACKEND_KEY"),
    ],
)
def test_what_is_no_address_or_no_key_is_named(
    monkeypatch: pytest.MonkeyPatch, url: str, key: str, at_fault: str
) -> None:
    """A variable that cannot be used is named before anything is started."""
    monkeypatch.setenv("TASK_BACKEND_URL", url)
    monkeypatch.setenv("TASK_BACKEND_KEY", key)
    with pytest.raises(TaskServerFailed, match=f"{at_fault} is no"):
        address_in_environment()
