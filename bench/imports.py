"""What importing costs, against writing the same rows, in the same run.

    python -m bench.imports [--scale 1] [--form oasst-trees] [--directory DIR]

At scale 1 a file has 66,497 trees with 161,443 messages, as many as Open-Assistant's. It is imported into an empty
database; the yardstick is one transaction that writes all rows which the import has written into another one, in the
order of the file, with `executemany`, table by table. What reading the file alone takes is told, too, and how much more
memory the whole took than a tenth of it, which is imported first. On a busy machine, compare the processor's time.
"""

import argparse
import asyncio
import json
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from rich.console import Console
from rich.table import Table

from bot.backends.local import LocalBackend, load_secret_key
from bot.clock import SystemClock
from bot.imports.detection import detect
from bot.imports.source import Source
from bot.imports.values import Options
from bot.rules.pool_rules import PoolRules
from bot.store import Database

_BUDGET: Final = 4
_TREES: Final = 66_497
_MESSAGES: Final = 161_443
_FIRST: Final = ("import", "tree", "message", "text_sketch")
_OF_MESSAGES: Final = " JOIN message USING (message_id) ORDER BY message.rowid"
_AS_WRITTEN: Final = {
    "message": " ORDER BY rowid",
    "tree": " JOIN message ON message.message_id = tree.tree_id ORDER BY message.rowid",
    "text_sketch": _OF_MESSAGES,
    "text_band": _OF_MESSAGES,
}
"""Whoever writes a file's rows meets them in the file's order."""

_FORMS: Final = ("oasst-trees", "oasst-messages", "messages", "lines")


class _Times(NamedTuple):
    """How long something took: by the clock on the wall, and of the processor's time, in seconds."""

    wall: float
    processor: float


class _Watch:
    """Runs from its making on."""

    def __init__(self) -> None:
        self._began = _Times(time.perf_counter(), time.process_time())

    def read(self) -> _Times:
        """Return the times until now."""
        return _Times(time.perf_counter() - self._began.wall, time.process_time() - self._began.processor)


