"""What is read of an answer: so much and no more, and no halves of characters."""

from __future__ import annotations

import asyncio
import gzip
import json
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
import structlog

from bot.backends.errors import MessageNotFound, Unavailable
from bot.backends.oasst_api import NoAnswer, OasstApiBackend, Why
from bot.backends.oasst_api.bodies import MOST_BYTES, decoded
from tests.backends.community import MovableClock
from tests.backends.oasst_api.faulty import answering, http
from tests.backends.oasst_api.neighbours import Neighbours

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
MIB = 1024 * 1024


def client(url: str) -> OasstApiBackend:
    """A client with a key."""
    return OasstApiBackend(url, "a-key", MovableClock(), Neighbours())


def packed_zeros(size: int) -> bytes:
    """So many zeros, packed: about a thousandth of it. The end is missing, which nobody reads as far as."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    first, other = [packing.compress(b"0" * MIB) + packing.flush(zlib.Z_FULL_FLUSH) for _ in range(2)]
    return first + other * (size // MIB - 1)


@asynccontextmanager
async def endless(head: bytes, piece: bytes) -> AsyncIterator[tuple[str, list[int]]]:
    """Serve a body without an end; counts what was taken of it."""
    sent: list[int] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(65_536)
        try:
            writer.write(head)
            while True:
                writer.write(piece)
                await writer.drain()
                sent.append(len(piece))
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        host, port = server.sockets[0].getsockname()[:2]
        yield f"http://{host}:{port}", sent
    finally:
        server.close()
        await server.wait_closed()


async def refused_reading(url: str) -> tuple[NoAnswer, int]:
    """Ask for a message; returns why none came, and the bytes that Python held at most meanwhile."""
    async with client(url) as backend:
        tracemalloc.start()
        try:
            with structlog.testing.capture_logs(), pytest.raises(NoAnswer) as caught:
                await backend.message(uuid4())
            return caught.value, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


async def test_a_packed_answer_is_unpacked_up_to_the_limit() -> None:
    """A body that unpacks to 1.5 GiB is given up at the limit, and takes no more memory than that."""
    body = packed_zeros(1536 * MIB)
    assert len(body) < 2 * MIB
    head = HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body)
    async with answering(head + body) as (url, _):
        error, most = await refused_reading(url)
    assert error.why is Why.TOO_LARGE
    assert most < 6 * MOST_BYTES


async def test_an_endless_answer_is_not_read_to_its_end() -> None:
    """A body without an end is given up at the limit."""
    async with endless(HEAD + b"\r\n", b" " * 65_536) as (url, sent):
        error, most = await refused_reading(url)
    assert error.why is Why.TOO_LARGE
    assert most < 6 * MOST_BYTES
    assert sum(sent) < 6 * MOST_BYTES


async def test_what_follows_a_packed_answer_is_not_read() -> None:
    """Whatever is sent behind the end of what was packed is left where it is."""
    body = gzip.compress(b'{"message": "Message not found", "error_code": 2001}')
    head = HEAD.replace(b"200 OK", b"404 Not Found") + b"Content-Encoding: gzip\r\n\r\n" + body
    async with endless(head, b"\0" * 65_536) as (url, sent), client(url) as backend:
        with pytest.raises(MessageNotFound):
            await backend.message(uuid4())
    assert sum(sent) < MOST_BYTES


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "deflate", "gzip, gzip"])
async def test_an_answer_that_cannot_be_unpacked(encoding: str) -> None:
    """What is damaged, or packed as nobody asked for, is no answer."""
    async with answering(http(f"200 OK\r\nContent-Encoding: {encoding}", "{}")) as (url, _), client(url) as backend:
        with structlog.testing.capture_logs() as lines, pytest.raises(Unavailable):
            await backend.message(uuid4())
    assert lines[0]["reason"] == "the answer cannot be unpacked"


async def test_a_packed_answer_is_read() -> None:
    """A proxy may pack what the backend says."""
    message_id = uuid4()
    body = gzip.compress(json.dumps(written(message_id, "Hello.")).encode())
    head = HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body)
    async with answering(head + body) as (url, _), client(url) as backend:
        assert (await backend.message(message_id)).text == "Hello."


async def test_halves_of_characters_do_not_get_in() -> None:
    """Half a character in a text is replaced where the answer is read; a whole one stays."""
    message_id = uuid4()
    for sent, read in (
        ("\\ud83d and \\ud83e\\udd86", "\ufffd and 🦆"),
        ("\\udd86\\ud83e", "\ufffd\ufffd"),
        ("\\\\ud83d", "\\ud83d"),
    ):
        body = json.dumps(written(message_id, "TEXT")).replace("TEXT", sent)
        async with answering(http("200 OK", body)) as (url, _), client(url) as backend:
            text = (await backend.message(message_id)).text
        assert text == read
        assert text.encode().decode() == text


def test_line_ends_come_in_as_line_feeds() -> None:
    """However a task server writes the ends of lines, escaped or not, a text that is read has LF there, once each."""
    for end in ("\\r\\n", "\\n", "\\r", "\\f", "\\u000b", "\\u000C", "\\u0085", "\\u2028", "\u2029", "\u0085"):
        assert decoded(f'{{"text": "one{end}two"}}'.encode()) == {"text": "one\ntwo"}, end
    assert decoded(rb'{"text": "one\\r\\u2028two"}') == {"text": r"one\r\u2028two"}


def test_halves_of_characters_that_were_not_escaped() -> None:
    """Bytes that are half a character's are replaced too, in names of fields as well."""
    for body in (b'{"\xed\xa0\xbd": ["\xed\xa0\xbd"]}', b'{"\\ud83d": ["\\ud83d"]}'):
        json.dumps(decoded(body), ensure_ascii=False).encode()


def written(message_id: object, text: str) -> dict[str, object]:
    """A message as the wire has it."""
    return {"id": str(message_id), "text": text, "lang": "en", "is_assistant": False}
