"""Tests of what doctor says of the backend, against a small task server, servers that answer badly, and none."""

import asyncio
from pathlib import Path

import pytest

from bot.backends.oasst_api import NoAnswer, Why, rights_of_key
from bot.operation.backend_checks import check_backend, explanation
from bot.operation.database_checks import check_database
from bot.operation.findings import Finding, Grade
from tests.backends.oasst_api.conftest import SHORT, Installation
from tests.backends.oasst_api.conftest import installation as installation  # noqa: PLC0414 - a fixture
from tests.backends.oasst_api.faulty import answering, http
from tests.backends.oasst_api.served import TRUSTED_KEY, UNTRUSTED_KEY
from tests.operation.examinations import beginning
from tests.settings_files import isolate

KEY = "a-key-that-nobody-may-read"


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path)


async def look(url: str, key: str = KEY) -> Finding:
    """What is found of a task server."""
    (finding,) = await check_backend(beginning(task_backend="api", task_backend_url=url, task_backend_key=key))
    assert KEY not in finding.text
    return finding


async def test_a_trusted_key(installation: Installation) -> None:
    """A task server that trusts the key is in order."""
    assert (await look(installation.server.url, TRUSTED_KEY)).grade is Grade.OK


async def test_any_other_key(installation: Installation) -> None:
    """A key that is not trusted is a warning, which says what will not work."""
    finding = await look(installation.server.url, UNTRUSTED_KEY)
    assert finding.grade is Grade.WARNING
    assert "only people whom the task server knows already can work" in finding.text
    assert "moderation" not in finding.text, "there is none with any key"


async def test_a_wrong_key(installation: Installation) -> None:
    """A key that the task server does not know is named as the cause."""
    finding = await look(installation.server.url)
    assert finding.grade is Grade.FAILED
    assert "does not know the key" in finding.text
    assert "TASK_BACKEND_KEY" in finding.text


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (http("200 OK", "<html><body>Welcome</body></html>", "text/html"), "answers with a web page (status 200)"),
        (http("502 Bad Gateway", "<html><body>Bad gateway</body></html>", "text/html"), "web page (status 502)"),
        (http("404 Not Found", '{"detail": "Not Found"}'), "does not know the API of a task server (status 404)"),
        (http("405 Method Not Allowed", '{"detail": "No"}'), "does not know the API of a task server (status 405)"),
        (http("400 Bad Request", '{"detail": "Bad Request"}'), "has no reason in it (status 400)"),
        (http("401 Unauthorized", "{}"), "has no reason in it (status 401)"),
        (http("200 OK", '[{"message_id": "6c4d'), "break off, or are no JSON"),
        (http("200 OK", '[{"message_id": "6c4d"}]', length=5000), "breaks off in the middle of an answer"),
        (http("200 OK", '{"status": "fine"}'), "is no task server"),
        (http("301 Moved\r\nLocation: https://u:p@x.example/y?z=1", ""), "sends us elsewhere to https://x.example/y,"),
        (http("307 Temporary Redirect\r\nLocation: /login", ""), "/login, and the key goes to no other address"),
        (http("500 Internal Server Error", '{"message": "Oh.", "error_code": 0}'), "fails or refuses just now"),
        (http("429 Too Many Requests", '{"message": "Slowly.", "error_code": 429}'), "fails or refuses just now"),
        (b"this is not HTTP\r\n\r\n", "does not speak HTTP"),
        (b"", "breaks off"),
    ],
)
async def test_an_answer_that_is_none(answer: bytes, expected: str) -> None:
    """Whatever comes that is not a task server's word, one sentence says what, and what to look at."""
    async with answering(answer) as (url, _):
        finding = await look(url)
    assert finding.grade is Grade.FAILED
    assert expected in finding.text
    assert url in finding.text


async def test_nobody_there() -> None:
    """Where nobody listens, the address is told; a password in it is not."""
    async with answering(b"") as (url, _):
        pass
    finding = await look(url.replace("//", "//ann:pass-word@"))
    assert f"Nobody listens at {url}." in finding.text
    assert "pass-word" not in finding.text


async def test_no_tls_there() -> None:
    """A server without TLS where it is expected is told from one that is down."""
    async with answering(http("200 OK", "[]")) as (url, _):
        finding = await look(url.replace("http:", "https:"))
    assert "No secure connection" in finding.text
    assert "TASK_BACKEND_URL begins with http://" in finding.text


async def test_a_name_that_nobody_has() -> None:
    """A host name that leads nowhere is told as that."""
    assert "No machine has the name in http://no-such-host.invalid" in (await look("http://no-such-host.invalid")).text


@pytest.mark.parametrize("key", ["a\nb", "a\0b", "a b", "ab\x7f", "ké", ""])
async def test_a_key_that_is_none(installation: Installation, key: str) -> None:
    """A key with something in it that no key has is said to be none, and nothing else is blamed."""
    found = await check_backend(
        beginning(task_backend="api", task_backend_url=installation.server.url, task_backend_key=key)
    )
    assert "TASK_BACKEND_KEY no key" in found[0].text
    assert not installation.server.state.calls


async def test_a_key_that_is_too_short(installation: Installation) -> None:
    """A key that is shorter than any secret is warned of, whatever the task server says to it."""
    found = await check_backend(
        beginning(task_backend="api", task_backend_url=installation.server.url, task_backend_key="te")
    )
    assert [each.grade for each in found] == [Grade.FAILED, Grade.WARNING]
    assert "TASK_BACKEND_KEY is so short that it can be guessed" in found[1].text


async def test_an_address_with_half_a_bracket() -> None:
    """An address that cannot be read is told as that, and no defect of ours."""
    examination = beginning(task_backend="api", task_backend_url="http://here", task_backend_key=KEY)
    examination.settings = examination.settings.model_copy(update={"task_backend_url": "http://[::1"})
    (finding,) = await check_backend(examination)
    assert "TASK_BACKEND_URL is no address" in finding.text


async def test_no_answer_in_time() -> None:
    """A server that is silent is given up, for that reason."""
    async with answering(None) as (url, _):
        with pytest.raises(NoAnswer) as caught:
            await rights_of_key(url, KEY, SHORT)
    assert caught.value.why is Why.TIME_OUT


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_its_sentence(why: Why) -> None:
    """Each names the address and a setting, with and without details."""
    sentences = [explanation(NoAnswer(why, detail), "http://here") for detail in ("", "more")]
    for sentence in sentences:
        assert "http://here" in sentence
        assert "TASK_BACKEND_URL" in sentence
    assert len({explanation(NoAnswer(each), "http://here") for each in Why}) == len(Why)


async def test_an_address_or_a_key_that_is_none() -> None:
    """What cannot even be tried is told."""
    assert "TASK_BACKEND_URL is no address" in (await look("http://a..b")).text
    assert "unusable, see above" in (await look("http://example.org:99999")).text
    assert "or TASK_BACKEND_KEY no key" in (await look("http://example.org", "kéy-of-letters")).text


async def test_trees_in_the_database(tmp_path: Path) -> None:
    """With trees kept here: what is there; and that there is nothing yet, before the bot ever ran."""
    examination = beginning(database_path=tmp_path / "bot.sqlite3")
    await check_database(examination)
    (finding,) = await check_backend(examination)
    assert finding.grade is Grade.OK
    assert "once there is one" in finding.text
    await asyncio.to_thread((tmp_path / "bot.sqlite3").write_text, "no database" * 100)
    await check_database(examination)
    (finding,) = await check_backend(examination)
    assert finding.grade is Grade.SKIPPED
