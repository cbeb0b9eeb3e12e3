"""/moderate, through Discord: a report becomes a case, a moderator decides, and the author reads what and why."""

import pytest

from playground.client import Guild
from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import SAVED, Contributor, labels
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

OF_PAUSES = "ro"
"""A language of this module's own: who reviews in it gets what is written here."""


async def test_a_report_is_decided_and_told(newcomer: Newcomer) -> None:
    """From the report to the notice with its button, and back: an objection, which another moderator undoes."""
    author, reporter = await newcomer(), await newcomer()
    mona, moe = [await newcomer(permissions=("manage_messages",)) for _ in range(2)]
    text = f"Buy what {author.person.name} sells."
    await _reported(author, reporter, text)
    case = await _open_first_case(mona)
    assert text in case.text
    assert f"<@{reporter.person.id}>" in case.text
    await mona.press(case, "Delete")
    chosen = await mona.person.look(case)
    await (await mona.person.choose(chosen, "Choose a reason", ["Spam, or of no use"])).settled()
    assert f"**Deleted** · <@{mona.person.id}>" in (await mona.person.look(case)).text

    told = await (await author.person.command(author.channel, "work")).until_shown(2)
    (notice,) = [message for message in told.shown if message.has_button("Object")]
    assert "A moderator has deleted a text of yours" in notice.text
    assert "Spam, or of no use" in notice.text
    mine = (await (await author.person.command(author.channel, "contributions")).settled()).message
    assert "Spam, or of no use" in (await author.press(mine, "Object 1")).message.text
    form = await author.person.press(notice, "Object")
    await (await author.person.submit(form.modal, {"objection": "It was a joke."})).settled()
    assert "Your objection is with the moderators" in (await author.person.look(notice)).text
    mine = (await (await author.person.command(author.channel, "contributions")).settled()).message
    assert not mine.has_button("Object 1")

    again = await _open_first_case(moe)
    assert "It was a joke." in again.text
    await moe.press(again, "Undo: Deleted")
    assert "Everything is as it was before" in (await moe.person.look(again)).text
    log = await (await mona.person.command(mona.channel, "moderate log")).settled()
    assert "Decision taken back" in log.text


async def test_a_role_moderates_in_the_staff_channel(newcomer: Newcomer, guild: Guild, running: RunningBot) -> None:
    """A case comes to the staff channel; the buttons work for whoever has the role, and for nobody else there."""
    manager, author, reporter = await newcomer(permissions=("manage_guild",)), await newcomer(), await newcomer()
    role, staff = await guild.create_role("Staff"), guild.channel("general")
    settings = (await (await manager.person.command(manager.channel, "settings")).settled()).message
    for menu, chosen in (
        ("Staff channel for cases (only moderators should see it)", staff),
        ("Role that makes a moderator (none: the permission only)", role),
    ):
        card = await manager.person.look(settings)
        if card.has_button("Moderation"):
            card = await manager.pressed(card, "Moderation")
        await (await manager.person.choose(card, menu, [chosen])).settled()
    moderator = await newcomer(roles=[role])
    await _reported(author, reporter, f"Buy what {author.person.name} sells.")

    async def is_posted() -> bool:
        await running.playground.advance(minutes=1)
        return any(message.has_button("Keep") for message in await guild.messages(staff))

    await running.until(is_posted)
    (card,) = [message for message in await guild.messages(staff) if message.has_button("Keep")]
    mona = await newcomer(permissions=("manage_messages",))
    opened = await (await mona.person.message_command(card, "Open the case")).settled()
    assert opened.message.ephemeral
    assert "sells" in opened.text
    refused = await reporter.person.press(card, "Keep")
    assert "for the moderators of this server" in refused.text
    await (await moderator.person.press(card, "Claim")).settled()
    await (await moderator.person.press(await moderator.person.look(card), "Keep")).settled()
    shown = await moderator.person.look(card)
    assert f"**Kept** · <@{moderator.person.id}>" in shown.text
    assert "sells" not in shown.text


async def _reject(judge: Contributor) -> None:
    """Somebody finds the next prompt to be spam."""
    card = await judge.work(task="label_initial_prompt", language=OF_PAUSES)
    for label in [label for label in labels(card) if ": no" in label]:
        card = await judge.pressed(card, label.replace(": no", ": yes") if "Spam" in label else label)
    assert SAVED in (await judge.pressed(card, "Submit")).text


async def _reported(author: Contributor, reporter: Contributor, text: str) -> None:
    """Somebody writes a prompt; somebody else, who is asked to review it, reports it."""
    await author.finished(await author.work(task="initial_prompt"), text)
    card = await reporter.work(task="label_initial_prompt")
    while text not in card.text:
        await reporter.press(card, "Skip")
        card = await reporter.work(task="label_initial_prompt")
    more = (await (await reporter.person.press(card, "More")).settled()).message
    form = await reporter.person.press(more, "🚩 Report")
    await (await reporter.person.submit(form.modal, {"reason": "An advertisement."})).settled()


async def _open_first_case(moderator: Contributor) -> Message:
    queue = (await (await moderator.person.command(moderator.channel, "moderate queue")).settled()).message
    menu = next(select for select in queue.selects if select.placeholder == "Open a case")
    await (await moderator.person.choose(queue, "Open a case", [menu.options[0].label])).settled()
    return await moderator.person.look(queue)


