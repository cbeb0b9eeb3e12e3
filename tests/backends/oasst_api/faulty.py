"""A server that answers badly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def answering(*answers: bytes | None) -> AsyncIterator[tuple[str, list[bytes]]]:
    """Serve raw answers, one a request, the last one for ever; each closes its connection.

    Args:
        answers: what is sent; None is silence.

    Yields:
        The address, and how the requests that came begin.
    """
    heard: list[bytes] = []
    release = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            heard.append(await reader.read(65_536))
            content = answers[min(len(heard), len(answers)) - 1]
            if content is None:
                await release.wait()
            else:
                writer.write(content)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        host, port = server.sockets[0].getsockname()[:2]
        yield f"http://{host}:{port}", heard
    finally:
        release.set()
        server.close()
        await server.wait_closed()


def http(status: str, body: str, content_type: str = "application/json", *, length: int | None = None) -> bytes:
    """Write an answer; a `length` that is not that of the body makes it a truncated one."""
    data = body.encode()
    size = len(data) if length is None else length
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n"
    return head.encode() + data
