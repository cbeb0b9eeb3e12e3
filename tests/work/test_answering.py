"""Tests of what presses on work cards do: each answers with the card as it then stands."""

from uuid import uuid4

import pytest

from bot.backends.base import Capability
from bot.backends.values import Offer
from bot.cards.session_parts import NAMESPACE
from bot.interactions.custom_id import CustomId
from bot.protocol.moments import DAY, SECOND
from bot.protocol.tasks import RateSummaryTask, TaskType
from bot.sessions import repository
from bot.state.session import SessionState, WorkSession
from bot.state.session_errors import LanguageUnknown, NothingTyped, SessionOfAnother, SessionUnknown
from tests.services.all_services import THRESHOLDS, AllServices
from tests.services.contributor import Contributor
from tests.services.sessions import Distant
from tests.work.conftest import PROMPT

GERMAN = "Das ist eine ausführliche Antwort auf die Frage, die du mir eben gestellt hast."


async def test_a_text_is_read_once_more_and_then_submitted(all_services: AllServices, ann: Contributor) -> None:
    """What was typed is shown before it is sent, stays in the form, and is thanked for when it was submitted."""
    say = all_services.say
    assert say("instruction-initial-prompt") in await ann.work(TaskType.INITIAL_PROMPT)
    assert "submit" not in ann.controls(), "there is nothing to submit yet"
    assert "How are clouds made?" in await ann.write("How are clouds made?")
    await ann.press("write")
    assert ann.form is not None
    assert ann.form.inputs[0].value == "How are clouds made?"
    assert "What are clouds?" in await ann.fill_in("What are clouds?")
    done = await ann.press("submit")
    assert say("done-title") in done
    assert say("done-initial-prompt") in done
    assert "next" in ann.controls()


async def test_a_text_that_is_too_long_is_kept_and_can_be_made_shorter(
    all_services: AllServices, ann: Contributor
) -> None:
    """The card says how much too long it is; `Submit` waits until it was edited."""
    most = THRESHOLDS.message_size
    await ann.work(TaskType.INITIAL_PROMPT)
    written = await ann.write("x" * (most + 5))
    assert f"{most + 5:,}" in written
    assert "submit" not in ann.controls()
    await ann.write("x" * most)
    assert "submit" in ann.controls()
    assert all_services.say("done-title") in await ann.press("submit")


async def test_an_empty_form_keeps_what_was_written_before(ann: Contributor) -> None:
    """A form that brings nothing but blanks is refused, and the earlier draft stays."""
    await ann.work(TaskType.INITIAL_PROMPT)
    await ann.write("What are clouds?")
    await ann.press("write")
    with pytest.raises(NothingTyped):
        await ann.fill_in(" \n ")
    assert "What are clouds?" in await ann.work()


async def test_a_draft_can_be_thrown_away(all_services: AllServices, ann: Contributor) -> None:
    """After `Discard` the package is as it was before anything was written."""
    before = await ann.work(TaskType.INITIAL_PROMPT)
    await ann.write("What are clouds?")
    assert await ann.press("discard") == before
    assert all_services.say("skip-question") not in await ann.press("skip"), "there is nothing to lose any more"


async def test_who_has_written_something_is_asked_before_it_is_skipped(
    all_services: AllServices, ann: Contributor
) -> None:
    """`Skip` asks first where a text would be lost; the question can be answered with no, and with yes."""
    say = all_services.say
    await ann.work(TaskType.INITIAL_PROMPT)
    preview = await ann.write("What are clouds?")
    assert say("skip-question") in await ann.press("skip")
    assert await ann.press("show") == preview
    await ann.press("skip")
    assert say("skipped-title") in await ann.press("skip-really")
    assert say("skipped-title") in await ann.send(CustomId("work", "skip", ann.session_id)), "again changes nothing"


async def test_an_old_card_opens_no_form(all_services: AllServices, ann: Contributor) -> None:
    """`Write` on a card that was left over says that there is nothing to write for, whatever became of the package."""
    await ann.work(TaskType.INITIAL_PROMPT)
    write = CustomId("work", "write", ann.session_id)
    await ann.press("skip")
    with pytest.raises(SessionUnknown):
        await ann.send(write)
    await all_services.write(ann.person, TaskType.INITIAL_PROMPT, PROMPT)
    dan = Contributor(all_services, await all_services.join(4, "Dan"))
    await dan.work(TaskType.LABEL_INITIAL_PROMPT)
    with pytest.raises(SessionUnknown):
        await dan.send(CustomId("work", "write", dan.session_id))


@pytest.mark.parametrize("action", ["write", "written", "show", "pick", "discard", "change", "submit", "skip", "read"])
async def test_controls_that_were_not_made_for_somebody_do_nothing(
    all_services: AllServices, ann: Contributor, action: str
) -> None:
    """A control about no package, an unknown one, or somebody else's, is refused."""
    await ann.work(TaskType.INITIAL_PROMPT)
    other = Contributor(all_services, await all_services.join(9, "Eve"))
    cases = ((None, SessionUnknown), (uuid4(), SessionUnknown), (ann.session_id, SessionOfAnother))
    for session_id, expected in cases:
        with pytest.raises(expected):
            await other.send(CustomId("work", action, session_id))


