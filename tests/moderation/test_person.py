"""Tests of `/moderate user`: what moderators see of a person, and what they decide about them."""

from uuid import UUID, uuid4

import pytest

from bot.backends.cases import MOST_NOTES, MOST_OF_A_REASON
from bot.backends.errors import NoteNotFound, ReasonTooLong, RulingDoesNotFit, TooManyNotes
from bot.cards.session_parts import conversation_of
from bot.interactions.custom_id import CustomId
from bot.moderation.errors import PersonNotKnown
from bot.policy import NotAModerator, OnAnOperator, OnOneself, OperatorOnly
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import TaskType
from bot.sessions import notices_repository
from bot.state.person import Person
from bot.state.session_errors import NothingTyped
from tests.moderation.conftest import BAD
from tests.services.all_services import AllServices
from tests.services.contributor import Contributor
from tests.services.moderator import HOME, Moderator

NOTE = "Asked for help in the chat."


async def show(moderator: Moderator, services: AllServices, discord_id: int) -> str:
    """Send `/moderate user`; gives the words of the answer."""
    return moderator.see(await services.person_moderation.show_user(moderator.click, discord_id))


async def reply_to(services: AllServices, person: Person, prompt: UUID, text: str, server_id: int) -> None:
    """Somebody replies to one prompt, from a server; other packages they skip."""
    session, _ = await services.sessions.offer(person, TaskType.ASSISTANT_REPLY, "en", server_id)
    while conversation_of(session.task)[-1].id != prompt:
        await services.sessions.skip(person, session.session_id)
        session, _ = await services.sessions.offer(person, TaskType.ASSISTANT_REPLY, "en", server_id)
    await services.sessions.write_down(person, session.session_id, text)
    await services.sessions.submit(person, session.session_id, server_id)


@pytest.fixture
async def prompts(services: AllServices, ann: Contributor) -> list[UUID]:
    """Two prompts of Ann's, to the first of which somebody has replied."""
    services.clock.move(1_000)
    first = await services.write(ann.person, TaskType.INITIAL_PROMPT, "Why is the sky blue?")
    await services.review(await services.join(5, "Eve"), TaskType.LABEL_INITIAL_PROMPT)
    await reply_to(services, await services.join(6, "Flo"), first, "Because air scatters light.", HOME)
    services.clock.move(1_000)
    return [first, await services.write(ann.person, TaskType.INITIAL_PROMPT, "Why is grass green?")]


async def deleted(services: AllServices, *messages: UUID) -> list[bool]:
    """Which of some messages are deleted."""
    return [(await services.backend.message(each)).deleted for each in messages]


@pytest.mark.usefixtures("reply")
async def test_a_moderator_sees_what_somebody_did_here(services: AllServices, mona: Moderator) -> None:
    """The card has texts and what became of them, reports and how they ended, and what can be decided."""
    await mona.open()
    await mona.rule("delete")
    shown = await show(mona, services, 1)
    assert "<@1>" in shown
    assert "one text (0 accepted, 0 in review, 0 not accepted, 1 deleted)" in shown
    assert "**Deleted** · <@11>" in shown
    assert "one report (1 led to something" in await show(mona, services, 2)
    assert mona.controls() == {"texts", "note", "bar", "unlist"}


async def test_whoever_may_not_sees_nothing(services: AllServices, ann: Contributor, bea: Contributor) -> None:
    """A contributor is refused everything, with forged controls too; so is a moderator's click without a server."""
    nobody = Moderator(services, bea.person, moderates=False)
    with pytest.raises(NotAModerator):
        await show(nobody, services, 1)
    for action in ("show", "bar", "noted", "texts", "delete", "restore", "restored", "purge", "purged", "open"):
        with pytest.raises(NotAModerator):
            await nobody.send(CustomId("person", action, ann.person.person_id))


async def test_who_is_not_known(services: AllServices, mona: Moderator) -> None:
    """Whoever never agreed, was deleted, or was made up is answered with a sentence."""
    await services.people.identify(77, "Guest")
    for discord_id in (77, 78):
        with pytest.raises(PersonNotKnown):
            await show(mona, services, discord_id)
    for action in ("show", "bar", "texts", "delete", "note"):
        with pytest.raises(PersonNotKnown):
            await mona.send(CustomId("person", action, uuid4() if action != "note" else None))


