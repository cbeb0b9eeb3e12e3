"""How well the rules protect the data, with modelled people on the real local backend.

    python -m bench.trust [--people 150] [--trees 200] [--seeds 1 2 3] [--preset default small] [--weighing off on]

Each row is a figure, each column a community: nobody hostile, a tenth and three tenths of them hostile and three times
as active, and four accounts that flag and skip whatever they are shown; with all votes alike, no more reviews than it
takes, no pauses and points by the formula ("off"), and as the preset has it, with points by quality ("on"). A cell has
the mean over the seeds. The goals are those of the project's plan. "Spam" is every text that reviewers ought to reject.
"Paused" are people whom the bot had pause from writing (no moderator looks during a campaign), "sorted up" those whose
reviews weigh less than half a newcomer's, "told to moderators" those of whom the bot has noticed something else by
itself: haste, straight lines and the like.

The last rows say how fair that is: the share of people of a kind divided by that of careful ones, over all seeds
together; "inf" where it is none of the careful ones.
"""

import argparse
import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import product
from math import inf
from random import Random
from statistics import mean
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.trust.campaign import Result, run
from bench.trust.people import HONEST, Kind, community
from bot.rules.points import Scoring
from bot.rules.thresholds import SMALL_COMMUNITY, Thresholds

_PRESETS: Final = {"default": Thresholds(), "small": SMALL_COMMUNITY}
_ACTIVITY: Final = 3.0
_WIDTH: Final = 150
_COMMUNITIES: Final = {
    "nobody hostile": (0.0, 0),
    "10 % hostile": (0.1, 0),
    "30 % hostile": (0.3, 0),
    "four flaggers": (0.0, 4),
}
_WEIGHING: Final = ("off", "on")


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _farmer_to_careful(result: Result) -> float | None:
    points = result.points_an_hour
    return points[Kind.FARMER] / points[Kind.CAREFUL] if Kind.FARMER in points else None


_Figure = Callable[[Result], float | None]
_FIGURES: Final[tuple[tuple[str, str, str, _Figure, Callable[[float | None], str]], ...]] = (
    ("spam among what is exported", "≤ 0.8 %", "≤ 3 %", lambda result: result.spam_exported, _percent),
    ("of it pasted", "", "", lambda result: result.pasted_exported, _percent),
    ("Kendall τ of ranks with quality", "≥ .64", "≥ .58", lambda result: result.rank_agreement, _number),
    ("the same votes unweighed", "", "", lambda result: result.rank_agreement_unweighed, _number),
    ("the ring's replies ranked first", "≤ 15 %", "≤ 30 %", lambda result: result.ring_first, _percent),
    ("honest texts rejected", "≤ 1 %", "≤ 2 %", lambda result: result.honest_rejected, _percent),
    ("honest trees killed", "", "", lambda result: result.honest_trees_killed, _percent),
    ("packages a finished tree", "≤ + 5 %", "≤ + 10 %", lambda result: result.packages_a_tree, _number),
    ("hostile among the top 10", "≤ 1", "≤ 3", lambda result: result.hostile_in_top_ten, _number),
    ("finished trees", "", "", lambda result: result.finished, _number),
    (
        "honest people paused",
        "≤ 0.5",
        "≤ 0.5",
        lambda result: sum(result.paused.get(kind, 0) for kind in HONEST),
        _number,
    ),
    ("points an hour: farmer ÷ careful", "≤ .50", "≤ .50", _farmer_to_careful, _number),
)


_FAIRNESS: Final[tuple[tuple[str, Callable[[Result], Mapping[Kind, int]]], ...]] = (
    ("paused", lambda result: result.paused),
    ("told to moderators", lambda result: result.told),
    ("sorted up", lambda result: result.sorted_up),
)


def thresholds_of(preset: str, weighing: str) -> Thresholds:
    """Return a preset as it is, or with all votes alike and no more reviews than it takes."""
    chosen = _PRESETS[preset]
    if weighing == "on":
        return chosen
    return replace(chosen, weigh_acceptance=False, weigh_rankings=False, max_extra_reviews=0, pause_writing=False)


