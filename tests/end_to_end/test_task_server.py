"""Every command and card where the conversations are at a task server."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import pytest
from aiohttp import web

from bot.protocol.trees import TreeState
from playground.bot_process import BotFailed
from tests.backends import rulings
from tests.end_to_end.contributor import SAVED, Contributor, labels
from tests.end_to_end.conversations import WITHOUT_ANYTHING
from tests.end_to_end.task_server import UNAVAILABLE, BotOnTaskServer, command
from tests.end_to_end.test_privacy import downloaded

pytestmark = pytest.mark.asyncio(loop_scope="package")

SLASH_COMMAND, SUB_COMMAND = 1, 1


async def test_texts_labels_and_rankings_arrive(on_server: BotOnTaskServer) -> None:
    """A text, labels and a ranking are stored at the task server; no done card offers to change the answer."""
    before = [await on_server.count(table) for table in ("review", "ranking")]
    for person, card in (
        await on_server.answered_text("Pursed lips, and air."),
        await on_server.answered_review(),
        await on_server.answered_ranking(),
    ):
        done = await person.pressed(card, "Submit")
        assert SAVED in done.text
        assert "Change answer" not in labels(done)
        assert "as the task server counted" in done.text
    assert (await on_server.stored_texts())["Pursed lips, and air."] == 1
    assert [await on_server.count(table) for table in ("review", "ranking")] == [count + 1 for count in before]


async def test_the_server_of_each_message_is_kept(on_server: BotOnTaskServer) -> None:
    """The bot keeps the server of Discord from which each message went to the task server."""
    ann = await on_server.newcomer()
    await ann.finished(await ann.reply(), "From this harbour.")
    ((message_id,),) = on_server.rows("SELECT message_id FROM message_origin WHERE server_id = ?", ann.guild.id)
    assert (await on_server.server.trees.message(UUID(bytes=message_id))).text == "From this harbour."


async def test_reactions_reports_and_skips_arrive(on_server: BotOnTaskServer) -> None:
    """👍, a report and Skip in a card reach the task server; what was skipped is not offered again."""
    ann = await on_server.newcomer()
    card = await ann.reply()
    more = (await ann.press(card, "More")).message
    assert "👍 1" in (await ann.press(more, "👍 I like it")).text
    form = await ann.person.press(more, "🚩 Report")
    told = await (await ann.person.submit(form.modal, {"What is wrong with it?": "A tune nobody knows."})).settled()
    assert "Thank you" in told.text
    flagged = await rulings.reported(on_server.server.trees, limit=50)
    cases = [await on_server.server.trees.case(each.case_id) for each in flagged]
    assert "A tune nobody knows." in {signal.reason for case in cases for signal in case.signals}
    skips = await on_server.count("skip")
    assert "Skipped" in (await ann.pressed(card, "Skip")).text
    assert await on_server.count("skip") == skips + 1


async def test_the_agreement_comes_before_the_list(on_server: BotOnTaskServer) -> None:
    """/tasks asks for the agreement first, because the task server is told who asks; then it shows the list."""
    ann = await on_server.newcomer()
    agreement = (await command(ann, "tasks")).message
    assert labels(agreement) == ["I agree", "No thanks"]
    assert "A task server keeps what you submit" in agreement.text
    assert "knows already" not in agreement.text
    card = await ann.pressed(agreement, "I agree")
    assert "What is open for you" in card.text
    button = next(label for label in labels(card) if label.startswith("Reply as the assistant · "))
    assert (await ann.card_of(await ann.press(card, button))).has_button("Write reply")
    assert "What is open for you" in (await command(ann, "tasks")).text


async def test_no_command_names_who_has_not_agreed(on_server: BotOnTaskServer) -> None:
    """Whatever command a stranger uses, and if they say no, the task server hears neither their id nor their name."""
    ann = await on_server.newcomer(permissions=["administrator"])
    heard: list[str] = []

    async def listen(request: web.Request) -> None:
        heard.append(f"{request.path_qs} {dict(request.headers)} {await request.text()}")

    on_server.server.before = listen
    await ann.press((await ann.ask()).message, "No thanks")
    used = []
    for name in commands_without_arguments(await on_server.running.playground.registered_commands()):
        outcome = await command(ann, name)
        assert UNAVAILABLE not in outcome.text, name
        used.append(name)
    assert {"tasks", "contributions", "privacy show", "privacy export", "privacy delete", "language"} <= set(used)
    assert [call for call in heard if str(ann.person.id) in call or ann.person.name in call] == []


async def test_ones_messages_are_shown(on_server: BotOnTaskServer) -> None:
    """/contributions shows what one wrote, and opens its conversation."""
    ann = await on_server.newcomer()
    await ann.finished(await ann.reply(), f"Whistled by {ann.person.name}.")
    card = (await command(ann, "contributions")).message
    assert f"Whistled by {ann.person.name}." in card.text
    assert "in review, no reviews yet" in card.text
    opened = await ann.press(card, "Conversation 1")
    assert "How do I whistle" in opened.text


async def test_languages_are_chosen_without_counts(on_server: BotOnTaskServer) -> None:
    """/language works; the task server does not say where there is work, so that no numbers are shown."""
    ann = await on_server.newcomer()
    card = (await command(ann, "language")).message
    assert "open task" not in card.text
    assert not any("open" in (option.description or "") for select in card.selects for option in select.options)
    (listed,) = [select for select in card.selects if "Deutsch" in select.labels()]
    await (await ann.person.choose(card, listed.custom_id, ["Deutsch"])).settled()
    assert "in German" in (await ann.work(task="prompter_reply")).text


async def test_the_end_of_work_says_no_more_than_is_known(on_server: BotOnTaskServer) -> None:
    """With nothing of a kind, the card names what else there is, and nothing about what the messages wait for."""
    ann = await on_server.newcomer()
    await ann.work(task="assistant_reply")
    await ann.pressed((await ann.cards())[-1], "Skip")
    end = (await ann.ask(task="rank_assistant_replies", language=WITHOUT_ANYTHING)).message
    assert "there is nothing to do for you right now in Dutch" in end.text
    assert "There is other work for you in Dutch" in end.text
    assert "wait" not in end.text


async def test_privacy_says_what_is_where(on_server: BotOnTaskServer) -> None:
    """/privacy tells what the bot stores and what the task server keeps; nothing is claimed that is not so."""
    ann = await on_server.newcomer()
    await ann.finished(await ann.reply(), "Words that travel.")
    shown = (await command(ann, "privacy show")).text
    assert "**Your contributions**: one message at the task server." in shown
    assert "also keeps your reviews, rankings, reactions and reports" in shown
    assert "Nothing else is stored about you" not in shown
    document = await downloaded((await command(ann, "privacy export")).message)
    assert document["conversations"]["account"]["id"] == str(ann.person.id)
    (message,) = document["conversations"]["messages"]
    assert (message["text"], message["server_id"]) == ("Words that travel.", str(ann.guild.id))
    assert document["person"]["identity"]["discord_id"] == str(ann.person.id)


async def test_deletion_takes_what_the_bot_has(on_server: BotOnTaskServer) -> None:
    """The question says what stays at the task server and whom to ask; afterwards the bot has nothing of the person."""
    ann = await on_server.newcomer()
    await ann.finished(await ann.reply(), "Words that stay there.")
    question = (await command(ann, "privacy delete")).message
    assert "Delete what this bot stores about you?" in question.text
    assert "This stays at the task server" in question.text
    assert "Ask the harbour" in question.text
    assert labels(question) == ["Delete what is stored here", "Keep my data", "Export my data"]
    told = await ann.press(question, "Delete what is stored here")
    assert "still at the task server: ask the harbour" in told.text
    assert on_server.rows("SELECT * FROM person WHERE discord_id = ?", ann.person.id) == []
    assert on_server.rows("SELECT * FROM message_origin WHERE server_id = ?", ann.guild.id) == []
    assert (await on_server.stored_texts())["Words that stay there."] == 1
    assert (await ann.ask()).message.has_button("I agree")


async def test_moderators_have_what_the_task_server_can_do(on_server: BotOnTaskServer) -> None:
    """A reported reply is found, read and deleted there, a tree halted, and its author disabled by the operator."""
    author, reporter = await on_server.newcomer(), await on_server.newcomer()
    mona = await on_server.newcomer(permissions=("manage_messages",))
    text = f"Bought by {author.person.name}."
    await author.finished(await author.reply(), text)
    card = await reporter.work(task="label_assistant_reply")
    while text not in card.text:
        await reporter.press(card, "Skip")
        card = await reporter.work(task="label_assistant_reply")
    more = (await reporter.press(card, "More")).message
    form = await reporter.person.press(more, "🚩 Report")
    await (await reporter.person.submit(form.modal, {"reason": "An advertisement."})).settled()

    queue = (await command(mona, "moderate queue")).message
    (case_menu,) = [select for select in queue.selects if select.placeholder == "Open a case"]
    await (await mona.person.choose(queue, "Open a case", [case_menu.options[0].label])).settled()
    case = await mona.person.look(queue)
    assert text in case.text
    assert author.person.mention not in case.text
    asked = await mona.pressed(case, "Delete")
    await (await mona.person.choose(asked, "Choose a reason", ["Spam, or of no use"])).settled()
    assert "Deleted" in (await mona.person.look(case)).text
    assert "Nothing waits" in (await command(mona, "moderate queue")).text
    ((message_id,),) = on_server.rows("SELECT message_id FROM message_origin WHERE server_id = ?", mona.guild.id)
    assert (await on_server.server.trees.message(UUID(bytes=message_id))).deleted

    prompt = f"Een vraag van {author.person.name}?"
    await author.finished(await author.work(task="initial_prompt", language=WITHOUT_ANYTHING), prompt)
    found = on_server.rows("SELECT message_id FROM message_origin WHERE server_id = ?", mona.guild.id)
    (prompt_id,) = [UUID(bytes=each) for (each,) in found if each != message_id]
    tree = (await command(mona, "moderate tree", message=str(prompt_id))).message
    assert "one message" in tree.text
    shown = await mona.pressed(tree, "Halt tree")
    await (await mona.person.choose(shown, "Choose a reason", ["Spam, or of no use"])).settled()
    assert (await on_server.server.trees.tree_state(prompt_id)).state is TreeState.HALTED_BY_MODERATOR
    shown = (await command(mona, "moderate message", message=str(prompt_id))).message
    assert prompt in shown.text
    assert "The task server does not let this bot do that." in (await command(mona, "moderate log")).text

    guild, operator = mona.guild, on_server.running.operator
    await guild.join(operator, permissions=("manage_messages",))
    olga = Contributor(operator, guild, mona.channel)
    assert author.person.name in (await command(olga, "trollboard", period="total")).text
    person = (await (await operator.command(mona.channel, "moderate user", user=author.person)).settled()).message
    assert "tells nothing about what somebody did" in person.text
    asked = await olga.pressed(person, "Disable")
    await (await operator.choose(asked, "Choose a reason", ["Spam, or of no use"])).settled()
    disabled = await operator.look(person)
    assert "Disabled by the operator" in disabled.text
    assert disabled.has_button("Enable")
    assert not disabled.has_button("Disable")
    assert "you get no tasks at the moment" in (await author.ask()).text


@pytest.mark.parametrize("arguments", [("import", "conversations.json"), ("export", "trees.jsonl")])
async def test_what_needs_the_trees_here_says_so(on_server: BotOnTaskServer, arguments: tuple[str, ...]) -> None:
    """Commands of the command line that work on the trees themselves end with one sentence, and do nothing."""
    await on_server.running.bot.stop()
    (on_server.running.folder / "trees.jsonl").unlink(missing_ok=True)
    with pytest.raises(BotFailed) as failed:
        await on_server.running.bot.command(*arguments)
    assert "That works with TASK_BACKEND=local only" in str(failed.value)
    assert "Traceback" not in str(failed.value)
    assert not (on_server.running.folder / "trees.jsonl").exists()
    await on_server.running.bot.start()


def commands_without_arguments(registered: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The names of all slash commands and sub-commands that can be used without an argument."""
    for each in registered:
        if each.get("type", SLASH_COMMAND) != SLASH_COMMAND:
            continue
        options = each.get("options", [])
        below = [option for option in options if option["type"] == SUB_COMMAND]
        for name, own in [(f"{each['name']} {sub['name']}", sub.get("options", [])) for sub in below] or [
            (each["name"], options)
        ]:
            if not any(option.get("required") for option in own):
                yield name