async def test_another_server_sees_its_own_part(services: AllServices, ann: Contributor, reply: UUID) -> None:
    """A moderator of another server reads neither texts, notes nor decisions of this one, and deletes none."""
    await services.backend.add_note(ann.person.person_id, HOME, NOTE, ann.person.contributor)
    other = Moderator(services, await services.join(13, "Otto"), server_id=HOME + 1)
    shown = await show(other, services, 1)
    assert NOTE not in shown
    assert "0 texts" in shown
    assert BAD not in await other.press("texts")
    await other.send(CustomId("person", "reason", ann.person.person_id, "delete"), values=("reason-spam",))
    assert await deleted(services, reply) == [False]
    notes = await services.backend.notes(ann.person.person_id, HOME)
    with pytest.raises(NoteNotFound):
        await other.send(CustomId("person", "forget-note", ann.person.person_id), values=(notes[0].note_id.hex,))


async def test_barring_and_lifting(services: AllServices, mona: Moderator, ann: Contributor) -> None:
    """Nothing is decided before a reason is given; the person cannot work here then, until that is lifted."""
    await show(mona, services, 1)
    await mona.press("bar")
    assert await services.backend.bar_of(ann.person.contributor, HOME) is None
    await mona.press("show")
    assert "Barred here" in await mona.rule_in_own_words("bar", "Pastes advertisements.")
    bar = await services.backend.bar_of(ann.person.contributor, HOME)
    assert bar is not None
    assert bar.reason == "Pastes advertisements."
    with pytest.raises(RulingDoesNotFit):
        await mona.send(CustomId("person", "reason", ann.person.person_id, "bar"), values=("reason-spam",))
    await mona.rule("unbar", "reason-mistake")
    assert await services.backend.bar_of(ann.person.contributor, HOME) is None


async def test_too_long_a_reason(services: AllServices, mona: Moderator, ann: Contributor) -> None:
    """A reason of 4,000 characters is refused, and nothing is decided."""
    with pytest.raises(ReasonTooLong):
        await mona.send(CustomId("person", "owned", ann.person.person_id, "bar"), fields={"reason": "x" * 4_000})
    assert await services.backend.bar_of(ann.person.contributor, HOME) is None


async def test_nobody_acts_on_operators_or_themselves(mona: Moderator, operator: Moderator) -> None:
    """A moderator bars neither an operator nor themselves, and disables or purges nobody."""
    who = {OnAnOperator: operator.person, OnOneself: mona.person}
    for error, person in who.items():
        with pytest.raises(error):
            await mona.send(CustomId("person", "bar", person.person_id))
        with pytest.raises(error):
            await mona.send(CustomId("person", "reason", person.person_id, "bar"), values=("reason-spam",))
    for action in ("disable", "enable", "purge", "purged"):
        with pytest.raises(OperatorOnly):
            await mona.send(CustomId("person", action, operator.person.person_id))
    for action in ("disable", "enable"):
        with pytest.raises(OperatorOnly):
            await mona.send(CustomId("person", "reason", operator.person.person_id, action), values=("reason-spam",))


async def test_notes(services: AllServices, mona: Moderator, moe: Moderator, ann: Contributor) -> None:
    """Moderators of a server read each other's notes and remove them; each is in the log, without its text."""
    await show(mona, services, 1)
    await mona.press("note")
    assert NOTE in await mona.fill_in(note=NOTE)
    shown = await show(moe, services, 1)
    assert f"{NOTE} · <@11>" in shown
    (note,) = await services.backend.notes(ann.person.person_id, HOME)
    assert NOTE not in await moe.press("forget-note", values=(note.note_id.hex,))
    assert await services.backend.notes(ann.person.person_id, HOME) == ()
    with pytest.raises(NoteNotFound):
        await mona.send(CustomId("person", "forget-note", ann.person.person_id), values=(note.note_id.hex,))
    log = await mona.log()
    assert "Note written" in log
    assert "Note removed" in log
    assert NOTE not in log


