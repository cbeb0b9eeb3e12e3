"""Bodies of answers: read up to a limit, whatever they were packed into, and decoded."""

import json
import re
import zlib
from typing import Final

import httpx

from bot.rules.text import whole_characters, with_line_feeds

ACCEPTED_ENCODING: Final = "gzip"
"""How an answer may be packed. No other way is unpacked: each would need its limit kept in a way of its own."""

MOST_BYTES: Final = 8 * 1024 * 1024
"""The longest body that is read, unpacked, where a call does not expect more: 200 messages of 2,000 characters fit,
however they are written. Python makes thirty times as much of it at worst."""

_GZIP: Final = 16 + zlib.MAX_WBITS
_TO_MEND: Final = re.compile(r"\\u(?:[dD][89a-fA-F]|000[bBcCdD]|0085|202[89])|\\[rf]|[\x85\u2028\u2029]")
"""What a body has where one of its texts may have half of a character, or lines that end with anything but LF."""


class BodyUnreadable(Exception):
    """It is packed in a way that was not asked for, or damaged."""


class BodyTooLarge(Exception):
    """It goes on beyond the limit."""


async def read_whole(response: httpx.Response, most_bytes: int) -> httpx.Response:
    """Read the body of an answer of which only the head is there yet.

    Args:
        response: It is streamed.
        most_bytes: How much is read, unpacked.

    Returns:
        The same answer with its body.

    Raises:
        BodyUnreadable: It cannot be unpacked.
        BodyTooLarge: It is longer than that; the rest is not read.
        httpx.HTTPError: The connection broke.
    """
    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packed not in {"", "identity", ACCEPTED_ENCODING}:
        raise BodyUnreadable
    unpacking = zlib.decompressobj(_GZIP) if packed == ACCEPTED_ENCODING else None
    body = bytearray()
    async for chunk in response.aiter_raw():
        if unpacking is None:
            body += chunk
        else:
            try:
                body += unpacking.decompress(chunk, most_bytes + 1 - len(body))
            except zlib.error:
                raise BodyUnreadable from None
        if len(body) > most_bytes:
            raise BodyTooLarge
        if unpacking is not None and unpacking.eof:
            break  # whatever follows is not part of it
    if unpacking is not None and body and not unpacking.eof:
        raise BodyUnreadable
    headers = [(name, value) for name, value in response.headers.multi_items() if name != "content-encoding"]
    return httpx.Response(response.status_code, headers=headers, content=bytes(body), request=response.request)


def decoded(body: bytes) -> object:
    """Return what a body says.

    Halves of characters (lone surrogates) are replaced here: neither a database nor Discord takes them later. So are
    the ends of lines, as in every text that comes in.

    Raises:
        ValueError, RecursionError: It is no JSON, or nobody could read it.
    """
    text = body.decode("utf-8-sig", "replace")
    data = json.loads(text)
    return _mended(data) if _TO_MEND.search(text) else data


def _mended(data: object) -> object:
    if isinstance(data, str):
        return with_line_feeds(whole_characters(data))
    if isinstance(data, list):
        return [_mended(each) for each in data]
    if isinstance(data, dict):
        return {whole_characters(name): _mended(value) for name, value in data.items()}
    return data
