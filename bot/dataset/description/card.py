"""The dataset's card (`README.md`): a head that the Hugging Face hub reads, and a body that a stranger understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.dataset.description import markdown, words
from bot.dataset.description.card_head import head_of
from bot.dataset.description.columns import described_columns, type_in_words
from bot.dataset.description.conditions import conditions, what_is_missing, withdrawal
from bot.dataset.description.facts import ReleaseFacts
from bot.dataset.description.figures import agreement, contents, texts
from bot.dataset.description.front_matter import front_matter
from bot.dataset.description.markdown import plain, table
from bot.dataset.tables.schema import ColumnType, Field, ListOf, Struct

_HUB: Final = "https://huggingface.co/datasets/"
_TRAINERS: Final = {
    "sft": ("SFTTrainer", "supervised fine-tuning"),
    "preference": ("DPOTrainer", "direct preference optimization; RewardTrainer takes the same, with its margins"),
    "kto": ("KTOTrainer", "Kahneman-Tversky optimization"),
    "prompts": ("GRPOTrainer", "training that writes its own replies, with a reward of yours"),
}


_MAKING: Final = """## How it was made

People in Discord work one small package after the other: write an initial prompt, reply as the assistant, reply as
the prompter, review a message with labels, rank the replies to a message. The bot picks what is missing. Nobody
reviews, ranks or answers their own message, and authors are not named to those who judge.

**Reviews** give labels: yes or no (`spam`), flags (`pii`), and scales of five steps from 0 to 1 (`quality`). They
decide whether a message is accepted; a message is here only if all above it were accepted, too.

**Rankings** put the replies to a message in order, models' replies among people's. The `rank` is their consensus
(Tideman's ranked pairs), 0 the best, counted anew over the replies that are released.

**Votes are weighed** by how far the earlier ones of the same person fit what was decided. Each judgement in
`annotations` has the weight that it had, so that everything can be worked out again, or otherwise."""


def card(facts: ReleaseFacts, report: Mapping[str, Any]) -> str:
    """Return the card of a release.

    Args:
        facts: What is released.
        report: What `bot.dataset.reports` says of it.
    """
    sections = (
        _beginning(facts, report),
        _loading(facts),
        _MAKING,
        contents(report),
        agreement(report),
        what_is_missing(facts, report),
        texts(facts, report),
        withdrawal(facts),
        conditions(facts, report),
        _fields(facts),
    )
    return front_matter(head_of(facts, report)) + "\n" + "\n\n".join(sections) + "\n"


def _beginning(facts: ReleaseFacts, report: Mapping[str, Any]) -> str:
    splits = sorted({file.split for file in facts.files}, key=lambda split: (split != "train", split))
    rows = [
        (f"`{each.name}`", each.description, *(_rows_in(facts, each.name, split) for split in splits))
        for each in facts.released_tables()
    ]
    licence = markdown.link(facts.known_licence.name, facts.known_licence.url)
    return "\n\n".join(
        (
            f"# {plain(facts.heading)}",
            words.summary(facts, report),
            f"Version {plain(facts.version)} of {facts.date}, under {licence}. Each conversation is a tree: an initial "
            "prompt, replies to it, replies to those. The tables show the same trees in several ways:",
            table(("table", "a row is", *splits), rows, with_words=2),
            "A tree is in the same split in every table and every release, and so is what is nearly the same as it.",
        )
    )


def _rows_in(facts: ReleaseFacts, config: str, split: str) -> str:
    return f"{sum(file.rows for file in facts.files if (file.config, file.split) == (config, split)):,}"


def _loading(facts: ReleaseFacts) -> str:
    names = [each.name for each in facts.configs()]
    first = "sft" if "sft" in names else next(iter(names), "messages")
    repository = facts.url.removeprefix(_HUB) if facts.url is not None and facts.url.startswith(_HUB) else None
    place = f'"{repository or "path/to/this/folder"}"'
    load = f'from datasets import load_dataset\n\nrows = load_dataset({place}, "{first}", split="train")'
    parts = ["## How to load it", "With the package `datasets`, a table by its name:", markdown.code(load, "python")]
    others = [file for each in facts.released_tables() if each.name not in names for file in facts.files_of(each.name)]
    if others:
        before = f"hf://datasets/{repository}" if repository else "path/to/this/folder"
        lines = [f'load_dataset("json", data_files="{before}/{file.path}", split="train")' for file in others]
        parts += [
            "The trees, which nest as deep as they are and so have no columns:",
            markdown.code("\n".join(lines), "python"),
        ]
    trainers = [(name, *_TRAINERS[name]) for name in names if name in _TRAINERS]
    if trainers:
        lines = [f"from trl import {', '.join(sorted(trainer for _, trainer, _ in trainers))}", ""]
        for name, trainer, purpose in trainers:
            rows = f'load_dataset({place}, "{name}", split="train")'
            lines += [f"# {purpose}", f"{trainer}(model, train_dataset={rows}).train()"]
        parts += [
            "With TRL, in which no column needs another name. The tokenizer of the model needs a chat template; roles "
            "are `user` and `assistant`.",
            markdown.code("\n".join(lines), "python"),
        ]
    parts.append(
        "`python -m bot verify` of the bot that made it compares each file with `manifest.json`, and works out every "
        "rank again from `annotations`. `croissant.json` describes files and fields for other tools."
    )
    return "\n\n".join(parts)


def _fields(facts: ReleaseFacts) -> str:
    parts = [
        "## Fields",
        "Every key is in every row, and null where there is nothing to say. The examples were made up.",
    ]
    for each in facts.released_tables():
        parts += [f"### {each.name}", each.description, "\n".join(_lines(described_columns(each)))]
        if each.example is not None:
            parts.append(markdown.example(each.example))
    return "\n\n".join(parts)


def _lines(columns: Sequence[Field], indent: str = "") -> Iterator[str]:
    for column in columns:
        kind = type_in_words(column.type) + (", or null" if column.nullable else "")
        yield f"{indent}* `{column.name}` ({kind}): {column.description}"
        yield from _lines(_parts(column.type), f"{indent}  ")


def _parts(column: ColumnType) -> tuple[Field, ...]:
    if isinstance(column, ListOf):
        return _parts(column.of)
    return column.fields if isinstance(column, Struct) else ()
