"""`messages`: a message a row, each tree depth first. Lists of labels and emojis are as the hub has OASST's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.dataset.records import DatasetMessage, DatasetTree, ForeignLabel, LabelMean
from bot.dataset.tables.schema import Field, Kind, ListOf, Struct, Table
from bot.dataset.tables.terms import Terms

_LABELS: Final = Struct(
    (
        Field("name", ListOf(Kind.STRING), "The names of the labels."),
        Field("value", ListOf(Kind.FLOAT), "The mean of each, from 0 to 1."),
        Field("count", ListOf(Kind.INTEGER), "How many people gave each."),
    )
)
_FOREIGN_LABELS: Final = Struct(
    (
        Field("name", ListOf(Kind.STRING), "The names of the labels."),
        Field("value", ListOf(Kind.FLOAT), "The mean of each."),
        Field("count", ListOf(Kind.INTEGER), "How many people gave each; 0 where the source does not say."),
    )
)
_EMOJIS: Final = Struct(
    (
        Field("name", ListOf(Kind.STRING), "The codes of the reactions."),
        Field("count", ListOf(Kind.INTEGER), "How many people gave each."),
    )
)
_COLUMNS: Final = (
    Field("message_id", Kind.STRING, "A pseudonym of the message, the same in all releases."),
    Field("parent_id", Kind.STRING, "The message that it replies to; null for an initial prompt.", nullable=True),
    Field("user_id", Kind.STRING, "A pseudonym of its author, another one in each release.", nullable=True),
    Field("created_date", Kind.STRING, "When it was written, or imported; by default the day alone (UTC)."),
    Field("text", Kind.STRING, "The text."),
    Field("role", Kind.STRING, "Who speaks: prompter or assistant."),
    Field("lang", Kind.STRING, "Its language, as a tag."),
    Field("review_count", Kind.INTEGER, "How many reviews are in the means of labels."),
    Field("review_result", Kind.BOOLEAN, "Whether reviews accepted it; null where that is open.", nullable=True),
    Field("deleted", Kind.BOOLEAN, "Whether it was deleted."),
    Field("rank", Kind.INTEGER, "Its place among the siblings in this release that were ranked, 0 the best.", True),
    Field("rank_reason", Kind.STRING, "Why it has no rank, though it was ranked.", nullable=True),
    Field("synthetic", Kind.BOOLEAN, "Whether a model wrote it; so counts what nobody knows to be a person's."),
    Field("model_name", Kind.STRING, "Which model.", nullable=True),
    Field("edited_by_moderator", Kind.BOOLEAN, "Whether a moderator has changed the text."),
    Field("message_tree_id", Kind.STRING, "The tree, which has the pseudonym of its initial prompt."),
    Field("tree_state", Kind.STRING, "The state of the tree."),
    Field("emojis", _EMOJIS, "Reactions; null where there are none.", nullable=True),
    Field("labels", _LABELS, "The means of what reviews say; null where there are none.", nullable=True),
    Field("origin", Kind.STRING, "community, or the name of the source that was imported."),
    Field("source_id", Kind.STRING, "What that source calls it.", nullable=True),
    Field("source_date", Kind.STRING, "When it was written, by its source.", nullable=True),
    Field("license", Kind.STRING, "Its licence; null where its source does not say.", nullable=True),
    Field("agreement", Kind.STRING, "The agreement under which it was written; null for imports.", nullable=True),
    Field("foreign_labels", _FOREIGN_LABELS, "What its source says of it, which counted for nothing.", nullable=True),
    Field("foreign_rank", Kind.INTEGER, "The rank that its source gave it, which counted for nothing.", nullable=True),
)


def _columns(_: Terms) -> tuple[Field, ...]:
    return _COLUMNS


def rows(tree: DatasetTree, terms: Terms) -> Iterator[dict[str, Any]]:
    """Make rows of a tree."""
    names: dict[bytes, str] = {}
    tree_name = terms.messages.of(tree.tree_id)
    state = str(tree.state)
    for message in tree.messages:
        message_id = message.message_id
        name = names[message_id] = tree_name if message_id == tree.tree_id else terms.messages.of(message_id)
        parent_id = message.parent_id
        provenance = message.provenance
        yield {
            "message_id": name,
            "parent_id": None if parent_id is None else names[parent_id],
            "user_id": None if message.author_id is None else terms.people.of_person(message.author_id),
            "created_date": terms.date(message.created_at),
            "text": message.text,
            "role": "assistant" if message.is_assistant else "prompter",
            "lang": message.language,
            "review_count": len(message.reviews),
            "review_result": message.accepted,
            "deleted": message.deleted,
            "rank": message.rank,
            "rank_reason": None if message.rank_reason is None else str(message.rank_reason),
            "synthetic": message.synthetic,
            "model_name": message.model_name,
            "edited_by_moderator": message.edited_by_moderator,
            "message_tree_id": tree_name,
            "tree_state": state,
            "emojis": _emojis(message),
            "labels": _labels(message.label_means()),
            "origin": provenance.origin,
            "source_id": provenance.source_id,
            "source_date": None if message.source_date is None else terms.date(message.source_date),
            "license": terms.licence_of(provenance),
            "agreement": message.agreement,
            "foreign_labels": _foreign_labels(message.foreign_labels),
            "foreign_rank": message.foreign_rank,
        }


def _labels(means: Mapping[str, LabelMean]) -> dict[str, list[Any]] | None:
    if not means:
        return None
    return {
        "name": [*means],
        "value": [mean.value for mean in means.values()],
        "count": [mean.reviews for mean in means.values()],
    }


def _emojis(message: DatasetMessage) -> dict[str, list[Any]] | None:
    if not message.emojis:
        return None
    return {"name": sorted(message.emojis), "count": [message.emojis[name] for name in sorted(message.emojis)]}


def _foreign_labels(labels: Mapping[str, ForeignLabel] | None) -> dict[str, list[Any]] | None:
    if not labels:
        return None
    return {
        "name": sorted(labels),
        "value": [labels[name].value for name in sorted(labels)],
        "count": [labels[name].reviews or 0 for name in sorted(labels)],
    }


MESSAGES: Final = Table("messages", "A message, each tree depth first.", _columns, rows)