async def test_notes_that_cannot_be(services: AllServices, mona: Moderator, ann: Contributor) -> None:
    """Nothing, too much and too many are refused; forged ids find nothing."""
    noted = CustomId("person", "noted", ann.person.person_id)
    with pytest.raises(NothingTyped):
        await mona.send(noted, fields={"note": " \u200b\n"})
    with pytest.raises(ReasonTooLong):
        await mona.send(noted, fields={"note": "x" * (MOST_OF_A_REASON + 1)})
    for number in range(MOST_NOTES):
        await mona.send(noted, fields={"note": f"Note {number}"})
    with pytest.raises(TooManyNotes):
        await mona.send(noted, fields={"note": "One more"})
    assert "note" not in mona.controls()
    for forged in ("", "no id", uuid4().hex):
        with pytest.raises(NoteNotFound):
            await mona.send(CustomId("person", "forget-note", ann.person.person_id), values=(forged,))
    assert len(await services.backend.notes(ann.person.person_id, HOME)) == MOST_NOTES


async def test_deleting_all_texts_and_bringing_them_back(
    services: AllServices, mona: Moderator, reply: UUID, prompts: list[UUID]
) -> None:
    """One confirmed act says how many; each text is a decision of its own, and all come back as they were."""
    before = [await services.backend.message(each) for each in (reply, *prompts)]
    await show(mona, services, 1)
    listed = await mona.press("texts")
    assert listed.index("Why is grass green?") < listed.index("Why is the sky blue?")
    asked = await mona.press("delete")
    assert "Delete 3 texts of this person?" in asked
    assert "One text of somebody else hangs below" in asked
    assert await deleted(services, reply, *prompts) == [False] * 3
    assert "Deleted: 3" in await mona.press("reason", values=("reason-spam",))
    assert await deleted(services, reply, *prompts) == [True] * 3
    log = await services.backend.audit_log(HOME)
    assert [entry.kind for entry in log[:3]] == ["message_deleted"] * 3
    assert "Take back 3 deletions" in await mona.press("restore")
    assert "taken back: 3" in await mona.press("restored")
    assert [await services.backend.message(each) for each in (reply, *prompts)] == before
    await mona.press("restore")
    assert services.say("texts-nothing-to-restore") in mona.words()


async def test_what_is_not_the_moderators_stays(services: AllServices, mona: Moderator, prompts: list[UUID]) -> None:
    """A text below which hangs one of another server is left as it is, and counted so."""
    await reply_to(services, await services.join(7, "Gus"), prompts[0], "Because of the sun.", HOME + 1)
    await show(mona, services, 1)
    await mona.press("texts")
    asked = await mona.press("delete")
    assert "One text stays" in asked
    assert "Deleted: 1. " not in await mona.press("reason", values=("reason-spam",))
    assert await deleted(services, *prompts) == [False, True]


async def test_a_text_of_the_list_is_opened(services: AllServices, mona: Moderator, prompts: list[UUID]) -> None:
    """It comes with what can be decided about it, though it is no case; a deleted one can come back."""
    await show(mona, services, 1)
    await mona.press("texts")
    shown = await mona.press("open", values=(prompts[1].hex,))
    assert "Why is grass green?" in shown
    assert mona.controls() >= {"delete", "edit", "halt", "bar", "operator"}
    assert not mona.controls() & {"keep", "claim"}
    await mona.rule("delete")
    assert await deleted(services, prompts[1]) == [True]
    assert "restore" in mona.controls()
    await mona.press("undo")
    assert await deleted(services, prompts[1]) == [False]


async def test_the_operator_disables_and_enables(services: AllServices, operator: Moderator, ann: Contributor) -> None:
    """It holds everywhere; the person is told why."""
    await show(operator, services, 1)
    assert operator.controls() >= {"disable", "purge"}
    assert "Disabled" in await operator.rule("disable")
    assert services.say("case-is-disabled") in operator.words()
    assert not (await services.backend.record(ann.person.person_id, None)).is_enabled
    await operator.rule("enable", "reason-mistake")
    assert (await services.backend.record(ann.person.person_id, None)).is_enabled


