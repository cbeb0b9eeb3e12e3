"""Tests of telling those whom decisions concern, also where the bot is stopped between a decision and the telling."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest

from bot.backends.cases import Decision, MessageSubject, Ruling, RulingKind
from bot.backends.local import LocalBackend, deciding, pausing, reading
from bot.backends.local.step import Step
from bot.protocol.moments import DAY
from bot.protocol.tasks import TaskType
from bot.sessions import notices_repository
from bot.state.person import Person
from tests.moderation.conftest import BAD, reported_reply
from tests.moderation.test_pauses import FIGURES
from tests.services.all_services import OWNERS, AllServices, open_all_services
from tests.services.contributor import Contributor
from tests.services.moderator import HOME, Moderator


class Stopped(Exception):
    """The bot was stopped."""


class Stopping(LocalBackend):
    """A backend after whose acts the bot is stopped: it has stored them, and nobody hears of it."""

    acts_left: int | None = None

    async def decide(self, *args: Any, **kwargs: Any) -> Decision:
        """See `ModerationBackend.decide`."""
        decision = await super().decide(*args, **kwargs)
        self._stop()
        return decision

    async def undo(self, *args: Any, **kwargs: Any) -> Decision:
        """See `ModerationBackend.undo`."""
        decision = await super().undo(*args, **kwargs)
        self._stop()
        return decision

    async def set_listed(self, *args: Any, **kwargs: Any) -> None:
        """See `ModerationBackend.set_listed`."""
        await super().set_listed(*args, **kwargs)
        self._stop()

    def _stop(self) -> None:
        if self.acts_left is not None:
            self.acts_left -= 1
            if not self.acts_left:
                raise Stopped


@dataclass
class Stage:
    """Ann's reply, which Bea has reported, and who decides on it."""

    services: AllServices
    ann: Person
    bea: Person
    reply: UUID
    mona: Moderator
    moe: Moderator
    operator: Moderator

    async def show_ann(self, moderator: Moderator) -> None:
        """Have a moderator look at Ann."""
        moderator.see(await self.services.person_moderation.show_user(moderator.click, self.ann.discord_id))

    async def object(self) -> None:
        """Have Ann object to the last decision about her."""
        decision = (await self.services.backend.audit_log(HOME, limit=1))[0].decision_id
        assert decision is not None
        await self.services.backend.object_to(decision, self.ann.contributor, "It was a joke.")


async def set_up(services: AllServices) -> Stage:
    """Everybody comes."""
    ann, bea = await services.join(1, "Ann"), await services.join(2, "Bea")
    reply = await reported_reply(services, ann, bea)
    mona, moe = [Moderator(services, await services.join(11 + number, "M")) for number in range(2)]
    operator = Moderator(services, await services.join(min(OWNERS), "Olga"), moderates=False)
    return Stage(services, ann, bea, reply, mona, moe, operator)


async def nothing(_: Stage) -> None:
    """Nothing is to be done before."""


def rule(action: str) -> Callable[[Stage], Awaitable[object]]:
    """Decide the reported case."""

    async def act(stage: Stage) -> None:
        await stage.mona.open()
        await stage.mona.rule(action)

    return act


def rule_on_ann(action: str) -> Callable[[Stage], Awaitable[object]]:
    """Decide on Ann."""

    async def act(stage: Stage) -> None:
        await stage.show_ann(stage.mona)
        await stage.mona.rule(action)

    return act


def of_operator(action: str) -> Callable[[Stage], Awaitable[object]]:
    """Have the operator decide on Ann."""

    async def act(stage: Stage) -> None:
        await stage.show_ann(stage.operator)
        await stage.operator.rule(action)

    return act


def press_on_ann(action: str) -> Callable[[Stage], Awaitable[object]]:
    """Press what needs no reason on Ann's card."""

    async def act(stage: Stage) -> None:
        await stage.show_ann(stage.mona)
        await stage.mona.press(action)

    return act


async def keep(stage: Stage) -> None:
    """Keep the reported reply."""
    await stage.mona.open()
    await stage.mona.press("keep")


async def edit(stage: Stage) -> None:
    """Change the text of the reported reply."""
    await stage.mona.open()
    await stage.mona.press("edit")
    await stage.mona.fill_in(text="A cumulus.", reason="Without the advertisement")


async def undo(stage: Stage) -> None:
    """Take the decision back whose case is shown."""
    await stage.mona.press("undo")


async def delete_and_look(stage: Stage) -> None:
    """Delete the reply, and look at it without a case."""
    await rule("delete")(stage)
    stage.mona.see(await stage.services.lookup.show(stage.mona.click, str(stage.reply)))


async def delete_and_object(stage: Stage) -> None:
    """Delete the reply; its author objects."""
    await rule("delete")(stage)
    await stage.object()
    await stage.moe.open()


async def pause(stage: Stage) -> None:
    """Have Ann pause, whose reply is not reported any more."""
    await keep(stage)
    assert isinstance(stage.services.backend, LocalBackend)
    await stage.services.backend.write(pausing.begin, stage.ann.person_id.bytes, HOME, FIGURES)


