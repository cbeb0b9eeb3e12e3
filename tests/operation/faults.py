"""Faults of an installation: each is made on purpose, and what doctor finds of it is returned."""

import json
import os
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from bot.backups.state import Failure, note_drill, note_failure, note_good, note_hook
from bot.clock import SystemClock
from bot.discord.inspection import Commands, Inspection
from bot.errors import StartError
from bot.operation.backend_checks import check_backend
from bot.operation.backup_checks import check_backups
from bot.operation.database_checks import check_database
from bot.operation.discord_checks import check_clock, check_discord, check_gateway, check_token
from bot.operation.examination import Composition, Examination
from bot.operation.findings import Finding
from bot.operation.installation_checks import (
    check_attention_checks,
    check_extensions,
    check_known_texts,
    check_texts,
)
from bot.operation.server_checks import check_permissions
from bot.operation.settings_checks import check_settings, read_settings
from bot.protocol.moments import DAY
from bot.store import Database
from bot.texts import Catalogue
from tests.backends.oasst_api.faulty import answering, http
from tests.operation.examinations import beginning

TOKEN: Final = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789"  # noqa: S105 - of no bot
KEY: Final = "a-key-that-nobody-may-read"
NOBODY: Final = "http://127.0.0.1:9"
REFUSED: Final = http("401 Unauthorized", '{"message": "401: Unauthorized", "code": 0}')

Injection = Callable[[], Awaitable[list[Finding]]]
FAULTS: dict[str, Injection] = {}
"""By what docs/doctor.md calls them. Each runs in an empty folder, with no setting in the environment."""


def fault(name: str) -> Callable[[Injection], Injection]:
    """Note how a fault is made."""

    def note(injection: Injection) -> Injection:
        FAULTS[name] = injection
        return injection

    return note


def _write(name: str, text: str) -> None:
    file = Path(name)
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)


def _settings(text: str | bytes, *, mode: int = 0o600) -> list[Finding]:
    Path(".env").write_bytes(text if isinstance(text, bytes) else text.encode())
    Path(".env").chmod(mode)
    settings, unusable, problems, are_readable = read_settings()
    if not are_readable:
        return problems
    begun = beginning()
    return check_settings(Examination(begun.composition, begun.inspection, settings, unusable), problems)


@fault("a value out of its range")
async def _() -> list[Finding]:
    return _settings("MINIMUM_AGE=3\n")


@fault("a setting with a misspelt name")
async def _() -> list[Finding]:
    return _settings(f"DISCORD_TOKN={KEY}\n")


@fault("a line in .env that is none")
async def _() -> list[Finding]:
    return _settings("this is no setting\n")


@fault(".env in another encoding")
async def _() -> list[Finding]:
    return _settings("OPERATOR_NAME=Jürgen\n".encode("utf-16"))


@fault(".env that others may read")
async def _() -> list[Finding]:
    return _settings(f"DISCORD_TOKEN={KEY}\n", mode=0o644)


@fault("nobody is named as the operator")
async def _() -> list[Finding]:
    return _settings("OPERATOR_CONTACT=ann@example.org\n")


@fault("topics at a task server")
async def _() -> list[Finding]:
    return _settings(f"TOPICS=cooking\nTASK_BACKEND=api\nTASK_BACKEND_URL=http://here\nTASK_BACKEND_KEY={KEY}\n")


@fault("no token")
async def _() -> list[Finding]:
    return await check_token(beginning())


@fault("the public key instead of the token")
async def _() -> list[Finding]:
    return await check_token(beginning(discord_token="0123456789abcdef" * 4))


@asynccontextmanager
async def _discord(*answers: bytes) -> AsyncIterator[Examination]:
    async with answering(*answers) as (url, _):
        examination = beginning(discord_token=TOKEN, discord_api_url=url)
        async with Inspection(url, SystemClock()) as examination.inspection:
            yield examination


@fault("a token that Discord refuses")
async def _() -> list[Finding]:
    async with _discord(REFUSED) as examination:
        return await check_discord(examination)


