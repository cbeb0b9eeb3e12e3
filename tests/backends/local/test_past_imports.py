"""Taking an import out again, and what is in the way of that."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.backends.errors import NoTaskAvailable
from bot.backends.local import ImportWishes, listing
from bot.backends.local.repository.imports import BUILT_ON, GOING_ALONG
from bot.errors import StartError
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from tests.backends.local.conftest import Founded, LocalCommunity
from tests.imports import FILES


async def whole(community: LocalCommunity) -> dict[str, list[Any]]:
    """All rows, but for the log and for states in which no tree is."""
    names = await community.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    found = {name: await community.rows(f"SELECT * FROM {name} ORDER BY 1") for (name,) in sorted(names)}  # noqa: S608 - ours
    found["tree_count"] = [row for row in found["tree_count"] if row[-1]]
    del found["event"]
    return found


async def test_nothing_is_left(founded: Founded) -> None:
    """An import that was taken out has left nothing; its number is not given again, and its file is as good as new."""
    community = await founded()
    await community.growing_tree()
    before = await whole(community)
    for name in ("oasst-trees.jsonl", "ultrafeedback.jsonl", "lines.txt"):
        report = await community.local.import_file(FILES / name, "en")
        assert report.number is not None
        told = await community.local.take_out_import(report.number)
        assert (told.trees, told.messages) == (report.trees, report.messages)
        assert f"import {report.number} of {name}" in str(told)
    assert await whole(community) == before
    again = await community.local.import_file(FILES / "ultrafeedback.jsonl", "en")
    assert again.number == 4


async def test_what_refers_to_a_message_goes_or_is_in_the_way(founded: Founded) -> None:
    """Whoever adds a table that refers to messages or trees says what becomes of its rows with an import."""
    community = await founded()
    referring = await community.rows(
        "SELECT DISTINCT master.name FROM sqlite_master AS master, pragma_foreign_key_list(master.name) AS key"
        """ WHERE key."table" IN ('message', 'tree', 'text_sketch', 'import')"""
    )
    in_the_way = {name for statement in BUILT_ON.values() for name in re.findall(r"FROM (\w+)", statement)}
    assert {name for (name,) in referring} <= {*GOING_ALONG, *in_the_way, "message", "tree"}


async def _reply(community: LocalCommunity) -> None:
    await community.give(await community.take(community.person(1), TaskType.ASSISTANT_REPLY))


async def _task(community: LocalCommunity) -> None:
    await community.take(community.person(1), TaskType.ASSISTANT_REPLY)


async def _reaction(community: LocalCommunity) -> None:
    held = await community.take(community.person(1), TaskType.ASSISTANT_REPLY)
    await community.backend.react(held.person, held.about, EmojiCode.THUMBS_UP, EmojiOp.ADD, 1)
    await community.backend.skip(held.person, held.session, held.task, "")


async def _case(community: LocalCommunity) -> None:
    held = await community.take(community.person(1), TaskType.ASSISTANT_REPLY)
    await community.backend.report(held.person, held.about, "spam", 1)
    await community.backend.skip(held.person, held.session, held.task, "")


@pytest.mark.parametrize(
    ("built", "told"),
    [
        (_reply, "1 reply"),
        (_task, "1 task that somebody has"),
        (_reaction, "1 reaction"),
        (_case, "1 reaction, 1 case"),
    ],
)
async def test_what_somebody_has_built_stays(
    founded: Founded, tmp_path: Path, built: Callable[[LocalCommunity], Awaitable[None]], told: str
) -> None:
    """Where people did something with what was imported, that is named, and all stays as it is."""
    community = await founded()
    path = tmp_path / "a.txt"
    path.write_text("Why?\n", encoding="utf-8")
    await community.local.import_file(path, "en")
    await built(community)
    before = await whole(community)
    with pytest.raises(StartError, match=f"brought 1 tree and 1 message.*: {told}.*nothing was taken out"):
        await community.local.take_out_import(1)
    assert await whole(community) == before


async def test_rankings_stay(founded: Founded) -> None:
    """Replies that somebody ranked stay, also those that a later import has added below an earlier one's prompt."""
    community = await founded(goal_tree_size=2)
    await community.local.import_file(FILES / "ultrafeedback.jsonl", "en")
    await community.give(await community.take(community.person(1), TaskType.RANK_ASSISTANT_REPLIES))
    with pytest.raises(StartError, match="since: 1 ranking"):
        await community.local.take_out_import(1)


async def test_what_was_passed_by_is_no_hindrance(founded: Founded, tmp_path: Path) -> None:
    """A task that was skipped stays as somebody's, about nothing."""
    community = await founded()
    path = tmp_path / "a.txt"
    path.write_text("Why?\n", encoding="utf-8")
    await community.local.import_file(path, "en")
    held = await community.take(community.person(1), TaskType.ASSISTANT_REPLY)
    await community.backend.skip(held.person, held.session, held.task, "")
    await community.local.take_out_import(1)
    assert await community.rows("SELECT state, tree_id, message_id FROM package") == [("skipped", None, None)]
    assert await community.rows("SELECT * FROM skip") == []


async def test_a_later_import_is_taken_out_first(founded: Founded, tmp_path: Path) -> None:
    """Replies that a later import has added are in the way; once they are taken out, their tree grows again."""
    community = await founded(goal_tree_size=3)
    path = tmp_path / "a.json"
    entries = [
        {"user_message_id": "1", "parent_message_id": None, "text": "Name a river.", "role": "prompter"},
        {"user_message_id": "2", "parent_message_id": "1", "text": "The Danube.", "role": "assistant"},
        {"user_message_id": "3", "parent_message_id": "1", "text": "The Nile.", "role": "assistant"},
    ]
    path.write_text(json.dumps(entries[:1]), encoding="utf-8")
    await community.local.import_file(path, "en")
    path.write_text(json.dumps(entries), encoding="utf-8")
    await community.local.import_file(path, "en")
    with pytest.raises(StartError, match="since: 2 replies of later imports"):
        await community.local.take_out_import(1)
    assert await community.backend.tree_counts() == {TreeState.RANKING: 1}
    with pytest.raises(NoTaskAvailable):
        await community.take(community.person(1), TaskType.ASSISTANT_REPLY)
    await community.local.take_out_import(2)
    assert await community.backend.tree_counts() == {TreeState.GROWING: 1}
    await community.take(community.person(1), TaskType.ASSISTANT_REPLY)


async def test_one_that_is_not_there(founded: Founded) -> None:
    """A number that no import has is told."""
    community = await founded()
    with pytest.raises(StartError, match="There is no import 7"):
        await community.local.take_out_import(7)


async def test_the_list(founded: Founded) -> None:
    """Each import has its number, day, file, form, origin, licence, address, and how much it brought."""
    community = await founded()
    assert listing(await community.local.imports()) == "Nothing was imported yet."
    wishes = ImportWishes(license="CC0-1.0", source_url="https://example.org")
    await community.local.import_file(FILES / "alpaca.json", "en", wishes)
    await community.local.import_file(FILES / "lines.txt", "en")
    assert listing(await community.local.imports()).splitlines() == [
        "1: 2025-10-09, alpaca.json (alpaca), origin alpaca.json, licence CC0-1.0, https://example.org:"
        " 2 trees, 5 messages",
        "2: 2025-10-09, lines.txt (lines), origin lines.txt, licence not named: 2 trees, 2 messages",
    ]
