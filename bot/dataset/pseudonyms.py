"""Pseudonyms: what stands for an id in a dataset, and cannot be turned back without the key."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Final, Self

from bot.dataset.records import Key

_MOST_KEPT: Final = 4_096
_BLOCK: Final = 64
_VARIANTS: Final = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


class Pseudonyms:
    """Random-looking ids, the same for the same key (HMAC-SHA-256, cut to 128 bits and written as a UUID)."""

    def __init__(self, key: bytes) -> None:
        """Take a key, of at most 64 bytes: the hash's blocks are so long."""
        # HMAC as RFC 2104 has it, with the key's part of both hashes worked out once: so it takes half the time.
        self._inner = sha256(bytes(byte ^ 0x36 for byte in key.ljust(_BLOCK, b"\0")))
        self._outer = sha256(bytes(byte ^ 0x5C for byte in key.ljust(_BLOCK, b"\0")))
        self._kept: dict[Key, str] = {}

    @classmethod
    def of_messages(cls, secret: bytes) -> Self:
        """Return those of messages and trees, which stay the same in all that a database releases.

        Args:
            secret: The database's own.
        """
        return cls(hmac.digest(secret, b"pseudonyms of the dataset", "sha256"))

    @classmethod
    def of_people(cls, key: bytes) -> Self:
        """Return those of people and of what they judged, which are others in each release.

        Args:
            key: The release's own.
        """
        return cls(hmac.digest(key, b"people of a release", "sha256"))

    def of(self, *identifiers: Key) -> str:
        """Return the pseudonym of an id, or of several that make one."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(b"".join(identifiers))
        outer.update(inner.digest())
        digits = outer.hexdigest()
        # Version 4, variant 1: readers of UUIDs look at them.
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{_VARIANTS[digits[16]]}{digits[17:20]}-{digits[20:32]}"

    def of_person(self, person_id: Key) -> str:
        """Return the pseudonym of a person; of many it is worked out once."""
        found = self._kept.get(person_id)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[person_id] = self.of(person_id)
        return found
