"""Packages and answers over the wire: terms, ids, and deliveries of unknown outcome."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from aiohttp import web

from bot.backends.errors import (
    NotYourTask,
    RateLimited,
    Refused,
    TaskAlreadyDone,
    TaskExpired,
    TermsNotAccepted,
    TextTooLong,
    Unavailable,
)
from bot.backends.oasst_api import OasstApiBackend, Timeouts
from bot.backends.values import RankingAnswer, TextAnswer, answer_id
from bot.protocol.moments import DAY, MINUTE
from bot.protocol.tasks import TaskType
from tests.backends import rulings
from tests.backends.community import SERVER, Community, Held
from tests.backends.oasst_api.conftest import SHORT, Installation
from tests.backends.oasst_api.served import UNTRUSTED_KEY
from tests.backends.oasst_api.server import failure

Lost = Callable[[web.Request], Awaitable[web.Response | None]]


async def internal_error(_: web.Request) -> web.Response | None:
    """Say that it failed, though it did not."""
    return failure()


async def broken_connection(request: web.Request) -> web.Response | None:
    """Hang up."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def silence(_: web.Request) -> web.Response | None:
    """Let the client give up first."""
    await asyncio.sleep(SHORT.total + 0.2)
    return None


async def a_page(_: web.Request) -> web.Response | None:
    """Let a proxy's page take the place of the answer."""
    return web.Response(text="<html></html>", content_type="text/html")


LOSSES: dict[str, Lost] = {
    "500": internal_error,
    "broken": broken_connection,
    "silence": silence,
    "page": a_page,
}


async def restarted(installation: Installation, community: Community, timeouts: Timeouts | None = None) -> Community:
    """The same people after a restart of the bot: what the process remembered is gone."""
    return replace(community, backend=await installation.client(timeouts=timeouts))


async def held_of(community: Community, task_type: TaskType) -> Held:
    """Have somebody hold a package of a type."""
    if task_type is TaskType.INITIAL_PROMPT:
        return await community.take(community.person(1), task_type)
    if task_type is TaskType.LABEL_INITIAL_PROMPT:
        await community.write_prompt(community.newcomer())
    else:
        prompt = await community.growing_tree()
        while await community.try_take(community.newcomer(), TaskType.RANK_ASSISTANT_REPLIES) is None:
            held = await community.take(community.newcomer())
            assert held.task.type is not TaskType.INITIAL_PROMPT, prompt
            await community.give(held)
    return await community.take(community.person(1), task_type)


def only(path: str, lost: Lost) -> Lost:
    """Lose the answers of one route."""

    async def lose(request: web.Request) -> web.Response | None:
        return await lost(request) if request.path.endswith(path) else None

    return lose


@pytest.mark.parametrize("loss", list(LOSSES))
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    "task_type", [TaskType.INITIAL_PROMPT, TaskType.LABEL_INITIAL_PROMPT, TaskType.RANK_ASSISTANT_REPLIES]
)
async def test_an_answer_of_unknown_outcome_is_stored_once(
    installation: Installation, loss: str, when: str, task_type: TaskType
) -> None:
    """Whether it was lost before or after it was stored, the repeat, after a restart too, gives its one receipt."""
    installation.grow_small_trees()
    community = await installation.community()
    held = await held_of(community, task_type)
    answer = community.good_answer(held.task)
    setattr(installation.server, when, only("/tasks/interaction", LOSSES[loss]))
    impatient = await restarted(installation, community, SHORT)
    with pytest.raises(Unavailable):
        await impatient.give(held, answer)
    setattr(installation.server, when, None)
    community = await restarted(installation, community)
    first = await community.give(held, answer)
    again = await restarted(installation, community)
    assert await again.give(held, answer) == first
    trees = installation.server.trees
    user = installation.server.state.user(str(held.person.discord_id)).contributor
    written = await trees.contributions(user, limit=5)
    assert [each.message.id for each in written] == ([] if first.message_id is None else [first.message_id])


