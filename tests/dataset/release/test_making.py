"""Releases of a pool, one after the other: what they hold, and what becomes of what was in the earlier ones."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pytest

from bot.backends.cases import MessageSubject, Ruling, RulingKind
from bot.backends.errors import MessageNotFound
from bot.dataset.formats import Form
from bot.dataset.options import DatasetOptions
from bot.dataset.release import making
from bot.dataset.release.changes import CHANGES
from bot.dataset.release.errata import ERRATA
from bot.dataset.release.folder import files_below
from bot.dataset.release.manifest import MANIFEST, read_manifest
from bot.dataset.release.row_files import read_rows
from bot.dataset.release.verifying import differences
from bot.dataset.tables import TABLES
from bot.errors import StartError
from tests.backends.community import SERVER
from tests.backends.local.conftest import LocalCommunity
from tests.dataset.pools import MODERATOR, PEOPLE, set_some_aside, worked_on
from tests.dataset.small_release import released

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pool in which people have worked, to be copied."""
    path = tmp_path_factory.mktemp("worked") / "bot.sqlite3"

    async def work() -> None:
        async with worked_on(path, seed=5, packages=300):
            pass

    asyncio.run(work())
    return path


@pytest.fixture
async def community(worked: Path, tmp_path: Path) -> AsyncIterator[LocalCommunity]:
    """The people of a pool of one's own."""
    path = tmp_path / "bot.sqlite3"
    with sqlite3.connect(worked) as source, sqlite3.connect(path) as copy:
        source.backup(copy)
    async with worked_on(path, seed=6, packages=0) as opened:
        yield opened


def ids(folder: Path, config: str, column: str) -> set[str]:
    """The ids in a table."""
    entries = [entry for entry in read_manifest(folder).files if entry.config == config]
    return {row[column] for entry in entries for _, row in read_rows(folder, entry.path)}


def errata(folder: Path) -> list[str]:
    """The rows of earlier releases that a release names as withdrawn."""
    return (folder / ERRATA).read_text().splitlines()


async def test_a_release_is_what_it_says(community: LocalCommunity, tmp_path: Path) -> None:
    """Its manifest knows all its files and their rows, and nothing in it differs from what its votes say."""
    draft = await released(community.database, tmp_path / "release")
    manifest = read_manifest(tmp_path / "release")
    assert manifest == draft.manifest
    assert files_below(tmp_path / "release") == sorted([MANIFEST, *(entry.path for entry in manifest.files)])
    assert {entry.config for entry in manifest.files} - {None} == set(TABLES)
    assert len(ids(tmp_path / "release", "messages", "message_id")) == manifest.counts["messages"] > 20
    assert len(ids(tmp_path / "release", "annotations", "annotation_id")) == manifest.counts["annotations"] > 50
    assert errata(tmp_path / "release") == []
    assert list(differences(tmp_path / "release")) == []


@pytest.mark.parametrize("form", Form)
async def test_every_form_is_verified(community: LocalCommunity, tmp_path: Path, form: Form) -> None:
    """A release is the same in each form of file, and its ranks are found again in each."""
    draft = await released(community.database, tmp_path / "release", form=form)
    assert list(differences(tmp_path / "release")) == []
    assert {entry.path.partition(".")[2] for entry in draft.manifest.files if entry.config == "sft"} == {form[1:]}


@pytest.mark.parametrize("seed", range(3))
async def test_ranks_follow_from_what_is_left(community: LocalCommunity, tmp_path: Path, seed: int) -> None:
    """Whoever is disabled, barred or deleted, and whatever a filter leaves, each rank follows from what is released."""
    await set_some_aside(community, seed)
    strict = DatasetOptions(label=["quality>=0.4"], scrub=True, ties=True)
    for name, options in (("all", DatasetOptions()), ("strict", strict)):
        draft = await released(community.database, tmp_path / name, form=Form.JSON_LINES, options=options)
        assert list(differences(tmp_path / name)) == []
        assert draft.left_out.by_reason()["judgement_set_aside"] > 0


