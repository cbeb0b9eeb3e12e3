"""Pseudonyms: what stands for an id in a dataset, and cannot be turned back without the key."""

from __future__ import annotations

import hmac
from typing import Final, Self

from bot.dataset.records import Key

_MOST_KEPT: Final = 5_000


class Pseudonyms:
    """Random-looking ids, the same for the same key (HMAC-SHA-256, cut to 128 bits and written as a UUID)."""

    def __init__(self, key: bytes) -> None:
        self._key = key
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
        digits = hmac.digest(self._key, b"".join(identifiers), "sha256").hex()
        # Version 4, variant 1: readers of UUIDs look at them.
        variant = "89ab"[int(digits[16], 16) & 3]
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"

    def of_person(self, person_id: Key) -> str:
        """Return the pseudonym of a person; of many it is worked out once."""
        found = self._kept.get(person_id)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[person_id] = self.of(person_id)
        return found
