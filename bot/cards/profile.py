"""What somebody has achieved: points, level, ranks, streak; and for themselves, how their points come about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from bot.cards.leaderboard import period_name
from bot.cards.levels import level_bar
from bot.cards.names import shown_name
from bot.interactions.components import Accent, Button, Card, Row, Separator, Text
from bot.interactions.custom_id import CustomId
from bot.protocol.moments import HOUR, SECOND, Moment
from bot.protocol.scores import TimeFrame, UserScore
from bot.protocol.tasks import TaskType
from bot.rules.levels import level_of
from bot.rules.points import SCORE, ContributionCounts, Scoring, earnings_of
from bot.rules.streaks import BREAKS_AFTER
from bot.texts import Sentences

NAMESPACE = "profile"

_MOST_MISSING = 3
"""So many kinds of contributions that somebody has none of are named, those that are worth most."""

_KINDS: Mapping[str, str] = {
    "prompts": "score-prompts",
    "replies_assistant": "score-replies-assistant",
    "replies_prompter": "score-replies-prompter",
    "labels_simple": "score-labels-simple",
    "labels_full": "score-labels-full",
    "rankings_total": "score-rankings",
    "rankings_good": "score-good-rankings",
    "accepted_prompts": "score-accepted-prompts",
    "accepted_replies_assistant": "score-accepted-replies-assistant",
    "accepted_replies_prompter": "score-accepted-replies-prompter",
    "reply_ranked_1": "score-ranked-first",
    "reply_ranked_2": "score-ranked-second",
    "reply_ranked_3": "score-ranked-third",
}
"""What the kinds of contributions are called that the score counts."""


_PAID_BY_QUALITY: Mapping[TaskType, str] = {
    TaskType.ASSISTANT_REPLY: "score-replies-assistant",
    TaskType.PROMPTER_REPLY: "score-replies-prompter",
    TaskType.INITIAL_PROMPT: "score-prompts",
}
_PAID_BY_AGREEMENT: Mapping[TaskType, str] = {
    TaskType.LABEL_ASSISTANT_REPLY: "score-labels-full",
    TaskType.RANK_ASSISTANT_REPLIES: "score-rankings",
}


class Reader(Enum):
    """Who reads a profile."""

    OWNER = "owner"
    CHANNEL = "channel"
    """Everybody in the channel in which the owner shared it."""
    OTHER = "other"
    """Somebody who asked for it: they see what leaderboards tell anyway."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """The ranks of a person in one period; None where they have none. `here` is their rank in this server."""

    everywhere: int | None
    here: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a profile shows."""

    display_name: str
    score: UserScore
    """Of all time."""
    ranks: Mapping[TimeFrame, Ranks]
    has_server: bool
    """Whether the ranks in this server are known."""
    streak_ends_at: Moment | None = None
    """None where there is no streak, or nobody can say when it ends."""
    is_live: bool = True
    """Whether the numbers have no delay."""
    by_quality: bool = False
    """Whether points come about by the quality that others found."""
    checks: tuple[int, int] | None = None
    """How many attention checks the owner has passed, and answered; None where nobody says."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the owner has chosen, and may choose."""

    hidden_here: bool
    """Whether the bot hides them, whatever the backend does."""
    hidden_there: bool
    """Whether the backend hides them."""
    may_share: bool = False
    shared: bool = False
    """Whether they have just done so."""
    shared_before: bool = False
    """Whether they had shared it in the same channel before."""
    withdrawn: int = 0
    """How many profiles that they had shared disappear, because they have just hidden themselves."""
    wants_news: bool = False
    """Whether they are told what becomes of their work."""
    changed_news: bool = False
    """Whether they have just said so."""

    @property
    def is_hidden(self) -> bool:
        """Whether leaderboards in Discord leave them out."""
        return self.hidden_here or self.hidden_there