async def test_what_was_deleted_since_is_named(community: LocalCommunity, tmp_path: Path) -> None:
    """The next release names the rows of the earlier one that are gone: one's own texts and votes, removed messages."""
    await released(community.database, tmp_path / "first")
    messages = ids(tmp_path / "first", "messages", "message_id")
    annotations = ids(tmp_path / "first", "annotations", "annotation_id")
    rows = await community.rows("SELECT message_id FROM message WHERE parent_id IS NOT NULL AND accepted = 1")
    ruling = Ruling(kind=RulingKind.DELETE, reason="Because.")
    moderator = community.person(MODERATOR)
    await community.backend.decide(MessageSubject(UUID(bytes=rows[-1][0])), ruling, moderator, SERVER)
    await community.local.forget(community.person(2).person_id)

    draft = await released(community.database, tmp_path / "second", "2026.12.31", key=b"another key for others")
    gone = errata(tmp_path / "second")
    assert gone == sorted(gone)
    assert gone
    assert set(gone) <= messages | annotations
    assert set(gone) & annotations, "their judgements"
    assert draft.errata.held == {"2026.11.30": len(gone)}
    assert messages - ids(tmp_path / "second", "messages", "message_id") >= set(gone) & messages
    assert list(differences(tmp_path / "second")) == []
    assert ids(tmp_path / "second", "annotations", "annotation_id").isdisjoint(annotations)

    people = await community.rows("SELECT person_id FROM contributor")
    noted = await community.rows("SELECT * FROM dataset_release, released_row USING (release_id)")
    cells = {cell for row in noted for cell in row}
    assert not cells & {row[0] for row in people}, "nothing in the record names anybody"


async def test_nothing_is_forgotten_when_people_are(community: LocalCommunity, tmp_path: Path) -> None:
    """When all who worked have themselves deleted, what was released stays noted, and all judgements are named."""
    await released(community.database, tmp_path / "first")
    before = await community.rows("SELECT * FROM released_row ORDER BY release_id, row_id")
    for number in range(PEOPLE - 1):
        await community.local.forget(community.person(number).person_id)
    assert await community.rows("SELECT * FROM released_row ORDER BY release_id, row_id") == before
    await released(community.database, tmp_path / "second", "2026.12.31")
    annotations = ids(tmp_path / "first", "annotations", "annotation_id")
    assert annotations <= set(errata(tmp_path / "second"))