async def test_a_text_that_was_stored_is_found_after_its_package_expired(installation: Installation) -> None:
    """A late repeat is refused as expired, and settled by asking for the message."""
    community = await installation.community()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    answer = community.good_answer(held.task)
    installation.server.after = only("/tasks/interaction", internal_error)
    with pytest.raises(Unavailable):
        await community.give(held, answer)
    installation.server.after = None
    installation.clock.move(3 * DAY)
    receipt = await (await restarted(installation, community)).give(held, answer)
    assert receipt.message_id == installation.server.state.messages[answer_id(held.session)]


async def test_a_text_that_was_not_stored_is_refused_once_it_is_too_late(installation: Installation) -> None:
    """What never arrived is refused when its package has expired."""
    community = await installation.community()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    installation.clock.move(3 * DAY)
    with pytest.raises(TaskExpired):
        await community.give(held)


async def test_asking_for_the_outcome_may_fail_too(installation: Installation) -> None:
    """A text that was taken, and whose id could not be asked for, counts as not delivered; the repeat settles it."""
    community = await installation.community()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    installation.server.before = only(":a", internal_error)
    with pytest.raises(Unavailable):
        await community.give(held, TextAnswer(text="Only once.", language="en"))
    installation.server.before = None
    receipt = await community.give(held, TextAnswer(text="Only once.", language="en"))
    assert receipt.message_id == installation.server.state.messages[answer_id(held.session)]


@pytest.mark.parametrize("task_type", [TaskType.INITIAL_PROMPT, TaskType.LABEL_INITIAL_PROMPT])
async def test_a_delivery_that_is_still_under_way(installation: Installation, task_type: TaskType) -> None:
    """When the backend is still at an earlier delivery, which it first fails over, the outcome is that delivery's."""
    community = await installation.community()
    held = await held_of(community, task_type)
    answer = community.good_answer(held.task)
    deliveries = 0

    async def collide(_: web.Request) -> web.Response | None:
        nonlocal deliveries
        deliveries += 1
        if deliveries > 1:
            return None
        return web.json_response({"error_code": 1004, "message": "Interaction request failed."}, status=400)

    installation.server.after = only("/tasks/interaction", collide)
    receipt = await community.give(held, answer)
    assert deliveries == 2
    assert (receipt.message_id is not None) is (task_type is TaskType.INITIAL_PROMPT)


@pytest.mark.parametrize("task_type", [TaskType.INITIAL_PROMPT, TaskType.LABEL_INITIAL_PROMPT])
async def test_what_fails_inside_is_not_refused(installation: Installation, task_type: TaskType) -> None:
    """When the backend fails inside at an answer, twice at once, the answer waits; it is taken when that is over."""
    community = await installation.community()
    held = await held_of(community, task_type)
    answer = community.good_answer(held.task)

    async def fail(_: web.Request) -> web.Response | None:
        return web.json_response({"error_code": 1004, "message": "Interaction request failed."}, status=400)

    installation.server.before = only("/tasks/interaction", fail)
    with pytest.raises(Unavailable):
        await community.give(held, answer)
    installation.server.before = None
    await community.give(held, answer)
    assert installation.server.state.tasks[held.task.id].done


async def test_nothing_is_refused_while_the_database_is_down_behind_the_backend(installation: Installation) -> None:
    """Neither a package nor an answer, a skip, a report: all of it goes on once the database is back."""
    community = await installation.community()
    prompt = await community.write_prompt(community.person(1))
    answered, skipped = [
        await community.take(community.person(number), TaskType.LABEL_INITIAL_PROMPT) for number in (2, 3)
    ]
    backend, person = community.backend, community.person(2)
    for _ in range(2):
        for call in (
            community.take(person, TaskType.INITIAL_PROMPT),
            backend.availability(person, "en"),
            community.give(answered),
            backend.skip(skipped.person, skipped.session, skipped.task, "skipped"),
            backend.report(person, prompt, "rude", SERVER),
        ):
            installation.server.is_without_database = True
            with pytest.raises(Unavailable):
                await call
    installation.server.is_without_database = False
    await community.give(answered)
    await backend.skip(skipped.person, skipped.session, skipped.task, "skipped")
    await community.take(person, TaskType.INITIAL_PROMPT)


async def test_a_report_that_takes_long_and_fails(installation: Installation) -> None:
    """While its broker is down the backend takes long over a report and then fails, which is no refusal either."""
    community = await installation.community()
    prompt = await community.write_prompt(community.person(1))
    installation.server.is_without_broker, installation.server.broker_seconds = True, 0.05
    with pytest.raises(Unavailable):
        await community.backend.report(community.person(2), prompt, "rude", SERVER)