class Conversations:
    """Made-up trees of the size and length of real ones: words by Zipf's law, mostly short texts."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._words = [self._word() for _ in range(20_000)]
        self._weights = [1 / rank for rank in range(1, len(self._words) + 1)]

    def trees(self, number: int) -> Iterator[list[dict[str, Any]]]:
        """Yield the messages of trees, parents first."""
        replies = (_MESSAGES - _TREES) / _TREES
        for tree in range(number):
            nodes: list[dict[str, Any]] = []
            for place in range(1 + self._number_of_replies(replies)):
                above = self._random.randrange(place) if place else None
                role = "prompter"
                if above is not None and nodes[above]["role"] == "prompter":
                    role = "assistant"
                nodes.append(
                    {
                        "message_id": f"{tree:x}-{place}",
                        "parent_id": None if above is None else nodes[above]["message_id"],
                        "text": self._text(60 if role == "assistant" else 25),
                        "role": role,
                        "lang": "en",
                        "synthetic": False,
                    }
                )
            yield nodes

    def write(self, path: Path, form: str, number: int) -> None:
        """Write a file of a form."""
        with path.open("w", encoding="utf-8") as file:
            for nodes in self.trees(number):
                for row in _rows(form, nodes):
                    file.write(row + "\n")

    def _number_of_replies(self, mean: float) -> int:
        # Most trees are a prompt alone, some have dozens of replies.
        return 0 if self._random.random() < 0.8 else round(self._random.expovariate(1 / (5 * mean)))

    def _text(self, words: int) -> str:
        length = max(3, round(self._random.lognormvariate(0, 0.8) * words))
        return " ".join(self._random.choices(self._words, self._weights, k=length)).capitalize() + "."

    def _word(self) -> str:
        return "".join(self._random.choices("eeeaaoiunrtslcdmp", k=self._random.randint(2, 9)))


def _rows(form: str, nodes: list[dict[str, Any]]) -> Iterator[str]:
    if form == "oasst-messages":
        yield from map(json.dumps, nodes)
    elif form == "lines":
        yield from (node["text"] for node in nodes)
    elif form == "messages":
        roles = {"prompter": "user", "assistant": "assistant"}
        # A conversation, as deep as the tree has messages.
        turns = [
            {"role": roles[("prompter", "assistant")[n % 2]], "content": node["text"]} for n, node in enumerate(nodes)
        ]
        yield json.dumps({"messages": turns})
    else:
        for node in nodes:
            node["replies"] = [reply for reply in nodes if reply["parent_id"] == node["message_id"]]
        yield json.dumps({"message_tree_id": nodes[0]["message_id"], "tree_state": "growing", "prompt": nodes[0]})


async def _import(path: Path, database_path: Path) -> tuple[_Times, int]:
    async with Database(database_path, SystemClock()) as database:
        backend = LocalBackend(database, SystemClock(), Random(1), PoolRules(), await load_secret_key(database))
        watch = _Watch()
        report = await backend.import_file(path, "en")
        return watch.read(), report.messages


async def _write_again(source: Path, target: Path) -> tuple[_Times, int]:
    """Write all rows of a database into an empty one."""
    connection = sqlite3.connect(source)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    names = [name for name in names if name not in ("migration", "secret") and not name.startswith("sqlite_")]
    # What refers to something comes after it.
    names.sort(key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
    found = {
        name: connection.execute(f"SELECT {name}.* FROM {name}{_AS_WRITTEN.get(name, '')}").fetchall()  # noqa: S608 - our own tables
        for name in names
    }
    connection.close()

    def write(to: sqlite3.Connection) -> None:
        for name, values in found.items():
            if values:
                to.execute(f"DELETE FROM {name}")  # noqa: S608 - our own tables
                marks = ", ".join("?" * len(values[0]))
                to.executemany(f"INSERT INTO {name} VALUES ({marks})", values)  # noqa: S608 - our own tables

    async with Database(target, SystemClock()) as database:
        watch = _Watch()
        await database.write(write)
        return watch.read(), sum(map(len, found.values()))


def _read(path: Path) -> _Times:
    watch = _Watch()
    for _ in detect(Source(path)).items(Options("en")):
        pass
    return watch.read()


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--form", choices=_FORMS, default=_FORMS[0])
    parser.add_argument("--directory", type=Path, default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.directory) as name:
        folder = Path(name)
        suffix = ".txt" if options.form == "lines" else ".jsonl"
        trees = round(_TREES * options.scale)
        Conversations(1).write(folder / f"tenth{suffix}", options.form, trees // 10)
        Conversations(1).write(folder / f"whole{suffix}", options.form, trees)
        asyncio.run(_import(folder / f"tenth{suffix}", folder / "tenth.sqlite3"))
        tenth = _memory()
        imported, messages = asyncio.run(_import(folder / f"whole{suffix}", folder / "whole.sqlite3"))
        whole = _memory()
        reading = _read(folder / f"whole{suffix}")
        again, rows = asyncio.run(_write_again(folder / "whole.sqlite3", folder / "again.sqlite3"))
        size = (folder / f"whole{suffix}").stat().st_size / 2**20
    table = Table(title=f"{options.form}: {trees:,} trees, {messages:,} messages, {size:.0f} MiB, {rows:,} rows")
    for column in ("", "seconds", "ratio", "processor", "ratio", "µs a message"):
        table.add_column(column, justify="right" if column else "left")
    for what, times in {"the yardstick": again, "reading the file": reading, "import": imported}.items():
        table.add_row(
            what,
            f"{times.wall:.1f}",
            f"{times.wall / again.wall:.2f}",
            f"{times.processor:.1f}",
            f"{times.processor / again.processor:.2f}",
            f"{1e6 * times.processor / messages:.0f}",
        )
    console = Console()
    console.print(table)
    console.print(
        f"Budget: {_BUDGET} yardsticks. Memory: at most {tenth:.0f} MiB for a tenth, {whole:.0f} MiB for the whole, "
        "of which SQLite keeps pages in up to 64 MiB."
    )


if __name__ == "__main__":
    main()
