"""The card of a work session, whatever its package and state. Each render shows the whole state."""

from collections.abc import Iterator, Sequence

from bot.backends.errors import OutcomeUnknown
from bot.backends.values import CheckResult, TextAnswer
from bot.cards.conversation import quoted_excerpt, quoted_line
from bot.cards.label_task import label_card, label_name
from bot.cards.levels import level_bar
from bot.cards.rank_task import rank_card
from bot.cards.session_parts import (
    WHOLE_CARD,
    asked_for,
    control,
    earnings,
    facts,
    help_row,
    matter,
    next_buttons,
    read_button,
    space_beside,
    task_key,
    way_out,
)
from bot.cards.text_task import preview_card, text_card
from bot.errors import BotError
from bot.interactions.components import Accent, Button, Card, Row, Separator, Text
from bot.interactions.fitting import Space
from bot.protocol.moments import SECOND, Moment
from bot.protocol.tasks import RANK_TASKS, TEXT_TASKS, LabelTask, RankTask, RateSummaryTask
from bot.rules.levels import Level
from bot.state.done_work import DoneWork
from bot.state.session import COLLECTIVE_CLOSED, MESSAGE_DELETED, SessionState, WorkSession
from bot.texts import Sentences

_KEEPING_TEXT = {SessionState.LAPSED, SessionState.REFUSED, SessionState.DONE}


def session_card(
    session: WorkSession,
    say: Sentences,
    *,
    problem: BotError | None = None,
    asking_to_skip: bool = False,
    notices: Sequence[str] = (),
    hints: Sequence[str] = (),
    language_meant: str | None = None,
    topics: Sequence[str] = (),
    done: DoneWork | None = None,
) -> Card:
    """Return the card of a session as it stands.

    Args:
        session: with a task that has a card of its own.
        say: the reader's sentences.
        problem: what keeps the draft from being submitted.
        asking_to_skip: show the question whether to skip, because something was typed.
        notices: what the contributor is to be told first.
        hints: what may be wrong with the draft, without keeping it from being submitted.
        language_meant: the tag of the language in which a new prompt seems to be, where it can be stored so.
        topics: the names of those of which its writer can choose one for a new prompt.
        done: what is known beside, where the package is done.
    """
    told = tuple(Text(notice) for notice in notices) + ((Separator(),) if notices else ())
    space = space_beside(WHOLE_CARD, told)
    if session.state is SessionState.OPEN:
        card = _open(session, say, space, problem, asking_to_skip, hints, language_meant, topics)
    else:
        card = _finished(session, say, space, done or DoneWork())
    return Card(told + card.blocks, card.accent) if told else card


def _finished(session: WorkSession, say: Sentences, space: Space, done: DoneWork) -> Card:
    match session.state:
        case SessionState.SUBMITTED:
            return _ended(session, say, space, Accent.READY, say("saved-title"), say("saved-text"))
        case SessionState.DONE:
            return _done(session, say, space, done)
        case SessionState.SKIPPED:
            return _ended(session, say, space, Accent.QUIET, say("skipped-title"), say("skipped-text"))
        case SessionState.LAPSED:
            if session.is_put_aside:
                return _ended(session, say, space, Accent.QUIET, say("put-aside-title"), say("put-aside-text"))
            if session.refusal == MESSAGE_DELETED:
                title, reason = say("lapsed-message-deleted-title"), say(MESSAGE_DELETED.sentence)
                return _ended(session, say, space, Accent.PROBLEM, title, reason)
            if session.refusal == COLLECTIVE_CLOSED:
                title, reason = say("lapsed-collective-closed-title"), say(COLLECTIVE_CLOSED.sentence)
                return _ended(session, say, space, Accent.PROBLEM, title, reason)
            return _ended(session, say, space, Accent.PROBLEM, say("lapsed-title"), say("lapsed-text"))
        case SessionState.REFUSED:
            refusal = session.refusal
            reason = say(refusal.sentence, **refusal.arguments) if refusal else say("refused-other")
            is_unconfirmed = refusal is not None and refusal.sentence == OutcomeUnknown.sentence
            title = say("unconfirmed-title" if is_unconfirmed else "refused-title")
            return _ended(session, say, space, Accent.PROBLEM, title, reason)
        case _:
            raise ValueError(f"{session.state} is no end of a session")


