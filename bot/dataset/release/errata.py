"""Errata: which rows of earlier releases have been deleted since.

Messages have the same id in every release of a database. What somebody judged has another one in each, made with the
release's own key: the ids of what is there now are made anew with it, and what is missing among them is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple
from uuid import UUID

from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.records import Key
from bot.dataset.release import repository
from bot.dataset.release.repository import NotedRelease
from bot.dataset.tables.annotations import ranking_id, review_id
from bot.store import Connection

ERRATA: Final = "errata.txt"


class Errata(NamedTuple):
    """What has been deleted since it was released.

    Attributes:
        ids: Of the rows, in one list, sorted: nobody sees what belongs together.
        held: How many of them are in which earlier release, by its version; those that hold none are left out.
    """

    ids: tuple[str, ...]
    held: dict[str, int]

    def as_text(self) -> str:
        """Return the ids, one a line."""
        return "".join(f"{row_id}\n" for row_id in self.ids)


def find_errata(
    connection: Connection, earlier: list[NotedRelease], names: Pseudonyms, elsewhere: frozenset[Key] = frozenset()
) -> Errata:
    """Look which rows of earlier releases are not there any more.

    Args:
        connection: Inside the transaction in which the new release is read.
        earlier: The releases.
        names: The pseudonyms of messages.
        elsewhere: Messages of a release that is not noted: those of them that are known to be deleted count, too.
    """
    if not (earlier or elsewhere):
        return Errata((), {})
    messages = {row_key(names.of(message_id)) for message_id in repository.message_ids(connection)}
    deleted = {row_key(names.of(message_id)) for message_id in repository.deleted_message_ids(connection)}
    gone: set[Key] = set(elsewhere & deleted)
    held: dict[str, int] = {}
    for release in earlier:
        judgements = set(_judgements(connection, Pseudonyms.of_people(release.pseudonym_key)))
        there = {True: messages, False: judgements}
        missing = {
            row.row_id
            for row in repository.rows_of(connection, release.release_id)
            if row.row_id not in there[row.is_message]
        }
        gone |= missing
        if missing:
            held[release.version] = max(held.get(release.version, 0), len(missing))
    return Errata(tuple(str(UUID(bytes=row_id)) for row_id in sorted(gone)), held)


def row_key(row_id: str) -> Key:
    """Return the 16 bytes of an id as it stands in a release."""
    return bytes.fromhex(row_id.replace("-", ""))


def _judgements(connection: Connection, people: Pseudonyms) -> Iterator[Key]:
    for judged in repository.reviews(connection):
        yield row_key(review_id(people, *judged))
    for judged in repository.rankings(connection):
        yield row_key(ranking_id(people, *judged))
