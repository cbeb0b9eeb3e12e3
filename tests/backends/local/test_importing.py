"""Importing conversations and prompts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.backends.errors import NoTaskAvailable
from bot.backends.local import ImportWishes
from bot.backends.local.importing import DEEPEST
from bot.errors import StartError
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from bot.rules.topics import key_of_topic
from tests.backends.local.conftest import Founded

_SEED = Path(__file__).resolve().parents[3] / "../shared/oasst/realistic_seed_data.json"


def entry(name: str, parent: str | None, role: str, text: str | None = None, **more: Any) -> dict[str, Any]:
    """An entry of a file with conversations."""
    return {
        "task_message_id": f"task {name}",
        "user_message_id": name,
        "parent_message_id": parent,
        "text": f"The text of {name}." if text is None else text,
        "role": role,
    } | more


def write(folder: Path, *entries: Any) -> Path:
    """Write a file with conversations."""
    path = folder / "conversations.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


async def test_a_conversation_goes_on_where_it_stands(founded: Founded, tmp_path: Path) -> None:
    """An imported tree below its goal grows: its accepted messages are replied to, by people who did not write them."""
    community = await founded()
    path = write(tmp_path, entry("b", "a", "assistant"), entry("a", None, "prompter"), entry("c", "a", "assistant"))
    summary = await community.local.import_file(path, "en")
    assert (summary.number, summary.trees, summary.messages, summary.known) == (1, 1, 3, 0)
    held = await community.take(community.person(1), TaskType.PROMPTER_REPLY)
    shown = held.reply_task.conversation.messages
    assert shown[0].text == "The text of a."
    message = await community.backend.message(shown[-1].id)
    assert (message.user_id, message.review_result, message.lang) == (None, True, "en")
    receipt = await community.give(held)
    assert receipt.message_id is not None
    assert len(await community.messages(receipt.message_id)) == 4


async def test_an_import_is_stored_once(founded: Founded, tmp_path: Path) -> None:
    """The same file imported again adds nothing."""
    community = await founded()
    path = write(tmp_path, entry("a", None, "prompter"), entry("b", "a", "assistant"))
    await community.local.import_file(path, "en")
    again = await community.local.import_file(path, "en")
    assert (again.number, again.trees, again.messages, again.known_trees, again.known) == (None, 0, 0, 1, 2)


async def test_states_of_imported_trees(founded: Founded, tmp_path: Path) -> None:
    """A tree enters the state that the file names; one that has reached its goal is ranked; others wait in turn."""
    community = await founded(goal_tree_size=3, max_active_trees=1)
    entries = [
        *(entry(f"growing {number}", None, "prompter") for number in range(3)),
        entry("ranked", None, "prompter", tree_state="ranking"),
        entry("ranked 1", "ranked", "assistant"),
        entry("ranked 2", "ranked", "assistant"),
        entry("complete", None, "prompter"),
        entry("complete 1", "complete", "assistant"),
        entry("complete 2", "complete", "assistant"),
        entry("later", None, "prompter", tree_state="backlog_ranking"),
        entry("later 1", "later", "assistant"),
        entry("later 2", "later", "assistant"),
    ]
    await community.local.import_file(write(tmp_path, *entries), "en")
    assert await community.backend.tree_counts() == {
        TreeState.GROWING: 1,
        TreeState.PROMPT_LOTTERY_WAITING: 2,
        TreeState.RANKING: 2,
        TreeState.BACKLOG_RANKING: 1,
    }


async def test_the_backlog_is_called_when_nothing_else_is_to_be_ranked(founded: Founded, tmp_path: Path) -> None:
    """A tree in the backlog is handed out to somebody who asks for a ranking when there is no other."""
    community = await founded()
    entries = [
        entry("a", None, "prompter", tree_state="backlog_ranking"),
        entry("b", "a", "assistant"),
        entry("c", "a", "assistant"),
    ]
    await community.local.import_file(write(tmp_path, *entries), "en")
    for number in range(3):
        held = await community.take(community.person(number), TaskType.RANK_ASSISTANT_REPLIES)
        await community.give(held)
    assert await community.state(held.about) is TreeState.READY_FOR_EXPORT
    with pytest.raises(NoTaskAvailable):
        await community.take(community.person(9), TaskType.RANK_ASSISTANT_REPLIES)


async def test_finishing_a_tree_calls_from_the_backlog(founded: Founded, tmp_path: Path) -> None:
    """With a threshold of active rankings, the backlog follows when a tree is finished."""
    community = await founded(min_active_rankings_per_lang=2, goal_tree_size=2)
    entries = []
    for number in range(3):
        entries += [
            entry(f"a{number}", None, "prompter", tree_state="backlog_ranking"),
            entry(f"b{number}", f"a{number}", "assistant"),
            entry(f"c{number}", f"a{number}", "assistant"),
        ]
    await community.local.import_file(write(tmp_path, *entries), "en")
    prompt = await community.growing_tree()
    await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
    assert (await community.backend.tree_counts())[TreeState.RANKING] == 1


async def test_more_than_twelve_replies_are_ranked_by_twelve(founded: Founded, tmp_path: Path) -> None:
    """Of more replies than fit a card twelve are ranked, by everybody the same."""
    community = await founded()
    entries = [entry("root", None, "prompter", tree_state="ranking")]
    entries += [entry(f"reply {number}", "root", "assistant") for number in range(14)]
    await community.local.import_file(write(tmp_path, *entries), "en")
    shown = set()
    for number in range(3):
        held = await community.take(community.person(number), TaskType.RANK_ASSISTANT_REPLIES)
        shown.add(frozenset(message.id for message in held.rank_task.ranked_messages))
        await community.give(held)
    assert [len(each) for each in shown] == [12]
    assert await community.state(held.about) is TreeState.READY_FOR_EXPORT


async def test_a_dataset_is_not_taken_for_prompts(founded: Founded, tmp_path: Path) -> None:
    """A text file with a JSON object on a line is refused as a whole; a prompt may begin with a brace."""
    community = await founded()
    path = tmp_path / "prompts.txt"
    path.write_text('{Is this} a prompt?\n{"prompt": {"text": "?"}}\n', encoding="utf-8")
    with pytest.raises(StartError, match=r"prompts\.txt, line 2: this is JSON"):
        await community.local.import_file(path, "en")
    path.write_text("{Is this} a prompt?\n", encoding="utf-8")
    said = str(await community.local.import_file(path, "en"))
    assert said == "Imported as number 1, origin prompts.txt: 1 new tree with 1 message."


async def test_prompts_from_lines(founded: Founded, tmp_path: Path) -> None:
    """Of a text file each line is a prompt, in the language named; empty lines and repeats are left out."""
    community = await founded(max_active_trees=2)
    path = tmp_path / "prompts.txt"
    path.write_text("Wie geht das?\n\n  Warum?  \nWie geht das?\nWo?\n", encoding="utf-8")
    summary = await community.local.import_file(path, "de")
    assert (summary.trees, summary.messages, summary.repeated) == (3, 3, 1)
    counts = await community.backend.tree_counts()
    assert counts == {TreeState.GROWING: 2, TreeState.PROMPT_LOTTERY_WAITING: 1}
    held = await community.take(community.person(1), TaskType.ASSISTANT_REPLY, "de")
    assert held.reply_task.conversation.messages[0].text in ("Wie geht das?", "Warum?", "Wo?")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("{", "entry 1: this is not JSON"),
        pytest.param("[" * 100_000, "entry 1: it nests too deeply", id="very deep"),
        ('{"a": 1}', "whose first row has the fields a, has a form that is not known"),
        ("[]", "has nothing to import"),
        ("[3]", "entry 1: an object"),
        ([entry("a", None, "prompter"), entry("a", None, "prompter", "b")], "entry 2: its id a is that of an earlier"),
        ([entry("a", None, "prompter"), entry("b", "x", "assistant")], "entry 2: it replies to x, which"),
        ([entry("a", "b", "assistant"), entry("b", "a", "assistant")], "no initial prompt is above"),
        ([entry("a", None, "assistant")], "entry 1: an initial prompt is the prompter's"),
        ([entry("a", None, "nobody")], "entry 1: role is neither"),
        ([entry("a", None, "prompter", " \u200b ")], "entry 1: the text is empty"),
        ([entry("a", None, "prompter", "a\0b")], "entry 1: the text contains the character NUL"),
        ([entry("a", None, "prompter", "x" * 100_001)], "entry 1: the text has 100001 characters"),
        ([entry("a", None, "prompter", lang="no language")], "entry 1: lang: a language is expected"),
        (
            [entry("a", None, "prompter", lang="germn")],
            "entry 1: lang: there is no such language to work in; did you mean de",
        ),
        ([entry("a", None, "prompter", lang="la")], "entry 1: lang: "),
        ([entry("a", None, "prompter", tree_state="finished")], "entry 1: tree_state is none of"),
        ([entry("", None, "prompter")], "entry 1: user_message_id is missing"),
        ([{"user_message_id": "a", "role": "prompter"}], "entry 1: text is missing"),
        ([entry("a", None, "prompter") | {"parent_message_id": []}], "entry 1: parent_message_id is no text"),
        ([entry("a", None, "prompter"), entry("b", "a", "prompter")], "entry 2: its role is prompter, and so is"),
        (
            [entry("c", "b", "assistant"), entry("b", "a", "assistant"), entry("a", None, "prompter")],
            "entry 1: its role is assistant, and so is that of the message to which it replies",
        ),
        ([entry("a", None, "prompter", tree_state="ranking")], "entry 1: tree_state is ranking, but no message"),
        (
            [entry("a", None, "prompter", tree_state="backlog_ranking"), entry("b", "a", "assistant")],
            "entry 1: tree_state is backlog_ranking, but no message",
        ),
        pytest.param(
            [
                entry("a", None, "prompter", tree_state="ranking"),
                entry("b", "a", "assistant"),
                *(entry(f"reply {number}", "b", "prompter") for number in range(2)),
            ],
            "entry 1: tree_state is ranking, but no message",
            id="only what is never ranked",
        ),
        pytest.param(
            [
                entry(str(n), str(n - 1) if n else None, "assistant" if n % 2 else "prompter")
                for n in range(DEEPEST + 2)
            ],
            f"entry {DEEPEST + 2}: {DEEPEST + 1} messages are above it",
            id="too deep",
        ),
    ],
)
async def test_a_file_that_cannot_be_used(
    founded: Founded, tmp_path: Path, content: str | list[Any], complaint: str
) -> None:
    """What is wrong is said with the entry's number, and nothing is stored."""
    community = await founded()
    path = tmp_path / "broken.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    with pytest.raises(StartError, match=r"broken\.json") as caught:
        await community.local.import_file(path, "en")
    assert complaint in str(caught.value)
    assert await community.backend.tree_counts() == {}


