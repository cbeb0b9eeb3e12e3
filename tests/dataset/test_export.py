import gc
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from bot.backends.local import LocalBackend, load_secret_key
from bot.backends.values import Contributor, LabelsAnswer, TextAnswer
from bot.dataset.export import Export, ExportSummary, export_table, undisturbed
from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.selection import Selection
from bot.dataset.tables import TABLES
from bot.dataset.tables.terms import Terms
from bot.errors import StartError
from bot.protocol.labels import TextLabel
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.tasks import TaskType
from bot.rules.pool_rules import PoolRules
from bot.store import Connection, Database
from tests.clocks import StandingClock
from tests.prepared_database import prepared

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "playground" / "sample" / "conversations.json"
PUBLISHED = ROOT.parent / "shared" / "oasst" / "export_tree_example.json"


class Archive:
    """A local backend in a folder, with somebody to work on it."""

    def __init__(self, database: Database, backend: LocalBackend, folder: Path) -> None:
        self.database = database
        self.backend = backend
        self.folder = folder

    async def write(self, path: Path, *, everything: bool = True, table: str = "trees") -> ExportSummary:
        """Write a table to a file."""
        people = Pseudonyms.of_people(bytes(32))

        def terms(messages: Pseudonyms) -> Terms:
            return Terms(messages=messages, people=people, licence="CC BY 4.0")

        wanted = Export(path=path, table=TABLES[table], selection=Selection(everything=everything), terms=terms)
        return await export_table(self.database, wanted)

    async def export(self, *, everything: bool = True) -> list[dict[str, Any]]:
        """The trees as they are written."""
        file = self.folder / "trees.jsonl"
        summary = await self.write(file, everything=everything)
        if not summary.trees:
            return []
        return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


@pytest.fixture
async def archive(tmp_path: Path) -> AsyncIterator[Archive]:
    """An empty archive."""
    clock = StandingClock()
    async with Database(prepared(tmp_path / "bot.sqlite3"), clock) as database:
        backend = LocalBackend(database, clock, Random(1), PoolRules(), await load_secret_key(database))
        yield Archive(database, backend, tmp_path)


def messages(node: dict[str, Any]) -> list[dict[str, Any]]:
    """A message and all below it."""
    return [node, *(message for reply in node["replies"] for message in messages(reply))]


async def test_what_was_imported_is_exported(archive: Archive) -> None:
    """Every imported message is written once, below its parent, with its role and language."""
    await archive.backend.import_file(SAMPLE, "en")
    written = [message for tree in await archive.export() for message in messages(tree["prompt"])]
    source = json.loads(SAMPLE.read_text("utf-8"))
    assert sorted((m["text"], m["role"], m["lang"]) for m in written) == sorted(
        (m["text"], m["role"], m["lang"]) for m in source
    )
    text_of = {m["user_message_id"]: m["text"] for m in source}
    parent_of = {m["text"]: text_of.get(m["parent_message_id"]) for m in source}
    by_id = {m["message_id"]: m["text"] for m in written}
    assert all(parent_of[m["text"]] == by_id.get(m.get("parent_id", "")) for m in written)


async def test_reviews_and_reactions_are_counted(archive: Archive) -> None:
    """A message carries the mean and the number of each label, and its reactions; whoever gave them is not named."""
    ann, ben = (Contributor(UUID(int=number), number, f"Person {number}") for number in (1, 2))
    offer = await archive.backend.request(ann, UUID(int=10), TaskType.INITIAL_PROMPT, "en", 7)
    answer = TextAnswer(text="Why is the sky blue?", language="en")
    receipt = await archive.backend.submit(ann, UUID(int=10), offer.task, answer, 7)
    assert receipt.message_id is not None
    review = await archive.backend.request(ben, UUID(int=11), TaskType.LABEL_INITIAL_PROMPT, "en", 7)
    labels = {TextLabel.SPAM: 0.0, TextLabel.QUALITY: 0.75}
    await archive.backend.submit(ben, UUID(int=11), review.task, LabelsAnswer(labels=labels), 7)
    await archive.backend.react(ben, receipt.message_id, EmojiCode.THUMBS_UP, EmojiOp.ADD, 7)
    [tree] = await archive.export()
    prompt = tree["prompt"]
    assert tree["tree_state"] == "initial_prompt_review"
    assert prompt["labels"]["quality"] == {"value": 0.75, "count": 1}
    assert prompt["emojis"] == {"+1": 1}
    assert "parent_id" not in prompt
    text = json.dumps(tree)
    assert not any(str(raw) in text for raw in (receipt.message_id, ann.person_id, ben.person_id, "Person"))
    assert (await archive.export())[0] == tree