@fault("something else answers instead of Discord")
async def _() -> list[Finding]:
    async with _discord(http("200 OK", "<html></html>", "text/html")) as examination:
        return await check_discord(examination)


@fault("Discord is down")
async def _() -> list[Finding]:
    async with _discord(http("503 Service Unavailable", "{}")) as examination:
        return await check_discord(examination)


@fault("the network does not reach Discord")
async def _() -> list[Finding]:
    async with Inspection(NOBODY, SystemClock()) as inspection:
        examination = beginning(discord_token=TOKEN, discord_api_url=NOBODY)
        examination.inspection = inspection
        return await check_discord(examination)


@fault("a clock that is years off")
async def _() -> list[Finding]:
    dated = http("200 OK", "{}").replace(b"\r\n", b"\r\nDate: Wed, 01 Jan 2020 00:00:00 GMT\r\n", 1)
    async with _discord(dated) as examination:
        return await check_clock(examination)


_USER: Final = {"id": "1", "username": "robin", "discriminator": "0", "avatar": None, "flags": 0, "public_flags": 0}
_ME: Final = http("200 OK", json.dumps({**_USER, "bot": True, "mfa_enabled": False, "global_name": None}))
_APPLICATION: Final = http(
    "200 OK",
    json.dumps(
        {
            "id": "2",
            "name": "robin",
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "00",
            "flags": 0,
            "owner": _USER,
            "team": None,
            "summary": "",
            "approximate_guild_count": 0,
            "approximate_user_install_count": 0,
        }
    ),
)


def _gateway(left: int) -> bytes:
    limit = {"total": 1000, "remaining": left, "reset_after": 7_200_000, "max_concurrency": 1}
    return http("200 OK", json.dumps({"url": "ws://127.0.0.1:9", "shards": 1, "session_start_limit": limit}))


@fault("the day's sessions are used up")
async def _() -> list[Finding]:
    async with _discord(_ME, _APPLICATION, _gateway(0)) as examination:
        await check_discord(examination)
        return await check_gateway(examination)


@fault("a firewall before the gateway")
async def _() -> list[Finding]:
    async with _discord(_ME, _APPLICATION, _gateway(900)) as examination:
        await check_discord(examination)
        return await check_gateway(examination)


@fault("the bot is in no server")
async def _() -> list[Finding]:
    async with _discord(_ME, _APPLICATION, http("200 OK", "[]")) as examination:
        await check_discord(examination)
        return await check_permissions(examination)


@fault("a server in which the bot may do nothing")
async def _() -> list[Finding]:
    about = {"icon": None, "owner": False, "approximate_member_count": 3, "approximate_presence_count": 1}
    guild: dict[str, object] = {"id": "11", "name": "Bakery", "permissions": "0", "features": [], **about}
    async with _discord(_ME, _APPLICATION, http("200 OK", json.dumps([guild])), http("200 OK", "[]")) as examination:
        await check_discord(examination)
        return await check_permissions(examination)


DATABASE: Final = Path("bot.sqlite3")


async def _database(*statements: str) -> list[Finding]:
    async with Database(DATABASE, SystemClock()):
        pass
    connection = sqlite3.connect(DATABASE)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return await check_database(beginning(database_path=DATABASE))


@fault("a database of a newer version")
async def _() -> list[Finding]:
    return await _database("INSERT INTO migration VALUES (9999, 'from the future', '', 0)")


@fault("a database of an older version")
async def _() -> list[Finding]:
    return await _database("DELETE FROM migration WHERE number = (SELECT max(number) FROM migration)")


@fault("a migration that was edited")
async def _() -> list[Finding]:
    return await _database("UPDATE migration SET digest = '' WHERE number = 1")


