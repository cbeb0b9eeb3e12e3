"""What is open, starting it, and the honest end of work."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from playground.client import Guild
from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import Contributor, labels
from tests.end_to_end.conversations import TO_RANK, TWO_PROMPTS
from tests.end_to_end.running_bot import RunningBot, run_bot

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_what_is_open_is_counted_and_can_be_started(newcomer: Newcomer) -> None:
    """/tasks counts what is open by kind; a button starts it, after the agreement where that is missing."""
    ann = await newcomer()
    card = await tasks(ann)
    assert card.ephemeral
    button = next(label for label in labels(card) if label.startswith("Reply as the assistant · "))
    assert f"Reply as the assistant: **{button.split()[-1]}**" in card.text
    agreement = (await ann.press(card, button)).message
    assert agreement.has_button("I agree")
    work = await ann.card_of(await ann.press(agreement, "I agree"))
    assert "Reply as the assistant" in work.text
    assert "in English" in work.text


async def test_each_of_ones_languages_is_shown(newcomer: Newcomer) -> None:
    """With several languages each has its counts, and each button names its language."""
    ann = await newcomer()
    card = (await (await ann.person.command(ann.channel, "language")).settled()).message
    for name in ("Deutsch", "English"):
        await (await ann.person.choose(card, card.selects[0].custom_id, [name])).settled()
        card = await ann.person.look(card)
    shown = await tasks(ann)
    assert "Deutsch" in shown.text
    button = next(label for label in labels(shown) if label.startswith("Deutsch: Reply as the prompter · "))
    assert any(label.startswith("English: Reply as the assistant · ") for label in labels(shown))
    outcome = await ann.press((await ann.press(shown, button)).message, "I agree")
    assert "in German" in (await ann.card_of(outcome)).text


@pytest.mark.parametrize(
    "argument", ["", ":/", ":no_such_task/en", ":assistant_reply/de-x-badword", ":random/xx", ":random/🎉"]
)
async def test_forged_starts_are_answered(newcomer: Newcomer, running: RunningBot, argument: str) -> None:
    """A forged kind or language is no wish, or refused with a sentence; it brings no language into the world."""
    ann = await newcomer()
    await ann.reply()
    card = await tasks(ann)
    outcome = await (await running.playground.raw_press(ann.person, card, f"tasks1:start:-{argument}")).settled()
    assert "is not a language that you can work in here" in outcome.text or "open it" in outcome.text


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def quiet_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot that takes one new prompt a language at a time, so that work can come to an end."""
    folder = tmp_path_factory.mktemp("quiet")
    async with run_bot(folder, MAX_ACTIVE_TREES="1", MAX_INITIAL_PROMPT_REVIEW="1") as running:
        yield running
        assert await running.complaints() == []


@pytest_asyncio.fixture(loop_scope="package")
async def quiet_guild(quiet_bot: RunningBot) -> Guild:
    """A server in it."""
    return await quiet_bot.playground.create_guild("Quiet", text_channels=["work"])


async def test_the_end_of_work_is_honest(quiet_guild: Guild) -> None:
    """With nothing left, Next task, /work and /tasks say what is waited for, and lead to where there is work."""
    ann = Contributor(await quiet_guild.add_person("ann"), quiet_guild, quiet_guild.channel("work"))
    card = (await (await ann.person.command(ann.channel, "language")).settled()).message
    await (await ann.person.choose(card, card.selects[0].custom_id, ["Svenska"])).settled()
    first = await ann.finished(await ann.work(), "Noll.")
    last = await ann.finished(await ann.next_card(first), "Två?")
    end = (await (await ann.person.press(last, "Next task")).until_shown(1)).shown[0]
    assert end.ephemeral
    for shown in (end, (await ann.ask()).message, (await ann.ask(language=TWO_PROMPTS)).message):
        assert "There is nothing to do for you right now in Swedish." in shown.text
        assert "2 of your community's messages wait for 6 more reviews." in shown.text
        assert "One prompt waits for its turn." in shown.text
        assert "one task in English" in shown.text
    listed = await tasks(ann)
    assert "2 of your community's messages wait for 6 more reviews." in listed.text
    assert labels(listed)[0] == "English: one task"
    assert "Next task" in labels(await ann.person.look(last))
    assert "in English" in (await ann.card_of(await ann.press(end, "English: one task"))).text


async def test_a_kind_that_is_missing_is_named(quiet_guild: Guild) -> None:
    """Where there is nothing of the kind asked for, what else there is in the language can be started at once."""
    ann = Contributor(await quiet_guild.add_person("ann"), quiet_guild, quiet_guild.channel("work"))
    agreement = (await ann.ask(task="label_assistant_reply", language=TO_RANK)).message
    end = await ann.pressed(agreement, "I agree")
    assert "“Label a reply of the assistant”: there is nothing to do for you right now in French." in end.text
    button = next(label for label in labels(end) if label.startswith("Rank replies of the assistant · "))
    assert "Rank replies of the assistant" in (await ann.card_of(await ann.press(end, button))).text


async def tasks(ann: Contributor) -> Message:
    """`/tasks`, and its card."""
    return (await (await ann.person.command(ann.channel, "tasks")).settled()).message
