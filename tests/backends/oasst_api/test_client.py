"""What the client makes of servers that are down, slow, wrong or not the backend at all."""

from __future__ import annotations

import asyncio
import json
from uuid import uuid4

import pytest
import structlog
from aiohttp import web

from bot.backends.base import Capability
from bot.backends.errors import NoTaskAvailable, NotSupported, RateLimited, Refused, Unavailable, UserDisabled
from bot.backends.oasst_api import OasstApiBackend, Timeouts, rights_of_key
from bot.backends.values import TextAnswer
from bot.errors import BotError
from bot.protocol.moments import MINUTE
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import InitialPromptTask, TaskType
from tests.backends import rulings
from tests.backends.community import SERVER, MovableClock, contributor
from tests.backends.oasst_api.conftest import SHORT, Installation
from tests.backends.oasst_api.faulty import answering, http
from tests.backends.oasst_api.neighbours import Neighbours
from tests.backends.oasst_api.server import failure

KEY = "the-key-that-nobody-may-read"
TEXT = "What somebody wrote, which no log may show."


def client(url: str, timeouts: Timeouts | None = None) -> OasstApiBackend:
    """A client of a server that knows nobody."""
    return OasstApiBackend(url, KEY, MovableClock(), Neighbours(), timeouts or Timeouts())


async def submit(backend: OasstApiBackend) -> None:
    """Deliver a text."""
    answer = TextAnswer(text=TEXT, language="en")
    await backend.submit(contributor(1), uuid4(), InitialPromptTask(id=uuid4()), answer, SERVER)


@pytest.mark.parametrize(
    "answer",
    [
        http("200 OK", "<html><body>Welcome to our proxy</body></html>", "text/html"),
        http("502 Bad Gateway", "<html><body>Bad gateway</body></html>", "text/html"),
        http("403 Forbidden", "<html><body>Blocked</body></html>", "text/html"),
        http("404 Not Found", '{"detail": "Not Found"}'),
        http("400 Bad Request", '{"detail": "Bad Request"}'),
        http("401 Unauthorized", "{}"),
        http("200 OK", '{"id": "6c4df346-d114-'),
        http("200 OK", '{"id": "6c4df346"}', length=5000),
        http("200 OK", "[" * 100_000),
        http("200 OK", '"task_done"'),
        http("200 OK", "{}"),
        http("204 No Content", ""),
        http("200 OK", b"\xff\xfe\x00".decode("latin-1")),
        http("301 Moved Permanently\r\nLocation: http://127.0.0.1:9/", ""),
        http("307 Temporary Redirect\r\nLocation: /api/v1/elsewhere/", ""),
        http("500 Internal Server Error", '{"message": "INTERNAL_SERVER_ERROR", "error_code": 0}'),
        http("503 Service Unavailable", '{"message": "Retries exhausted", "error_code": 4}'),
        http("403 Forbidden", '{"message": "Could not validate credentials", "error_code": 2}'),
        b"this is not HTTP\r\n\r\n",
        b"",
        None,
    ],
)
async def test_no_usable_answer_leaves_the_answer_undelivered(answer: bytes | None) -> None:
    """Whatever comes that is not the backend's word on the answer, it counts as not delivered and stays in the outbox.

    One log line says so with the error's id, and neither the key nor the text.
    """
    timeouts = SHORT if answer is None else None
    async with answering(answer) as (url, _), client(url, timeouts) as backend:
        with structlog.testing.capture_logs() as lines, pytest.raises(Unavailable) as caught:
            await submit(backend)
    assert [line["error_id"] for line in lines] == [caught.value.error_id]
    assert lines[0]["call"] == "POST /tasks/interaction"
    assert KEY not in str(lines)
    assert TEXT not in str(lines)


async def test_nobody_there() -> None:
    """A server that is down is unavailable, at once."""
    async with answering(b"") as (url, _):
        pass
    async with client(url) as backend:
        with structlog.testing.capture_logs() as lines, pytest.raises(Unavailable):
            await submit(backend)
        assert await backend.capabilities() == {Capability.ADMIT}
    assert lines[0]["reason"] == "ConnectError"