async def see_texts(stage: Stage) -> None:
    """See all that Ann has written: two texts."""
    await stage.services.write(stage.ann, TaskType.INITIAL_PROMPT, "Why is grass green?")
    await press_on_ann("texts")(stage)


async def delete_all(stage: Stage) -> None:
    """Delete all that Ann has written."""
    await stage.mona.press("delete")
    await stage.mona.press("reason", values=("reason-spam",))


async def restore_all(stage: Stage) -> None:
    """Bring all of it back."""
    await stage.mona.press("restore")
    await stage.mona.press("restored")


async def see_deleted_texts(stage: Stage) -> None:
    """See them when all of them are deleted."""
    await see_texts(stage)
    await delete_all(stage)


def by_moe(action: str) -> Callable[[Stage], Awaitable[object]]:
    """Press something on the case that another moderator sees."""

    async def act(stage: Stage) -> None:
        await stage.moe.press(action)

    return act


async def restore(stage: Stage) -> None:
    """Bring the message back that is shown."""
    await stage.mona.rule("restore", "reason-mistake")


async def lift(stage: Stage) -> None:
    """Lift the pause that is a case."""
    await stage.mona.open()
    await stage.mona.rule("lift", "reason-mistake")


Act = Callable[[Stage], Awaitable[object]]
_DELETED, _UPHELD, _KEPT = "notice-deleted", "notice-report-upheld", "notice-report-kept"
ACTS: Final[dict[str, tuple[Act, Act, int, list[str], list[str]]]] = {
    "keep": (nothing, keep, 1, [], [_KEPT]),
    "delete": (nothing, rule("delete"), 1, [_DELETED], [_UPHELD]),
    "restore": (delete_and_look, restore, 1, [_DELETED, "notice-restored"], [_UPHELD]),
    "edit": (nothing, edit, 1, ["notice-edited"], [_UPHELD]),
    "halt": (nothing, rule("halt"), 1, ["notice-halted"], [_UPHELD]),
    "bar": (nothing, rule("bar"), 1, ["notice-barred"], [_UPHELD]),
    "bar a person": (nothing, rule_on_ann("bar"), 1, ["notice-barred"], []),
    "unbar": (rule_on_ann("bar"), rule_on_ann("unbar"), 1, ["notice-barred", "notice-unbarred"], []),
    "disable": (nothing, of_operator("disable"), 1, ["notice-disabled"], []),
    "enable": (of_operator("disable"), of_operator("enable"), 1, ["notice-disabled", "notice-enabled"], []),
    "to the operator": (nothing, rule("operator"), 1, [], []),
    "undo": (rule("delete"), undo, 1, [_DELETED, "notice-undone"], [_UPHELD]),
    "objection kept": (delete_and_object, by_moe("keep"), 1, [_DELETED, "notice-objection-kept"], [_UPHELD]),
    "objection heeded": (delete_and_object, by_moe("undo"), 1, [_DELETED, "notice-undone"], [_UPHELD]),
    "objection heeded, its case kept": (delete_and_object, by_moe("undo"), 2, [_DELETED, "notice-undone"], [_UPHELD]),
    "pause lifted": (pause, lift, 1, ["notice-pause-lifted"], [_KEPT]),
    "pause kept": (pause, keep, 1, ["notice-pause-over"], [_KEPT]),
    "unlist": (nothing, press_on_ann("unlist"), 1, ["notice-unlisted"], []),
    "list": (press_on_ann("unlist"), press_on_ann("list"), 1, ["notice-unlisted", "notice-listed"], []),
    "delete all": (see_texts, delete_all, 2, [_DELETED] * 2, [_UPHELD]),
    "restore all": (see_deleted_texts, restore_all, 2, [_DELETED] * 2 + ["notice-undone"] * 2, [_UPHELD]),
}
"""Every kind of act: what comes before, the act, after which of its steps in the pool the bot is stopped, and what the
author and the reporter are told in all."""


async def told(services: AllServices, *people: Person) -> list[list[str]]:
    """The keys of what people are to be told, in order."""
    kept = [await services.database.read(notices_repository.waiting, each.person_id, 100) for each in people]
    return [[notice.sentence for notice in each] for each in kept]


@pytest.mark.parametrize("name", ACTS)
async def test_who_is_stopped_before_it_is_told_tells_it_later(tmp_path: Path, name: str) -> None:
    """Whatever was decided, all whom it concerns are told, once, by a bot that is composed anew on the same file."""
    before, act, steps, *expected = ACTS[name]
    async with open_all_services(tmp_path, Stopping) as services:
        backend = services.backend
        assert isinstance(backend, Stopping)
        stage = await set_up(services)
        await before(stage)
        backend.acts_left = steps
        with pytest.raises(Stopped):
            await act(stage)
        assert await told(services, stage.ann, stage.bea) != expected or name == "to the operator"
        anew = AllServices(services.database, services.clock, backend)
        for _ in range(2):
            await anew.telling.carry_out()
        assert await told(anew, stage.ann, stage.bea) == expected
        await anew.language_guesser.close()


