"""Handing out packages, and taking them back unanswered."""

from collections.abc import Collection, Mapping
from typing import Literal
from uuid import UUID

from bot.backends.errors import (
    NoTaskAvailable,
    NotYourTask,
    RateLimited,
    TaskAlreadyDone,
    TaskNotFound,
    TooManyPendingTasks,
    UserDisabled,
)
from bot.backends.local import attention_checks, conduct_signals, pausing, people, reviews, signalling, tree_life
from bot.backends.local.ids import Key, new_key
from bot.backends.local.offers import offer_of
from bot.backends.local.repository import answers, contributors, messages, open_work, packages, trees
from bot.backends.local.repository.open_work import Candidate, Seeker
from bot.backends.local.repository.packages import PackageRow
from bot.backends.local.repository.trees import LanguageCounts
from bot.backends.local.step import Step
from bot.backends.values import Contributor, Offer, WaitingWork
from bot.protocol.labels import LabelMode
from bot.protocol.tasks import (
    LABEL_TASKS,
    OBTAINABLE,
    RANDOM,
    RANK_TASKS,
    REPLY_TASKS,
    TEXT_TASKS,
    RequestedType,
    Task,
    TaskType,
)
from bot.rules.auto_moderation import skips_call_moderator
from bot.rules.harm import SignalKind
from bot.rules.languages import canonical_tag
from bot.rules.open_work import Shape
from bot.rules.task_choice import (
    choose_label_mode,
    choose_type,
    missing_prompts,
    prefers_lonely_parent,
    prompts_left,
)


def request(
    step: Step,
    contributor: Contributor,
    session_id: UUID,
    task_type: RequestedType,
    language: str,
    server_id: int | None,
    topic: str | None = None,
    *,
    may_be_check: bool = False,
) -> Offer:
    """See `TaskBackend.request`."""
    person = people.ensure_may_work(step, contributor, server_id)
    known = packages.find(step.connection, session_id.bytes)
    if known is not None:
        if known.person_id != person.person_id or known.is_collective:
            raise NotYourTask
        return offer_of(step, known)
    pending = packages.count_pending(
        step.connection, person.person_id, step.now - step.rules.thresholds.recent_tasks_span
    )
    if pending >= step.rules.thresholds.max_pending_tasks_per_user:
        raise TooManyPendingTasks
    _check_rate(step, person.person_id, task_type)
    language = canonical_tag(language)
    wanted = pausing.allowed(step, person.person_id, types_of(task_type))
    package = choose(step, person.person_id, wanted, language, topic)._replace(
        package_id=session_id.bytes, server_id=server_id
    )
    if may_be_check and topic is None and step.rules.check_rate > 0:
        package = attention_checks.instead_of(step, package)
    packages.add(step.connection, package)
    return offer_of(step, package)


def types_of(task_type: RequestedType) -> frozenset[TaskType]:
    """Return the types that a wish names."""
    return frozenset(OBTAINABLE if task_type == RANDOM else {TaskType(task_type)})


def choose(
    step: Step, person_id: Key, wanted: frozenset[TaskType], language: str, topic: str | None = None
) -> PackageRow:
    """Choose a package of one of some types for somebody, not yet stored nor bound to a session.

    A tree of the backlog is called up by chance, so that is not done where a topic is wanted.

    Raises:
        NoTaskAvailable: There is none of these types.
    """
    tree_life.release_stalled(step)
    reviews.settle_overdue(step)
    counts = tree_life.fill_places(step, language)
    seeker = Seeker(person_id, language, step.now, step.now - step.rules.thresholds.recent_tasks_span, topic)
    prompts = _prompts_left(step, person_id, language, counts) if TaskType.INITIAL_PROMPT in wanted else 0
    found = _draw(step, seeker, wanted, prompts)
    if found is None and topic is None and wanted & RANK_TASKS and tree_life.call_from_backlog(step, language):
        found = _draw(step, seeker, wanted, prompts=0)
    if found is None:
        raise NoTaskAvailable(language=language)
    return _package_for(step, person_id, language, found)