async def test_no_tls_there() -> None:
    """A server that speaks no TLS where it is expected is unavailable, and the log has the cause."""
    async with answering(http("200 OK", "{}")) as (url, _), client(url.replace("http:", "https:")) as backend:
        with structlog.testing.capture_logs() as lines, pytest.raises(Unavailable):
            await submit(backend)
    assert "SSL" in lines[0]["detail"]


async def test_a_redirect_is_not_followed() -> None:
    """The key goes to the address in the settings and nowhere else."""
    async with answering(http("200 OK", "{}")) as (elsewhere, heard_elsewhere):
        moved = http(f"307 Temporary Redirect\r\nLocation: {elsewhere}/", "")
        async with answering(moved) as (url, _), client(url) as backend:
            with pytest.raises(Unavailable):
                await submit(backend)
    assert heard_elsewhere == []


async def test_a_broken_connection_is_tried_once_more() -> None:
    """What may be repeated is, once, where a connection broke; a reaction that toggles is not."""
    board = {"time_frame": "day", "last_updated": "2026-01-01T00:00:00+00:00", "leaderboard": []}
    async with answering(b"", http("200 OK", json.dumps(board))) as (url, heard), client(url) as backend:
        assert (await backend.leaderboard(TimeFrame.DAY)).leaderboard == ()
        assert len(heard) == 2
    async with answering(b"") as (url, heard), client(url) as backend:
        with pytest.raises(Unavailable):
            await rulings.delete(backend, uuid4(), contributor(1))
        assert len(heard) == 1


async def test_a_transaction_that_was_given_up_is_tried_once_more() -> None:
    """503 with code 4 means that nothing was stored; the second try may do it."""
    board = {"time_frame": "day", "last_updated": "2026-01-01T00:00:00+00:00", "leaderboard": []}
    tired = http("503 Service Unavailable", '{"message": "Retries exhausted", "error_code": 4}')
    async with answering(tired, http("200 OK", json.dumps(board))) as (url, heard), client(url) as backend:
        await backend.leaderboard(TimeFrame.DAY)
    assert len(heard) == 2


@pytest.mark.parametrize(
    ("status", "meaning"),
    [("400 Bad Request", Refused), ("418 I'm a teapot", Refused), ("503 Service Unavailable", Unavailable)],
)
async def test_an_unknown_error_code(status: str, meaning: type[BotError]) -> None:
    """A code that we do not know is the backend's last word, unless the status says that it failed; it is logged."""
    unknown = http(status, '{"message": "Something new.", "error_code": 7777}')
    async with answering(unknown) as (url, _), client(url) as backend:
        with structlog.testing.capture_logs() as lines, pytest.raises(meaning) as caught:
            await backend.message(uuid4())
    assert type(caught.value) is meaning
    assert (lines[0]["code"], lines[0]["error_id"]) == (7777, caught.value.error_id)
    assert lines[0]["call"] == "GET /messages/{id}"


@pytest.mark.parametrize("code", [1001, 1002, 1005, 1007])
async def test_a_database_that_is_down_behind_the_backend_is_its_failure(code: int) -> None:
    """What the backend says, with a 400, when it fails inside is no refusal: it may be over later."""
    failed = http("400 Bad Request", json.dumps({"message": "Failed.", "error_code": code}))
    task = {"id": str(uuid4()), "type": "initial_prompt", "hint": None}
    person = contributor(1)
    async with answering(failed) as (url, _), client(url) as backend:
        for call in (
            backend.request(person, uuid4(), TaskType.INITIAL_PROMPT, "en", SERVER),
            backend.availability(person, "en"),
            backend.skip(person, uuid4(), InitialPromptTask(id=uuid4()), "skipped"),
            submit(backend),
        ):
            with pytest.raises(Unavailable):
                await call
    async with answering(http("200 OK", json.dumps(task)), failed) as (url, _), client(url) as backend:
        with pytest.raises(Unavailable):  # while it is acked
            await backend.request(person, uuid4(), TaskType.INITIAL_PROMPT, "en", SERVER)


