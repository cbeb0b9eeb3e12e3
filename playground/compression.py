"""Transport compression of the gateway: one stream for the life of a connection."""

import sys
import zlib
from typing import Any, Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd  # comes with hikari[speedups], which asks for zstd-stream

import orjson

ZLIB_STREAM = "zlib-stream"
ZSTD_STREAM = "zstd-stream"


class Encoder(Protocol):
    """Turns gateway payloads into WebSocket frames."""

    binary: bool

    def encode(self, payload: bytes) -> bytes:
        """Return one complete frame for one JSON text."""


class PlainEncoder:
    """No compression: text frames."""

    binary = False

    def encode(self, payload: bytes) -> bytes:
        """Return the text itself."""
        return payload


class ZlibEncoder:
    """One zlib stream; every frame ends with a sync flush."""

    binary = True

    def __init__(self) -> None:
        self._stream = zlib.compressobj(1)

    def encode(self, payload: bytes) -> bytes:
        """Return the next piece of the stream, complete by itself."""
        return self._stream.compress(payload) + self._stream.flush(zlib.Z_SYNC_FLUSH)


class ZstdEncoder:
    """One Zstandard stream; every frame ends with a block flush."""

    binary = True

    def __init__(self) -> None:
        self._stream = zstd.ZstdCompressor(level=1)

    def encode(self, payload: bytes) -> bytes:
        """Return the next piece of the stream, complete by itself."""
        return self._stream.compress(payload, mode=zstd.ZstdCompressor.FLUSH_BLOCK)


def encoder_for(compress: str | None) -> Encoder:
    """Return the encoder for the ``compress`` parameter of a gateway address.

    Raises:
        ValueError: If there is no such compression.
    """
    if not compress:
        return PlainEncoder()
    if compress == ZLIB_STREAM:
        return ZlibEncoder()
    if compress == ZSTD_STREAM:
        return ZstdEncoder()
    msg = f"unknown compression {compress!r}"
    raise ValueError(msg)


def gateway_text(opcode: int, data: Any, *, sequence: int | None = None, event: str | None = None) -> bytes:
    """Write one gateway payload as JSON text."""
    return orjson.dumps({"op": opcode, "d": data, "s": sequence, "t": event})
