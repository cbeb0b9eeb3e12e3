"""Files that are known, that have grown or were corrected, and what is kept of where a text comes from."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bot.backends.local import ImportWishes
from bot.backends.local.ids import key_from
from bot.backends.local.repository import imports, messages, trees
from bot.backends.local.repository.imports import ImportRow
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.repository.trees import TreeRow
from bot.errors import StartError
from bot.protocol.messages import Role
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from bot.rules.fingerprints import fingerprint
from bot.rules.thresholds import Thresholds
from bot.store import Connection
from bot.store.secrets import load_secret_key
from tests.backends.community import START
from tests.backends.local.conftest import Founded, LocalCommunity
from tests.imports import FILES


def entry(name: str, parent: str | None, role: str, text: str, **more: Any) -> dict[str, Any]:
    """An entry of a file."""
    return {"user_message_id": name, "parent_message_id": parent, "text": text, "role": role} | more


def write(path: Path, *entries: dict[str, Any]) -> Path:
    """Write a file."""
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


RIVER = entry("1", None, "prompter", "Name a river.")
DANUBE = entry("2", "1", "assistant", "The Danube.")
NILE = entry("3", "1", "assistant", "The Nile.")


async def texts(community: LocalCommunity) -> set[tuple[str, str | None]]:
    """All texts, each with what it replies to."""
    rows = await community.rows(
        "SELECT message.text, parent.text FROM message"
        " LEFT JOIN message AS parent ON parent.message_id = message.parent_id"
    )
    return set(rows)


async def test_two_files_with_the_same_ids_are_two(founded: Founded, tmp_path: Path) -> None:
    """Ids count within a file: that two files begin to count at 1 makes them no less two."""
    community = await founded()
    await community.local.import_file(write(tmp_path / "a.json", RIVER, DANUBE), "en")
    other = write(
        tmp_path / "b.json", entry("1", None, "prompter", "Is fire hot?"), entry("2", "1", "assistant", "Yes.")
    )
    report = await community.local.import_file(other, "en")
    assert (report.trees, report.messages, report.changed) == (1, 2, 0)
    assert await texts(community) == {
        ("Name a river.", None),
        ("The Danube.", "Name a river."),
        ("Is fire hot?", None),
        ("Yes.", "Is fire hot?"),
    }


@pytest.mark.parametrize("name", ["a.json", "of another name.json"])
async def test_a_file_that_has_grown(founded: Founded, tmp_path: Path, name: str) -> None:
    """What is new in it is added to the tree that is there, whatever the file is called now."""
    community = await founded()
    await community.local.import_file(write(tmp_path / "a.json", RIVER), "en")
    report = await community.local.import_file(write(tmp_path / name, RIVER, DANUBE, NILE), "en")
    assert (report.trees, report.messages, report.added, report.grown, report.known) == (0, 2, 2, 1, 1)
    assert report.origin == "a.json"
    assert "2 new replies in a tree that was there already" in str(report)
    assert await texts(community) == {
        ("Name a river.", None),
        ("The Danube.", "Name a river."),
        ("The Nile.", "Name a river."),
    }


async def test_only_what_is_new(founded: Founded, tmp_path: Path) -> None:
    """A file of a named origin may have replies alone to what was imported before."""
    community = await founded()
    wishes = ImportWishes(origin="rivers")
    await community.local.import_file(write(tmp_path / "a.json", RIVER), "en", wishes)
    report = await community.local.import_file(write(tmp_path / "b.json", DANUBE), "en", wishes)
    assert (report.added, report.known) == (1, 0)
    with pytest.raises(StartError, match="entry 1: it replies to 1, which the file does not have"):
        await community.local.import_file(write(tmp_path / "c.json", NILE), "en", ImportWishes(origin="lakes"))


async def test_a_tree_at_work_goes_on(founded: Founded, tmp_path: Path) -> None:
    """Replies that are added to a tree in which people work change what is asked for in it."""
    community = await founded(goal_tree_size=3)
    await community.local.import_file(write(tmp_path / "a.json", RIVER, DANUBE), "en")
    assert await community.backend.tree_counts() == {TreeState.GROWING: 1}
    await community.local.import_file(write(tmp_path / "a.json", RIVER, DANUBE, NILE), "en")
    assert await community.backend.tree_counts() == {TreeState.RANKING: 1}
    await community.take(community.person(1), TaskType.RANK_ASSISTANT_REPLIES)


async def test_a_corrected_prompt_is_told(founded: Founded, tmp_path: Path) -> None:
    """What is there with another text stays as it is, is named, and nothing is hung below it."""
    community = await founded()
    await community.local.import_file(write(tmp_path / "a.json", RIVER), "en")
    corrected = RIVER | {"text": "Name a long river."}
    path = write(tmp_path / "a.json", corrected, DANUBE, entry("4", None, "prompter", "Name a lake."))
    report = await community.local.import_file(path, "en")
    assert (report.changed, report.changed_places, report.trees) == (1, ["entry 1"], 1)
    assert "left as they are here: entry 1. If this is another dataset, name it: --origin NAME" in str(report)
    assert "1 below what is known with another text" in str(report)
    assert await texts(community) == {("Name a river.", None), ("Name a lake.", None)}
    report = await community.local.import_file(path, "en", ImportWishes(origin="rivers, second edition"))
    assert (report.changed, report.trees, report.messages) == (0, 2, 3)


async def test_the_very_same_file_keeps_its_origin(founded: Founded, tmp_path: Path) -> None:
    """A file that was imported under a name is known without the name, and whatever it is called now."""
    community = await founded()
    await community.local.import_file(write(tmp_path / "a.json", RIVER), "en", ImportWishes(origin="rivers"))
    again = await community.local.import_file(write(tmp_path / "b.json", RIVER), "en")
    assert (again.origin, again.messages, again.known, again.number) == ("rivers", 0, 1, None)
    assert len(await community.local.imports()) == 1


async def test_what_was_deleted_or_edited_here_stays_so(founded: Founded, tmp_path: Path) -> None:
    """A moderator's edit is no correction of the source's, and nothing comes back below what was deleted."""
    community = await founded()
    path = write(tmp_path / "a.json", RIVER, DANUBE)
    await community.local.import_file(path, "en")
    await community.database.write(
        lambda connection: connection.execute(
            "UPDATE message SET edited_at = 5, text = 'Name one river.' WHERE parent_id IS NULL"
        )
    )
    await community.database.write(
        lambda connection: connection.execute(
            "UPDATE message SET deleted_at = 5, text = '' WHERE parent_id IS NOT NULL"
        )
    )
    write(path, RIVER, DANUBE, entry("5", "2", "prompter", "Where is it?"))
    report = await community.local.import_file(path, "en")
    assert (report.messages, report.known, report.changed) == (0, 2, 0)
    assert report.left_out == {"below what was deleted here": 1}


async def test_ids_that_are_given_twice(founded: Founded, tmp_path: Path) -> None:
    """The same message twice is taken once; two that differ are a fault."""
    community = await founded()
    report = await community.local.import_file(write(tmp_path / "a.json", RIVER, DANUBE, DANUBE), "en")
    assert (report.messages, report.repeated) == (2, 1)
    path = write(tmp_path / "b.json", RIVER, DANUBE, entry("2", "1", "assistant", "The Rhine."))
    with pytest.raises(StartError, match="entry 3: its id 2 is that of an earlier message as well"):
        await community.local.import_file(path, "en", ImportWishes(origin="b"))


async def test_replies_that_stand_before_what_they_reply_to(founded: Founded, tmp_path: Path) -> None:
    """The order of a file makes no difference, over any number of messages."""
    community = await founded()
    count = 1_700
    entries = [entry("root", None, "prompter", "Count!")]
    entries += [entry(f"{n}", "root", "assistant", f"{n}.") for n in range(count)]
    entries += [entry(f"{n}+", f"{n}", "prompter", f"And after {n}?") for n in range(count)]
    report = await community.local.import_file(write(tmp_path / "a.json", *reversed(entries)), "en")
    assert (report.trees, report.messages) == (1, 2 * count + 1)
    found = await texts(community)
    assert all((f"And after {n}?", f"{n}.") in found for n in range(count))


async def test_circles_and_missing_parents(founded: Founded, tmp_path: Path) -> None:
    """Each reply without a way up is named, but not what hangs below it."""
    community = await founded()
    path = write(
        tmp_path / "a.json",
        RIVER,
        entry("a", "x", "assistant", "To nothing."),
        entry("b", "a", "prompter", "Below that."),
        entry("c", "d", "assistant", "Round."),
        entry("d", "c", "prompter", "And round."),
    )
    with pytest.raises(StartError, match="3 faults") as caught:
        await community.local.import_file(path, "en")
    assert str(caught.value).splitlines()[1:] == [
        "  entry 2: it replies to x, which the file does not have.",
        "  entry 4: it replies to d, but no initial prompt is above it.",
        "  entry 5: it replies to c, but no initial prompt is above it.",
    ]
    assert await community.rows("SELECT * FROM message") == []


async def test_many_faults(founded: Founded, tmp_path: Path) -> None:
    """The first twenty are named, and how many more there are; what refers to them is not told besides."""
    community = await founded()
    bad = [entry(f"{n}", None, "prompter", "") for n in range(100)]
    below = [entry(f"{n}+", f"{n}", "assistant", "Why?") for n in range(100)]
    with pytest.raises(StartError, match="100 faults, and nothing was imported") as caught:
        await community.local.import_file(write(tmp_path / "a.json", *bad, *below), "en")
    assert len(str(caught.value).splitlines()) == 22
    assert str(caught.value).endswith("… and 80 more.")


async def test_where_texts_come_from(founded: Founded) -> None:
    """Origin, address, licence and topic stand with the tree; authorship, model, date and others' opinions below."""
    community = await founded()
    wishes = ImportWishes(license="CC-BY-4.0", source_url="https://example.org/trees")
    report = await community.local.import_file(FILES / "oasst-trees.jsonl", "en", wishes)
    assert report.left_out == {"rejected where they come from": 3}
    assert await community.rows(
        "SELECT source_id, origin, source_url, license, topic, import_id FROM tree ORDER BY source_id"
    ) == [
        ("t1", "oasst-trees.jsonl", "https://example.org/trees", "CC0-1.0", "cooking", 1),
        ("t3", "oasst-trees.jsonl", "https://example.org/trees", "CC-BY-4.0", None, 1),
    ]
    assert await community.rows(
        "SELECT source_id, synthetic, model_name, source_date, created_at, rank, review_count FROM message"
        " WHERE source_id IN ('t1', 't1b') ORDER BY source_id"
    ) == [("t1", 0, None, 1_675_605_922_235, START, None, 0), ("t1b", 1, "tiny-1", None, START, None, 0)]
    annotations = await community.rows(
        "SELECT source_id, labels, foreign_annotation.rank, emojis, foreign_annotation.review_count"
        " FROM foreign_annotation JOIN message USING (message_id) ORDER BY source_id"
    )
    assert annotations == [
        ("t1", '{"spam":{"value":0.0,"count":3},"quality":{"value":0.75,"count":2}}', None, '{"+1":2}', 3),
        ("t1a", None, 0, None, None),
        ("t1b", None, 1, None, None),
    ]
    [row] = await community.local.imports()
    assert (row.file_name, row.form, row.license, row.trees, row.messages) == (
        "oasst-trees.jsonl",
        "oasst-trees",
        "CC-BY-4.0",
        2,
        5,
    )


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("oasst-trees.jsonl", {TreeState.BACKLOG_RANKING: 1, TreeState.GROWING: 1}),
        ("ultrafeedback.jsonl", {TreeState.RANKING: 1}),
        ("hh-rlhf.jsonl", {TreeState.RANKING: 1}),
        ("alpaca.json", {TreeState.GROWING: 2}),
    ],
)
async def test_where_a_tree_begins(founded: Founded, name: str, state: dict[TreeState, int]) -> None:
    """Replies of named models, and what others have compared, are ranked; what is finished elsewhere waits for it."""
    community = await founded()
    await community.local.import_file(FILES / name, "en")
    assert await community.backend.tree_counts() == state


