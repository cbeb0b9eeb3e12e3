"""What the statistics show: the pool's numbers put into words, in five views."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from bot.backends.values import AGREEMENT_REVIEWS, MOST_ACTIVE, PoolStatistics
from bot.protocol.labels import TextLabel
from bot.protocol.messages import Role
from bot.protocol.moments import DAY, Moment, to_datetime
from bot.protocol.trees import TreeState
from bot.rules.labels import label_key
from bot.rules.languages import canonical_tag, normalise_tag
from bot.state.charts import Bar, Bars, Days, Number, Panel, Parts, Picture, Tone, is_drawable
from bot.texts import Sentences
from bot.texts.language_names import name_in, own_name

Key = TypeVar("Key")

MOST_LANGUAGES = 7
"""So many languages have a bar of their own; the others share one."""

_RELIABLE = 0.667
"""From here on Krippendorff ("Content Analysis", 2004, p. 241) draws tentative conclusions."""

_TONES = {
    TreeState.READY_FOR_EXPORT: Tone.DONE,
    TreeState.ABORTED_LOW_GRADE: Tone.OUT,
    TreeState.HALTED_BY_MODERATOR: Tone.OUT,
    TreeState.SCORING_FAILED: Tone.OUT,
}
_STATES = (
    TreeState.READY_FOR_EXPORT,
    *(state for state in TreeState if state not in _TONES),
    *(state for state, tone in _TONES.items() if tone is Tone.OUT),
)
"""What is finished first, what is out last."""


class ViewName(StrEnum):
    """What a view is about."""

    TREES = "trees"
    MESSAGES = "messages"
    WORK = "work"
    ACTIVITY = "activity"
    QUALITY = "quality"


@dataclass(frozen=True, slots=True)
class StatisticsView:
    """One view. `panels` are its numbers, none where there is nothing to count; `notes` what else there is to say."""

    name: ViewName
    panels: tuple[Panel, ...]
    notes: tuple[str, ...] = ()

    @property
    def picture(self) -> Picture | None:
        """What there is to draw; None where there is nothing."""
        return Picture(panels=self.panels) if self.panels else None


def views_of(statistics: PoolStatistics, goal: int | None, say: Sentences) -> tuple[StatisticsView, ...]:
    """Return the views of the pool without those of which the backend knows nothing; none where nothing is there.

    Args:
        statistics: the numbers.
        goal: how many finished trees the operator wants; None where nobody said.
        say: the reader's sentences.
    """
    if not _some(statistics.trees.values()) and not _some(statistics.messages_by_language.values()):
        return ()
    views = [_trees(statistics, goal, say), _messages(statistics, say)]
    if statistics.open_work is not None:
        work = {say(f"task-{task_type.replace('_', '-')}"): count for task_type, count in statistics.open_work.items()}
        views.append(_view(ViewName.WORK, [_bars(say("stats-work"), _most_first(work), say)], say))
    if statistics.activity is not None:
        views.append(_activity(statistics, statistics.activity, say))
    if statistics.agreement is not None:
        views.append(_quality(statistics, statistics.agreement, say))
    return tuple(views)


def unknown_of(statistics: PoolStatistics, say: Sentences) -> tuple[str, ...]:
    """Say what the backend cannot tell."""
    unknown = []
    if statistics.open_work is None:
        unknown.append(say("stats-unknown-work"))
    if statistics.activity is None:
        unknown.append(say("stats-unknown-activity"))
    if statistics.agreement is None:
        unknown.append(say("stats-unknown-agreement"))
    return tuple(unknown)


def _trees(statistics: PoolStatistics, goal: int | None, say: Sentences) -> StatisticsView:
    by_state = {state: statistics.trees.get(state, 0) for state in _STATES}
    panels: list[Panel] = []
    if goal is not None:
        panels.append(_progress(by_state[TreeState.READY_FOR_EXPORT], goal, say))
    rows = tuple(
        _bar(say(f"stats-state-{state.replace('_', '-')}"), count, say, _TONES.get(state, Tone.UNDER_WAY))
        for state, count in by_state.items()
        if count > 0
    )
    panels.append(Bars(title=say("stats-trees", count=sum(row.amount for row in rows)), rows=rows))
    return StatisticsView(ViewName.TREES, tuple(panels), (say("stats-trees-note"),))


def _progress(finished: int, goal: int, say: Sentences) -> Bars:
    shown = say("stats-of-goal", count=finished, goal=goal, percent=finished * 100 // goal)
    row = Bar(label=say("stats-finished-trees"), shown=shown, amount=finished, tone=Tone.DONE)
    return Bars(title=say("stats-goal-reached" if finished >= goal else "stats-goal"), rows=(row,), full=goal)


def _messages(statistics: PoolStatistics, say: Sentences) -> StatisticsView:
    by_role = [
        _bar(say(f"stats-role-{role}"), statistics.messages_by_role.get(role, 0), say, tone)
        for role, tone in ((Role.PROMPTER, Tone.SECOND), (Role.ASSISTANT, Tone.UNDER_WAY))
    ]
    roles = Parts(title=say("stats-messages", count=sum(row.amount for row in by_role)), rows=tuple(by_role))
    return _view(ViewName.MESSAGES, [roles, _languages(statistics.messages_by_language, say)], say)


def _languages(messages: Mapping[str, int], say: Sentences) -> Bars:
    positive: Counter[str] = Counter()
    for tag, count in messages.items():
        if count > 0:
            positive[canonical_tag(tag)] += count
    known = _most_first({tag: count for tag, count in positive.items() if normalise_tag(tag) is not None})
    # A single one more than there is room for takes no more room than the bar of the others.
    kept = known if len(known) <= MOST_LANGUAGES + 1 else known[:MOST_LANGUAGES]
    rows = [_bar(language_in_letters(tag, say), count, say) for tag, count in kept]
    rest = sum(positive.values()) - sum(count for _, count in kept)
    if rest > 0:
        rows.append(_bar(say("stats-other-languages", count=len(positive) - len(kept)), rest, say, Tone.OUT))
    return Bars(title=say("stats-languages"), rows=tuple(rows))


def _activity(statistics: PoolStatistics, activity: tuple[int, ...], say: Sentences) -> StatisticsView:
    amounts = tuple(max(0, amount) for amount in activity)
    numbers = {
        "stats-today": _number(amounts[-1] if amounts else 0, say),
        "stats-last-week": _number(sum(amounts[-7:]), say),
        "stats-last-month": _number(sum(amounts), say),
        "stats-busiest-day": _busiest(amounts, statistics.as_of, say),
    }
    days = Days(
        title=say("stats-activity"),
        rows=tuple(Number(label=say(key), shown=shown) for key, shown in numbers.items()),
        amounts=amounts,
        highest=_number(max(amounts, default=0), say),
        first=say("stats-first-day", days=max(0, len(amounts) - 1)),
        last=say("stats-last-day"),
    )
    people, share = statistics.contributors, statistics.most_active_share
    panels: list[Panel] = [days]
    notes: list[str] = []
    if share is not None and (people is None or people > MOST_ACTIVE):
        panels.append(_most_active(people, share, say))
        notes.append(say("stats-most-active-note"))
    elif people:
        panels.append(Bars(title=say("stats-contributors", count=people), rows=()))
        notes.append(say("stats-share-note", people=MOST_ACTIVE))
    if not _some(amounts):
        return StatisticsView(ViewName.ACTIVITY, tuple(panels[1:]), (say("stats-activity-none"), *notes))
    return StatisticsView(ViewName.ACTIVITY, tuple(panels), (*notes, say("stats-activity-note")))


def _busiest(amounts: Sequence[int], as_of: Moment, say: Sentences) -> str:
    """Return the largest amount, and on which day that was: the first of several, as in the picture."""
    most = max(amounts, default=0)
    if not most:
        return _number(0, say)
    day = to_datetime(as_of - (len(amounts) - 1 - amounts.index(most)) * DAY)
    return say("stats-number-on-day", count=most, day=day.day, month=day.month)


def _most_active(people: int | None, share: float, say: Sentences) -> Parts:
    percent = min(100, max(0, round(share * 100)))
    parts = (
        ("stats-most-active", percent, Tone.SECOND),
        ("stats-everybody-else", 100 - percent, Tone.UNDER_WAY),
    )
    title = say("stats-contributions-of-all") if people is None else say("stats-contributions-of", count=people)
    rows = tuple(
        Bar(label=say(key), shown=say("stats-percent", percent=amount), amount=amount, tone=tone)
        for key, amount, tone in parts
    )
    return Parts(title=title, rows=rows)


def _quality(statistics: PoolStatistics, agreement: Mapping[TextLabel, float], say: Sentences) -> StatisticsView:
    by_label = {label: max(0, round(alpha * 100)) for label, alpha in agreement.items()}
    rows = tuple(
        Bar(
            label=say("stats-label-language" if label is TextLabel.LANG_MISMATCH else label_key(label)),
            shown=say("stats-alpha", alpha=round(agreement[label], 2) + 0.0),
            amount=amount,
            tone=Tone.DONE if agreement[label] >= _RELIABLE else Tone.UNDER_WAY,
        )
        for label, amount in _most_first(by_label)
    )
    panels: list[Panel] = []
    notes: list[str] = []
    if rows:
        panels.append(Bars(title=say("stats-agreement"), rows=rows, full=100))
        notes.append(say("stats-agreement-note", reviews=AGREEMENT_REVIEWS))
    else:
        notes.append(say("stats-quality-none"))
    answered, passed = statistics.checks_answered or 0, statistics.checks_passed or 0
    if answered:
        parts = (
            _bar(say("stats-checks-passed"), passed, say, Tone.DONE),
            _bar(say("stats-checks-failed"), answered - passed, say, Tone.OUT),
        )
        panels.append(Parts(title=say("stats-checks", count=answered), rows=parts))
        notes.append(say("stats-checks-note"))
    return StatisticsView(ViewName.QUALITY, tuple(panels), tuple(notes))


def _view(name: ViewName, panels: Iterable[Bars | Parts], say: Sentences) -> StatisticsView:
    """Build a view of what has numbers above 0; where nothing has, it says so."""
    some = tuple(panel for panel in panels if _some(row.amount for row in panel.rows))
    return StatisticsView(name, some, () if some else (say(f"stats-{name}-none"),))


def _bars(title: str, counts: Iterable[tuple[str, int]], say: Sentences) -> Bars:
    return Bars(title=title, rows=tuple(_bar(label, count, say) for label, count in counts if count > 0))


def _bar(label: str, count: int, say: Sentences, tone: Tone = Tone.UNDER_WAY) -> Bar:
    amount = max(0, count)
    return Bar(label=label, shown=_number(amount, say), amount=amount, tone=tone)


def _number(count: int, say: Sentences) -> str:
    return say("stats-number", count=count)


def _some(counts: Iterable[int]) -> bool:
    return any(count > 0 for count in counts)


def _most_first(counts: Mapping[Key, int]) -> list[tuple[Key, int]]:
    return sorted(counts.items(), key=lambda item: item[1], reverse=True)


def language_in_letters(tag: str, say: Sentences) -> str:
    """Return what its speakers call a language where that can be drawn, else what the reader does, and its tag."""
    own, shown = own_name(tag), name_in(tag, say.language)
    if is_drawable(own):
        return own
    return f"{shown if is_drawable(shown) else name_in(tag, 'en')} ({tag})"