async def test_the_database_is_not_imported(founded: Founded, tmp_path: Path) -> None:
    """A file of the database itself is not opened: to close it again would let go of what SQLite has locked."""
    community = await founded()
    database = community.local._database.path
    (tmp_path / "link.txt").symlink_to(database)
    for path in (database, tmp_path / "link.txt", Path(f"{database}-wal")):
        with pytest.raises(StartError, match="is a file of the database itself"):
            await community.local.import_file(path, "en")


async def test_a_deep_conversation(founded: Founded, tmp_path: Path) -> None:
    """A conversation that is as deep as may be is stored whole, its last message too."""
    community = await founded()
    entries = [
        entry(str(n), str(n - 1) if n else None, "assistant" if n % 2 else "prompter") for n in range(DEEPEST + 1)
    ]
    assert (await community.local.import_file(write(tmp_path, *entries), "en")).messages == DEEPEST + 1


async def test_lines_that_cannot_be_used(founded: Founded, tmp_path: Path) -> None:
    """The line is named; and a file that is missing, is no text or has no known language is explained."""
    community = await founded()
    path = tmp_path / "prompts.txt"
    path.write_bytes(b"fine\n\nbad\0\n")
    with pytest.raises(StartError, match=r"line 3: the text contains the character NUL"):
        await community.local.import_file(path, "en")
    path.write_bytes(b"fine\n\xff\n")
    with pytest.raises(StartError, match=r"line 2: this is no text in UTF-8"):
        await community.local.import_file(path, "en")
    with pytest.raises(StartError, match="cannot be read"):
        await community.local.import_file(tmp_path / "missing.txt", "en")
    with pytest.raises(StartError, match="--language: a language is expected"):
        await community.local.import_file(path, "en", ImportWishes("not a language"))