async def test_many_trees_that_go_on_at_once(founded: Founded, tmp_path: Path) -> None:
    """Trees are counted rightly where some wait, some are complete and some are ranked, over several batches."""
    community = await founded(goal_tree_size=2, max_active_trees=3)
    entries = []
    for number in range(1_200):
        entries.append(entry(f"{number}", None, "prompter", f"Prompt {number}?", lang="de" if number % 2 else "en"))
        entries += [entry(f"{number}.{each}", f"{number}", "assistant", f"Reply {each}.") for each in range(number % 3)]
    await community.local.import_file(write(tmp_path / "a.json", *entries), "en")
    counted = await community.rows("SELECT language, state, trees FROM tree_count WHERE trees <> 0 ORDER BY 1, 2")
    assert counted == await community.rows("SELECT language, state, count(*) FROM tree GROUP BY 1, 2 ORDER BY 1, 2")
    assert {state for _, state, _ in counted} == {"growing", "prompt_lottery_waiting", "ranking", "ready_for_export"}


async def test_who_ranks_does_not_see_which_replies_are_models(founded: Founded) -> None:
    """Replies of models stand among others without a sign: neither the model nor that it is one."""
    community = await founded(goal_tree_size=2)
    await community.local.import_file(FILES / "ultrafeedback.jsonl", "en")
    held = await community.take(community.person(1), TaskType.RANK_ASSISTANT_REPLIES)
    assert held.rank_task.reveal_synthetic is False
    assert {reply.synthetic for reply in held.rank_task.ranked_messages} == {None}
    assert all("model" not in reply.model_dump_json() for reply in held.rank_task.ranked_messages)


