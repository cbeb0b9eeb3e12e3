"""What is exported and imported again says the same: texts, structure, authorship, ids, and what others found."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.backends.local import LocalBackend, load_secret_key
from bot.dataset.export import Export, export_table
from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.selection import Selection
from bot.dataset.tables import TABLES
from bot.dataset.tables.terms import Terms
from bot.rules.pool_rules import PoolRules
from bot.rules.text import check_text
from bot.store import Database
from tests.clocks import StandingClock
from tests.prepared_database import prepared

pytestmark = pytest.mark.slow

CHECKED = st.text(max_size=60).map(lambda text: check_text(text, 1_000))
TEXTS = CHECKED.filter(lambda checked: checked.fault is None).map(lambda checked: checked.text)
LABELS = st.dictionaries(
    st.sampled_from(["quality", "spam", "not_ours"]),
    st.fixed_dictionaries({"value": st.floats(0, 1)}, optional={"count": st.integers(1, 9)}),
    max_size=2,
)
NODES = st.fixed_dictionaries(
    {"text": TEXTS, "lang": st.sampled_from(["en", "de", "zh"])},
    optional={
        "synthetic": st.booleans(),
        "model_name": st.sampled_from(["tiny-1", "tiny 2"]),
        "labels": LABELS,
        "rank": st.integers(0, 5),
        "created_date": st.sampled_from(["2023-02-05T14:05:22.235000+00:00", "2024-12-31T23:59:59.999000+00:00"]),
    },
)


@st.composite
def trees(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Some trees in the form in which they are published; no two siblings say the same."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        nodes: list[dict[str, Any]] = []
        depths: list[int] = []
        for place in range(draw(st.integers(1, 7))):
            above = draw(st.integers(0, place - 1)) if place else None
            depths.append(0 if above is None else depths[above] + 1)
            role = ("prompter", "assistant")[depths[-1] % 2]
            node = {"message_id": f"{number}.{place}", "role": role, "replies": [], **draw(NODES)}
            nodes.append(node)
            if above is not None:
                nodes[above]["replies"].append(node)
        found.append({"message_tree_id": f"{number}.0", "tree_state": "growing", "prompt": nodes[0]})
    return found


def flat(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What the messages of trees say, by their ids."""
    found = {}
    waiting = [(row["prompt"], None) for row in rows]
    while waiting:
        node, parent = waiting.pop()
        found[node["message_id"]] = {
            "text": node["text"],
            "role": node["role"],
            "lang": node["lang"],
            "synthetic": node.get("synthetic", True),
            "model": node.get("model_name"),
            "labels": (node.get("labels") or None) or node.get("foreign_labels"),
            "rank": node["rank"] if "rank" in node else node.get("foreign_rank"),
            "date": node.get("source_date") or node.get("created_date"),
            "parent": parent,
        }
        waiting.extend((reply, node["message_id"]) for reply in node["replies"])
    return found


class Pool:
    """A pool of its own key."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.path = folder / f"{name}.sqlite3"

    async def imports(self, path: Path) -> None:
        """Import a file."""
        async with Database(prepared(self.path), StandingClock()) as database:
            key = await load_secret_key(database)
            backend = LocalBackend(database, StandingClock(), Random(1), PoolRules(), key)
            await backend.import_file(path, "en")

    async def exports(self, table: str) -> Path:
        """Export a table, with exact times."""
        path = self.path.with_suffix(f".{table}.jsonl")

        def terms(messages: Pseudonyms) -> Terms:
            return Terms(messages=messages, people=Pseudonyms.of_people(bytes(32)), licence="", exact_dates=True)

        wanted = Export(path=path, table=TABLES[table], selection=Selection(everything=True), terms=terms)
        async with Database(self.path, StandingClock()) as database:
            await export_table(database, wanted)
        return path


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


async def _round(written: list[dict[str, Any]], table: str, folder: Path) -> None:
    source = folder / "source.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in written), encoding="utf-8")
    here, there = Pool(folder, "here"), Pool(folder, "there")
    await here.imports(source)
    first = flat(rows_of(await here.exports("trees")))
    # The ids of the source are kept, and lead back to it.
    names = {node["message_id"]: node["source_id"] for node in nodes(rows_of(await here.exports("trees")))}
    expected = flat(written)
    dated = {name for name, said in expected.items() if said["date"] is not None}
    found = {names[name]: {**said, "parent": names.get(said["parent"])} for name, said in first.items()}
    # Where the source says no date, that of the import stands in for it.
    assert {name: said if name in dated else {**said, "date": None} for name, said in found.items()} == {
        name: said if name in dated else {**said, "date": None} for name, said in expected.items()
    }
    await there.imports(await here.exports(table))
    again = rows_of(await there.exports("trees"))
    own = {node["message_id"]: node["source_id"] for node in nodes(again)}
    second = {own[name]: {**said, "parent": own.get(said["parent"])} for name, said in flat(again).items()}
    assert second == first


def nodes(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All messages of trees."""
    found = [row["prompt"] for row in rows]
    for node in found:
        found.extend(node["replies"])
    return found


@pytest.mark.parametrize("table", ["trees", "messages"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written=trees())
def test_what_is_exported_and_imported_again_says_the_same(table: str, written: list[dict[str, Any]]) -> None:
    """An export, as trees or as messages, brings every text, its place, author, source, date and labels elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_round(written, table, Path(folder)))
