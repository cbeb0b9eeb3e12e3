"""The first use: the agreement, the own thread, one open session over all servers."""

import pytest

from playground.client import Guild
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import Contributor
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

PRIVATE_THREAD = 12
A_DAY_IN_MINUTES = 1440


async def test_first_work_shows_the_agreement_to_the_newcomer_only(newcomer: Newcomer) -> None:
    """The first /work answers with the agreement, seen by nobody else, and opens nothing yet."""
    ann, bea = await newcomer(), await newcomer()
    outcome = await ann.ask()
    assert outcome.message.ephemeral
    assert [button.label for button in outcome.message.buttons] == ["I agree", "No thanks"]
    for word in ("Who runs this", "What is collected", "CC BY 4.0", "Who can see it", "at least 18", "/privacy"):
        assert word in outcome.text
    assert await ann.person.threads(ann.guild) == []
    assert await bea.person.messages(bea.channel) == []


async def test_agreeing_leads_to_a_card_in_the_own_private_thread(newcomer: Newcomer, running: RunningBot) -> None:
    """After "I agree" the card is in a private, non-invitable thread of the contributor alone; the answer links it."""
    ann, bea = await newcomer(), await newcomer()
    agreed = await ann.press((await ann.ask(task="assistant_reply")).message, "I agree")
    thread = await ann.thread()
    card = await ann.card_of(agreed)
    assert f"https://discord.com/channels/{ann.guild.id}/{thread.id}/{card.id}" in agreed.text
    assert agreed.message.buttons == ()
    assert thread.type == PRIVATE_THREAD
    assert thread.raw["thread_metadata"]["invitable"] is False
    assert thread.raw["thread_metadata"]["auto_archive_duration"] == A_DAY_IN_MINUTES
    assert thread.parent_id == ann.channel.id
    bot = int((await running.playground.state())["bot"])
    assert set(await ann.guild.thread_members(thread)) == {ann.person.id, bot}
    assert await bea.person.threads(bea.guild) == []


async def test_declining_collects_nothing_and_can_be_reconsidered(newcomer: Newcomer) -> None:
    """ "No thanks" opens nothing and stores nothing but the answer; /work asks again."""
    ann = await newcomer()
    declined = await ann.press((await ann.ask()).message, "No thanks")
    assert "only this answer has been stored" in declined.text
    assert declined.message.buttons == ()
    assert await ann.person.threads(ann.guild) == []
    privacy = (await ann.person.command(ann.channel, "privacy show")).text
    assert "You declined" in privacy
    assert "no messages, no reviews, no rankings" in privacy
    card = await ann.work(task="assistant_reply")
    assert card.has_button("Write reply")


async def test_agreeing_to_an_old_wording_shows_the_new_one(newcomer: Newcomer, running: RunningBot) -> None:
    """ "I agree" under an agreement that has changed since records nothing: the present one is shown first."""
    ann = await newcomer()
    agreement = (await ann.ask(task="assistant_reply")).message
    asked = await running.playground.raw_press(ann.person, agreement, "consent1:agree:-:0123456789ab/assistant_reply/")
    shown = (await asked.settled()).message
    assert [button.label for button in shown.buttons] == ["I agree", "No thanks"]
    assert await ann.person.threads(ann.guild) == []
    assert (await ann.card_of(await ann.press(shown, "I agree"))).has_button("Write reply")


async def test_declining_later_ends_contributing_and_keeps_what_was_typed(
    newcomer: Newcomer, running: RunningBot
) -> None:
    """Who says "No thanks" while a form is open gets its text back, and nothing of it is stored."""
    ann = await newcomer()
    card = await ann.reply()
    opened = await ann.person.press(card, "Write reply")
    text = f"second thoughts of {ann.person.name}"
    await (await running.playground.raw_press(ann.person, card, "consent1:decline:-")).settled()
    refused = await (await ann.person.submit(opened.modal, {"text": text})).settled()
    assert "accept the contributor agreement" in refused.text
    assert text in refused.text
    assert refused.message.ephemeral
    running.expect_stored(text, times=0)


@pytest.mark.parametrize(
    ("options", "title", "language"),
    [
        ({"task": "initial_prompt", "language": "français"}, "Write an initial prompt", "French"),
        ({"task": "prompter_reply", "language": "de"}, "Reply as the prompter", "German"),
        ({"task": "assistant_reply", "language": "german"}, "Reply as the assistant", "German"),
    ],
)
async def test_options_survive_the_agreement(
    newcomer: Newcomer, options: dict[str, str], title: str, language: str
) -> None:
    """The task and the language that were asked for are those of the card after "I agree"."""
    card = await (await newcomer()).work(**options)
    assert title in card.text
    assert f"in {language}" in card.text


async def test_an_unknown_language_is_explained(newcomer: Newcomer) -> None:
    """A language that does not exist is answered with what is expected, or with the nearest that does."""
    ann = await newcomer()
    outcome = await ann.ask(language="Klingonese")
    assert "“Klingonese” is not a language" in outcome.text
    assert outcome.message.ephemeral
    assert "Did you mean **German**?" in (await ann.ask(language="germn")).text


async def test_second_work_returns_to_the_open_session_and_moves_its_card(newcomer: Newcomer) -> None:
    """/work again shows the same package with its draft at the end of the thread; the old card is gone."""
    ann = await newcomer()
    card = await ann.written(await ann.reply(), "half a thought")
    outcome = await ann.ask()
    moved = await ann.card_of(outcome)
    assert "open it" in outcome.text
    assert moved.id > card.id
    assert "not finished this task yet" in moved.text
    assert "half a thought" in moved.text
    assert card.id not in {message.id for message in await ann.person.messages(await ann.thread())}
    assert len(await ann.person.threads(ann.guild)) == 1
    assert moved.button("Submit").custom_id == card.button("Submit").custom_id


async def test_one_open_session_over_two_servers(newcomer: Newcomer, running: RunningBot, guild: Guild) -> None:
    """Somebody in two servers has one open session: /work in the other server brings the same package there."""
    ann = await newcomer()
    card = await ann.written(await ann.reply(), "begun at home")
    abroad = await running.playground.create_guild("Abroad", text_channels=["work"])
    await abroad.join(ann.person)
    ann_abroad = Contributor(ann.person, abroad, abroad.channel("work"))
    moved = await ann_abroad.work()
    assert "begun at home" in moved.text
    assert moved.button("Submit").custom_id == card.button("Submit").custom_id
    assert [message for message in await guild.messages(await ann.thread()) if message.buttons] == []
    done = await ann_abroad.pressed(moved, "Submit")
    assert "Saved. Thank you!" in done.text


async def test_thread_is_used_again(newcomer: Newcomer) -> None:
    """All cards of a contributor in a server come into one thread."""
    ann = await newcomer()
    await ann.finished(await ann.reply(), "The first of two answers.")
    thread = await ann.thread()
    await ann.work(task="assistant_reply")
    assert (await ann.thread()).id == thread.id
