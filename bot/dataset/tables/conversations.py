"""What the tables for training share: conversations, where they come from, and what votes say of two replies to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from bot.dataset.ranks import PairVotes, Vote, ratings_of
from bot.dataset.records import DatasetMessage, DatasetTree, Key
from bot.dataset.tables.schema import Field, Kind, ListOf, Struct
from bot.dataset.tables.terms import Terms
from bot.protocol.labels import TextLabel

TURN: Final = Struct(
    (Field("role", Kind.STRING, "user or assistant."), Field("content", Kind.STRING, "What they say."))
)
"""One message of a conversation, as training code takes it."""

SOURCE_COLUMNS: Final = (
    Field("synthetic", Kind.BOOLEAN, "Whether a model wrote any of it."),
    Field("origin", Kind.STRING, "community, or the name of the source; several are joined by a plus sign."),
    Field("license", Kind.STRING, "Its licence; several that hold together are joined by AND.", nullable=True),
    Field("agreements", ListOf(Kind.STRING), "The agreements under which it was written."),
)
"""What every row says of where its texts come from."""


class Conversations:
    """The conversations of a tree."""

    def __init__(self, tree: DatasetTree, terms: Terms) -> None:
        """Look at a tree.

        Args:
            tree: The tree.
            terms: What rows of it depend on.
        """
        self.tree_name: Final = terms.messages.of(tree.tree_id)
        self._terms = terms
        self._by_id = {message.message_id: message for message in tree.messages}
        self._replies: defaultdict[Key, list[DatasetMessage]] = defaultdict(list)
        for message in tree.messages:
            if message.parent_id is not None:
                self._replies[message.parent_id].append(message)

    def replies_to(self, message: DatasetMessage) -> Sequence[DatasetMessage]:
        """Return the replies to a message, the best first."""
        return self._replies.get(message.message_id, [])

    def path_to(self, message: DatasetMessage) -> list[DatasetMessage]:
        """Return the messages from the initial prompt to one, both included."""
        path = [message]
        while path[-1].parent_id is not None:
            path.append(self._by_id[path[-1].parent_id])
        return path[::-1]

    def name_of(self, message: DatasetMessage) -> str:
        """Return the pseudonym of a message."""
        return self._terms.messages.of(message.message_id)

    def source_of(self, messages: Sequence[DatasetMessage]) -> dict[str, Any]:
        """Return the values of `SOURCE_COLUMNS` for a row with these messages."""
        provenances = [message.provenance for message in messages]
        licences = [self._terms.licence_of(provenance) for provenance in provenances]
        return {
            "synthetic": any(message.synthetic for message in messages),
            "origin": " + ".join(dict.fromkeys(provenance.origin for provenance in provenances)),
            # Where one is not known, nothing is known of them all.
            "license": None if None in licences else " AND ".join(dict.fromkeys(filter(None, licences))),
            "agreements": [*dict.fromkeys(message.agreement for message in messages if message.agreement)],
        }


def turn(message: DatasetMessage) -> dict[str, str]:
    """Return a message as a turn of a conversation."""
    return {"role": "assistant" if message.is_assistant else "user", "content": message.text}


def quality_of(message: DatasetMessage) -> float | None:
    """Return the mean quality that reviews found in a message; None where none says."""
    return message.label_means().of(TextLabel.QUALITY)


def votes_of(tree: DatasetTree, replies: Sequence[DatasetMessage]) -> PairVotes[Key]:
    """Return the votes that made the order of the replies to a message.

    Args:
        tree: The tree.
        replies: The replies that have a rank, at least one.
    """
    return PairVotes(
        [reply.message_id for reply in replies],
        [
            Vote(vote.order, vote.weight, vote.not_rankable)
            for vote in tree.rankings.get(replies[0].parent_id or b"", ())
            if vote.counted is not False
        ],
        {reply.message_id: ratings_of(reply) for reply in replies},
    )