async def test_a_release_that_got_no_name_counts(
    community: LocalCommunity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a process ended before the folder had its name, its rows are named as if somebody had them."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(making, "publish", fail)
        with pytest.raises(StartError, match="No space left"):
            await released(community.database, tmp_path / "first")
    assert not (tmp_path / "first").exists()
    await community.local.forget(community.person(2).person_id)
    draft = await released(community.database, tmp_path / "second", "2026.12.31")
    assert draft.errata.ids
    assert draft.manifest.previous_version is None, "nobody has seen it"


async def test_a_version_that_is_made_again(community: LocalCommunity, tmp_path: Path) -> None:
    """A release made again, by the same key, in the place of itself, is the same to the byte: no change is told."""
    folder = tmp_path / "release"
    await released(community.database, folder, form=Form.JSON_LINES)
    first = {path: (folder / path).read_bytes() for path in files_below(folder)}
    with pytest.raises(StartError, match="--replace"):
        await released(community.database, folder, form=Form.JSON_LINES)
    await released(community.database, folder, form=Form.JSON_LINES, replaces=True)
    assert {path: (folder / path).read_bytes() for path in files_below(folder)} == first


async def test_the_changelog_goes_back_to_the_first(community: LocalCommunity, tmp_path: Path) -> None:
    """Each release tells what is otherwise than in the one before, above what the earlier ones told."""
    await released(community.database, tmp_path / "first")
    await released(community.database, tmp_path / "second", "2026.12.31", options=DatasetOptions(min_reviews=3))
    await released(community.database, tmp_path / "third", "2027.11.30")
    told = (tmp_path / "third" / CHANGES).read_text()
    headings = [line for line in told.splitlines() if line.startswith("## ")]
    assert [heading.split()[1] for heading in headings] == ["2027.11.30", "2026.12.31", "2026.11.30"]
    assert "min_reviews 0 instead of 3" in told
    assert "min_reviews 3 instead of 0" in told
    gone = len(ids(tmp_path / "first", "messages", "message_id") - ids(tmp_path / "second", "messages", "message_id"))
    assert gone > 0
    assert f"Messages: 0 new, {gone} no longer in it, 0 of them deleted." in told
    assert f"Messages: {gone} new, 0 no longer in it." in told


async def test_a_release_that_the_database_does_not_know(community: LocalCommunity, tmp_path: Path) -> None:
    """Against a release in a folder the same is told as against one that is noted."""
    await released(community.database, tmp_path / "first")
    strict = DatasetOptions(min_reviews=3)
    await released(community.database, tmp_path / "second", "2026.12.31", options=strict)
    await community.database.write(lambda connection: connection.execute("DELETE FROM released_row"))
    await community.database.write(lambda connection: connection.execute("DELETE FROM dataset_release"))
    await released(community.database, tmp_path / "again", "2026.12.31", options=strict, previous=tmp_path / "first")
    assert (tmp_path / "again" / CHANGES).read_text() == (tmp_path / "second" / CHANGES).read_text()


async def test_messages_that_an_unknown_release_holds(community: LocalCommunity, tmp_path: Path) -> None:
    """Of a release that the database does not know, as after a backup was restored, deleted messages are named."""
    await released(community.database, tmp_path / "first")
    await community.database.write(lambda connection: connection.execute("DELETE FROM released_row"))
    await community.database.write(lambda connection: connection.execute("DELETE FROM dataset_release"))
    rows = await community.rows("SELECT message_id FROM message WHERE parent_id IS NOT NULL AND accepted = 1")
    ruling = Ruling(kind=RulingKind.DELETE, reason="Because.")
    for row in rows:
        with suppress(MessageNotFound):  # it went with the message to which it replies
            subject = MessageSubject(UUID(bytes=row[0]))
            await community.backend.decide(subject, ruling, community.person(MODERATOR), SERVER)
    await released(community.database, tmp_path / "second", "2026.12.31", previous=tmp_path / "first")
    before, after = (ids(tmp_path / name, "messages", "message_id") for name in ("first", "second"))
    assert errata(tmp_path / "second") == sorted(before - after)
    assert before - after


async def test_nothing_to_release(community: LocalCommunity, tmp_path: Path) -> None:
    """Where nothing is to be released, there is no folder and no note."""
    options = DatasetOptions(min_reviews=1_000)
    with pytest.raises(AssertionError):
        await released(community.database, tmp_path / "release", options=options)
    assert not (tmp_path / "release").exists()
    assert await community.rows("SELECT * FROM dataset_release") == []


async def test_no_secret_is_told(community: LocalCommunity, tmp_path: Path) -> None:
    """No file of a release has the key of its pseudonyms, the database's key or a person's id."""
    key = b"0123456789abcdef0123456789abcdef"
    await released(community.database, tmp_path / "release", key=key, form=Form.JSON_LINES)
    [[secret]] = await community.rows("SELECT value FROM secret WHERE name = 'fingerprint'")
    people = await community.rows("SELECT person_id, discord_id, display_name FROM contributor")
    told = [key.decode(), key.hex(), bytes(secret).hex(), json.dumps(list(key))]
    told += [value for row in people for value in (str(UUID(bytes=row[0])), str(row[1]), row[2])]
    content = "".join((tmp_path / "release" / path).read_text() for path in files_below(tmp_path / "release"))
    assert [value for value in told if value in content] == []
