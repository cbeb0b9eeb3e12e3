"""What may be wrong with texts: repeated, known from benchmarks, with personal data, in another language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from bot.dataset.records import DatasetMessage, DatasetTree, Key
from bot.dataset.reports.language_checks import LanguageChecks
from bot.rules.benchmark_overlap import WORDS, BenchmarkTexts
from bot.rules.copied_texts import LEAST_WORDS, NEAR_DUPLICATE, compare_reply
from bot.rules.fingerprints import text_fingerprints
from bot.rules.minhash import sketch_of
from bot.rules.near_duplicates import NearDuplicates
from bot.rules.personal_data import PersonalData, scrub
from bot.rules.shingles import shingles_of, words_of


class Texts:
    """Looks at texts, one after the other, and keeps nothing of them but sketches."""

    def __init__(
        self,
        secret_key: bytes,
        name_of: Callable[[Key], str],
        benchmarks: Mapping[str, BenchmarkTexts] | None,
        languages: LanguageChecks | None,
    ) -> None:
        """See `DataReport`."""
        self._secret_key = secret_key
        self._name_of = name_of
        self._benchmarks = benchmarks
        self._languages = languages
        self._near = NearDuplicates()
        self._overlaps: dict[str, list[Key]] = {name: [] for name in benchmarks or ()}
        self._repetitions: list[Key] = []
        self._things: Counter[PersonalData] = Counter()
        self._messages_with: Counter[PersonalData] = Counter()
        self._messages_with_any = 0

    def add(self, tree: DatasetTree) -> None:
        """Look at a tree's texts; what was deleted has none."""
        seen: dict[Key, tuple[int, frozenset[int]]] = {}
        for message in tree.messages:
            if message.text:
                words = words_of(message.text)
                shingles = shingles_of(self._secret_key, words)
                seen[message.message_id] = len(words), shingles
                self._compare(message, words, shingles)
                asked = seen.get(message.parent_id) if message.parent_id is not None else None
                if asked is not None and compare_reply(*asked, shingles) is not None:
                    self._repetitions.append(message.message_id)
                self._look_for_personal_data(message.text)
                if self._languages is not None:
                    self._languages.add(message.language, message.text)

    def _compare(self, message: DatasetMessage, words: list[str], shingles: frozenset[int]) -> None:
        sketch = sketch_of(shingles) if len(words) >= LEAST_WORDS else None
        self._near.add(message.message_id, text_fingerprints(self._secret_key, message.text)[0], sketch)
        for name, benchmark in (self._benchmarks or {}).items():
            if benchmark.overlaps(words):
                self._overlaps[name].append(message.message_id)

    def _look_for_personal_data(self, text: str) -> None:
        counts = scrub(text).counts
        self._things.update(counts)
        self._messages_with.update(counts.keys())
        self._messages_with_any += bool(counts)

    def result(self) -> dict[str, Any]:
        """Return what was found; messages are named where somebody may want to leave them out."""
        groups = self._near.groups()
        return {
            "near_duplicates": {
                "resemblance": NEAR_DUPLICATE,
                "repeated": self._near.count_repeated(),
                "messages": sum(map(len, groups)),
                "groups": sorted(self._names(group) for group in groups),
            },
            "repeated_prompts": {"message_ids": self._names(self._repetitions)},
            "benchmarks": None if self._benchmarks is None else self._overlap(self._benchmarks),
            "personal_data": {
                "messages": self._messages_with_any,
                "by_kind": {
                    str(kind): {"messages": self._messages_with[kind], "found": self._things[kind]}
                    for kind in PersonalData
                },
            },
            "languages": self._language_mismatches(),
        }

    def _overlap(self, benchmarks: Mapping[str, BenchmarkTexts]) -> dict[str, Any]:
        return {
            "words": WORDS,
            "by_name": {
                name: {
                    "texts": benchmark.texts,
                    "too_short": benchmark.short_texts,
                    "message_ids": self._names(self._overlaps[name]),
                }
                for name, benchmark in sorted(benchmarks.items())
            },
        }

    def _language_mismatches(self) -> dict[str, Any] | None:
        found = None if self._languages is None else self._languages.result()
        if found is None:
            return None
        return {
            "checked": dict(found.checked),
            "others": [
                {"language": language, "found": other, "messages": count}
                for (language, other), count in found.others.items()
            ],
        }

    def _names(self, keys: list[Key]) -> list[str]:
        return sorted(map(self._name_of, keys))