async def test_a_withdrawn_key_is_for_the_operator_to_mend() -> None:
    """Whoever meets it does not read that it is over in a few minutes; what waits is kept."""
    refused = http("403 Forbidden", '{"message": "Could not validate credentials", "error_code": 2}')
    async with answering(refused) as (url, _), client(url) as backend:
        for call in (submit(backend), backend.availability(contributor(1), "en"), backend.message(uuid4())):
            with pytest.raises(Unavailable) as caught:
                await call
            assert caught.value.sentence == "backend-key-refused"


async def test_a_malformed_request_is_a_refusal() -> None:
    """A 422 has no code; what it finds wrong is in the log, without what was sent."""
    body = {"detail": [{"loc": ["body", "text"], "msg": f"not {TEXT}", "type": "value_error"}]}
    async with answering(http("422 Unprocessable Entity", json.dumps(body))) as (url, _), client(url) as backend:
        with structlog.testing.capture_logs() as lines, pytest.raises(Refused):
            await submit(backend)
    assert TEXT not in str(lines)
    assert lines[0]["wrong"] == [("body.text", "value_error")]


@pytest.mark.parametrize(
    ("code", "message", "arguments"),
    [
        (1008, "Message size too long.", {"limit": 12, "length": len(TEXT)}),
        (2052, "Mandatory text labels missing: spam", {"label": "spam"}),
        (2051, "Invalid text label specified", {"label": "?"}),
    ],
)
async def test_a_refusal_has_what_its_sentence_names(code: int, message: str, arguments: dict[str, str | int]) -> None:
    """Where the code says less than the sentence to the contributor, the rest is asked for, or read from the text."""
    refusal = http("400 Bad Request", json.dumps({"error_code": code, "message": message}))
    size = http("200 OK", '{"PROJECT_NAME": "small", "MESSAGE_SIZE_LIMIT": 12}')
    missing = http("404 Not Found", '{"error_code": 2001, "message": "Message not found"}')
    then = size if code == 1008 else missing
    async with answering(refusal, then) as (url, _), client(url) as backend:
        with pytest.raises(Refused) as caught:
            await submit(backend)
    assert caught.value.code == code
    assert caught.value.arguments == arguments


async def test_nothing_to_do_names_the_language(installation: Installation) -> None:
    """Where there is no package the language is named in which there is none."""
    community = await installation.community()
    with pytest.raises(NoTaskAvailable) as caught:
        await community.take(community.person(1), TaskType.ASSISTANT_REPLY, "de")
    assert caught.value.arguments == {"language": "de"}


async def test_503_means_three_things() -> None:
    """The code decides: nothing to do, disabled, or try again."""

    def refusal(code: int) -> bytes:
        return http("503 Service Unavailable", json.dumps({"message": "", "error_code": code}))

    async with answering(refusal(4001)) as (url, _), client(url) as backend:
        with pytest.raises(UserDisabled):
            await backend.request(contributor(1), uuid4(), TaskType.INITIAL_PROMPT, "en", SERVER)
    async with answering(refusal(4)) as (url, _), client(url) as backend:
        with pytest.raises(Unavailable):
            await backend.request(contributor(1), uuid4(), TaskType.INITIAL_PROMPT, "en", SERVER)


async def test_a_500_closes_the_connection_and_the_next_call_works(installation: Installation) -> None:
    """After a 500 the connection is gone; nobody notices but the one whose call failed."""
    community = await installation.community()
    await community.write_prompt(community.person(1))
    failures = iter([failure()])

    async def fail_once(_: web.Request) -> web.Response | None:
        return next(failures, None)

    installation.server.before = fail_once
    with pytest.raises(Unavailable):
        await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    await community.take(community.person(1), TaskType.INITIAL_PROMPT)


