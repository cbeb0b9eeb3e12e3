"""Tests of logs: one line an event, no secret ever, and no text of contributors at INFO and above."""

import json
import logging
from collections.abc import Callable
from typing import Any

import hikari
import pytest
import structlog
from pydantic import TypeAdapter

from bot.errors import StorageError
from bot.log import LIBRARIES, configure_logging
from bot.protocol.scores import TimeFrame

pytestmark = pytest.mark.usefixtures("restored_logging")

TOKEN = "MTIz.Gabc.very-secret_token"  # noqa: S105 - made up
TYPED = '{"typed": "by somebody"}'
KEY = 'ké"y\\with\tall'


class Output:
    """What was written to the standard error so far."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self._captured = captured
        self._written = ""

    def getvalue(self) -> str:
        """All of it."""
        self._written += self._captured.readouterr().err
        return self._written


@pytest.fixture
def output(capsys: pytest.CaptureFixture[str]) -> Output:
    """What is written to the standard error."""
    return Output(capsys)


def log_everywhere(secret: str) -> None:
    """Let a secret turn up in every way in which a record can carry it."""
    log = structlog.get_logger("bot.test")
    log.info(f"it is {secret}")
    log.info("as a value", value=secret)
    log.info("deep", value={"in": [secret, (secret,)]})
    log.info("as a name", **{f"x{secret}": 1})
    log.info("as bytes", value=secret.encode("ascii", "replace"))
    foreign = logging.getLogger("library")
    foreign.warning("it is %s", secret)
    foreign.warning("as a representation %r", secret)
    foreign.warning("extra", extra={"more": secret})
    try:
        raise RuntimeError(f"bad {secret}")
    except RuntimeError:
        log.exception("failed")
        foreign.exception("failed too")
        log.info("with a cause", exc_info=True)


@pytest.mark.parametrize("form", ["console", "json"])
@pytest.mark.parametrize("secret", [TOKEN, KEY])
def test_a_secret_is_never_written(output: Output, form: str, secret: str) -> None:
    """A secret appears nowhere, neither as it is nor in any way in which a log writes a string."""
    configure_logging("DEBUG", form, (secret,))
    log_everywhere(secret)
    written = output.getvalue()
    assert written.count("[secret]") >= 10
    for shape in (secret, repr(secret)[1:-1], json.dumps(secret)[1:-1], json.dumps(repr(secret)[1:-1])[1:-1]):
        assert shape not in written


@pytest.mark.parametrize("secret", [f" {TOKEN}\r\n", f"{TOKEN} "])
def test_blanks_around_a_secret_do_not_matter(output: Output, secret: str) -> None:
    """A secret that was configured with blanks around it is found without them, as it is used."""
    configure_logging("INFO", "console", (secret, "", "  "))
    structlog.get_logger("bot.test").info("it is " + TOKEN)
    assert TOKEN not in output.getvalue()
    assert "it is [secret]" in output.getvalue()


def test_a_secret_within_a_secret(output: Output) -> None:
    """Of two secrets, one of which contains the other, nothing is left over."""
    configure_logging("INFO", "console", ("abcdef", "abcdefghijkl"))
    structlog.get_logger("bot.test").info("it is abcdefghijkl")
    assert "ghijkl" not in output.getvalue()


def test_what_is_too_short_to_be_secret(output: Output) -> None:
    """A value of a few characters is not blanked out: it would make other words unreadable."""
    configure_logging("INFO", "console", ("te", "s", TOKEN))
    structlog.get_logger("bot.test").info("it tests " + TOKEN)
    assert "it tests [secret]" in output.getvalue()


def test_json_is_one_object_a_line(output: Output) -> None:
    """In the form `json` each event is one line that is a JSON object, exceptions and line ends included."""
    configure_logging("INFO", "json", (TOKEN,))
    log_everywhere(TOKEN)
    structlog.get_logger("bot.test").info("two\nlines", text="a\nb", number=3)
    lines = [json.loads(line) for line in output.getvalue().splitlines()]
    assert lines[-1]["event"] == "two\nlines"
    assert (lines[-1]["number"], lines[-1]["level"], lines[-1]["logger"]) == (3, "info", "bot.test")
    assert any("RuntimeError" in line.get("exception", "") for line in lines)
    assert all(line["timestamp"].endswith("Z") for line in lines)


def test_console_tells_the_event(output: Output) -> None:
    """In the form `console` an event is a line for people, with its level and values, and no colours in a file."""
    configure_logging("INFO", "console", ())
    structlog.get_logger("bot.test").warning("something", server=12)
    (line,) = output.getvalue().splitlines()
    assert "warning" in line
    assert "something" in line
    assert "server=12" in line
    assert "\x1b" not in line


def test_debug_is_left_out_at_info(output: Output) -> None:
    """At INFO neither our own details nor those of libraries are written; warnings of libraries are."""
    configure_logging("INFO", "console", ())
    structlog.get_logger("bot.test").debug("a contributor's text")
    logging.getLogger("bot.other").debug("a contributor's text")
    logging.getLogger("hikari.gateway").info("shard connected")
    logging.getLogger("aiosqlite").debug("executing")
    logging.getLogger("hikari.gateway").warning("shard lost")
    assert [line for line in output.getvalue().splitlines() if "shard lost" not in line] == []
    assert "shard lost" in output.getvalue()


def test_debug_tells_all(output: Output) -> None:
    """At DEBUG our own details and those of libraries are written."""
    configure_logging("INFO", "console", ())
    configure_logging("DEBUG", "console", ())
    structlog.get_logger("bot.fresh").debug("a detail")
    logging.getLogger("hikari.rest").debug("a detail of a library")
    assert "a detail" in output.getvalue()
    assert "a detail of a library" in output.getvalue()


def test_what_libraries_quote_is_told_at_no_level(output: Output) -> None:
    """What hikari tells of payloads at DEBUG is left out."""
    configure_logging("DEBUG", "console", ())
    logging.getLogger("hikari.gateway.0").debug("ignoring unknown event %s: %r", "NEW", {"text": "typed"})
    logging.getLogger("hikari.entity_factory").debug("Unknown interaction type %s", "typed")
    assert output.getvalue() == ""


@pytest.mark.parametrize("form", ["console", "json"])
def test_what_an_error_quotes(output: Output, form: str) -> None:
    """Of what a library could not read its error says the kind and the place, wherever it stands in a chain."""
    configure_logging("DEBUG", form, ())
    log = structlog.get_logger("bot.test")
    readers: tuple[Callable[[Any], object], ...] = (
        hikari.Permissions,
        TimeFrame,
        TypeAdapter(dict[str, int]).validate_json,
        json.loads,
    )
    for read in readers:
        try:
            try:
                read(TYPED[:-1] if read is json.loads else TYPED)
            except Exception as error:
                raise RuntimeError("ours") from error
        except RuntimeError as error:
            log.exception("failed")
            logging.getLogger("asyncio").error("never retrieved", exc_info=error)
            try:
                raise BaseExceptionGroup("several", [error])
            except BaseExceptionGroup:
                log.exception("together")
    written = output.getvalue()
    assert "by somebody" not in written
    assert written.count("(its message is left out)") == 12
    assert written.count("RuntimeError: ours") == 12


def test_what_our_own_errors_say(output: Output) -> None:
    """The message of an error of ours, and of what Discord refused, is written, and so is what led to it."""
    configure_logging("INFO", "console", ())
    try:
        try:
            raise OSError("first")
        finally:
            raise hikari.ComponentStateConflictError("not alive")
    except hikari.ComponentStateConflictError:
        structlog.get_logger("bot.test").exception("failed")
    written = output.getvalue()
    assert "OSError: first" in written
    assert "During handling of the above exception" in written
    assert "hikari.errors.ComponentStateConflictError: not alive" in written


def test_what_was_told_already(output: Output) -> None:
    """That something failed because nothing can be stored is not told again by everybody whom it concerns."""
    configure_logging("DEBUG", "console", ())
    log = structlog.get_logger("bot.test")
    try:
        raise StorageError
    except StorageError as error:
        log.exception("chore failed")
        log.error("failed", exc_info=error)
        log.warning("the file cannot be rewritten", exc_info=True)
    (line,) = [line for line in output.getvalue().splitlines() if "bot.test" in line]
    assert "the file cannot be rewritten" in line


def test_only_errors_at_error(output: Output) -> None:
    """At ERROR warnings are left out, those of libraries too."""
    configure_logging("ERROR", "console", ())
    for name in ("bot.test", *LIBRARIES):
        logging.getLogger(name).warning("a warning")
        logging.getLogger(name).error("an error")
    assert "a warning" not in output.getvalue()
    assert output.getvalue().count("an error") == 1 + len(LIBRARIES)


@pytest.mark.parametrize("form", ["console", "json"])
def test_no_token_of_an_interaction_is_told(output: Output, form: str) -> None:
    """An error of hikari names the address of the call that failed, and with it what lets anybody answer for us."""
    configure_logging("INFO", form, ())
    address = "https://discord.com/api/v10"
    for path in ("webhooks/12/aW50ZXJ.tok-en_1/messages/@original", "interactions/34/aW50ZXJ.tok-en_1/callback"):
        try:
            raise RuntimeError(f"Bad Request 400: 'no' for {address}/{path}")
        except RuntimeError:
            structlog.get_logger("bot.test").exception("interaction failed")
    written = output.getvalue()
    assert "aW50ZXJ" not in written
    assert written.count("[secret]") >= 2
    assert "/webhooks/12/" in written
