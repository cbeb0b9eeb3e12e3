"""Rows that show what a table looks like, made of a conversation that nobody had."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from bot.dataset.description.facts import TableFacts
from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.records import (
    COMMUNITY,
    DatasetMessage,
    DatasetTree,
    Judgement,
    Key,
    Provenance,
    RankingVote,
)
from bot.dataset.tables.schema import Table, Written
from bot.dataset.tables.terms import Terms
from bot.protocol.labels import TextLabel
from bot.protocol.moments import DAY, Moment
from bot.protocol.trees import TreeState

_DAY: Final[Moment] = 20_454 * DAY
_AGREEMENT: Final = "0123456789ab"
_QUESTION, _ANSWER, _GUESS, _DOUBT, _LAST = (bytes(15) + bytes([number]) for number in range(5))
_PEOPLE: Final = tuple(bytes(15) + bytes([number]) for number in range(10, 14))


def describe_tables(tables: Iterable[Table], terms: Terms) -> tuple[TableFacts, ...]:
    """Return what is told of tables, each with a row as an example.

    Args:
        tables: In the order in which they are told.
        terms: Of the release; its pseudonyms are not used.
    """
    own = replace(terms, messages=Pseudonyms(b"example"), people=Pseudonyms(b"people of the example"))
    tree = _tree()
    return tuple(
        TableFacts(
            table.name, table.description, None if table.columns is None else table.columns(own), _row(table, tree, own)
        )
        for table in tables
    )


def _row(table: Table, tree: DatasetTree, terms: Terms) -> dict[str, Any] | None:
    row = next(table.rows(tree, terms), None)
    if isinstance(row, Written):
        written: dict[str, Any] = json.loads(row)
        return written
    return row


def _tree() -> DatasetTree:
    votes = [(_PEOPLE[1], (_ANSWER, _GUESS)), (_PEOPLE[2], (_ANSWER, _GUESS)), (_PEOPLE[3], (_GUESS, _ANSWER))]
    return DatasetTree(
        tree_id=_QUESTION,
        state=TreeState.READY_FOR_EXPORT,
        language="en",
        topic=None,
        provenance=Provenance(COMMUNITY),
        messages=[
            _message(_QUESTION, None, "Why is the sky blue?", (1.0, 0.75)),
            _message(_ANSWER, _QUESTION, "Because air scatters blue light more than red light.", (1.0, 1.0), rank=0),
            _message(_DOUBT, _ANSWER, "And why is it red in the evening?", (0.75, 0.75)),
            _message(_LAST, _DOUBT, "Then its light takes a longer way through the air.", (1.0, 0.5)),
            _message(
                *(_GUESS, _QUESTION, "It mirrors the sea.", (0.25, 0.0)),
                rank=1,
                author_id=None,
                synthetic=True,
                model_name="some-model",
            ),
        ],
        ranked_together={_QUESTION: (_ANSWER, _GUESS)},
        rankings={
            _QUESTION: [
                RankingVote(person, _QUESTION, order, False, _DAY, True, 1.0, _AGREEMENT) for person, order in votes
            ]
        },
    )


def _message(
    message_id: Key, parent_id: Key | None, text: str, qualities: tuple[float, ...], **fields: Any
) -> DatasetMessage:
    values: dict[str, Any] = {"author_id": _PEOPLE[0], "rank": None, "synthetic": False, "model_name": None, **fields}
    return DatasetMessage(
        message_id=message_id,
        parent_id=parent_id,
        is_assistant=message_id not in {_QUESTION, _DOUBT},
        language="en",
        text=text,
        created_at=_DAY,
        deleted=False,
        edited_by_moderator=False,
        accepted=True,
        server_id=None,
        provenance=Provenance(COMMUNITY),
        agreement=_AGREEMENT,
        edition=2,
        reviews=[
            Judgement(
                person_id=person,
                message_id=message_id,
                labels={TextLabel.SPAM: 0.0, TextLabel.QUALITY: quality},
                created_at=_DAY,
                counted=True,
                weight=1.0,
                rank_weight=1.0 if values["rank"] is not None else None,
                agreement=_AGREEMENT,
                by_itself=True,
            )
            for person, quality in zip(_PEOPLE[1:], qualities, strict=False)
        ],
        **values,
    )