async def test_only_finished_trees_are_in_the_dataset(archive: Archive) -> None:
    """Without `everything` a tree that is not ready for export is left out."""
    await archive.backend.import_file(SAMPLE, "en")
    assert await archive.export(everything=False) == []


async def test_the_form_is_the_published_one(archive: Archive) -> None:
    """Fields of messages are among those of Open-Assistant's dataset, in kind and name, but for origins."""
    if not PUBLISHED.is_file():
        pytest.skip("the published example lies beside the checkout in the team's workplace only")
    await archive.backend.import_file(SAMPLE, "en")
    example = json.loads(PUBLISHED.read_text("utf-8"))
    known = {(key, type(value)) for message in messages(example["prompt"]) for key, value in message.items()}
    for tree in await archive.export():
        assert set(tree) == {"message_tree_id", "tree_state", "topic", "license", "origin", "prompt"}
        for message in messages(tree["prompt"]):
            assert {(key, type(value)) for key, value in message.items()} <= known | {("source_id", str)}


async def test_a_file_that_cannot_be_written_is_explained(archive: Archive) -> None:
    """One sentence names the file, and nothing is left behind."""
    await archive.backend.import_file(SAMPLE, "en")
    with pytest.raises(StartError, match="nowhere"):
        await archive.write(archive.folder / "nowhere" / "trees.jsonl", everything=True)


async def test_an_export_that_fails_leaves_nothing_behind(archive: Archive) -> None:
    """Where the file cannot get its name, no part of it stays: it has what people wrote in it."""
    await archive.backend.import_file(SAMPLE, "en")
    before = {file.name for file in archive.folder.iterdir()}
    with pytest.raises(StartError, match="cannot be written"):
        await archive.write(archive.folder / ("x" * 300), everything=True)
    assert {file.name for file in archive.folder.iterdir()} == before


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", "-journal", ".lock"])
@pytest.mark.parametrize("spelling", ["itself", "symbolic link", "hard link"])
async def test_the_database_is_never_replaced(archive: Archive, ending: str, spelling: str) -> None:
    """Every file of the database, there or not yet, by whatever path, is refused and stays as it is."""
    await archive.backend.import_file(SAMPLE, "en")
    target = archive.folder / f"bot.sqlite3{ending}"
    before = target.stat().st_ino if target.exists() else None
    path = target if spelling == "itself" else archive.folder / "other.jsonl"
    if spelling == "symbolic link":
        path.symlink_to(target)
    elif spelling == "hard link":
        if before is None or ending.startswith(".before"):
            pytest.skip("there is nothing to link to, or it is an ordinary file")
        path.hardlink_to(target)
    with pytest.raises(StartError, match="is not replaced"):
        await archive.write(path, everything=True)
    assert (target.stat().st_ino if target.exists() else None) == before
    assert len(await archive.export()) > 0


def test_one_tree_and_others() -> None:
    """What was written is told as one would say it."""
    assert str(ExportSummary("trees", 1, 1, 1)) == "Written: 1 tree with 1 message."
    assert str(ExportSummary("trees", 2, 3, 2)) == "Written: 2 trees with 3 messages."
    assert str(ExportSummary("sft", 2, 9, 1)) == "Written: 1 row of sft, from 2 trees."


async def test_nothing_to_write_replaces_nothing(archive: Archive) -> None:
    """Where there is no tree to write, the file of an earlier export stays as it is, and the summary says so."""
    file = archive.folder / "trees.jsonl"
    file.write_text("an earlier export\n")
    summary = await archive.write(file, everything=False)
    assert (summary.trees, file.read_text()) == (0, "an earlier export\n")
    assert "Nothing was written" in str(summary)