def profile_card(profile: Profile, say: Sentences, reader: Reader, choices: Choices | None = None) -> Card:
    """Show a profile.

    Args:
        profile: what it shows.
        say: the reader's sentences.
        reader: decides how much is shown.
        choices: the owner's, where the owner reads it.
    """
    own = reader is Reader.OWNER
    counts = ContributionCounts.of(profile.score)
    blocks: list[Text | Separator | Row] = [
        Text("\n".join(_points_and_level(profile, say, own=own))),
        Text("\n".join(_ranks(profile, say))),
    ]
    if own:
        explained = _by_quality(say) if profile.by_quality else _computation(counts, profile.score.leader_score, say)
        blocks += [Separator(), Text("\n".join(explained))]
    if not own or profile.by_quality:
        blocks.append(Text(_counts(counts, say)))
    if reader is not Reader.OTHER and (reception := "\n".join(_reception(counts, say))):
        blocks.append(Text(reception))
    if own and profile.checks is not None:
        passed, answered = profile.checks
        blocks.append(Text(say("profile-checks", passed=passed, answered=answered)))
    if not profile.is_live:
        blocks.append(Text(say("profile-not-live")))
    if choices is not None:
        blocks += [Text(note) for note in _notes(choices, say)]
        blocks.append(Row(tuple(_buttons(choices, say))))
    return Card(tuple(blocks), Accent.WORK)


def unknown_profile_card(display_name: str, choices: Choices, say: Sentences) -> Card:
    """One's own profile while the backend tells no numbers: what was chosen holds, and can be changed."""
    told = f"### 👤 {shown_name(display_name, say)}\n{say('profile-unknown')}"
    notes = [Text(note) for note in _notes(choices, say)]
    return Card((Text(told), *notes, Row(tuple(_buttons(choices, say)))), Accent.WORK)


def newcomer_card(display_name: str, say: Sentences) -> Card:
    """Return the profile of somebody who has not agreed to contribute yet."""
    return Card((Text(f"### 👤 {shown_name(display_name, say)}\n{say('profile-newcomer')}"),), Accent.QUIET)