@pytest.mark.parametrize("task_type", [TaskType.INITIAL_PROMPT, TaskType.LABEL_INITIAL_PROMPT])
async def test_a_refusal_that_may_hide_a_success(installation: Installation, task_type: TaskType) -> None:
    """Expired is said before done: only of a text it is certain then that no earlier delivery was taken."""
    community = await installation.community()
    held = await held_of(community, task_type)
    installation.clock.move(3 * DAY)
    with pytest.raises(TaskExpired) as caught:
        await community.give(held)
    assert caught.value.may_be_taken is (task_type is not TaskType.INITIAL_PROMPT)


async def test_a_rate_limit_puts_an_answer_off(installation: Installation) -> None:
    """An answer that comes too fast is no wrong answer: the seconds reach the outbox, and it is taken later."""
    community = await installation.community()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)

    async def too_fast(_: web.Request) -> web.Response | None:
        text = "Too Many Requests. Retry After 9 seconds."
        return web.json_response({"error_code": 429, "message": text}, status=429)

    installation.server.before = only("/tasks/interaction", too_fast)
    with pytest.raises(RateLimited) as caught:
        await community.give(held)
    assert caught.value.arguments == {"seconds": 9}
    installation.server.before = None
    await community.give(held)


@pytest.mark.parametrize("loss", ["500", "silence", "page"])
async def test_a_lost_ack_binds_no_second_package(installation: Installation, loss: str) -> None:
    """When an ack is lost, a repeat with the session acks the same task: two with one id would both be broken."""
    community = await installation.community(timeouts=Timeouts(read=SHORT.total))
    session = uuid4()
    ask = community.backend.request
    installation.server.after = only("/ack", LOSSES[loss])
    with pytest.raises(Unavailable):
        await ask(community.person(1), session, TaskType.INITIAL_PROMPT, "en", SERVER)
    installation.server.after = None
    offer = await ask(community.person(1), session, TaskType.INITIAL_PROMPT, "en", SERVER)
    tasks = installation.server.state.tasks
    assert list(tasks) == [offer.task.id]
    assert tasks[offer.task.id].frontend_id == str(session)
    with pytest.raises(NotYourTask):
        await ask(community.person(2), session, TaskType.INITIAL_PROMPT, "en", SERVER)


async def test_a_crash_before_the_ack_is_harmless(installation: Installation) -> None:
    """A package that a process requested and never acked lapses, and its contributor gets others."""
    community = await installation.community()
    await community.write_prompt(community.person(2))
    installation.server.before = only("/ack", internal_error)
    with pytest.raises(Unavailable):
        await community.take(community.person(1), TaskType.LABEL_INITIAL_PROMPT)
    installation.server.before = None
    community = await restarted(installation, community)
    installation.clock.move(2 * DAY + MINUTE)
    await community.give(await community.take(community.person(1), TaskType.LABEL_INITIAL_PROMPT))


async def test_the_ids_of_a_text(installation: Installation) -> None:
    """The task's frontend id is the session's, the message's the same with `:a`; neither is a Discord id."""
    community = await installation.community()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    receipt = await community.give(held)
    state = installation.server.state
    assert state.tasks[held.task.id].frontend_id == str(held.session)
    assert state.messages == {f"{held.session}:a": receipt.message_id}


async def test_who_agreed_elsewhere_is_admitted(installation: Installation) -> None:
    """With a trusted key somebody who works is told to have accepted the terms, where the backend does not know."""
    community = await installation.community()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    assert installation.server.state.users[str(held.person.discord_id)].terms_accepted_at is not None
    await community.backend.admit(held.person)
    await community.give(held)


async def test_agreeing_again_undoes_nothing(installation: Installation) -> None:
    """Who was disabled, or hides from boards, stays so when they agree again; that they agreed is told."""
    community = await installation.community()
    person = community.person(1)
    await community.backend.admit(person)
    user = installation.server.state.user(str(person.discord_id))
    await rulings.enable(community.backend, person.person_id, person, enabled=False)
    await community.backend.set_visible(person, visible=False)
    user.terms_accepted_at = None
    await (await restarted(installation, community)).backend.admit(person)
    assert (user.enabled, user.visible) == (False, False)
    assert user.terms_accepted_at == installation.clock.now()


