"""Collective packages: several people answer, each once, each with a package of their own."""

from uuid import UUID

from bot.backends.errors import NotYourTask, OwnMessage, TaskAlreadyDone, TaskExpired, TaskNotFound
from bot.backends.local import pausing, people, tree_life
from bot.backends.local.ids import Key
from bot.backends.local.offers import offer_of
from bot.backends.local.repository import answers, messages, packages
from bot.backends.local.repository.packages import PackageRow
from bot.backends.local.requesting import check_prompt_is_wanted, choose, types_of
from bot.backends.local.step import Step
from bot.backends.values import Collective, Contributor, Offer, RankingAnswer
from bot.protocol.moments import Span
from bot.protocol.tasks import LABEL_TASKS, REPLY_TASKS, RequestedType
from bot.rules.languages import canonical_tag
from bot.rules.tree_states import CLOSED


def open_collective(
    step: Step,
    contributor: Contributor,
    task_type: RequestedType,
    language: str,
    server_id: int | None,
    validity: Span | None = None,
) -> Offer:
    """See `WorkBackend.open_collective`."""
    person = people.ensure_may_work(step, contributor, server_id)
    package = choose(step, person.person_id, types_of(task_type), canonical_tag(language))._replace(
        server_id=server_id, state=packages.COLLECTIVE
    )
    if validity is not None:
        package = package._replace(expires_at=step.now + validity)
    packages.add(step.connection, package)
    return offer_of(step, package)


def join_collective(
    step: Step, contributor: Contributor, session_id: UUID, task_id: UUID, server_id: int | None
) -> Offer:
    """See `WorkBackend.join_collective`."""
    person = people.ensure_may_work(step, contributor, server_id)
    known = packages.find(step.connection, session_id.bytes)
    if known is not None:
        if known.person_id != person.person_id or known.is_collective:
            raise NotYourTask
        return offer_of(step, known)
    collective = packages.find(step.connection, task_id.bytes)
    if collective is None or collective.state != packages.COLLECTIVE:
        raise TaskNotFound
    if step.now >= collective.expires_at:
        raise TaskExpired
    if packages.has_share(step.connection, collective.package_id, person.person_id):
        raise TaskAlreadyDone
    pausing.allowed(step, person.person_id, {collective.task_type})
    _check_may_answer(step, collective, person.person_id)
    share = collective._replace(
        package_id=session_id.bytes,
        collective_id=collective.package_id,
        person_id=person.person_id,
        server_id=server_id,
        state=packages.OPEN,
        created_at=step.now,
    )
    packages.add(step.connection, share)
    return offer_of(step, share)


def look_at_collective(step: Step, task_id: UUID) -> Collective:
    """See `WorkBackend.look_at_collective`.

    Raises:
        TaskNotFound: There is no such collective package.
    """
    package = packages.find(step.connection, task_id.bytes)
    if package is None or not package.is_collective:
        raise TaskNotFound
    place_of = {reply: place for place, reply in enumerate(package.shown)}
    rankings = answers.rankings_of_collective(step.connection, package.package_id) if place_of else []
    return Collective(
        offer=offer_of(step, package),
        is_open=package.state == packages.COLLECTIVE and step.now < package.expires_at and _is_whole(step, package),
        answers=packages.count_answered_shares(step.connection, package.package_id),
        rankings=tuple(
            RankingAnswer(ranking=tuple(place_of[reply] for reply in each.ranked), not_rankable=each.not_rankable)
            for each in rankings
            if place_of.keys() == set(each.ranked)
        ),
    )


def close_collective(step: Step, task_id: UUID, *, begun_may_finish: bool = False) -> None:
    """See `WorkBackend.close_collective`.

    Raises:
        TaskNotFound: There is no such collective package.
    """
    package = packages.find(step.connection, task_id.bytes)
    if package is None or not package.is_collective:
        raise TaskNotFound
    if package.state != packages.COLLECTIVE:
        return
    if begun_may_finish:  # their packages have an end of their own
        packages.expire(step.connection, package.package_id, step.now)
    else:
        packages.finish(step.connection, package.package_id, packages.CLOSED, step.now)


def _is_whole(step: Step, package: PackageRow) -> bool:
    """Say whether all that a package shows is still there, and its tree takes answers."""
    if package.message_id is None or package.tree_id is None:
        return True
    shown = messages.some(step.connection, (package.message_id, *package.shown))
    if len(shown) < 1 + len(package.shown) or any(each.deleted_at is not None for each in shown.values()):
        return False
    return tree_life.find(step, package.tree_id).state not in CLOSED


def _check_may_answer(step: Step, package: PackageRow, person_id: Key) -> None:
    """Make sure that somebody neither wrote what a package is about nor has answered the same before.

    Raises:
        TaskNotFound: There is no such package, or none any more.
        OwnMessage: They wrote what it is about, or have judged it before.
        TaskAlreadyDone: It has an answer already, or was closed.
        NoTaskAvailable: It asks for a prompt, and they have their share of those that wait.
    """
    if package.message_id is None:
        check_prompt_is_wanted(step, person_id, package.language)
        return
    message = messages.find(step.connection, package.message_id)
    if message is None or message.deleted_at is not None or tree_life.find(step, message.tree_id).state in CLOSED:
        raise TaskNotFound
    if package.task_type in LABEL_TASKS:
        own = message.author_id == person_id
        answered = answers.find_review(step.connection, message.message_id, person_id) is not None
    elif package.task_type in REPLY_TASKS:
        own = message.author_id == person_id
        answered = messages.has_reply_by(step.connection, message.message_id, person_id)
    else:
        shown = messages.some(step.connection, package.shown)
        own = any(reply.author_id == person_id for reply in shown.values())
        answered = answers.find_ranking(step.connection, message.message_id, person_id) is not None
    if own:
        raise OwnMessage
    if answered:
        raise TaskAlreadyDone