async def test_a_review_is_answered_press_by_press(all_services: AllServices, ann: Contributor) -> None:
    """The card keeps each press, says what is still missing, and can be submitted once nothing is."""
    say = all_services.say
    await all_services.write(await all_services.join(4, "Dan"), TaskType.INITIAL_PROMPT, PROMPT)
    assert PROMPT in await ann.work(TaskType.LABEL_INITIAL_PROMPT)
    await ann.press("scale", "quality", values=("0.75",))
    assert "submit" not in ann.controls(), "whether it is spam is not answered"
    assert say("label-ready") in await ann.press("label", "spam=0")
    assert say("done-label-initial-prompt") in await ann.press("submit")


async def test_a_ranking_can_be_undone_and_begun_anew(
    all_services: AllServices, ann: Contributor, bea: Contributor
) -> None:
    """The order so far is on the card; the last pick can be taken back, or all of them."""
    say = all_services.say
    for place, text in enumerate(("A cumulus.", "A cloud like any other.")):
        writer = await all_services.join(10 + place, f"Writer {place}")
        await all_services.write(writer, TaskType.ASSISTANT_REPLY, text)
        await all_services.review(bea.person, TaskType.LABEL_ASSISTANT_REPLY)
    fresh = await ann.work(TaskType.RANK_ASSISTANT_REPLIES)
    assert say("rank-begin") in fresh
    assert say("rank-so-far", order="B › A") in await ann.press("pick", "1"), "the second of two follows by itself"
    assert "submit" in ann.controls()
    await ann.press("undo")
    assert say("rank-begin") in ann.words()
    await ann.press("pick", "0")
    await ann.press("reset")
    assert say("rank-begin") in ann.words()
    await ann.press("not-rankable")
    assert say("rank-not-rankable") in ann.words()
    await ann.press("not-rankable")
    await ann.press("pick", "0")
    assert say("done-rank-assistant-replies") in await ann.press("submit")


async def test_a_step_of_a_rating_submits_it(all_services: AllServices, ann: Contributor, backend: Distant) -> None:
    """A rating takes one press; where the task server is out of reach the card says that it is stored."""
    task = RateSummaryTask(id=uuid4(), full_text="Warm air rises over the field.", summary="Air rises.")
    now = all_services.clock.now()
    offer = Offer(task=task, expires_at=now + DAY)
    session = WorkSession(uuid4(), ann.person.person_id, None, "en", offer, SessionState.OPEN, now, offer.expires_at)
    await all_services.database.write(repository.add, session)
    backend.breaks_before = True
    assert "Air rises." in await ann.work()
    assert all_services.say("saved-title") in await ann.press("rate", "4")
    assert (await all_services.sessions.look(ann.person, session.session_id)).state is SessionState.SUBMITTED


async def test_an_answer_can_be_changed_until_others_build_on_it(
    all_services: AllServices, ann: Contributor, bea: Contributor
) -> None:
    """`Change answer` brings the text back; the way out leaves the answer as it was, `Submit` replaces it."""
    say = all_services.say
    await ann.work(TaskType.ASSISTANT_REPLY)
    await ann.write("A cumulus.")
    await ann.press("submit")
    assert "A cumulus." in await ann.press("change")
    assert say("preview-change") in ann.words()
    assert say("done-title") in await ann.press("discard")
    await ann.press("change")
    await ann.write("A cumulus, I think.")
    assert say("done-title") in await ann.press("submit")
    assert "A cumulus, I think." in await ann.press("change")
    await ann.press("discard")
    await all_services.review(bea.person, TaskType.LABEL_ASSISTANT_REPLY)
    assert say("done-title") in await ann.send(CustomId("work", "show", ann.session_id))
    assert "change" not in ann.controls()


async def test_a_text_that_one_has_sent_before_is_pointed_out(all_services: AllServices, ann: Contributor) -> None:
    """Whoever types the same again reads that on the card before they submit it."""
    await all_services.write(ann.person, TaskType.INITIAL_PROMPT, PROMPT)
    await ann.work(TaskType.INITIAL_PROMPT)
    assert all_services.say("hint-repeats-own") in await ann.write(PROMPT)


async def test_a_done_card_does_without_what_cannot_be_told(
    all_services: AllServices, ann: Contributor, backend: Distant
) -> None:
    """Where points cannot be read just now, the thanks come all the same, without a level or a way to change."""
    await ann.work(TaskType.INITIAL_PROMPT)
    await ann.write(PROMPT)
    backend.reads_break = True
    assert all_services.say("done-title") in await ann.press("submit")
    assert "Level" not in ann.words()
    assert "change" not in ann.controls()
    backend.reads_break = False
    assert "Level 1" in await ann.send(CustomId("work", "show", ann.session_id))
    assert "change" in ann.controls()