async def test_who_is_disabled_can_object_whenever_they_come(
    services: AllServices, operator: Moderator, ann: Contributor
) -> None:
    """Whoever has read the notice finds reason and button at each command that would give work, until they used it."""
    assert await services.backend.disabling_of(ann.person.contributor) is None
    await show(operator, services, 1)
    await operator.rule("disable", "reason-spam")
    for _ in range(2):
        shown = await ann.work()
        assert services.say("notice-disabled") in shown
        assert services.say("reason-spam") in shown
        assert not ann.told
    author = Moderator(services, ann.person, moderates=False)
    author.card = ann.card
    await author.press("object")
    await author.fill_in(objection="Look again, please.")
    assert services.say("notice-disabled") in await ann.work()
    author.card = ann.card
    assert not author.controls()
    await show(operator, services, 1)
    await operator.rule("enable", "reason-mistake")
    assert await services.backend.disabling_of(ann.person.contributor) is None


async def test_the_operator_purges(services: AllServices, operator: Moderator, ann: Contributor, reply: UUID) -> None:
    """The preview counts and deletes nothing; one more press deletes all of it for good, and is in the log."""
    await services.backend.add_note(ann.person.person_id, HOME, NOTE, operator.person.contributor)
    await show(operator, services, 1)
    asked = await operator.press("purge")
    assert "one text, 0 reviews, 0 rankings, 0 reports" in asked
    assert "This is final" in asked
    await services.deletion.go_on()
    assert (await services.backend.message(reply)).text == BAD
    before = await services.backend.audit_log(None, limit=1)
    await operator.press("purged")
    assert await services.backend.audit_log(None, limit=1) == before, "nothing was done yet"
    for _ in range(2):
        await services.deletion.go_on()
    assert (await services.backend.message(reply)).text == ""
    assert await services.people.by_id(ann.person.person_id) is None
    entry, *earlier = await services.backend.audit_log(None, limit=2)
    assert (entry.kind, entry.actor_id) == ("person_purged", operator.person.person_id)
    assert [each.entry_id for each in earlier] == [each.entry_id for each in before]
    with pytest.raises(PersonNotKnown):
        await operator.send(CustomId("person", "show", ann.person.person_id))


async def test_what_is_forged_changes_nothing(services: AllServices, mona: Moderator, ann: Contributor) -> None:
    """Reasons, rulings and pages that no control has are answered with the card as it is."""
    who = ann.person.person_id
    for argument, value in (("bar", "no reason"), ("nothing", "reason-spam"), ("halt", "reason-spam")):
        await mona.send(CustomId("person", "reason", who, argument), values=(value,))
    await mona.send(CustomId("person", "owned", who, "nothing"), fields={"reason": "x"})
    for page in ("x", "9" * 30, "²"):
        await mona.send(CustomId("person", "texts", who, page))
    assert await services.backend.bar_of(ann.person.contributor, HOME) is None


@pytest.mark.usefixtures("prompts")
async def test_hiding_from_boards(
    services: AllServices, mona: Moderator, operator: Moderator, ann: Contributor
) -> None:
    """This server's leaderboards leave the person out, ranks close up, and all others show them; they are told."""
    backend, who = services.backend, ann.person.person_id

    async def shown(server_id: int | None) -> dict[UUID, int | None]:
        board = await backend.leaderboard(TimeFrame.TOTAL, server_id=server_id)
        return {row.user_id: row.rank for row in board.leaderboard}

    before = await shown(HOME)
    assert before[who] == 1
    await show(mona, services, 1)
    assert services.say("person-unlisted") in await mona.press("unlist")
    assert services.say("person-is-unlisted") in mona.words()
    assert who not in await shown(HOME)
    assert min(rank or 0 for rank in (await shown(HOME)).values()) == 1
    assert who in await shown(None)
    assert await backend.neighbours(ann.person.contributor, TimeFrame.TOTAL, server_id=HOME) == ()
    with pytest.raises(RulingDoesNotFit):
        await mona.send(CustomId("person", "unlist", who))
    for person, error in ((operator.person, OnAnOperator), (mona.person, OnOneself)):
        with pytest.raises(error):
            await mona.send(CustomId("person", "unlist", person.person_id))
    await mona.press("list")
    assert await shown(HOME) == before
    stored = await services.database.read(notices_repository.waiting, who)
    assert [notice.sentence for notice in stored] == ["notice-unlisted", "notice-listed"]
    assert "Person taken off the leaderboards" in await mona.log()