@fault("a damaged database")
async def _() -> list[Finding]:
    await _database()
    data = bytearray(DATABASE.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    DATABASE.write_bytes(data)
    return await check_database(beginning(database_path=DATABASE))


@fault("a file that is no database")
async def _() -> list[Finding]:
    DATABASE.write_text("This is no database. " * 100)
    return await check_database(beginning(database_path=DATABASE))


@fault("the database of another application")
async def _() -> list[Finding]:
    connection = sqlite3.connect(DATABASE)
    connection.execute("CREATE TABLE person (name TEXT)")
    connection.close()
    return await check_database(beginning(database_path=DATABASE))


@fault("a write-ahead log without its database")
async def _() -> list[Finding]:
    _write("bot.sqlite3-wal", "what was written last")
    return await check_database(beginning(database_path=DATABASE))


@fault("a database that others may read")
async def _() -> list[Finding]:
    await _database()
    DATABASE.chmod(0o644)
    return await check_database(beginning(database_path=DATABASE))


@fault("a database with a second name")
async def _() -> list[Finding]:
    await _database()
    os.link(DATABASE, "other")
    return await check_database(beginning(database_path=DATABASE))


@fault("the folder for backups is gone")
async def _() -> list[Finding]:
    return await check_backups(beginning(database_path=DATABASE, backup_path=Path("not-mounted")))


@fault("the last backup failed")
async def _() -> list[Finding]:
    note_failure(DATABASE, "The disk is full.", SystemClock().now())
    return await check_backups(beginning(database_path=DATABASE))


@fault("no backup for days")
async def _() -> list[Finding]:
    _write("old", "")
    note_good(DATABASE, Path("old"), SystemClock().now() - 5 * DAY)
    return await check_backups(beginning(database_path=DATABASE, backup_schedule="03:00"))


@fault("the last backup was deleted")
async def _() -> list[Finding]:
    _write("old", "")
    note_good(DATABASE, Path("old"), SystemClock().now())
    os.remove("old")  # noqa: PTH107 - at once
    return await check_backups(beginning(database_path=DATABASE, backup_schedule="03:00"))


@fault("the newest backup cannot be restored")
async def _() -> list[Finding]:
    note_drill(DATABASE, SystemClock().now(), "bot.sqlite3.gz is damaged.")
    return await check_backups(beginning(database_path=DATABASE))


@fault("the hook for backups failed")
async def _() -> list[Finding]:
    note_hook(DATABASE, Failure(SystemClock().now(), "copy ended with 1."))
    return await check_backups(beginning(database_path=DATABASE))


async def _task_server(url: str, key: str = KEY) -> list[Finding]:
    return await check_backend(beginning(task_backend="api", task_backend_url=url, task_backend_key=key))


@fault("the task server is down")
async def _() -> list[Finding]:
    return await _task_server(NOBODY)


@fault("the website's address instead of the task server's")
async def _() -> list[Finding]:
    async with answering(http("200 OK", "<html></html>", "text/html")) as (url, _):
        return await _task_server(url)


@fault("https where there is no TLS")
async def _() -> list[Finding]:
    async with answering(http("200 OK", "[]")) as (url, _):
        return await _task_server(url.replace("http:", "https:"))


@fault("a key that can be guessed")
async def _() -> list[Finding]:
    return await _task_server(NOBODY, "te")


@fault("a stray file among the operator's texts")
async def _() -> list[Finding]:
    _write("texts/stray.ftl", "hello = Hello\n")
    return await check_texts(beginning(texts_path=Path("texts")))


@fault("a broken line among known texts")
async def _() -> list[Finding]:
    _write("known.jsonl", '"fine"\n{\n')
    return await check_known_texts(beginning(known_texts_path=Path("known.jsonl")))


@fault("attention checks that are never handed out")
async def _() -> list[Finding]:
    return await check_attention_checks(beginning(checks_path=Path("checks.jsonl")))


@fault("an extension that does not load")
async def _() -> list[Finding]:
    async def load(catalogue: Catalogue) -> Commands:  # noqa: ARG001 - the interface's
        raise StartError("The extension extensions.broken cannot be loaded: ModuleNotFoundError: No module named 'x'")

    begun = beginning()
    return await check_extensions(Examination(Composition(load), begun.inspection, begun.settings))