def campaign(preset: str, weighing: str, name: str, seed: int, people: int, trees: int) -> Result:
    """Run one campaign."""
    hostile, flaggers = _COMMUNITIES[name]
    members = community(people, hostile, _ACTIVITY, Random(seed), flaggers=flaggers)
    scoring = Scoring.QUALITY if weighing == "on" else Scoring.ORIGINAL
    return asyncio.run(run(members, thresholds_of(preset, weighing), trees, seed, scoring))


def table(preset: str, found: Mapping[tuple[str, str], Sequence[Result]]) -> Table:
    """Return the figures of a preset, one row each, and what became of each kind of people."""
    result = Table(title=f"Preset {preset}")
    for title in ("figure", *(f"{name}, {weighing}" for name, weighing in found), "goal at 10 %", "goal at 30 %"):
        result.add_column(title, justify="left" if title == "figure" else "right")
    for name, at_ten, at_thirty, figure, shown in _FIGURES:
        result.add_row(name, *(shown(_mean(results, figure)) for results in found.values()), at_ten, at_thirty)
    of_kinds: tuple[tuple[str, Callable[[Kind, Result], float | None], Callable[[float | None], str]], ...] = (
        ("points an hour", lambda kind, result: result.points_an_hour.get(kind), _number),
        ("paused", lambda kind, result: result.paused.get(kind), _number),
        ("told to moderators", lambda kind, result: _share(result.told, kind, result.members), _percent),
        ("sorted up", lambda kind, result: _share(result.sorted_up, kind, result.members), _percent),
    )
    for title, figure_of, shown in of_kinds:
        for kind in Kind:
            cells = [_mean(results, partial(figure_of, kind)) for results in found.values()]
            if any(cell is not None for cell in cells):
                result.add_row(f"{title}: {kind}", *map(shown, cells), "", "")
    for title, counts_of in _FAIRNESS:
        for kind in (Kind.SECOND_LANGUAGE, Kind.MINORITY):
            ratios = [_times_as_often(results, kind, counts_of) for results in found.values()]
            result.add_row(f"{title}: {kind} ÷ careful", *map(_number, ratios), "≤ 2", "≤ 2")
    return result


def _share(counts: Mapping[Kind, int], kind: Kind, members: Mapping[Kind, int]) -> float | None:
    return counts.get(kind, 0) / members[kind] if kind in members else None


def _times_as_often(
    results: Sequence[Result], kind: Kind, counts_of: Callable[[Result], Mapping[Kind, int]]
) -> float | None:
    """Return how many times as often something happens to people of a kind as to careful ones; None: to neither."""
    shares = []
    for each in (kind, Kind.CAREFUL):
        number = sum(result.members.get(each, 0) for result in results)
        if number == 0:
            return None
        shares.append(sum(counts_of(result).get(each, 0) for result in results) / number)
    if not any(shares):
        return None
    return shares[0] / shares[1] if shares[1] else inf


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
    parser.add_argument("--community", choices=list(_COMMUNITIES), nargs="+", default=list(_COMMUNITIES))
    parser.add_argument("--weighing", choices=_WEIGHING, nargs="+", default=_WEIGHING)
    parser.add_argument("--processes", type=int, default=2, help="campaigns at a time")
    chosen = parser.parse_args()
    with ProcessPoolExecutor(chosen.processes) as pool:
        for preset in chosen.preset:
            waiting = {
                (name, weighing): [
                    pool.submit(campaign, preset, weighing, name, seed, chosen.people, chosen.trees)
                    for seed in chosen.seeds
                ]
                for name, weighing in product(chosen.community, chosen.weighing)
            }
            found = {key: [each.result() for each in several] for key, several in waiting.items()}
            Console(width=_WIDTH).print(table(preset, found))


if __name__ == "__main__":
    main()
