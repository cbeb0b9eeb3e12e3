"""`python -m bot doctor`, as an operator runs it: what it says, how it ends, and that it changes nothing."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio

from bot.backends.local import LocalBackend, load_secret_key
from bot.rules.pool_rules import PoolRules
from bot.store import Database
from playground.bot_process import BotProcess, Ended
from playground.client import Playground
from tests.backends.community import MovableClock
from tests.backends.oasst_api.faulty import answering, http
from tests.backends.oasst_api.served import TRUSTED_KEY, UNTRUSTED_KEY
from tests.backends.oasst_api.server import TaskServer, serving
from tests.end_to_end.running_bot import OPENAPI

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789"  # noqa: S105 - of no bot
SUBJECTS = (
    "settings", "token", "discord", "gateway", "clock", "database", "backups", "backend", "permissions", "texts",
    "benchmarks", "checks", "extensions", "commands", "remember",
)  # fmt: skip
ALL_SET = {"OPERATOR_NAME": "Ann", "OPERATOR_CONTACT": "ann@example.org"}
THREADS = ["view_channel", "create_private_threads", "send_messages_in_threads", "read_message_history"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def playground() -> AsyncIterator[Playground]:
    """A local Discord of this module's own, in which the bot is in no server."""
    async with Playground.start(openapi=OPENAPI if OPENAPI.is_file() else None, rate_limits=False) as started:
        yield started


@pytest.fixture
def bot(playground: Playground, tmp_path: Path) -> BotProcess:
    """A bot that never ran."""
    return BotProcess(playground, tmp_path / "data" / "bot.sqlite3", tmp_path / "bot.log", **ALL_SET)


async def test_before_the_bot_ever_ran(bot: BotProcess, playground: Playground, tmp_path: Path) -> None:
    """What comes by itself at the first start is no failure, and nothing is begun or made."""
    ended = await bot.attempt("doctor")
    lines = _lines(ended, 0)
    assert [subject for subject, *_ in lines if subject != "settings"] == [*SUBJECTS[1:], "remember"]
    assert "none yet" in _said(lines, "database", "ok")
    assert "in no server yet. Invite it: https://discord.com/oauth2/authorize" in _said(lines, "permissions", "warning")
    assert "Discord lacks" in _said(lines, "commands", "warning")
    assert "python -m bot run" in _said(lines, "commands", "warning")
    assert "written permission" in _said(lines, "remember", "note")
    assert "forbids profiling" in _said(lines, "remember", "note")
    assert not (tmp_path / "data").exists()
    state = await playground.state()
    assert (state["identifies"], state["connections"], state["commands"]) == (0, 0, [])


async def test_beside_a_running_bot(bot: BotProcess, playground: Playground) -> None:
    """Where all is well every line says so, and the bot notices nothing."""
    guild = await playground.create_guild("Bakery", text_channels=["work"])
    async with bot.running():
        before = await playground.state()
        lines = _lines(await bot.attempt("doctor"), 0)
        assert {grade for subject, grade, _ in lines if subject not in {"settings", "backups", "remember"}} == {"ok"}
        assert f"process {bot.process_id}" in _said(lines, "database", "ok")
        assert "Bakery" in _said(lines, "permissions", "ok")
        after = await playground.state()
        assert [after[key] for key in ("identifies", "resumes", "connections", "commands")] == [
            before[key] for key in ("identifies", "resumes", "connections", "commands")
        ]
        assert await playground.invalid_requests() == []
        assert await playground.unimplemented() == {}
    await guild.kick_bot()