def _open(
    session: WorkSession,
    say: Sentences,
    space: Space,
    problem: BotError | None,
    asking_to_skip: bool,
    hints: Sequence[str],
    language_meant: str | None,
    topics: Sequence[str],
) -> Card:
    task = session.task
    if isinstance(task, LabelTask):
        return label_card(session, task, say, space, problem)
    if isinstance(task, RankTask):
        return rank_card(session, task, say, space, problem)
    if isinstance(task, RateSummaryTask):
        return _rate_card(session, task, say, space)
    if isinstance(session.draft, TextAnswer):
        return preview_card(
            session,
            say,
            space,
            problem,
            asking_to_skip=asking_to_skip,
            hints=hints,
            language_meant=language_meant,
            topics=topics,
        )
    return text_card(session, say, space)


def _done(session: WorkSession, say: Sentences, space: Space, done: DoneWork) -> Card:
    lines = list(_what_became(session, say, done))
    if session.refusal is not None:
        reason = say(session.refusal.sentence, **session.refusal.arguments)
        lines.append(say("done-not-changed", reason=reason))
    lines += done.moments
    standing = None if done.is_left else _standing(done.level, done.counted_at, say)
    if standing is not None:
        lines.append(standing)
    buttons = next_buttons(session, say)
    if done.can_change:
        buttons.append(Button(say("button-change-answer"), control(session, "change")))
    if done.offers_news:
        lines.append(say("news-offer"))
        buttons.append(Button(say("button-news-on"), control(session, "news")))
    if not done.is_left:
        lines += asked_for(session, say)
    told = Text("\n".join(lines))
    kept = _kept_text(session, say, space_beside(space, (told,)), buttons)
    return Card((told, *kept, Row(tuple(buttons))), Accent.DONE)


def _what_became(session: WorkSession, say: Sentences, done: DoneWork) -> Iterator[str]:
    """Say what became of a finished package, with a line of one's own text."""
    own = [quoted_line(done.own_text)] if done.own_text else []
    if session.receipt is not None and session.receipt.deleted:
        yield from (f"### {say('done-unused-title')}", *own, say("done-unused"))
    elif done.is_left:
        # A thread is not to fill with the same thanks: what stays is what was done.
        task = say("done-before", task=say(f"task-{task_key(session)}"))
        yield from (" · ".join((task, *_points(session, say))), *own)
    else:
        check = None if session.receipt is None else session.receipt.check
        follows = (_earned(session, say), _what_follows(session, say)) if check is None else _check(session, check, say)
        yield from (f"### {say('done-title')}", *own, *follows)


def _check(session: WorkSession, check: CheckResult, say: Sentences) -> Iterator[str]:
    """Say that a package was an attention check, whether it was passed, what the answer is, and why."""
    if check.passed:
        yield say("check-passed")
        if check.points:
            yield say("done-points", points=check.points)
    else:
        differing = ", ".join(label_name(label, session.language, say) for label in check.missed)
        yield say("check-failed", labels=differing)
    answer = [
        say("label-yes" if value else "label-no", label=label_name(label, session.language, say))
        for label, value in check.expected.items()
    ]
    yield say("check-answer", answer=", ".join(answer))
    yield say("check-agreed", people=check.agreed) if check.agreed else say("check-why", why=check.explanation)


def _standing(level: Level | None, counted_at: Moment | None, say: Sentences) -> str | None:
    """Where the contributor stands, with its age where it has one."""
    if level is None:
        return None
    if counted_at is not None:
        return say("standing-counted", points=level.points, level=level.number, when=f"<t:{counted_at // SECOND}:R>")
    return say(
        "standing",
        points=level.points,
        level=level.number,
        bar=level_bar(level),
        missing=level.points_to_next or 0,
    )


