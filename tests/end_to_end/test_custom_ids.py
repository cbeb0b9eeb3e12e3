"""Custom ids that no card of the bot's has: always a sentence or an unchanged card, never silence, never an error."""

from uuid import uuid4

import pytest

from playground.client import Outcome
from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import SAVED, Contributor
from tests.end_to_end.conversations import TO_RANK, WITHOUT_ANYTHING
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

ACTIONS = (
    "write",
    "written",
    "show",
    "submit",
    "discard",
    "skip",
    "skip-really",
    "next",
    "label",
    "flags",
    "scale",
    "pick",
    "undo",
    "reset",
    "not-rankable",
    "rate",
    "read",
    "go-on",
    "aside",
    "as-written",
)
NOT_OURS = (
    "",
    "x",
    "work1",
    "work1:submit",
    "work1:submit:",
    "work1::-",
    "work1:submit:zzzz",
    "work1:submit:0123",
    "work1:unknown:-",
    "nowhere1:submit:-",
    "WORK1:submit:-",
    "work1:submit:" + "A" * 32,
    "work1:submit:" + "0" * 33,
    " work1:submit:-",
    "work1:submit:-:",
    "work1:submit:-\n",
    "work1:sübmit:-",
    "{}:[]:()",
    "consent1:unknown:-",
    "\0",
    "🎉" * 25,
    "work1:submit:-:" + "x" * 200,
    "x" * 5_000,
)
FORGED_ARGUMENTS = {
    "label": ("spam", "spam=2", "spam=nan", "quality=1", "unknown=1", "spam=١"),
    "scale": ("spam", "unknown", "🎉"),
    "pick": ("-1", "99", "x", "²", "9" * 50),
    "rate": ("0", "²", "9" * 50),
}


async def test_unknown_custom_ids_are_answered_with_a_sentence(newcomer: Newcomer, running: RunningBot) -> None:
    """Whatever is no custom id of this version says, to the one who pressed, that the button is no longer in use."""
    ann = await newcomer()
    card = await ann.reply()
    for custom_id in NOT_OURS:
        outcome = await running.playground.raw_press(ann.person, card, custom_id)
        assert "This button is no longer in use" in outcome.text, custom_id
        assert outcome.message.ephemeral
    outcome = await running.playground.raw_submit(ann.person, card.channel_id, "gone1:written:-", {"text": "lost?"})
    assert "This button is no longer in use" in outcome.text


@pytest.mark.parametrize("version", ["0", "2", "10", ""])
async def test_custom_ids_of_another_version_are_explained(
    newcomer: Newcomer, running: RunningBot, version: str
) -> None:
    """A button of an older or newer version of the bot is answered with a sentence, and does nothing."""
    ann = await newcomer()
    card = await ann.written(await ann.reply(), "not to be submitted")
    submit = _custom_id(card, "Submit").replace("work1:", f"work{version}:")
    outcome = await running.playground.raw_press(ann.person, card, submit)
    assert "This button is no longer in use" in outcome.text
    assert (await ann.person.look(card)).has_button("Submit")


async def test_actions_without_their_session_are_answered(newcomer: Newcomer, running: RunningBot) -> None:
    """Every action on no session, or on one that does not exist, says that the card is no longer in use."""
    ann = await newcomer()
    card = await ann.reply()
    for action in ACTIONS:
        for identifier in ("-", uuid4().hex):
            custom_id = f"work1:{action}:{identifier}"
            outcome = await _sent(running, ann, card, custom_id)
            assert "This card is no longer in use" in outcome.text, custom_id
            assert outcome.message.ephemeral
    assert await ann.person.look(card) == card