async def test_what_was_read_is_not_told_again(
    services: AllServices, mona: Moderator, ann: Contributor, reply: UUID
) -> None:
    """Each act is told once, however often the log is looked at, and also where several look at once."""
    actor = mona.person.contributor
    await services.backend.decide(MessageSubject(reply), Ruling(kind=RulingKind.DELETE), actor, HOME)
    await asyncio.gather(*(services.telling.carry_out() for _ in range(3)))
    assert await told(services, ann.person) == [["notice-deleted"]]
    await ann.work()
    await services.telling.carry_out()
    assert await told(services, ann.person) == [[]]


@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.parametrize("act", [rule("delete"), edit])
async def test_a_notice_quotes_what_the_pool_keeps(services: AllServices, act: Act, *, is_kept: bool) -> None:
    """It has no copy of the text, of which it shows the beginning as it was before; after thirty days no more."""
    stage = await set_up(services)
    await act(stage)
    (notice,) = await services.database.read(notices_repository.waiting, stage.ann.person_id)
    assert notice.arguments == {}
    if not is_kept:
        services.clock.move(31 * DAY)
        await services.backend.wipe_kept_texts()
    ann = Contributor(services, stage.ann)
    await ann.work()
    assert services.say(notice.sentence) in ann.told_words()
    assert (BAD in ann.told_words()) is is_kept
    assert "cumulus" not in ann.told_words()


@pytest.mark.usefixtures("reply")
async def test_who_is_being_deleted_is_told_nothing(
    services: AllServices, mona: Moderator, ann: Contributor, bea: Contributor
) -> None:
    """Others are told all the same."""
    await services.people.purge(ann.person, mona.person)
    await mona.open()
    await mona.rule("delete")
    assert await told(services, ann.person, bea.person) == [[], ["notice-report-upheld"]]


async def test_red_flags_are_told(services: AllServices, ann: Contributor) -> None:
    """Whose text was taken out because several people flagged it reads that, and may object."""
    reply = await reported_reply(services, ann.person, await services.join(2, "Bea"))

    def take_out(step: Step) -> None:
        deciding.delete_by_red_flags(step, reading.find(step, reply))

    assert isinstance(services.backend, LocalBackend)
    await services.backend.write(take_out)
    await services.telling.carry_out()
    await ann.work()
    assert services.say("reason-red-flags") in ann.told_words()
    assert BAD in ann.told_words()


async def test_whose_reply_went_with_another_message_is_told_gently(
    services: AllServices, mona: Moderator, reply: UUID, ann: Contributor
) -> None:
    """Once, as long as they have not read it; whoever wrote the deleted message reads that alone."""
    cas = await services.join(3, "Cas")
    prompt = (await services.backend.conversation(reply)).messages[0].id
    deletion = Ruling(kind=RulingKind.DELETE, reason="reason-spam")
    gone = "notice-replies-gone"
    seen = []
    for _ in range(2):
        made = await services.backend.decide(MessageSubject(prompt), deletion, mona.person.contributor, HOME)
        assert made.decision_id is not None
        await services.telling.carry_out()
        seen.append(await told(services, ann.person))
        await services.backend.undo(made.decision_id, mona.person.contributor, HOME)
        await services.telling.carry_out()
    assert seen == [[[gone]], [[gone, "notice-replies-back"]]]
    assert await told(services, cas) == [["notice-deleted", "notice-undone"] * 2]
    await ann.work()
    assert services.say(gone) in ann.words()
    assert await told(services, ann.person) == [[]]


async def test_whoever_wrote_in_a_halted_conversation_is_told(
    services: AllServices, mona: Moderator, reply: UUID, ann: Contributor
) -> None:
    """Who wrote the reported reply reads that decision, who wrote the prompt that it was halted and goes on."""
    cas = await services.join(3, "Cas")
    await mona.open()
    await mona.rule("halt")
    assert await told(services, ann.person, cas) == [["notice-halted"], ["notice-conversation-halted"]]
    await mona.press("undo")
    expected = [["notice-halted", "notice-undone"], ["notice-conversation-halted", "notice-conversation-resumed"]]
    assert await told(services, ann.person, cas) == expected
    assert not (await services.backend.message(reply)).deleted


async def test_many_deletions_at_once_do_not_flood(services: AllServices, mona: Moderator, ann: Contributor) -> None:
    """Of the first three each has its card; the others are told in one line that says where to find each."""
    for number in range(6):
        await services.write(ann.person, TaskType.INITIAL_PROMPT, f"Is {number} a number?")
    mona.see(await services.person_moderation.show_user(mona.click, ann.person.discord_id))
    await mona.press("texts")
    await mona.press("delete")
    await mona.press("reason", values=("reason-spam",))
    assert await told(services, ann.person) == [["notice-deleted"] * 3 + ["notice-more-deleted"]]
    await ann.work()
    assert len(ann.told) == 3
    assert services.say("notice-more-deleted") in ann.words()
    await mona.press("restore")
    await mona.press("restored")
    assert await told(services, ann.person) == [["notice-undone"] * 3 + ["notice-more-undone"]]