async def test_a_person_is_looked_at_and_their_texts_deleted(newcomer: Newcomer) -> None:
    """From /moderate user to a note and the deletion of all they wrote here, and back."""
    author, mona = await newcomer(), await newcomer(permissions=("manage_messages",))
    text = f"What does {author.person.name} sell?"
    await author.finished(await author.work(task="initial_prompt"), text)
    shown = (await (await mona.person.command(mona.channel, "moderate user", user=author.person)).settled()).message
    assert f"<@{author.person.id}>" in shown.text
    assert "one text" in shown.text
    form = await mona.person.press(shown, "Write a note")
    await (await mona.person.submit(form.modal, {"note": "Sells something."})).settled()
    assert "Sells something." in (await mona.person.look(shown)).text
    texts = await mona.pressed(await mona.person.look(shown), "Texts")
    assert text in texts.text
    asked = await mona.pressed(texts, "Delete all")
    assert "Delete one text of this person?" in asked.text
    await (await mona.person.choose(asked, "Choose a reason", ["Spam, or of no use"])).settled()
    assert "Deleted: 1" in (await mona.person.look(asked)).text
    restoring = await mona.pressed(await mona.person.look(asked), "Bring all back")
    assert "taken back: 1" in (await mona.pressed(restoring, "Bring back")).text


async def test_a_message_is_found_by_its_words(newcomer: Newcomer) -> None:
    """What is typed suggests messages of this server; the tree is read whole."""
    author, mona = await newcomer(), await newcomer(permissions=("manage_messages",))
    text = f"Where is {author.person.name} now?"
    await author.finished(await author.work(task="initial_prompt"), text)
    (found,) = await mona.person.autocomplete(mona.channel, "moderate message", "message", text)
    assert text in found.name
    shown = await (await mona.person.command(mona.channel, "moderate message", message=found.value)).settled()
    assert text in shown.text
    assert "Halt tree" in [button.label for button in shown.message.buttons]
    tree = (await (await mona.person.command(mona.channel, "moderate tree", message=found.value)).settled()).message
    assert "Conversation tree" in tree.text
    read = await (await mona.person.press(tree, "Read the tree")).settled()
    assert text in read.text


async def test_a_name_of_the_trollboard_leads_to_the_person(
    newcomer: Newcomer, guild: Guild, running: RunningBot
) -> None:
    """/trollboard lists authors of this server; whom the operator disables reads that and why at their next /work."""
    author, reporter, mona = await newcomer(), await newcomer(), await newcomer(permissions=("manage_messages",))
    await _reported(author, reporter, f"Buy what {author.person.name} sells.")
    board = (await (await mona.person.command(mona.channel, "trollboard", period="day")).settled()).message
    (people,) = board.selects
    (row,) = [option.label for option in people.options if author.person.name in option.label]
    await (await mona.person.choose(board, people.custom_id, [row])).settled()
    assert f"<@{author.person.id}>" in (await mona.person.look(board)).text
    await guild.join(running.operator, permissions=("manage_messages",))
    operator = Contributor(running.operator, guild, mona.channel)
    shown = await (await operator.person.command(mona.channel, "moderate user", user=author.person)).settled()
    asked = await operator.pressed(shown.message, "Disable")
    await (await operator.person.choose(asked, "Choose a reason", ["Spam, or of no use"])).settled()
    notice = (await (await author.person.command(author.channel, "work")).settled()).message
    assert notice.has_button("Object")
    assert "has disabled your account" in notice.text
    assert "Spam, or of no use" in notice.text


async def test_somebody_is_taken_off_the_leaderboard(newcomer: Newcomer) -> None:
    """A moderator hides a person from the boards of their server: they are not in /leaderboard, and are told."""
    author, mona = await newcomer(), await newcomer(permissions=("manage_messages",))
    await author.finished(await author.work(task="initial_prompt"), f"Who is {author.person.name}?")
    board = await (await mona.person.command(mona.channel, "leaderboard", period="day")).settled()
    assert author.person.name in board.text
    shown = (await (await mona.person.command(mona.channel, "moderate user", user=author.person)).settled()).message
    assert "leave them out" in (await mona.pressed(shown, "Hide from boards")).text
    board = await (await mona.person.command(mona.channel, "leaderboard", period="day")).settled()
    assert author.person.name not in board.text
    assert "has taken you off the leaderboards" in (await author.work()).text


async def test_a_pause_is_told_objected_to_and_lifted(newcomer: Newcomer) -> None:
    """Whose five texts reviews rejected reads why they write no more for a while; a moderator lifts it, and they do."""
    author, mona = await newcomer(), await newcomer(permissions=("manage_messages",))
    judges = [await newcomer() for _ in range(3)]
    for number in range(5):
        await author.finished(await author.work(task="initial_prompt", language=OF_PAUSES), f"Acheter {number} !")
        for judge in judges:
            await _reject(judge)
    paused = (await author.ask(task="initial_prompt", language=OF_PAUSES)).message
    assert "reviewers rejected 5 of the 5 texts" in paused.text
    assert "Spam (15×)" in paused.text
    form = await author.person.press(paused, "Object")
    await (await author.person.submit(form.modal, {"objection": "They were questions."})).settled()
    case = await _open_first_case(mona)
    assert "They were questions." in case.text
    await mona.press(case, "Lift the pause")
    await (
        await mona.person.choose(
            await mona.person.look(case), "Choose a reason", ["The earlier decision was a mistake"]
        )
    ).settled()
    assert "Pause lifted" in (await mona.person.look(case)).text
    assert (await author.work(task="initial_prompt", language=OF_PAUSES)).has_button("Write prompt")