def availability(step: Step, contributor: Contributor, language: str) -> Mapping[TaskType, int]:
    """See `TaskBackend.availability`."""
    seeker = _onlooker(step, contributor, language)
    language = seeker.language
    counts = trees.counts_of_language(step.connection, language)
    prompts = _prompts_left(step, seeker.person_id, language, counts)
    found = {TaskType.INITIAL_PROMPT: prompts, **open_work.count_available(step.connection, seeker)}
    may_get = pausing.allowed(step, seeker.person_id, OBTAINABLE)
    return {task_type: count for task_type, count in found.items() if task_type in may_get}


def topics(
    step: Step, contributor: Contributor, language: str, types: Collection[TaskType] | None = None
) -> Mapping[str, int]:
    """See `WorkBackend.topics`."""
    seeker = _onlooker(step, contributor, language)
    if pausing.in_force(step, seeker.person_id) is not None:
        types = frozenset(OBTAINABLE if types is None else types) - TEXT_TASKS
    return open_work.count_by_topic(step.connection, seeker, types)


def waiting(step: Step, language: str) -> WaitingWork:
    """See `TaskBackend.waiting`."""
    language = canonical_tag(language)
    missing = open_work.missing_in(step.connection, language)
    counts = trees.counts_of_language(step.connection, language)
    return WaitingWork(
        messages_in_review=missing.messages_in_review,
        reviews_missing=missing.reviews,
        trees_in_ranking=counts.ranking,
        rankings_missing=missing.rankings,
        prompts_in_lottery=counts.waiting,
    )


def languages(step: Step) -> Mapping[str, int]:
    """See `WorkBackend.languages`."""
    return open_work.open_by_language(step.connection)


def skip(step: Step, contributor: Contributor, session_id: UUID, task: Task, reason: str) -> None:  # noqa: ARG001 - the session says all
    """See `TaskBackend.skip`. An expired package can be skipped.

    Raises:
        TaskNotFound: As for an answer.
        NotYourTask: As for an answer.
        TaskAlreadyDone: As for an answer.
        UserDisabled: As for an answer.
    """
    package = _unanswered(step, contributor, session_id)
    if package.state == packages.SKIPPED:
        return
    packages.finish(step.connection, package.package_id, packages.SKIPPED, step.now)
    if package.message_id is None or package.tree_id is None:
        return
    answers.add_skip(
        step.connection, package.message_id, package.task_type, package.person_id, package.server_id, step.now
    )
    if package.task_type in REPLY_TASKS:
        people_who_skipped = answers.count_skips(step.connection, package.message_id, package.task_type)
        if skips_call_moderator(people_who_skipped, step.rules.thresholds):
            _signal_skips(step, package.message_id, people_who_skipped)
    conduct_signals.look_at(step, package)


def put_aside(step: Step, contributor: Contributor, session_id: UUID) -> None:
    """See `TaskBackend.put_aside`. Nobody is noted to have skipped its item.

    Raises:
        TaskNotFound: As for an answer.
        NotYourTask: As for an answer.
        UserDisabled: As for an answer.
    """
    package = _unanswered(step, contributor, session_id)
    if package.state == packages.OPEN:
        packages.finish(step.connection, package.package_id, packages.SKIPPED, step.now)