def _points_and_level(profile: Profile, say: Sentences, *, own: bool) -> Iterator[str]:
    score = profile.score
    level = level_of(score.leader_score)
    yield f"### 👤 {shown_name(profile.display_name, say)}"
    if level.points_to_next is None:
        yield say("profile-highest-level", points=level.points, level=level.number)
    else:
        yield say(
            "profile-level",
            points=level.points,
            level=level.number,
            missing=level.points_to_next,
            next=level.number + 1,
        )
    yield level_bar(level)
    if score.streak_days:
        yield say("profile-streak", days=score.streak_days)
        if profile.streak_ends_at is not None:
            ends = profile.streak_ends_at // SECOND
            yield say("profile-streak-ends" if own else "profile-streak-ends-theirs", when=f"<t:{ends}:f>")
            return
    else:
        yield say("profile-no-streak")
    yield say("profile-streak-rule", hours=BREAKS_AFTER // HOUR)


def _ranks(profile: Profile, say: Sentences) -> Iterator[str]:
    yield say("profile-ranks-both" if profile.has_server else "profile-ranks")
    for time_frame, ranks in profile.ranks.items():
        period, everywhere = period_name(time_frame, say), _rank(ranks.everywhere, say)
        if profile.has_server:
            yield say("profile-rank-both", period=period, here=_rank(ranks.here, say), everywhere=everywhere)
        else:
            yield say("profile-rank", period=period, everywhere=everywhere)


def _rank(rank: int | None, say: Sentences) -> str:
    return "–" if rank is None else say("profile-place", rank=rank)


def _counts(counts: ContributionCounts, say: Sentences) -> str:
    return " · ".join(
        (
            say("counted-prompts", count=counts.prompts),
            say("counted-replies", count=counts.replies_assistant + counts.replies_prompter),
            say("counted-labels", count=counts.labels_simple + counts.labels_full),
            say("counted-rankings", count=counts.rankings_total),
        )
    )


def _computation(counts: ContributionCounts, told: int, say: Sentences) -> Iterator[str]:
    """Say how the score comes about, a line for each kind of which there is some; and what else is worth most."""
    counted = {name: count for name in SCORE if (count := getattr(counts, name))}
    if counted:
        yield say("score-title")
        for name, count in counted.items():
            yield _counted(name, count, say)
        yield say("score-sum", points=counts.points)
    if told != counts.points:
        yield say("score-differs", points=told)
    missing = sorted(SCORE.keys() - counted.keys(), key=_most_worth_first)[:_MOST_MISSING]
    if missing:
        yield say("score-also")
        for name in missing:
            yield _worth(name, say)


def _by_quality(say: Sentences) -> Iterator[str]:
    """Say what earns how much where it depends on what others find."""
    yield say("score-title")
    for explanation, kinds in (("score-by-quality", _PAID_BY_QUALITY), ("score-by-agreement", _PAID_BY_AGREEMENT)):
        for task_type, what in kinds.items():
            points = earnings_of(task_type, counts_scales=False, scoring=Scoring.QUALITY).later
            yield say("score-up-to", what=say(what, count=0), points=points)
        yield say(explanation)
    places = {f"place{number}": SCORE[f"reply_ranked_{number}"][0] for number in (1, 2, 3)}
    yield say("score-places", **places)


def _counted(name: str, count: int, say: Sentences) -> str:
    """Say what one kind has earned; or, of those that earn something together, how many there are yet."""
    points, number = SCORE[name]
    if number == 1:
        return say("score-line", what=say(_KINDS[name], count=count), points=points, sum=points * count)
    full, rest = divmod(count, number)
    if not full:
        return say("score-line-begun", have=rest, what=say(_KINDS[name], count=number), points=points)
    what = say(_KINDS[name], count=count)
    return say("score-line-by-number", what=what, points=points, number=number, sum=points * full, rest=rest)


def _worth(name: str, say: Sentences) -> str:
    points, number = SCORE[name]
    what = say(_KINDS[name], count=0)
    if number == 1:
        return say("score-worth", what=what, points=points)
    return say("score-worth-by-number", what=what, points=points, number=number)


def _most_worth_first(name: str) -> tuple[float, int]:
    points, number = SCORE[name]
    return -points / number, list(SCORE).index(name)


def _reception(counts: ContributionCounts, say: Sentences) -> Iterator[str]:
    texts = counts.prompts + counts.replies_assistant + counts.replies_prompter
    accepted = counts.accepted_prompts + counts.accepted_replies_assistant + counts.accepted_replies_prompter
    if texts:
        yield say("profile-accepted", accepted=accepted, texts=texts, percent=100 * accepted // texts)
    if counts.reply_ranked_1:
        yield say("profile-ranked-first", count=counts.reply_ranked_1)


def _notes(choices: Choices, say: Sentences) -> Iterator[str]:
    if choices.is_hidden:
        yield say("profile-hidden")
        if not choices.hidden_there:
            yield say("profile-hidden-here-only")
        if not choices.hidden_here:
            yield say("profile-hidden-there-only")
    if choices.withdrawn:
        yield say("profile-withdrawn", count=choices.withdrawn)
    if choices.shared:
        yield say("profile-shared-before" if choices.shared_before else "profile-shared")
    if choices.changed_news:
        yield f"{say('news-are-on')}\n-# {say('news-explained')}" if choices.wants_news else say("news-are-off")


def _buttons(choices: Choices, say: Sentences) -> Iterator[Button]:
    if choices.may_share and not choices.is_hidden:
        yield Button(say("button-share"), str(CustomId(NAMESPACE, "share")), disabled=choices.shared)
    if choices.is_hidden:
        yield Button(say("button-show-me"), str(CustomId(NAMESPACE, "unhide")))
    else:
        yield Button(say("button-hide-me"), str(CustomId(NAMESPACE, "hide")))
    if choices.wants_news:
        yield Button(say("button-news-off"), str(CustomId(NAMESPACE, "news-off")))
    else:
        yield Button(say("button-news-on"), str(CustomId(NAMESPACE, "news-on")))
