"""Laws of importing: neither the order of a file nor its parts make a difference."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.backends.local import ImportWishes, LocalBackend, load_secret_key
from bot.rules.pool_rules import PoolRules
from bot.store import Connection, Database
from tests.clocks import StandingClock
from tests.prepared_database import prepared

WISHES = ImportWishes(origin="somewhere")


@st.composite
def forests(draw: st.DrawFn) -> list[dict[str, Any]]:
    """The messages of some trees, parents first."""
    rows: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 14))):
        above = draw(st.none() | st.sampled_from(rows)) if rows else None
        rows.append(
            {
                "message_id": f"m{number}",
                "parent_id": None if above is None else above["message_id"],
                "role": "assistant" if above is not None and above["role"] == "prompter" else "prompter",
                "text": draw(st.sampled_from(["Why?", "Because.", "A longer text, of seven words or more."])),
                "synthetic": draw(st.booleans()),
                "rank": draw(st.none() | st.integers(0, 3)),
            }
        )
    return rows


def content(connection: Connection) -> dict[str, list[Any]]:
    """What is stored, but for which import brought it."""
    return {
        "messages": connection.execute(
            "SELECT message_id, tree_id, parent_id, depth, is_assistant, language, text, source_id, synthetic, accepted"
            " FROM message ORDER BY 1"
        ).fetchall(),
        "trees": connection.execute("SELECT tree_id, source_id, origin FROM tree ORDER BY 1").fetchall(),
        "annotations": connection.execute("SELECT message_id, rank FROM foreign_annotation ORDER BY 1").fetchall(),
        "sketches": connection.execute("SELECT * FROM text_sketch ORDER BY 1").fetchall(),
        "bands": connection.execute("SELECT * FROM text_band ORDER BY 1, 2").fetchall(),
    }


async def _import(parts: list[list[dict[str, Any]]]) -> tuple[dict[str, list[Any]], bool]:
    """Import parts one after the other; return what is there then, and whether trees are counted rightly."""
    with tempfile.TemporaryDirectory() as folder:
        async with Database(prepared(Path(folder) / "bot.sqlite3"), StandingClock()) as database:
            key = await load_secret_key(database)
            backend = LocalBackend(database, StandingClock(), Random(1), PoolRules(), key)
            for number, part in enumerate(parts):
                path = Path(folder) / f"{number}.jsonl"
                path.write_text("".join(json.dumps(row) + "\n" for row in part), encoding="utf-8")
                await backend.import_file(path, "en", WISHES)
            counted = await database.read(
                lambda connection: connection.execute("SELECT state, trees FROM tree_count WHERE trees <> 0").fetchall()
            )
            there = await database.read(
                lambda connection: connection.execute("SELECT state, count(*) FROM tree GROUP BY 1").fetchall()
            )
            return await database.read(content), sorted(counted) == sorted(there)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=forests(), data=st.data())
def test_order_and_parts_make_no_difference(rows: list[dict[str, Any]], data: st.DataObject) -> None:
    """A file, the same in another order, and the same in parts that overlap, leave the same messages."""
    shuffled = data.draw(st.permutations(rows))
    cut = data.draw(st.integers(1, len(rows)))
    overlap = data.draw(st.integers(0, cut))
    whole, others = asyncio.run(_import([rows])), ([shuffled], [rows[:cut], rows[cut - overlap :] or rows])
    assert whole[1]
    for parts in others:
        assert asyncio.run(_import(parts)) == whole
