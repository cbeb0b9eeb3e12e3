"""/guidelines, an operator's own texts, commands and cards in German."""

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

import pytest
import pytest_asyncio

from bot.interactions.custom_id import CustomId
from bot.protocol.tasks import TaskType
from playground.client import Guild
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.running_bot import RunningBot, run_bot

pytestmark = pytest.mark.asyncio(loop_scope="package")

OWN_RULE = "Our own rule: write as if for a friend."
SUB_COMMANDS = {1, 2}
"""Discord's types of options that are commands or groups of them."""


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot of this module's own: its operator has texts of their own, and it is restarted."""
    folder = tmp_path_factory.mktemp("guided")
    own = folder / "texts" / "en" / "guidelines" / "initial_prompt.md"
    own.parent.mkdir(parents=True)
    own.write_text(OWN_RULE, encoding="utf-8")
    async with run_bot(folder, TEXTS_PATH=str(folder / "texts")) as running:
        yield running


async def test_guidelines_without_a_topic(newcomer: Newcomer) -> None:
    """/guidelines shows what applies to every task, to the one who asks only; the list leads to any topic."""
    ann = await newcomer()
    shown = await ann.person.command(ann.channel, "guidelines")
    assert shown.message.ephemeral
    assert "What applies to every task" in shown.text
    chosen = await ann.person.choose(shown.message, "Choose another topic", ["Rate a summary"])
    assert chosen.kind == "update"
    assert "how good a summary is" in chosen.text


@pytest.mark.parametrize("topic", TaskType)
async def test_guidelines_of_a_type_of_task(newcomer: Newcomer, running: RunningBot, topic: TaskType) -> None:
    """Each type of task is a choice of the command; `Guidelines` on its card shows the same."""
    ann = await newcomer()
    asked = await ann.person.command(ann.channel, "guidelines", topic=topic)
    assert asked.message.ephemeral
    on_card = str(CustomId("guide", "show", None, topic))
    pressed = await running.playground.raw_press(ann.person, asked.message, on_card)
    assert pressed.kind == "message"
    assert pressed.text == asked.text


async def test_labels_explained_from_a_label_task(newcomer: Newcomer) -> None:
    """The guidelines of a label task lead to the explanations of the labels that it asks for, and of no others."""
    ann = await newcomer()
    guidelines = await ann.person.command(ann.channel, "guidelines", topic="Label a reply of the assistant")
    explained = await ann.press(guidelines.message, "Labels explained")
    text = "\n".join(message.text for message in (await explained.until_shown(2)).messages)
    assert "**Misses the task**" in text
    assert "**Helpfulness · 1 unhelpful to 5 helpful**" in text
    assert "Political content" not in text


async def test_all_labels_explained(newcomer: Newcomer) -> None:
    """/guidelines explains every label there is."""
    ann = await newcomer()
    shown = await (await ann.person.command(ann.channel, "guidelines", topic="What the labels mean")).until_shown(2)
    text = "\n".join(message.text for message in shown.messages)
    assert all(message.ephemeral for message in shown.messages)
    assert "**Spam**" in text
    assert "**Political content**" in text


async def test_a_forged_topic_is_explained(newcomer: Newcomer, running: RunningBot) -> None:
    """A control with a topic that there is not is answered with a sentence."""
    ann = await newcomer()
    shown = await ann.person.command(ann.channel, "guidelines")
    for forged in (CustomId("guide", "show", None, "cooking"), CustomId("guide", "labels", None, "initial_prompt")):
        outcome = await running.playground.raw_press(ann.person, shown.message, str(forged))
        assert "There are no guidelines on that" in outcome.text


async def test_own_texts_of_the_operator(newcomer: Newcomer) -> None:
    """Guidelines from TEXTS_PATH are shown instead of the project's."""
    ann = await newcomer()
    asked = await ann.person.command(ann.channel, "guidelines", topic="Write an initial prompt")
    assert asked.text.startswith(OWN_RULE)


async def test_a_german_client_is_served_in_german(newcomer: Newcomer) -> None:
    """From the agreement to the done card, and in the guidelines, a German client reads German."""
    ann = await newcomer(locale="de")
    agreement = (await ann.ask(task="assistant_reply")).message
    assert "eines Datensatzes, mit dem KI-Assistenten trainiert werden" in agreement.text
    card = await ann.card_of(await ann.press(agreement, "Ich stimme zu"))
    opened = await ann.person.press(card, "Antwort schreiben")
    assert opened.modal.title == "Deine Antwort als Assistent"
    await (await ann.person.submit(opened.modal, {"text": f"Eine Antwort von {ann.person.name}"})).settled()
    done = await ann.pressed(await ann.person.look(card), "Absenden")
    assert "Gespeichert. Danke!" in done.text
    guidelines = await ann.person.command(ann.channel, "guidelines", topic="assistant_reply")
    assert "### Als Assistent antworten" in guidelines.text
    help_text = (await ann.person.command(ann.channel, "help")).text
    assert "Wie jede Art von Aufgabe gut gelingt" in help_text


async def test_commands_are_described_in_german(running: RunningBot) -> None:
    """Every command, option and choice has German words; every command keeps its name, but for those in menus."""
    in_chat, in_menu = 1, 3
    commands = await running.playground.registered_commands()
    assert {command["type"] for command in commands} == {in_chat, in_menu}
    assert all("de" in command["name_localizations"] for command in commands if command["type"] == in_menu)
    for command in (command for command in commands if command["type"] == in_chat):
        for place, node, is_command in _nodes(command, command["name"]):
            assert "de" in node["description_localizations"], place
            assert not node["description"].startswith("command-"), place
            names = node.get("name_localizations") or {}
            assert (set(names.values()) <= {node["name"]}) if is_command else ("de" in names), place
            for choice in node.get("choices") or []:
                assert "de" in choice["name_localizations"], (place, choice)


async def test_options_have_german_names_and_work(newcomer: Newcomer) -> None:
    """A German client sees German names of options; what it sends is understood."""
    ann = await newcomer(locale="de")
    card = await ann.person.command(ann.channel, "guidelines", topic="rate_summary")
    assert "Eine Zusammenfassung bewerten" in card.text


async def test_commands_are_not_pushed_again_without_need(running: RunningBot, guild: Guild) -> None:
    """A bot that starts again with the same commands asks for them once and pushes nothing."""
    assert guild.id
    before = await running.playground.registered_commands()
    await running.playground.request_counts(reset=True)
    await running.restart()
    routes = (await running.playground.request_counts()).by_route
    assert {route: count for route, count in routes.items() if "commands" in route} == {
        "GET /applications/{application_id}/commands": 1
    }
    assert await running.playground.registered_commands() == before


def _nodes(
    node: Mapping[str, Any], place: str, *, is_command: bool = True
) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    """A command, its sub-commands and options, each with where it is and whether it is a command."""
    yield place, node, is_command
    for option in node.get("options") or []:
        yield from _nodes(option, f"{place} {option['name']}", is_command=option["type"] in SUB_COMMANDS)