def take_up(step: Step, contributor: Contributor, session_id: UUID) -> Offer:
    """See `TaskBackend.take_up`. That others were asked for a reply meanwhile is no hindrance.

    Raises:
        NoTaskAvailable: Its item wants no answer of theirs any more, or it is a share of what takes no more answers.
        TaskNotFound: As for an answer.
        NotYourTask: As for an answer.
        UserDisabled: As for an answer.
        BarredHere: As for an answer.
        TooManyPendingTasks: As for a new package.
        WritingPaused: As for a new package.
    """
    package = _unanswered(step, contributor, session_id)
    people.check_not_barred(step, contributor, package.server_id)
    pausing.allowed(step, package.person_id, {package.task_type})
    if package.state == packages.OPEN and package.expires_at > step.now:
        return offer_of(step, package)
    since = step.now - step.rules.thresholds.recent_tasks_span
    if (
        packages.count_pending(step.connection, package.person_id, since)
        >= step.rules.thresholds.max_pending_tasks_per_user
    ):
        raise TooManyPendingTasks
    ends_at = packages.end_of_collective(step.connection, package)
    if packages.was_closed(step.connection, package) or (ends_at is not None and ends_at <= step.now):
        raise NoTaskAvailable(language=package.language)
    _check_is_still_wanted(step, package)
    expires_at = ends_at or step.now + step.rules.thresholds.task_validity
    package = package._replace(state=packages.OPEN, created_at=step.now, expires_at=expires_at)
    packages.reopen(step.connection, package.package_id, package.created_at, package.expires_at)
    return offer_of(step, package)


def ranked_together(step: Step, tree_id: Key, parent_id: Key) -> list[Key]:
    """Return the replies to a message that are to be ranked, in the order of writing."""
    return list(
        Shape(messages.nodes_of(step.connection, tree_id), {}, step.rules.thresholds).ranked_together(parent_id)
    )


def _onlooker(step: Step, contributor: Contributor, language: str) -> Seeker:
    """Return somebody who only asks what there is.

    Raises:
        UserDisabled: They may not work.
    """
    known = contributors.find(step.connection, contributor.person_id.bytes)
    if known is not None and not known.enabled:
        raise UserDisabled
    held_since = step.now - step.rules.thresholds.recent_tasks_span
    return Seeker(contributor.person_id.bytes, canonical_tag(language), step.now, held_since)


def _signal_skips(step: Step, message_id: Key, skips: int) -> None:
    message = messages.find(step.connection, message_id)
    if message is not None and message.deleted_at is None:
        case = signalling.open_about_message(step, message)
        signalling.add_signal(step, case, SignalKind.SKIPS, evidence={"skips": skips})


def _unanswered(step: Step, contributor: Contributor, session_id: UUID) -> PackageRow:
    """Return a package of somebody's that has no answer.

    Raises:
        TaskNotFound: There is none.
        NotYourTask: It is somebody else's.
        TaskAlreadyDone: It has one.
    """
    person = people.ensure_enabled(step, contributor)
    package = packages.find(step.connection, session_id.bytes)
    if package is None or package.is_collective:
        raise TaskNotFound
    if package.person_id != person.person_id:
        raise NotYourTask
    if package.state not in {packages.OPEN, packages.SKIPPED}:
        raise TaskAlreadyDone
    return package


def _check_is_still_wanted(step: Step, package: PackageRow) -> None:
    """Make sure that what a package was about still wants an answer of its person's.

    Raises:
        NoTaskAvailable: It does not.
    """
    if package.check_id is not None:
        if not attention_checks.is_usable(step, package):
            raise NoTaskAvailable(language=package.language)
        return
    if package.message_id is None or package.tree_id is None:
        check_prompt_is_wanted(step, package.person_id, package.language)
        return
    seeker = Seeker(package.person_id, package.language, step.now, step.now - step.rules.thresholds.recent_tasks_span)
    item = Candidate(package.task_type, package.tree_id, package.message_id)
    wanted = open_work.is_wanted_of(step.connection, seeker, item)
    if wanted and package.task_type in RANK_TASKS:
        wanted = set(package.shown) == set(ranked_together(step, package.tree_id, package.message_id))
    if not wanted:
        raise NoTaskAvailable(language=package.language)


def _check_rate(step: Step, person_id: Key, task_type: RequestedType) -> None:
    """Make sure that somebody does not ask too often.

    Raises:
        RateLimited: They do.
    """
    limits = step.rules.rate_limits
    if limits.longest_span == 0:
        return
    asked = packages.asked_since(step.connection, person_id, step.now - limits.longest_span)
    wait = 0
    if limits.tasks is not None:
        wait = limits.tasks.wait((moment for _, moment in asked), step.now)
    if task_type != RANDOM and (limit := limits.of(task_type)) is not None:
        wait = max(wait, limit.wait((moment for each, moment in asked if each is task_type), step.now))
    if wait > 0:
        raise RateLimited(seconds=wait)