async def test_who_agreed_unheard_is_admitted_when_they_look(installation: Installation) -> None:
    """Who agreed while nobody could be told is admitted before they hear what there is, where the key may do that."""
    community = await installation.community()
    await community.write_prompt(community.person(1))
    assert (await community.backend.availability(community.person(2), "en"))[TaskType.LABEL_INITIAL_PROMPT] == 1
    assert installation.server.state.users[str(community.person(2).discord_id)].terms_accepted_at is not None
    untrusted = await installation.community(UNTRUSTED_KEY)
    with pytest.raises(TermsNotAccepted):
        await untrusted.backend.availability(untrusted.person(3), "en")


async def test_without_a_trusted_key_only_known_people_work(installation: Installation) -> None:
    """Newcomers are told that the terms are missing; those whom the backend knows can work."""
    known = (await installation.community()).person(1)
    await (await installation.client()).admit(known)
    community = await installation.community(UNTRUSTED_KEY)
    with pytest.raises(TermsNotAccepted):
        await community.take(community.person(2), TaskType.INITIAL_PROMPT)
    await community.give(await community.take(known, TaskType.INITIAL_PROMPT))


async def test_a_skip_of_what_was_answered(installation: Installation) -> None:
    """What has its answer cannot be given back; what another one holds neither, known to the backend or not."""
    community = await installation.community()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    for stranger in (community.person(2), community.person(3)):
        with pytest.raises(NotYourTask):
            await community.backend.skip(stranger, held.session, held.task, "no")
        await community.backend.admit(stranger)
    await community.give(held)
    with pytest.raises(TaskAlreadyDone):
        await community.backend.skip(held.person, held.session, held.task, "no")


async def test_packages_do_not_say_who_wrote_what(installation: Installation) -> None:
    """Authors, reactions and marks of the backend are left out of packages: they should not sway an answer."""
    community = await installation.community()
    prompt = await community.write_prompt(community.person(1))
    await community.backend.admit(community.person(3))
    await community.backend.report(community.person(3), prompt, "rude", SERVER)
    held = await community.take(community.person(2), TaskType.LABEL_INITIAL_PROMPT)
    (shown,) = held.label_task.conversation.messages
    assert (shown.user_id, shown.frontend_message_id, shown.emojis, shown.user_emojis) == (None, None, {}, ())


async def test_a_ranking_that_cannot_be_made(installation: Installation) -> None:
    """Not rankable is sent along with the order."""
    installation.grow_small_trees()
    community = await installation.community()
    held = await held_of(community, TaskType.RANK_ASSISTANT_REPLIES)
    await community.give(held, RankingAnswer(ranking=(1, 0), not_rankable=True))
    assert installation.server.state.tasks[held.task.id].done


async def test_fifty_at_once(installation: Installation) -> None:
    """Fifty people at the same time all get their package and their receipt."""
    community = await installation.community()

    async def work(number: int) -> UUID | None:
        return (await community.work(community.person(number), TaskType.INITIAL_PROMPT)).message_id

    written = await asyncio.gather(*map(work, range(50)))
    assert len(set(written)) == 50


async def test_a_refusal_is_the_backends_word(installation: Installation) -> None:
    """What is refused is refused to a restarted bot, too."""
    community = await installation.community()
    text = TextAnswer(text="The same again.", language="en")
    await community.work(community.person(1), TaskType.INITIAL_PROMPT, text)
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    backends: list[OasstApiBackend] = [await installation.client() for _ in range(2)]
    for backend in backends:
        with pytest.raises(Refused):
            await backend.submit(held.person, held.session, held.task, text, SERVER)


async def test_a_backend_that_takes_shorter_texts(installation: Installation) -> None:
    """A text that is too long for this backend comes back with its limit, and can be shortened."""
    community = await installation.community()
    installation.take_short_texts(10)
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    with pytest.raises(TextTooLong) as caught:
        await community.give(held, TextAnswer(text="Eleven char", language="en"))
    assert caught.value.arguments == {"limit": 10, "length": 11}
    await community.give(held, TextAnswer(text="Ten chars.", language="en"))
