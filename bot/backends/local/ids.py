"""Ids that the local backend makes."""

from random import Random
from typing import Final, TypeAlias
from uuid import UUID

from bot.ids import new_id
from bot.protocol.moments import Moment

Key: TypeAlias = bytes
"""An id as the database keeps it: the 16 bytes of a UUID."""

_VERSION_8: Final = 8 << 76
_VARIANT: Final = 2 << 62
_LOW_BITS: Final = (1 << 62) - 1


def new_key(now: Moment, random: Random) -> Key:
    """Make an id that sorts by the moment at which it was made."""
    return new_id(now, random).bytes


def key_from(fingerprinted: bytes) -> Key:
    """Turn a fingerprint into an id (RFC 9562, version 8): the same text always gets the same one."""
    value = int.from_bytes(fingerprinted, "big")
    value = (value >> 80) << 80 | _VERSION_8 | (value >> 64 & 0xFFF) << 64 | _VARIANT | value & _LOW_BITS
    return value.to_bytes(16, "big")


def key_of(identity: UUID | None) -> Key | None:
    """Turn an id into what the database keeps."""
    return None if identity is None else identity.bytes


def id_of(key: Key) -> UUID:
    """Turn what the database keeps into an id."""
    return UUID(bytes=key)