async def test_missing_permissions(bot: BotProcess, playground: Playground) -> None:
    """For every server that is named what the bot lacks, in its work channel where it has one, and what to do."""
    guilds = {
        "Everything": await playground.create_guild("Everything", bot_permissions=THREADS, everyone_permissions=[]),
        "Nothing": await playground.create_guild("Nothing", bot_permissions=[], everyone_permissions=[]),
        "Allowed there": await playground.create_guild(
            "Allowed there", text_channels=["work"], bot_permissions=[], everyone_permissions=[]
        ),
        "Denied there": await playground.create_guild("Denied there", text_channels=["work"], bot_permissions=THREADS),
        "Hidden": await playground.create_guild("Hidden", text_channels=["work"], bot_permissions=THREADS),
        "Deleted": await playground.create_guild("Deleted", text_channels=["work"], bot_permissions=THREADS),
    }
    work = {name: guilds[name].channel("work") for name in list(guilds)[2:]}
    await guilds["Allowed there"].set_permissions(work["Allowed there"], "bot", allow=THREADS)
    await guilds["Denied there"].set_permissions(work["Denied there"], "everyone", deny=["create_private_threads"])
    await guilds["Hidden"].set_permissions(work["Hidden"], "bot", deny=["view_channel"])
    await guilds["Deleted"].delete_channel(work["Deleted"])
    await bot.command("migrate")
    _set_work_channels(bot, {guilds[name].id: channel.id for name, channel in work.items()})
    found = [text for subject, grade, text in _lines(await bot.attempt("doctor"), 1) if subject == "permissions"]
    for guild in guilds.values():
        await guild.kick_bot()
    fine, *failed, invitation = found
    assert fine.endswith("in Allowed there, Everything.")
    assert invitation.endswith("scope=bot+applications.commands")
    by_server = {text.removeprefix("In ").partition(" (id")[0]: text for text in failed}
    assert by_server.keys() == guilds.keys() - {"Everything", "Allowed there"}
    all_four = "View Channel, Read Message History, Create Private Threads, Send Messages in Threads"
    assert f"lacks: {all_four}." in by_server["Nothing"]
    assert "Server Settings → Roles" in by_server["Nothing"]
    assert "lacks in #work: Create Private Threads." in by_server["Denied there"]
    assert "cannot see the work channel" in by_server["Hidden"]
    assert f"Give its role {all_four} there" in by_server["Hidden"]
    assert "/settings" in by_server["Deleted"]


async def test_permissions_for_what_managers_switched_on(bot: BotProcess, playground: Playground) -> None:
    """What only boards and roles need is a warning, and only where they are switched on."""
    with_both = await playground.create_guild("Both", text_channels=["boards"], bot_permissions=THREADS)
    without = await playground.create_guild("Neither", bot_permissions=THREADS)
    await bot.command("migrate")
    _switch_on_boards_and_roles(bot, with_both.id, with_both.channel("boards").id)
    found = [
        (grade, text) for subject, grade, text in _lines(await bot.attempt("doctor"), 0) if subject == "permissions"
    ]
    for guild in (with_both, without):
        await guild.kick_bot()
    assert [grade for grade, _ in found] == ["ok", "warning", "warning"]
    assert found[0][1].endswith("in Neither.")
    assert "lacks in #boards: Manage Webhooks." in found[1][1]
    assert "lacks: Manage Roles." in found[2][1]