def _draw(
    step: Step, seeker: Seeker, wanted: frozenset[TaskType], prompts: int
) -> Candidate | Literal[TaskType.INITIAL_PROMPT] | None:
    """Draw an item, or the initial prompt; None where there is nothing.

    The type is chosen first, among those of which anything is open; one that turns out to have nothing for this person
    is left out of the next choice. That is as likely to choose each type as if it had been known before.
    """
    counts = open_work.count_open(step.connection, seeker.language, seeker.topic)
    from_trees = {task_type: count for task_type, count in counts.items() if task_type in wanted}
    for only_wanted in (True, False):
        available = {**from_trees, TaskType.INITIAL_PROMPT: prompts} if prompts > 0 else dict(from_trees)
        while (chosen := choose_type(available, step.random.random())) is not None:
            if chosen is TaskType.INITIAL_PROMPT:
                if only_wanted and len(available) == 1:
                    break  # rather than nothing but a prompt, what others are at already
                return chosen
            if (found := _draw_of(step, seeker, chosen, only_wanted=only_wanted)) is not None:
                return found
            del available[chosen]
    return None


def _draw_of(step: Step, seeker: Seeker, task_type: TaskType, *, only_wanted: bool) -> Candidate | None:
    if task_type is TaskType.ASSISTANT_REPLY and prefers_lonely_parent(step.random.random(), step.rules.thresholds):
        lonely = open_work.draw(
            step.connection, seeker, task_type, step.random, only_wanted=only_wanted, only_lonely=True
        )
        if lonely is not None:
            return lonely
    return open_work.draw(step.connection, seeker, task_type, step.random, only_wanted=only_wanted)


def check_prompt_is_wanted(step: Step, person_id: Key, language: str) -> None:
    """Make sure that there is room for a prompt of somebody's.

    Raises:
        NoTaskAvailable: There is none, or they have their share of it.
    """
    if _prompts_left(step, person_id, language, trees.counts_of_language(step.connection, language)) == 0:
        raise NoTaskAvailable(language=language)


def _prompts_left(step: Step, person_id: Key, language: str, counts: LanguageCounts) -> int:
    """Return how many prompts somebody may write in a language with so many trees."""
    missing = missing_prompts(
        growing=counts.growing, in_review=counts.in_review, waiting=counts.waiting, thresholds=step.rules.thresholds
    )
    if missing == 0:
        return 0
    own = (
        open_work.prompts_in_review(step.connection, language, person_id)
        + trees.prompts_in_lottery(step.connection, language, person_id)
        + packages.count_for_prompts(
            step.connection, person_id, language, step.now - step.rules.thresholds.task_validity
        )
    )
    return prompts_left(missing=missing, own=own, thresholds=step.rules.thresholds)


def _package_for(
    step: Step, person_id: Key, language: str, found: Candidate | Literal[TaskType.INITIAL_PROMPT]
) -> PackageRow:
    package = PackageRow(
        package_id=new_key(step.now, step.random),
        collective_id=None,
        person_id=person_id,
        server_id=None,
        task_type=found if isinstance(found, TaskType) else found.task_type,
        language=language,
        tree_id=None,
        message_id=None,
        shown_ids=None,
        label_mode=None,
        state=packages.OPEN,
        created_at=step.now,
        expires_at=step.now + step.rules.thresholds.task_validity,
    )
    if isinstance(found, TaskType):
        return package
    shown: bytes | None = None
    mode: LabelMode | None = None
    if found.task_type in RANK_TASKS:
        replies = ranked_together(step, found.tree_id, found.message_id)
        step.random.shuffle(replies)
        shown = b"".join(replies)
    elif found.task_type in LABEL_TASKS:
        mode = choose_label_mode(found.task_type, step.random.random(), step.rules.thresholds)
    return package._replace(tree_id=found.tree_id, message_id=found.message_id, shown_ids=shown, label_mode=mode)