async def test_a_trial_stores_nothing(founded: Founded) -> None:
    """A trial says what an import would do, and leaves no trace, not even a number."""
    community = await founded()
    tables = ("tree", "message", "import", "tree_count", "text_sketch", "open_work", "event")
    trial = await community.local.import_file(FILES / "oasst-trees.jsonl", "en", ImportWishes(is_trial=True))
    for table in tables:
        assert await community.rows(f"SELECT * FROM {table}") == []  # noqa: S608 - ours
    assert (trial.trees, trial.messages, trial.number) == (2, 5, 1)
    said = str(trial)
    assert "seems to be JSON, one row a line; a row is a tree as Open-Assistant" in said
    assert "Would be imported, origin oasst-trees.jsonl: 2 new trees with 5 messages." in said
    assert said.count("\n  line 1") == 3
    done = await community.local.import_file(FILES / "oasst-trees.jsonl", "en")
    assert (done.trees, done.messages, done.number) == (2, 5, 1)


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ({"origin": "community"}, "--origin: community is the origin of what people here wrote"),
        ({"origin": " "}, "--origin: a text of one line"),
        ({"license": "a\nb"}, "--license: a text of one line"),
        ({"source_url": "x" * 201}, "--source-url: a text of one line"),
    ],
)
def test_wishes_that_cannot_be(wishes: dict[str, str], told: str) -> None:
    """What cannot stand with a tree is refused with the option's name."""
    with pytest.raises(StartError, match=told):
        ImportWishes(**wishes)  # type: ignore[arg-type]  # texts all of them