@pytest.mark.skipif(not _SEED.exists(), reason="the shared recordings are not beside this checkout")
async def test_the_recorded_seed(founded: Founded, tmp_path: Path) -> None:
    """Of 74 trees two have a reply out of turn, which are named; the 72 others are taken as they are."""
    community = await founded()
    with pytest.raises(
        StartError, match=r"2 faults.*\n  entry 159: its role is assistant, .*\n  entry 187: its role is"
    ):
        await community.local.import_file(_SEED, "en")
    entries = {entry["user_message_id"]: entry for entry in json.loads(_SEED.read_text("utf-8"))}
    roots = {name: name for name, entry in entries.items() if entry["parent_message_id"] is None}
    while len(roots) < len(entries):
        roots |= {
            name: roots[entry["parent_message_id"]]
            for name, entry in entries.items()
            if entry["parent_message_id"] in roots
        }
    left_out = {
        roots[name]
        for name, entry in entries.items()
        if entry["parent_message_id"] and entries[entry["parent_message_id"]]["role"] == entry["role"]
    }
    kept = [entry for name, entry in entries.items() if roots[name] not in left_out]
    summary = await community.local.import_file(write(tmp_path, *kept), "en")
    assert (summary.trees, summary.messages) == (72, len(kept))
    counts = await community.backend.tree_counts()
    assert counts[TreeState.GROWING] == 10
    assert counts[TreeState.RANKING] >= 6


async def test_a_topic_is_kept(founded: Founded, tmp_path: Path) -> None:
    """A tree has the topic that its initial prompt names, listed by the operator or not; a reply's is ignored."""
    community = await founded()
    path = write(
        tmp_path,
        entry("a", None, "prompter", topic="  Slow   Cooking "),
        entry("b", "a", "assistant", topic="health"),
        entry("c", None, "prompter", topic=None),
        entry("d", None, "prompter"),
    )
    await community.local.import_file(path, "en")
    topics = await community.rows("SELECT topic FROM tree ORDER BY topic IS NULL")
    assert topics == [("Slow Cooking",), (None,), (None,)]
    found = await community.backend.topics(community.person(1), "en")
    assert found == {key_of_topic("slow cooking"): 2}, "a reply as the assistant, and one as the prompter"