def _earned(session: WorkSession, say: Sentences) -> str:
    """Say what a finished package has earned, if only a part of a point, and how it could have been more."""
    may_earn = earnings(session)
    if may_earn.by_quality:
        waiting = say("done-up-to", points=may_earn.later)
        if session.task.type in TEXT_TASKS:
            return f"{waiting} {say('done-up-to-accepted')}"
        scales = may_earn.with_every_scale
        settled = f"{waiting} {say('done-up-to-settled')}"
        return settled if scales is None else f"{settled} {say('done-with-scales', points=scales)}"
    if not (points := _points_of(session)):
        return say("done-no-points")
    earned = say("done-points", points=points)
    most = may_earn.most_at_once
    return f"{earned} {say('done-with-scales', points=most)}" if points < most else earned


def _points(session: WorkSession, say: Sentences) -> list[str]:
    """Name what a finished package has earned in short; nothing where it is nothing."""
    points = _points_of(session)
    return [say("done-before-points", points=points)] if points else []


def _points_of(session: WorkSession) -> float:
    """Return what a finished package has earned: whole points, or its part of one."""
    if session.receipt is not None and session.receipt.check is not None:
        return session.receipt.check.points
    whole = session.receipt.points if session.receipt else 0
    return whole or earnings(session).at_once % 1


def _what_follows(session: WorkSession, say: Sentences) -> str:
    """Say what others do now, and what that may earn."""
    sentence = say(f"done-{task_key(session)}")
    may_earn = earnings(session)
    if not (later := may_earn.later) or may_earn.by_quality:
        return sentence
    key = "done-if-agreed" if session.task.type in RANK_TASKS else "done-if-accepted"
    return f"{sentence} {say(key, points=later)}"


def _ended(session: WorkSession, say: Sentences, space: Space, accent: Accent, title: str, sentence: str) -> Card:
    blocks: list[Text | Separator | Row] = [Text("\n".join([f"### {title}", sentence, *asked_for(session, say)]))]
    buttons = next_buttons(session, say)
    blocks.extend(_kept_text(session, say, space_beside(space, blocks), buttons))
    blocks.append(Row(tuple(buttons)))
    return Card(tuple(blocks), accent)


def _kept_text(session: WorkSession, say: Sentences, space: Space, buttons: list[Button]) -> tuple[Text, ...]:
    """Show what was typed and not taken, if any; `Read in full` joins the buttons where it is long."""
    if not session.draft_text or session.state not in _KEEPING_TEXT:
        return ()
    heading = say("kept-text") + "\n"
    shown, whole = quoted_excerpt(session.draft_text, space.without(heading), say)
    if not whole:
        buttons.append(read_button(session, say))
    return (Text(heading + shown),)


_MOST_STEPS = 5


def _rate_card(session: WorkSession, task: RateSummaryTask, say: Sentences, space: Space) -> Card:
    """Show the card of an open rating; pressing a step submits it. `space` is what its texts may take."""
    heading = Text(f"### {say(f'task-{task_key(session)}')}\n{say('instruction-rate-summary')}")
    footing = Text(facts(session, say))
    shown, complete = matter(task, say, space_beside(space, (heading, footing)), "")
    steps = range(task.scale.min, min(task.scale.max, task.scale.min + _MOST_STEPS - 1) + 1)
    ends = {task.scale.min: say("rate-lowest"), task.scale.max: say("rate-highest")}
    rating = Row(
        tuple(
            Button(f"{step} · {ends[step]}" if step in ends else str(step), control(session, "rate", str(step)))
            for step in steps
        )
    )
    controls = Row((way_out(session, say),))
    return Card((heading, *shown, footing, rating, controls, help_row(session, say, complete=complete)))