async def test_points_that_are_counted_now_and_then_are_told_with_their_age(
    all_services: AllServices, ann: Contributor, backend: Distant
) -> None:
    """Of a server that has not counted yet no level is shown; later it is told as of when it was counted."""
    backend.lacks = frozenset({Capability.LIVE_BOARDS})
    backend.counts_rarely = True
    await ann.work(TaskType.INITIAL_PROMPT)
    await ann.write(PROMPT)
    assert "Level" not in await ann.press("submit")
    backend.counted_at = all_services.clock.now()
    shown = await ann.send(CustomId("work", "show", ann.session_id))
    assert "Level 1" in shown
    assert f"<t:{backend.counted_at // SECOND}:R>" in shown


async def test_good_news_is_offered_once_and_explained(all_services: AllServices, ann: Contributor) -> None:
    """The first done card offers good news; who wants it reads what they will be told, and is not asked again."""
    say = all_services.say
    await ann.work(TaskType.INITIAL_PROMPT)
    await ann.write(PROMPT)
    assert say("news-offer") in await ann.press("submit")
    assert say("news-offer") not in await ann.press("news")
    assert say("news-are-on") in ann.told_words()
    assert "news" not in ann.controls()


async def test_everything_about_a_package_can_be_read(all_services: AllServices, ann: Contributor) -> None:
    """A long text is cut on the card; `Read in full` brings all of it, page by page, to its reader only."""
    text = "\n".join(f"Line {number} of a long question." for number in range(60))
    await all_services.write(await all_services.join(4, "Dan"), TaskType.INITIAL_PROMPT, text)
    await ann.work(TaskType.LABEL_INITIAL_PROMPT)
    card = ann.words()
    whole = await ann.send(CustomId("work", "read", ann.session_id))
    assert ann.words() == card
    assert all(f"Line {number} " in ann.told_words() for number in range(60)), whole


async def test_a_draft_that_fills_several_pages_comes_in_several_messages(ann: Contributor) -> None:
    """What is longer than a message is numbered by its pages, each a message that only the reader sees."""
    await ann.work(TaskType.INITIAL_PROMPT)
    await ann.write("\n".join(["word " * 15] * 100))
    await ann.send(CustomId("work", "read", ann.session_id))
    assert len(ann.told) >= 2


async def test_a_text_can_be_read_as_it_was_written(all_services: AllServices, ann: Contributor) -> None:
    """`As written` shows the signs themselves where `Read in full` shows what they make."""
    await all_services.write(await all_services.join(4, "Dan"), TaskType.INITIAL_PROMPT, "Is this **bold**?")
    await ann.work(TaskType.LABEL_INITIAL_PROMPT)
    card = ann.words()
    raw = await ann.send(CustomId("work", "as-written", ann.session_id))
    assert "Is this **bold**?" in raw
    assert "```" in raw
    assert ann.words() == card


async def test_a_prompt_can_be_stored_in_the_language_in_which_it_is(
    all_services: AllServices, ann: Contributor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a prompt seems to be in another language, one press stores it as that; a reply's is that of its tree."""
    everything_seems_german(all_services, monkeypatch)
    await ann.work(TaskType.INITIAL_PROMPT)
    shown = await ann.write(GERMAN)
    assert "This seems to be German. It will be stored as English." in shown
    shown = await ann.press("language", "de")
    assert "in German" in shown
    assert GERMAN in shown
    assert "This seems to be" not in shown
    session_id = ann.session_id
    await ann.press("submit")
    receipt = (await all_services.sessions.look(ann.person, session_id)).receipt
    assert receipt is not None
    assert receipt.message_id is not None
    message = await all_services.backend.message(receipt.message_id, ann.person.contributor)
    assert message.lang == "de"


@pytest.mark.usefixtures("bea")
async def test_a_reply_stays_in_the_language_of_its_tree(
    all_services: AllServices, ann: Contributor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reply in another language gets the hint and no button; a forged one changes nothing, or is refused."""
    everything_seems_german(all_services, monkeypatch)
    await ann.work(TaskType.ASSISTANT_REPLY)
    shown = await ann.write(GERMAN)
    assert "This seems to be German. It will be stored as English." in shown
    assert "language" not in ann.controls()
    assert "in English" in await ann.send(CustomId(NAMESPACE, "language", ann.session_id, "de"))
    with pytest.raises(LanguageUnknown):
        await ann.send(CustomId(NAMESPACE, "language", ann.session_id, "xx"))
    assert (await all_services.sessions.look(ann.person, ann.session_id)).language == "en"


def everything_seems_german(services: AllServices, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the guess be German, whatever is written."""

    async def guess(_: str) -> str:
        return "de"

    monkeypatch.setattr(services.language_guesser, "guess", guess)