async def test_names_of_files_that_cannot_be_origins(founded: Founded, tmp_path: Path) -> None:
    """A file that is called like the community needs another origin; of a name that is no text, what can be is kept."""
    community = await founded()
    path = write(tmp_path / "community", RIVER)
    with pytest.raises(StartError, match="--origin: community is the origin of what people here wrote"):
        await community.local.import_file(path, "en")
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.json"))
    path.rename(odd)
    report = await community.local.import_file(odd, "en")
    assert report.origin == "\ufffd.json"
    str(report).encode()
    str(await community.local.import_file(odd, "en", ImportWishes(is_trial=True))).encode()


class Former:
    """A file as an earlier version imported it: without ids of the source, and with ids of its own."""

    def __init__(self, secret: bytes, origin: str) -> None:
        self.secret = secret
        self.origin = origin
        self.keys: dict[str, bytes] = {}

    def store(self, connection: Connection, entries: list[dict[str, Any]]) -> None:
        """Store it."""
        row = ImportRow(0, self.origin, self.origin, None, None, None, None, START, 1, len(entries))
        number = imports.add(connection, row)
        for each in entries:
            contents = f"en\0{each['user_message_id']}\0{each['text']}"
            key = self.keys[each["user_message_id"]] = key_from(fingerprint(self.secret, "import", contents))
            parent = None if each["parent_message_id"] is None else self.keys[each["parent_message_id"]]
            if parent is None:
                trees.add(
                    connection,
                    TreeRow(
                        key,
                        TreeState.PROMPT_LOTTERY_WAITING,
                        "en",
                        Thresholds().limits,
                        None,
                        self.origin,
                        START,
                        START,
                        won_lottery=False,
                        import_id=number,
                    ),
                )
            messages.add(
                connection,
                MessageRow(
                    key,
                    key if parent is None else parent,
                    parent,
                    None,
                    None,
                    None,
                    each["role"] == Role.ASSISTANT,
                    0 if parent is None else 1,
                    "en",
                    each["text"],
                    START,
                    accepted=True,
                    import_id=number,
                ),
            )


async def test_what_an_earlier_version_imported_is_known(founded: Founded, tmp_path: Path) -> None:
    """Its trees are recognised by what they say, get the source's ids, and grow; corrections are told from then on."""
    community = await founded()
    former = Former(await load_secret_key(community.database), "a.json")
    await community.database.write(former.store, [RIVER, DANUBE])
    path = write(tmp_path / "elsewhere.json", RIVER, DANUBE, NILE, entry("4", None, "prompter", "Name a lake."))
    report = await community.local.import_file(path, "en")
    assert (report.origin, report.trees, report.added, report.known) == ("a.json", 1, 1, 2)
    named = await community.rows("SELECT source_id FROM message WHERE import_id = 1 ORDER BY 1")
    assert named == [("1",), ("2",)]
    assert await community.rows("SELECT count(*) FROM tree WHERE source_id IS NULL") == [(0,)]
    report = await community.local.import_file(write(tmp_path / "b.json", RIVER, DANUBE, NILE), "en")
    assert (report.messages, report.known) == (0, 3)


async def test_prompts_of_an_earlier_version_are_known(founded: Founded, tmp_path: Path) -> None:
    """A line that was imported as a prompt is no new one."""
    community = await founded()
    former = Former(await load_secret_key(community.database), "prompts.txt")
    await community.database.write(former.store, [entry("", None, "prompter", "Why?")])
    path = tmp_path / "prompts.txt"
    path.write_text("Why?\nHow?\n", encoding="utf-8")
    report = await community.local.import_file(path, "en")
    assert (report.trees, report.known_trees) == (1, 1)