async def test_bad_settings(bot: BotProcess, tmp_path: Path) -> None:
    """Each bad setting is one failed line; what rests on it is skipped, all else is looked at, and no secret shown."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "stray.ftl").write_text("hello = Hello\n")
    extensions = tmp_path / "elsewhere" / "extensions"
    extensions.mkdir(parents=True)
    (extensions / "__init__.py").write_text("")
    (extensions / "broken.py").write_text("import no_such_module\n")
    late = tmp_path / "clock"
    late.write_text("-600")
    python_path = os.pathsep.join([str(extensions.parent), str(ROOT)])
    nobody = {"TASK_BACKEND": "api", "TASK_BACKEND_URL": "http://127.0.0.1:9", "TASK_BACKEND_KEY": "a-secret-key"}
    async with answering(http("200 OK", "<html></html>", "text/html")) as (page, _):
        refused, unreachable, no_token, unusable = await asyncio.gather(
            bot.attempt("doctor", DISCORD_TOKEN=TOKEN, PLAYGROUND_CLOCK_FILE=str(late), **nobody),
            bot.attempt("doctor", DISCORD_API_URL="http://127.0.0.1:9/api/v10", PYTHONPATH=python_path),
            bot.attempt("doctor", DISCORD_TOKEN="", TEXTS_PATH=str(texts), **{**nobody, "TASK_BACKEND_URL": page}),
            bot.attempt("doctor", MINIMUM_AGE="3", DATABASE_PATH="/", DISCORD_API_URL="discord", GOAL_TREE_SIZE="many"),
        )
    lines = _lines(refused, 1)
    assert "Discord refused DISCORD_TOKEN" in _said(lines, "discord", "FAILED")
    assert "10 minutes behind" in _said(lines, "clock", "FAILED")
    assert _skipped(lines) == {"gateway", "permissions", "commands"}
    assert "Nobody listens at http://127.0.0.1:9" in _said(lines, "backend", "FAILED")
    lines = _lines(unreachable, 1)
    assert "cannot be reached" in _said(lines, "discord", "FAILED")
    assert "extensions.broken" in _said(lines, "extensions", "FAILED")
    assert _skipped(lines) == {"gateway", "clock", "permissions", "commands"}
    lines = _lines(no_token, 1)
    assert "DISCORD_TOKEN is missing" in _said(lines, "token", "FAILED")
    assert "answers with a web page" in _said(lines, "backend", "FAILED")
    assert "stray.ftl" in _said(lines, "texts", "FAILED")
    assert _skipped(lines) == {"discord", "gateway", "permissions", "commands"}
    lines = _lines(unusable, 1)
    told = {text.partition(":")[0] for subject, grade, text in lines if (subject, grade) == ("settings", "FAILED")}
    assert told == {"MINIMUM_AGE", "DATABASE_PATH", "DISCORD_API_URL", "GOAL_TREE_SIZE"}
    assert _skipped(lines) == {
        "discord",
        "gateway",
        "clock",
        "database",
        "backups",
        "backend",
        "permissions",
        "commands",
    }
    for ended in (refused, unreachable, no_token, unusable):
        assert TOKEN not in ended.output
        assert "a-secret-key" not in ended.output


async def test_the_task_server(bot: BotProcess, tmp_path: Path) -> None:
    """With TASK_BACKEND=api the line says whether the task server answers, and what the key may do."""
    async with AsyncExitStack() as stack:
        clock = MovableClock()
        database = await stack.enter_async_context(Database(tmp_path / "server.sqlite3", clock))
        trees = LocalBackend(database, clock, Random(1), PoolRules(), await load_secret_key(database))
        server = await stack.enter_async_context(serving(TaskServer(trees, clock)))
        cases = [
            (server.url, TRUSTED_KEY, "ok", "trusts it"),
            (server.url, UNTRUSTED_KEY, "warning", "only people whom the task server knows already"),
            (server.url, "a-wrong-key", "FAILED", "does not know the key"),
        ]
        runs = await asyncio.gather(
            *(
                bot.attempt("doctor", TASK_BACKEND="api", TASK_BACKEND_URL=url, TASK_BACKEND_KEY=key)
                for url, key, *_ in cases
            )
        )
    for ended, (_, key, grade, expected) in zip(runs, cases, strict=True):
        assert expected in _said(_lines(ended, 1 if grade == "FAILED" else 0), "backend", grade)
        assert key not in ended.output


def _lines(ended: Ended, exit_code: int) -> list[tuple[str, str, str]]:
    """What was found: subject, grade and text of each line."""
    assert (ended.exit_code, ended.errors) == (exit_code, ""), ended.output
    *lines, empty, conclusion = ended.output.splitlines()
    assert empty == ""
    assert ("failed" in conclusion) is bool(exit_code)
    found = [(subject, grade, text) for grade, subject, text in (line.split(maxsplit=2) for line in lines)]
    order = [SUBJECTS.index(subject) for subject, *_ in found]
    assert order == sorted(order)
    assert set(order) == set(range(len(SUBJECTS)))
    return found


def _said(lines: list[tuple[str, str, str]], subject: str, grade: str) -> str:
    return "\n".join(text for about, how, text in lines if (about, how) == (subject, grade))


def _skipped(lines: list[tuple[str, str, str]]) -> set[str]:
    return {subject for subject, grade, _ in lines if grade == "skipped"}


def _set_work_channels(bot: BotProcess, channels: dict[int, int]) -> None:
    connection = sqlite3.connect(bot.database)
    connection.executemany(
        "INSERT INTO server_setting (server_id, name, value, changed_at) VALUES (?, 'work_channel', ?, 1)",
        [(server_id, str(channel_id)) for server_id, channel_id in channels.items()],
    )
    connection.commit()
    connection.close()


def _switch_on_boards_and_roles(bot: BotProcess, server_id: int, channel_id: int) -> None:
    connection = sqlite3.connect(bot.database)
    connection.execute(
        "INSERT INTO posted_boards (server_id, channel_id, is_on, periods, hour, time_zone, server_only, locale) "
        "VALUES (?, ?, 1, 'day', 9, 'UTC', 1, 'en')",
        (server_id, channel_id),
    )
    connection.execute("INSERT INTO level_role (server_id, level, role_id, set_at) VALUES (?, 5, 1, 1)", (server_id,))
    connection.commit()
    connection.close()
