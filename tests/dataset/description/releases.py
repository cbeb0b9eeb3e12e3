"""Facts and reports of releases, made in a test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.dataset.description.examples import describe_tables
from bot.dataset.description.facts import FileFacts, ReleaseFacts
from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.records import DatasetTree
from bot.dataset.reports.data_report import DataReport
from bot.dataset.tables import TABLES
from bot.dataset.tables.terms import Terms
from bot.rules.benchmark_overlap import BenchmarkTexts
from tests.dataset.reports.trees import message, ranking, review, tree

TERMS = Terms(messages=Pseudonyms(b"messages"), people=Pseudonyms(b"people"), licence="CC BY 4.0")
FACTS = ReleaseFacts(
    name="talk",
    title="",
    version="2026.11.30",
    date="2026-11-30",
    operator="The Team",
    contact="team@example.org",
    licence="CC BY 4.0",
    minimum_age=18,
    files=(
        FileFacts("data/messages/train.jsonl.gz", "messages", "train", 1_900, 123_456, "0" * 64),
        FileFacts("data/messages/validation.jsonl.gz", "messages", "validation", 100, 6_543, "1" * 64),
        FileFacts("data/sft/validation.jsonl.gz", "sft", "validation", 20, 2_345, "3" * 64),
        FileFacts("data/sft/train.jsonl.gz", "sft", "train", 400, 45_678, "2" * 64),
        FileFacts("data/trees/train.jsonl.gz", "trees", "train", 300, 99_999, "4" * 64),
    ),
    tables=describe_tables(TABLES.values(), TERMS),
    bot_version="0.1.0",
)


def trees() -> list[DatasetTree]:
    """Some trees with everything that a table shows: replies that several people ranked, reviews, a model's reply."""
    found = []
    for place in range(12):
        first = 10 * place + 1
        replies = [
            message(
                first + 1, f"Reply {place}: it is so.", first, rank=0, language="pt-BR" if place % 3 == 0 else "en"
            ),
            message(first + 2, "It is not so.", first, rank=1, synthetic=True, model_name="tiny", author_id=None),
            message(first + 3, f"And then, number {place}?", first + 1, is_assistant=False),
        ]
        for number, each in enumerate(replies):
            values = [(number + place) % 2 * 0.5 + 0.5 * (place % 5 > 0), 0.25]
            each.reviews = [review(first + 1 + number, 5 + who, {"quality": value}) for who, value in enumerate(values)]
        order = [first + 1, first + 2]
        made = tree(
            message(
                first, f"Prompt {place}, which may be asked by anybody", language="pt-BR" if place % 3 == 0 else "en"
            ),
            *replies,
            rankings=[
                ranking(first, 5, order),
                ranking(first, 6, order),
                ranking(first, 7, order[:: -1 if place % 2 else 1]),
            ],
        )
        made.ranked_together = {made.tree_id: (replies[0].message_id, replies[1].message_id)}
        found.append(made)
    return found


def report(found: Sequence[DatasetTree] | None = None) -> dict[str, Any]:
    """The report on some trees, compared with a benchmark."""
    made = DataReport(b"key", TERMS.messages.of, {"gsm8k": BenchmarkTexts(b"key", ["word " * 20])})
    for each in trees() if found is None else found:
        made.add(each)
    return made.result()
