"""How well the rules protect the data, with modelled people on the real local backend.

    python -m bench.trust [--people 150] [--trees 200] [--seeds 1 2 3] [--preset default small]

Each row is a figure, each column a community: nobody hostile, a tenth and three tenths of them hostile and three times
as active, and four accounts that flag and skip whatever they are shown. A cell has the mean over the seeds. The goals
are those of the project's plan. "Spam" is every text that reviewers ought to reject.
"""

import argparse
import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from statistics import mean
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.trust.campaign import Result, run
from bench.trust.people import Kind, community
from bot.rules.thresholds import SMALL_COMMUNITY, Thresholds

_PRESETS: Final = {"default": Thresholds(), "small": SMALL_COMMUNITY}
_ACTIVITY: Final = 3.0
_WIDTH: Final = 130
_COMMUNITIES: Final = {
    "nobody hostile": (0.0, 0),
    "10 % hostile": (0.1, 0),
    "30 % hostile": (0.3, 0),
    "four flaggers": (0.0, 4),
}


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


_Figure = Callable[[Result], float | None]
_FIGURES: Final[tuple[tuple[str, str, str, _Figure, Callable[[float | None], str]], ...]] = (
    ("spam among what is exported", "≤ 0.8 %", "≤ 3 %", lambda result: result.spam_exported, _percent),
    ("Kendall τ of ranks with quality", "≥ .64", "≥ .58", lambda result: result.rank_agreement, _number),
    ("the ring's replies ranked first", "≤ 15 %", "≤ 30 %", lambda result: result.ring_first, _percent),
    ("honest texts rejected", "≤ 1 %", "≤ 2 %", lambda result: result.honest_rejected, _percent),
    ("packages a finished tree", "≤ + 5 %", "≤ + 10 %", lambda result: result.packages_a_tree, _number),
    ("hostile among the top 10", "≤ 1", "≤ 3", lambda result: result.hostile_in_top_ten, _number),
    ("finished trees", "", "", lambda result: result.finished, _number),
    ("trees ended before", "", "", lambda result: result.halted, _number),
)


async def measure(preset: str, people: int, trees: int, seeds: Sequence[int]) -> dict[str, list[Result]]:
    """Run every community with every seed."""
    found: dict[str, list[Result]] = {}
    for name, (hostile, flaggers) in _COMMUNITIES.items():
        for seed in seeds:
            members = community(people, hostile, _ACTIVITY, Random(seed), flaggers=flaggers)
            found.setdefault(name, []).append(await run(members, _PRESETS[preset], trees, seed))
    return found


def table(preset: str, found: dict[str, list[Result]]) -> Table:
    """Return the figures of a preset, one row each, and the points an hour of each kind of people."""
    result = Table(title=f"Preset {preset}")
    for title in ("figure", *found, "goal at 10 %", "goal at 30 %"):
        result.add_column(title, justify="left" if title == "figure" else "right")
    for name, at_ten, at_thirty, figure, shown in _FIGURES:
        result.add_row(name, *(shown(_mean(results, figure)) for results in found.values()), at_ten, at_thirty)
    for kind in Kind:
        cells = [_mean(results, partial(_points_an_hour, kind)) for results in found.values()]
        if any(cell is not None for cell in cells):
            result.add_row(f"points an hour: {kind}", *map(_number, cells), "", "")
    return result


def _points_an_hour(kind: Kind, result: Result) -> float | None:
    return result.points_an_hour.get(kind)


def _mean(results: Sequence[Result], figure: _Figure) -> float | None:
    values = [value for result in results if (value := figure(result)) is not None]
    return mean(values) if values else None


def main() -> None:
    """Print a table for each preset."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=150)
    parser.add_argument("--trees", type=int, default=200)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--preset", choices=list(_PRESETS), nargs="+", default=list(_PRESETS))
    arguments = parser.parse_args()
    for preset in arguments.preset:
        found = asyncio.run(measure(preset, arguments.people, arguments.trees, arguments.seeds))
        Console(width=_WIDTH).print(table(preset, found))


if __name__ == "__main__":
    main()
