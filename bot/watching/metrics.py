"""Numbers for Prometheus: what is counted as it happens, and what is looked up when somebody asks.

No label has a person, a server, a text, or anything that somebody may choose.
"""

from collections.abc import Iterator
from typing import Final

from prometheus_client import CollectorRegistry, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.protocol.moments import SECOND
from bot.watching.facts import Facts

_SECONDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)
"""Discord waits three seconds for the first answer."""


class Metrics:
    """All numbers of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._answers = Histogram(
            "dataset_bot_answer_seconds",
            "Seconds from an interaction's arrival to the end of its answer, by what was asked and its outcome.",
            ("asked", "outcome"),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._found = _Found()
        self._registry.register(self._found)
        ProcessCollector(registry=self._registry)

    def note_answer(self, asked: str, outcome: str, seconds: float) -> None:
        """Count an answer.

        Args:
            asked: Which command or control: one of the bot's own names.
            outcome: What became of it.
            seconds: How long it took.
        """
        self._answers.labels(asked, outcome).observe(seconds)

    def text(self, facts: Facts) -> bytes:
        """Return everything in Prometheus' text form, with the facts as they are now."""
        self._found.facts = facts
        return generate_latest(self._registry)


class _Found(Collector):
    """What was looked up; a number that is not known is absent."""

    facts: Facts | None = None

    def collect(self) -> Iterator[Metric]:
        """Yield each number."""
        facts = self.facts
        if facts is None:
            return
        backup = facts.backup.last_good
        numbers = (
            ("gateway_latency_seconds", "Seconds that Discord takes to answer a heartbeat.", facts.latency_seconds),
            ("gateway_disconnected", "Parts of the bot without a connection to Discord.", facts.disconnected),
            ("backend_up", "Whether the backend answers.", int(facts.backend_answers)),
            ("database_up", "Whether the database answers.", int(facts.waiting is not None)),
            ("database_bytes", "Size of the database.", facts.database_bytes),
            ("database_log_bytes", "Size of its write-ahead log.", facts.log_bytes),
            ("disk_free_bytes", "What is free on its disk.", facts.free_bytes),
            ("backup_failed", "Whether the last backup, or the last drill, failed.", _failed(facts)),
            (
                "backup_age_seconds",
                "Seconds since the last backup.",
                None if backup is None else (facts.at - backup.made_at) / SECOND,
            ),
        )
        for name, help_text, value in numbers:
            yield from _gauge(name, help_text, value)
        yield from self._waiting(facts)
        yield from self._pool(facts)

    def _waiting(self, facts: Facts) -> Iterator[Metric]:
        if (waiting := facts.waiting) is None:
            return
        oldest = waiting.oldest_submission_at
        waits = 0.0 if oldest is None else (facts.at - oldest) / SECOND
        yield from _gauge("outbox_entries", "Submissions that wait for the backend.", waiting.submissions)
        yield from _gauge("outbox_age_seconds", "How long the oldest of them has waited.", waits)
        yield from _gauge("open_sessions", "Packages that somebody has open.", waiting.open_sessions)

    def _pool(self, facts: Facts) -> Iterator[Metric]:
        if (pool := facts.pool) is not None:
            trees = GaugeMetricFamily("dataset_bot_trees", "Trees by their state.", labels=("state",))
            for state, number in pool.trees.items():
                trees.add_metric((state,), number)
            messages = GaugeMetricFamily("dataset_bot_messages", "Messages by language.", labels=("language",))
            for language, number in pool.messages_by_language.items():
                messages.add_metric((language,), number)
            packages = GaugeMetricFamily(
                "dataset_bot_open_packages", "Packages about messages that are open, by kind.", labels=("kind",)
            )
            for kind, number in (pool.open_work or {}).items():
                packages.add_metric((kind,), number)
            yield from (trees, messages, packages)
        missing = GaugeMetricFamily(
            "dataset_bot_missing", "Reviews and rankings that open trees wait for.", labels=("what", "language")
        )
        for language, work in facts.missing.items():
            missing.add_metric(("reviews", language), work.reviews_missing)
            missing.add_metric(("rankings", language), work.rankings_missing)
        yield missing


def _gauge(name: str, help_text: str, value: float | None) -> Iterator[Metric]:
    if value is not None:
        yield GaugeMetricFamily(f"dataset_bot_{name}", help_text, value=value)


def _failed(facts: Facts) -> int:
    return int(facts.backup.failure is not None or facts.backup.drill_failure is not None)
