"""Topics, from the operator's setting to the dataset: a bot that lists two."""

import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import SAVED, labels
from tests.end_to_end.conversations import WITHOUT_ANYTHING
from tests.end_to_end.running_bot import RunningBot, run_bot

pytestmark = pytest.mark.asyncio(loop_scope="package")


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot of this module's own: its operator lists topics, and it is killed."""
    async with run_bot(tmp_path_factory.mktemp("topics"), TOPICS="Cooking, programming") as running:
        yield running


async def test_a_topic_from_the_prompt_to_the_dataset(newcomer: Newcomer, running: RunningBot) -> None:
    """Chosen on the preview it survives a kill, is asked for and counted by others, and is exported with the tree."""
    ann, bea = await newcomer(), await newcomer()
    preview = await ann.written(
        await ann.work(task="initial_prompt", language=WITHOUT_ANYTHING), "Hoe lang kook je een ei?"
    )
    (topics,) = preview.selects
    assert topics.labels() == ["No topic", "Topic: Cooking", "Topic: programming"]
    await (await ann.person.choose(preview, topics.custom_id, ["Topic: Cooking"])).settled()
    await running.restart()
    preview = await ann.person.look(preview)
    assert "topic: Cooking" in preview.text
    assert SAVED in (await ann.pressed(await ann.written(preview, "Hoe lang kook je eieren?"), "Submit")).text

    suggested = await bea.person.autocomplete(bea.channel, "work", "topic", "coo")
    assert [(each.name, each.value) for each in suggested] == [("Cooking", "Cooking")]
    card = await bea.work(topic="cooking", language=WITHOUT_ANYTHING)
    assert "Hoe lang kook je eieren?" in card.text
    assert "topic: Cooking" in card.text
    skipped = await bea.pressed(card, "Skip")
    assert "You asked for “Cooking”." in skipped.text
    assert "Anything else" in labels(skipped)

    cat = await newcomer()
    await cat.reply()
    listed = (await (await cat.person.command(cat.channel, "tasks")).settled()).message
    assert "topic" not in listed.text, "in their own language there is nothing of one"

    file = running.folder / "topics.jsonl"
    await running.bot.command("export", str(file), "--everything")
    trees = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert {tree["prompt"]["text"] for tree in trees if tree["topic"] == "Cooking"} == {"Hoe lang kook je eieren?"}


async def test_what_is_no_topic_is_explained(newcomer: Newcomer) -> None:
    """Another word than those that are listed is answered with those."""
    ann = await newcomer()
    told = (await ann.ask(topic="sports")).text
    assert "“sports” is not a topic here. You can choose one of these: Cooking, programming." in told
