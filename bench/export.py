"""How long it takes to write the tables of the dataset, and how much memory.

    python -m bench.export [FILE] [--scale 1.0] [--rounds 3]

The yardstick is what it cannot do without: reading the rows of the pool, and `json.dumps` of the rows that are written,
in the same process. Memory is the largest resident set of a process that does nothing else, at the size that is asked
for and at a tenth of it. FILE is a database of `python -m bench.generate`; without it one is made.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import resource
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table as Printed

from bench.generate import generate
from bot.clock import SystemClock
from bot.dataset.export import Export, export_table
from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.selection import Selection
from bot.dataset.tables import TABLES
from bot.dataset.tables.terms import Terms
from bot.store import Database

_READ: Final = (
    "SELECT tree_id, state, language, topic, origin FROM tree",
    "SELECT tree_id, message_id, parent_id, author_id, is_assistant, language, text, created_at, deleted_at, edited_at,"
    " accepted, rank, synthetic, model_name, server_id FROM message",
    "SELECT message_id, person_id, server_id, created_at, labels, counted, weight, rank_weight FROM review",
    "SELECT parent_id, person_id, server_id, created_at, ranked_ids, not_rankable, counted, weight FROM ranking",
    "SELECT message_id, emoji, person_id FROM reaction",
)
_ROWS_AT_ONCE: Final = 1_000
_TERMS: Final = Terms(messages=Pseudonyms(b"messages"), people=Pseudonyms(b"people"), licence="CC BY 4.0", ties=True)
_SELECTION: Final = Selection(everything=True)


def main(
    file: Annotated[Path | None, typer.Argument(help="A database that was generated.")] = None,
    scale: Annotated[float, typer.Option(help="The size of the one that is made, 1 for OASST's.")] = 1.0,
    rounds: Annotated[int, typer.Option(help="So often everything is done; the best counts.")] = 3,
) -> None:
    """Measure and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        whole, tenth = file or Path(folder) / "whole.sqlite3", Path(folder) / "tenth.sqlite3"
        if file is None:
            generate(whole, scale, 1)
        generate(tenth, scale / 10, 1)
        printed = Printed(title=f"Writing {whole.name}, trees in every state, as JSON Lines; seconds, MB")
        for column in ("table", "rows", "yardstick", "written", "ratio", "peak at a tenth", "peak", "ratio"):
            printed.add_column(column, justify="left" if column == "table" else "right")
        for name in TABLES:
            yardstick, written, rows = _times(whole, name, rounds)
            small, large = _peak(tenth, name), _peak(whole, name)
            printed.add_row(
                name,
                f"{rows:,}",
                f"{yardstick:.2f}",
                f"{written:.2f}",
                f"{written / yardstick:.2f}",
                f"{small:.0f}",
                f"{large:.0f}",
                f"{large / small:.2f}",
            )
        Console().print(printed)


def _times(path: Path, name: str, rounds: int) -> tuple[float, float, int]:
    """Return how long the yardstick and writing take, in seconds of the processor, and how many rows there are."""
    file = path.with_name("rows.jsonl")
    best = [float("inf")] * 2
    count = 0
    for _ in range(rounds):
        started = process_time()
        _write(path, name, file)
        between = process_time()
        _read_all(path)
        read = process_time() - between
        dumped, count = _dump_all(file)
        best = [min(best[0], read + dumped), min(best[1], between - started)]
    file.unlink()
    return best[0], best[1], count


def _dump_all(file: Path) -> tuple[float, int]:
    """Return how long it takes to write the rows of a file as JSON, and how many they are."""
    total, count = 0.0, 0
    with file.open("rb") as lines:
        while rows := [json.loads(line) for line in islice(lines, _ROWS_AT_ONCE)]:
            started = process_time()
            for row in rows:
                json.dumps(row, ensure_ascii=False)
            total += process_time() - started
            count += len(rows)
    return total, count


def _read(connection: sqlite3.Connection) -> None:
    for statement in _READ:
        for _ in connection.execute(statement):
            pass


async def _with_database(path: Path, work: Callable[[Database], Awaitable[None]]) -> None:
    async with Database(path, SystemClock(), reading_only=True, beside=True) as database:
        await work(database)


def _read_all(path: Path) -> None:
    asyncio.run(_with_database(path, lambda database: database.read(_read)))


def _write(path: Path, name: str, file: Path) -> None:
    async def work(database: Database) -> None:
        wanted = Export(path=file, table=TABLES[name], selection=_SELECTION, terms=lambda _: _TERMS)
        await export_table(database, wanted)

    asyncio.run(_with_database(path, work))


def _peak(path: Path, name: str) -> float:
    """Return the largest resident set, in MB (10⁶ bytes), of a process that writes a table."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_write_and_tell, (path, name))


def _write_and_tell(path: Path, name: str) -> float:
    file = path.with_name("rows.jsonl")
    _write(path, name, file)
    file.unlink()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 10**6


if __name__ == "__main__":
    typer.run(main)