async def test_nobody_can_press_on_the_card_of_another(newcomer: Newcomer, running: RunningBot) -> None:
    """Every action on a foreign card says whose it is not; the card and its draft stay as they are."""
    ann, bea = await newcomer(), await newcomer()
    await bea.work(task="assistant_reply")
    preview = await ann.written(await ann.reply(), "Ann's own words")
    session = _session(preview)
    for action in ACTIONS:
        outcome = await _sent(running, bea, preview, f"work1:{action}:{session}")
        assert "This card belongs to somebody else" in outcome.text, action
        assert "Ann's own words" not in outcome.text
        assert outcome.message.ephemeral
    assert (await ann.person.look(preview)).text == preview.text
    assert SAVED in (await ann.pressed(preview, "Submit")).text


async def test_actions_that_do_not_fit_the_task_change_nothing(newcomer: Newcomer, running: RunningBot) -> None:
    """Label, rank and rating actions on a writing card, with any argument, leave the draft as it is."""
    ann = await newcomer()
    preview = await ann.written(await ann.reply(), "untouched words")
    session = _session(preview)
    forged = [f"{action}:{session}:{FORGED_ARGUMENTS[action][0]}" for action in ("label", "scale", "pick")]
    forged += [f"{action}:{session}" for action in ("undo", "reset", "not-rankable", "label", "scale", "pick")]
    for custom_id in [f"work1:{rest}" for rest in forged]:
        await _assert_harmless(running, ann, preview, custom_id)
        assert "untouched words" in (await ann.person.look(preview)).text, custom_id
    await _assert_harmless(running, ann, preview, f"work1:flags:{session}", ["pii", "unknown"])
    assert SAVED in (await ann.pressed(preview, "Submit")).text


async def test_rating_on_a_card_that_has_none_does_not_submit(newcomer: Newcomer, running: RunningBot) -> None:
    """A forged rating on a card without a draft is answered with a sentence."""
    ann = await newcomer()
    card = await ann.reply()
    for value in (*FORGED_ARGUMENTS["rate"], "3"):
        outcome = await running.playground.raw_press(ann.person, card, f"work1:rate:{_session(card)}:{value}")
        assert "There is nothing to submit yet" in outcome.text, value
    assert (await ann.person.look(card)).has_button("Write reply")


async def test_forged_values_on_a_label_card_change_nothing(newcomer: Newcomer, running: RunningBot) -> None:
    """Labels, flags and steps that do not exist are not taken; Submit stays impossible."""
    author, ann = await newcomer(), await newcomer()
    await author.finished(await author.work(task="initial_prompt", language=WITHOUT_ANYTHING), "Nog een vraag?")
    card = await ann.work(task="label_initial_prompt", language=WITHOUT_ANYTHING)
    session = _session(card)
    for action, values in FORGED_ARGUMENTS.items():
        for value in values:
            await _assert_harmless(running, ann, card, f"work1:{action}:{session}:{value}")
    await _assert_harmless(running, ann, card, f"work1:scale:{session}:quality", ["7", "nan", "", "0.3"])
    await _assert_harmless(running, ann, card, f"work1:flags:{session}", ["spam", "quality", "no such flag"])
    for action in ("write", "written"):
        await _assert_harmless(running, ann, card, f"work1:{action}:{session}")
    unchanged = await ann.person.look(card)
    assert unchanged.button("Submit").disabled
    assert not [option for select in unchanged.selects for option in select.options if option.default]


async def test_forged_submit_of_an_incomplete_answer_is_refused(newcomer: Newcomer, running: RunningBot) -> None:
    """Submit that is greyed out for a reason submits nothing when it is pressed nevertheless."""
    ann, bea = await newcomer(), await newcomer()
    too_long = await ann.written(await ann.reply(), "x" * 2_001)
    outcome = await running.playground.raw_press(ann.person, too_long, _custom_id(too_long, "Submit"))
    assert "cannot be submitted as it is" in outcome.text
    ranking = await bea.work(task="rank_assistant_replies", language=TO_RANK)
    outcome = await running.playground.raw_press(bea.person, ranking, _custom_id(ranking, "Submit"))
    assert "There is nothing to submit yet" in outcome.text
    begun = await bea.pressed(ranking, "A")
    outcome = await running.playground.raw_press(bea.person, begun, _custom_id(begun, "Submit"))
    assert "cannot be submitted as it is" in outcome.text