async def test_a_tree_of_any_depth_is_written(archive: Archive) -> None:
    """Replies nest as deep as they hang: a tree of three thousand generations is one line of JSON, in their order."""
    depth = 3_000

    def store(connection: Connection) -> None:
        connection.execute(
            "INSERT INTO tree (tree_id, state, language, goal_tree_size, max_tree_depth, max_children_count, "
            "num_prompter_replies, created_at, touched_at) VALUES (?, 'growing', 'en', 9, 9, 9, 9, 0, 0)",
            (UUID(int=1).bytes,),
        )
        for place in range(depth):
            parent = UUID(int=place).bytes if place else None
            connection.execute(
                "INSERT INTO message (message_id, tree_id, parent_id, is_assistant, depth, language, text, created_at) "
                "VALUES (?, ?, ?, ?, ?, 'en', ?, 0)",
                (UUID(int=place + 1).bytes, UUID(int=1).bytes, parent, place % 2, place, str(place)),
            )

    await archive.database.write(store)
    file = archive.folder / "trees.jsonl"
    assert (await archive.write(file, everything=True)).messages == depth
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(10 * depth)
    try:
        node = json.loads(file.read_text("utf-8"))["prompt"]
    finally:
        sys.setrecursionlimit(limit)
    texts = [node["text"]]
    while node["replies"]:
        [node] = node["replies"]
        texts.append(node["text"])
    assert texts == [str(place) for place in range(depth)]


async def test_a_tree_is_one_line_to_every_reader(archive: Archive) -> None:
    """Characters that some readers take for the end of a line are escaped, and read back as they were stored."""
    text = "one\u2028two\u2029three\x85four\x0bfive\x0csix\nseven\x1ceight"
    prompts = archive.folder / "prompts.json"
    prompts.write_text(
        json.dumps([{"user_message_id": "a", "parent_message_id": None, "text": text, "role": "prompter"}]),
        encoding="utf-8",
    )
    await archive.backend.import_file(prompts, "en")
    # What enters today has none of them; what an earlier version stored has.
    await archive.database.write(lambda connection: connection.execute("UPDATE message SET text = ?", (text,)))
    [tree] = await archive.export()
    assert tree["prompt"]["text"] == text
    assert len((archive.folder / "trees.jsonl").read_text("utf-8").splitlines()) == 1


async def test_a_topic_comes_back(archive: Archive, tmp_path: Path) -> None:
    """A tree is written with its topic, null where it has none; what is made of that to be imported keeps it."""
    prompts = [("Why is the sky blue?", "Weather"), ("How do bees fly?", None)]

    async def imported(backend: LocalBackend, entries: list[tuple[str, str | None]]) -> None:
        file = tmp_path / "conversations.json"
        named = [
            {"user_message_id": text, "parent_message_id": None, "text": text, "role": "prompter", "topic": topic}
            for text, topic in entries
        ]
        file.write_text(json.dumps(named), "utf-8")
        await backend.import_file(file, "en")

    await imported(archive.backend, prompts)
    written = [(tree["prompt"]["text"], tree["topic"]) for tree in await archive.export()]
    assert sorted(written) == sorted(prompts)
    clock = StandingClock()
    async with Database(tmp_path / "other.sqlite3", clock) as database:
        other = LocalBackend(database, clock, Random(1), PoolRules(), await load_secret_key(database))
        await imported(other, written)
        again = await Archive(database, other, tmp_path).export()
    assert sorted((tree["prompt"]["text"], tree["topic"]) for tree in again) == sorted(prompts)


async def test_nothing_looks_for_cycles_while_rows_are_written(archive: Archive) -> None:
    """Trees have no cycles, so Python does not look for any meanwhile; afterwards it does as before."""
    await archive.backend.import_file(SAMPLE, "en")
    with undisturbed():
        assert not gc.isenabled()
    assert gc.isenabled()
    await archive.write(archive.folder / "rows.jsonl", table="messages")
    assert gc.isenabled()


@pytest.mark.parametrize("name", ["rows.jsonl.gz", "rows.jsonl.zst", "rows.parquet"])
async def test_every_form_appears_whole_or_not_at_all(archive: Archive, name: str) -> None:
    """A link is not written through in any form, and a file that cannot get its name leaves no part of it."""
    await archive.backend.import_file(SAMPLE, "en")
    (archive.folder / name).symlink_to("elsewhere")
    with pytest.raises(StartError, match="is not replaced"):
        await archive.write(archive.folder / name, table="messages")
    before = {file.name for file in archive.folder.iterdir()}
    with pytest.raises(StartError, match="cannot be written"):
        await archive.write(archive.folder / f"{'x' * 300}{name}", table="messages")
    assert {file.name for file in archive.folder.iterdir()} == before
