"""Which texts a person has submitted before, known by keyed hashes."""

import hashlib
from collections.abc import Callable
from functools import partial
from uuid import UUID

from bot.rules.fingerprints import text_fingerprints
from bot.rules.text import former_text_key
from bot.sessions import repository
from bot.store import Connection, Database
from bot.store.secrets import find_secret, load_secret_key


class Repeats:
    """The fingerprints of what people submitted."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._key: bytes | None = None

    async def fingerprinting(self) -> Callable[[str], tuple[bytes, ...]]:
        """Return what makes the fingerprints of a text, see `text_fingerprints`, with the key of this database."""
        if self._key is None:
            self._key = await load_secret_key(self._database)
        return partial(text_fingerprints, self._key)

    async def has_submitted(self, person_id: UUID, text: str) -> bool:
        """Say whether a person has submitted a text before, however long ago."""
        fingerprints = (await self.fingerprinting())(text)

        def look(connection: Connection) -> bool:
            former_key = find_secret(connection, "repeats")
            former = () if former_key is None else (_former_fingerprint(former_key, text),)
            return repository.has_submitted_text(connection, person_id, (*fingerprints, *former))

        return await self._database.read(look)


def _former_fingerprint(key: bytes, text: str) -> bytes:
    """Hash a text as this service did with a key of its own (BLAKE2b, 128 bits): what it stored then is still there."""
    return hashlib.blake2b(former_text_key(text).encode("utf-8", "surrogatepass"), key=key, digest_size=16).digest()