async def test_forged_picks_on_a_ranking_change_nothing(newcomer: Newcomer, running: RunningBot) -> None:
    """A letter that is not there, or was pressed already, is not picked."""
    ann = await newcomer()
    card = await ann.pressed(await ann.work(task="rank_assistant_replies", language=TO_RANK), "B")
    session = _session(card)
    for value in (*FORGED_ARGUMENTS["pick"], "1", "3"):
        await _assert_harmless(running, ann, card, f"work1:pick:{session}:{value}")
    assert "Your order so far:** B\n" in (await ann.person.look(card)).text


async def test_modal_that_was_never_opened(newcomer: Newcomer, running: RunningBot) -> None:
    """A form that comes without having been opened is taken for its own session only, and may lack its field."""
    ann, bea = await newcomer(), await newcomer()
    card = await ann.reply()
    written = f"work1:written:{_session(card)}"
    foreign = await running.playground.raw_submit(bea.person, bea.channel, written, {"text": "not mine"})
    assert "belongs to somebody else" in foreign.text
    missing = await running.playground.raw_submit(ann.person, card.channel_id, written, {"other": "text"}, card)
    assert "The text is empty" in missing.text
    own = await running.playground.raw_submit(ann.person, card.channel_id, written, {"text": "typed before"}, card)
    assert "typed before" in (await own.settled()).text


async def test_submitting_a_form_to_a_button_that_opens_one(newcomer: Newcomer, running: RunningBot) -> None:
    """A form whose id is that of a button is answered, although Discord opens no form in answer to a form."""
    ann = await newcomer()
    card = await ann.reply()
    for action in (*ACTIONS, "show"):
        outcome = await running.playground.raw_submit(
            ann.person, card.channel_id, f"work1:{action}:{_session(card)}", {"text": " "}, card
        )
        assert outcome.kind in {"message", "update", "deferred_update"}, action
    assert (await ann.person.look(card)).has_button("Next task")  # one of the actions is to skip


async def test_forged_wish_in_the_agreement(newcomer: Newcomer, running: RunningBot) -> None:
    """A forged wish behind "I agree" is no wish: the contributor gets whatever is needed."""
    for wish in ("", "/", "/no_such_task/", "/assistant_reply/🎉", "//" + "x" * 60, "/random/en/de", "/\0"):
        ann = await newcomer()
        agreement = (await ann.ask()).message
        version = (agreement.button("I agree").custom_id or "").split(":")[3].split("/")[0]
        outcome = await running.playground.raw_press(ann.person, agreement, f"consent1:agree:-:{version}{wish}")
        assert not outcome.failed, wish
        assert (await outcome.settled()).text


async def _sent(running: RunningBot, sender: Contributor, card: Message, custom_id: str) -> Outcome:
    """A press or, where it is the id of a form, a form."""
    if ":written:" in custom_id:
        return await running.playground.raw_submit(sender.person, sender.channel, custom_id, {"text": "forged"})
    return await running.playground.raw_press(sender.person, card, custom_id)


async def _assert_harmless(
    running: RunningBot, sender: Contributor, card: Message, custom_id: str, values: list[str] | None = None
) -> None:
    """The answer is a sentence for the sender only, or the card as it was."""
    before = (await sender.person.look(card)).text
    outcome = await (await running.playground.raw_press(sender.person, card, custom_id, values)).settled()
    assert outcome.kind in {"message", "update", "deferred_update"}, custom_id
    if outcome.kind == "message":
        assert outcome.message.ephemeral
        assert outcome.text
    assert (await sender.person.look(card)).text == before, custom_id


def _custom_id(card: Message, label: str) -> str:
    custom_id = card.button(label).custom_id
    assert custom_id is not None
    return custom_id


def _session(card: Message) -> str:
    """The session's id on a card."""
    return _custom_id(card, card.buttons[0].label).split(":")[2]
