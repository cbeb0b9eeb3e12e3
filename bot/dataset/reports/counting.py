"""How much of what is in a dataset: by language, state and origin, and who agreed to what."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from bot.dataset.records import COMMUNITY, DatasetMessage, DatasetTree, Key
from bot.protocol.messages import Role
from bot.protocol.moments import Moment, to_datetime


@dataclass(slots=True)
class _Language:
    """What is in a language, or in all of them."""

    counts: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    people: defaultdict[str, set[Key]] = field(default_factory=lambda: defaultdict(set))

    def as_json(self) -> dict[str, Any]:
        """Return it with every count, those of 0 too."""
        return {
            **{name: self.counts[name] for name in _COUNTS},
            **{name: len(self.people[name]) for name in _PEOPLE},
            "states": dict(sorted(self.states.items())),
        }


_COUNTS = (
    *("trees", "messages", "prompter", "assistant", "synthetic", "imported", "deleted", "edited_by_moderators"),
    *("characters", "reviews", "rankings", "ranked"),
)
_PEOPLE = ("authors", "reviewers", "rankers")


class Counting:
    """Counts what is in trees, one after the other."""

    def __init__(self) -> None:
        self._all = _Language()
        self._languages: defaultdict[str, _Language] = defaultdict(_Language)
        self._depths: Counter[int] = Counter()
        self._models: Counter[str] = Counter()
        self._topics: Counter[str] = Counter()
        self._sources: Counter[tuple[str, str, str]] = Counter()
        self._agreements: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._without_rank: Counter[str] = Counter()
        self._first: Moment | None = None
        self._last: Moment | None = None

    def add(self, tree: DatasetTree) -> None:
        """Count a tree. One whose initial prompt is not released is in the language that it was written in."""
        for part in (self._all, self._languages[tree.language]):
            part.counts["trees"] += 1
            part.states[str(tree.state)] += 1
        if tree.topic is not None:
            self._topics[tree.topic] += 1
        depths: dict[Key, int] = {}
        language_of: dict[Key, str] = {}
        for message in tree.messages:
            depth = 0 if message.parent_id is None else depths.get(message.parent_id, 0) + 1
            depths[message.message_id] = depth
            language_of[message.message_id] = message.language
            self._depths[depth] += 1
            self._add_message(message)
        for parent_id, votes in tree.rankings.items():
            for part in (self._all, self._languages[language_of.get(parent_id, tree.language)]):
                part.counts["rankings"] += len(votes)
                part.people["rankers"].update(vote.person_id for vote in votes)
            for vote in votes:
                self._agree(vote.agreement, "rankings")

    def _add_message(self, message: DatasetMessage) -> None:
        is_imported = message.provenance.origin != COMMUNITY
        counts = {
            "messages": 1,
            str(Role.of(is_assistant=message.is_assistant)): 1,
            "synthetic": message.synthetic,
            "imported": is_imported,
            "deleted": message.deleted,
            "edited_by_moderators": message.edited_by_moderator,
            "characters": len(message.text),
            "reviews": len(message.reviews),
            "ranked": message.rank is not None,
        }
        for part in (self._all, self._languages[message.language]):
            part.counts.update(counts)
            part.people["reviewers"].update(review.person_id for review in message.reviews)
            if message.author_id is not None:
                part.people["authors"].add(message.author_id)
        if message.synthetic:
            self._models[message.model_name or ""] += 1
        if message.rank_reason is not None:
            self._without_rank[str(message.rank_reason)] += 1
        provenance = message.provenance
        self._sources[provenance.origin, provenance.license or "", provenance.source_url or ""] += 1
        if not is_imported:
            self._agree(message.agreement, "texts")
        for review in message.reviews:
            self._agree(review.agreement, "reviews")
        day = message.created_at if message.source_date is None else message.source_date
        self._first = day if self._first is None else min(self._first, day)
        self._last = day if self._last is None else max(self._last, day)

    def _agree(self, version: str | None, to_what: str) -> None:
        self._agreements[version or ""][to_what] += 1

    def result(self) -> dict[str, Any]:
        """Return the counts; an empty name stands for what is not known."""
        return {
            **self._all.as_json(),
            "first_day": None if self._first is None else to_datetime(self._first).date().isoformat(),
            "last_day": None if self._last is None else to_datetime(self._last).date().isoformat(),
            "by_language": {language: found.as_json() for language, found in sorted(self._languages.items())},
            "by_depth": {str(depth): count for depth, count in sorted(self._depths.items())},
            "by_model": dict(sorted(self._models.items())),
            "by_topic": dict(sorted(self._topics.items())),
            "by_source": [
                {"origin": origin, "license": licence or None, "url": url or None, "messages": count}
                for (origin, licence, url), count in sorted(self._sources.items())
            ],
            "by_agreement": {
                version: {name: found[name] for name in ("texts", "reviews", "rankings")}
                for version, found in sorted(self._agreements.items())
            },
            "without_rank": dict(sorted(self._without_rank.items())),
        }