async def test_one_slow_call_delays_nobody_else(installation: Installation) -> None:
    """While one call waits for its answer others are answered."""
    community = await installation.community()
    await community.backend.admit(community.person(1))
    waits, release = asyncio.Event(), asyncio.Event()

    async def slow(request: web.Request) -> None:
        if "/leaderboards/" in request.path:
            waits.set()
            await release.wait()

    installation.server.before = slow
    held = asyncio.create_task(community.backend.leaderboard(TimeFrame.DAY))
    await waits.wait()
    await asyncio.gather(*(community.take(community.person(1), TaskType.INITIAL_PROMPT) for _ in range(5)))
    assert not held.done()
    release.set()
    await held


async def test_a_rate_limit_says_how_long(installation: Installation) -> None:
    """The seconds stand in the text only, and reach the one who asks."""
    community = await installation.community()
    installation.limit(1, 2 * MINUTE)
    await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    with pytest.raises(RateLimited) as caught:
        await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    assert caught.value.arguments == {"seconds": 120}


async def test_a_rate_limit_without_seconds() -> None:
    """Where a rate limit does not say how long, a minute is said."""
    answer = http("429 Too Many Requests", '{"message": "Slow down.", "error_code": 429}')
    async with answering(answer) as (url, _), client(url) as backend:
        with pytest.raises(RateLimited) as caught:
            await backend.request(contributor(1), uuid4(), TaskType.INITIAL_PROMPT, "en", SERVER)
    assert caught.value.arguments == {"seconds": 60}


@pytest.mark.parametrize("url", ["http://host:port", "http://host:99999999", "http://a..b"])
def test_an_address_that_is_none(url: str) -> None:
    """An address that cannot be one is said at once."""
    with pytest.raises(ValueError, match=r"\w"):
        OasstApiBackend(url, KEY, MovableClock(), Neighbours())


@pytest.mark.parametrize("key", ["", "a b", "a\nb", "a\0b", "\x7f", "ké"])
def test_a_key_that_is_none(key: str) -> None:
    """A key that cannot be one is said at once, and not taken for a fault of the network."""
    with pytest.raises(ValueError, match="key"):
        OasstApiBackend("http://here", key, MovableClock(), Neighbours())


@pytest.mark.parametrize(
    ("answer", "blamed"),
    [
        (http("400 Bad Request", '{"detail": "Bad Request"}'), False),
        (http("404 Not Found", '{"detail": "Not Found"}'), True),
        (http("405 Method Not Allowed", '{"detail": "Method Not Allowed"}'), True),
        (http("403 Forbidden", "<html></html>", "text/html"), True),
    ],
)
async def test_what_an_error_without_a_code_is_put_down_to(answer: bytes, blamed: bool) -> None:
    """An unknown route, or a page, means a wrong address; any other error of the backend does not."""
    async with answering(answer) as (url, _), client(url) as backend:
        with structlog.testing.capture_logs() as lines, pytest.raises(Unavailable):
            await backend.message(uuid4())
    assert ("check TASK_BACKEND_URL" in lines[0]["reason"]) is blamed


async def test_the_address_may_name_the_version_of_the_api(installation: Installation) -> None:
    """With /api/v1 at its end, or a slash, the address means the same."""
    for ending in ("/", "/api/v1", "/api/v1/"):
        url = installation.server.url + ending
        with pytest.raises(Unavailable):
            await rights_of_key(url, "wrong")
        assert installation.server.state.calls["GET /leaderboards/{frame}"] > 0
        installation.server.state.calls.clear()


async def test_what_the_api_cannot_do(installation: Installation) -> None:
    """What is switched off by capability is refused as not supported, should somebody ask nevertheless."""
    backend = await installation.client()
    person, task = contributor(1), InitialPromptTask(id=uuid4())
    answer = TextAnswer(text="x", language="en")
    assert not await backend.can_change_answer(person, uuid4())
    for call in (
        backend.change_answer(person, uuid4(), task, answer, SERVER),
        backend.open_collective(person, TaskType.INITIAL_PROMPT, "en", SERVER),
        backend.join_collective(person, uuid4(), uuid4(), SERVER),
        backend.look_at_collective(uuid4()),
        backend.close_collective(uuid4()),
        backend.forget(person.person_id),
        backend.leaderboard(TimeFrame.DAY, server_id=SERVER),
    ):
        with pytest.raises(NotSupported):
            await call
