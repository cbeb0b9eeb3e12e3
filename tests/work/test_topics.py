"""Tests of topics as people meet them: asked for, on cards, chosen for a prompt, counted by `/tasks`."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.backends.base import Capability
from bot.interactions.components import Select
from bot.interactions.custom_id import CustomId
from bot.protocol.tasks import RANDOM, TaskType
from bot.rules.topics import key_of_topic
from bot.state.session_errors import NoSuchTopic, NoTopics, TopicGone
from bot.work.topics import Topics
from bot.work.wish import Wish
from tests.services.all_services import AllServices, open_all_services
from tests.services.contributor import Contributor
from tests.services.sessions import Distant

LISTED = ("Cooking", "Slow *cars*", "Programming")
COOKING, CARS = (key_of_topic(name) for name in LISTED[:2])
PROMPT, REPLY, REVIEW = TaskType.INITIAL_PROMPT, TaskType.ASSISTANT_REPLY, TaskType.LABEL_INITIAL_PROMPT


@pytest.fixture
async def all_services(tmp_path: Path) -> AsyncIterator[AllServices]:
    """Services of an operator who lists topics, with nothing in them."""
    async with open_all_services(tmp_path, Distant, LISTED) as opened:
        yield opened


async def write_about(ann: Contributor, topic: str | None, text: str) -> str:
    """Have a prompt about something written and submitted; gives the words of the done card."""
    await ann.work(PROMPT)
    await ann.write(text)
    if topic is not None:
        await ann.press("topic", values=(key_of_topic(topic),))
    return await ann.press("submit")


def chosen(person: Contributor) -> list[str]:
    """What is chosen in the lists of the card, by its words."""
    lists = [control for control in person.card.controls() if isinstance(control, Select)]
    return [option.label for each in lists for option in each.options if option.chosen]


async def test_the_writer_of_a_prompt_gives_it_a_topic(all_services: AllServices, ann: Contributor) -> None:
    """The preview lists the topics with none chosen; what is chosen is shown, and stays when the text changes."""
    say = all_services.say
    await ann.work(PROMPT)
    assert "topic" not in ann.controls(), "there is nothing yet to say it of"
    await ann.write("How long do eggs take?")
    assert chosen(ann) == ["No topic"]
    assert ann.offered() == {"-", *(key_of_topic(name) for name in LISTED)}
    shown = await ann.press("topic", values=(CARS,))
    assert say("facts-topic", topic="Slow \\*cars\\*") in shown
    await ann.write("How long do boiled eggs take?")
    assert chosen(ann) == ["Topic: Slow *cars*"]
    await ann.press("topic", values=("-",))
    assert chosen(ann) == ["No topic"]
    await ann.press("topic", values=(COOKING,))
    await ann.press("submit")
    await ann.press("change")
    assert chosen(ann) == ["Topic: Cooking"]


async def test_a_topic_that_is_listed_no_longer(all_services: AllServices, ann: Contributor) -> None:
    """A forged key, or one of a former list, is refused with a sentence, wherever it comes from; the draft stays."""
    gone = key_of_topic("Sports")
    await ann.work(PROMPT)
    await ann.write("Who wins?")
    with pytest.raises(TopicGone):
        await ann.press("topic", values=(gone,))
    with pytest.raises(TopicGone):
        await all_services.work.start(ann.click, Wish(topic=gone))
    await all_services.sessions.set_topic(ann.person, ann.session_id, "Sports")
    assert "Who wins?" in await ann.work()
    assert chosen(ann) == ["Topic: Sports"], "what was chosen when it was listed is shown as it is"


async def test_work_of_a_topic(all_services: AllServices, ann: Contributor, bea: Contributor) -> None:
    """`/work` with a topic brings what is of it, says so, and `Next task` keeps it until `Anything else`."""
    say = all_services.say
    await write_about(ann, "Cooking", "How long do eggs take?")
    await write_about(ann, None, "How far is the moon?")
    shown = await bea.work(topic="cooking")
    assert "How long do eggs take?" in shown
    assert say("facts-topic", topic="Cooking") in shown
    ended = await bea.press("skip")
    assert say("asked-for", task="Cooking") in ended
    assert {each.argument for each in bea.usable() if each.action == "next"} == {None, RANDOM}
    following = await bea.press("next")
    assert say("instruction-initial-prompt") in following, "of the topic there is only a prompt to write"
    assert say("facts-topic", topic="Cooking") in following
    await bea.press("skip")
    await bea.press("next", RANDOM)
    session = await all_services.sessions.open_session(bea.person)
    assert session is not None
    assert (session.wished_topic, session.topic) == (None, None)


async def test_a_prompt_of_a_topic_begins_with_it(all_services: AllServices, ann: Contributor) -> None:
    """Who asks for a prompt and a topic finds the topic chosen; both are asked for again by `Next task`."""
    say = all_services.say
    await ann.work(PROMPT, topic="cooking")
    await ann.write("How long do eggs take?")
    assert chosen(ann) == ["Topic: Cooking"]
    done = await ann.press("submit")
    assert say("asked-for", task=f"{say('task-initial-prompt')} · Cooking") in done
    await ann.press("next")
    await ann.write("And rice?")
    assert chosen(ann) == ["Topic: Cooking"]


async def test_both_are_offered_and_the_topic_is_named(
    all_services: AllServices, ann: Contributor, bea: Contributor
) -> None:
    """With another package open the card names the topic that was asked for; one press brings it."""
    await write_about(ann, "Cooking", "How long do eggs take?")
    await bea.work(PROMPT)
    offered = await bea.work(REVIEW, "en", topic="Cooking")
    assert all_services.say("choice-title") in offered
    assert {(each.action, each.argument) for each in bea.usable()} == {
        ("go-on", None),
        ("aside", f"label_initial_prompt/en/{COOKING}"),
    }
    assert "How long do eggs take?" in await bea.press("aside")
    assert all_services.say("work-continued") in await bea.work(topic="Cooking"), "that is what is open"


async def test_the_end_of_work_names_the_topic(all_services: AllServices, ann: Contributor) -> None:
    """Where there is nothing of a topic that is said, with what else there is."""
    told = await ann.work(REPLY, topic="Slow *cars*")
    task = f"{all_services.say('task-assistant-reply')} · Slow \\*cars\\*"
    assert all_services.say("nothing-of-type-title", task=task, language="English") in told
    assert all_services.say("nothing-other-types", language="English") in told


async def test_tasks_counts_topics_and_starts_them(ann: Contributor, bea: Contributor) -> None:
    """`/tasks` names listed topics that have work, with how much, and a list that starts it; others it does not."""
    for topic, text in (("Cooking", "Eggs?"), ("cooking", "Rice?"), ("Programming", "Loops?"), (None, "Moon?")):
        await write_about(ann, topic, text)
    told = await bea.tasks()
    assert "By topic: Cooking **2**, Programming **1**" in told
    (topics,) = [control for control in bea.card.controls() if isinstance(control, Select)]
    assert [(option.label, option.value) for option in topics.options] == [
        ("Cooking · 2", f"random/en/{COOKING}"),
        ("Programming · 1", f"random/en/{key_of_topic('Programming')}"),
    ]
    started = await bea.send(CustomId("tasks", "topic"), values=(topics.options[1].value,))
    assert "Loops?" in started
    assert "topic" not in (await ann.tasks()), "one's own prompts are for others"


async def test_a_typed_topic_is_understood_or_explained(all_services: AllServices, ann: Contributor) -> None:
    """However its case, a listed topic is found; of anything else the sentence says what there is."""
    start = all_services.work.start_asked
    card = (await start(ann.click, PROMPT, "", " COOKING ")).card
    assert card is not None
    session = await all_services.sessions.open_session(ann.person)
    assert session is not None
    assert session.wished_topic == "Cooking"
    with pytest.raises(NoSuchTopic) as refused:
        await start(ann.click, RANDOM, "", "*sports*")
    assert refused.value.arguments == {
        "topic": "\\*sports\\*",
        "topics": "Cooking, Slow \\*cars\\*, Programming",
    }


async def test_topics_are_completed(all_services: AllServices) -> None:
    """While one is typed, topics that begin so come first, then those that have it inside; nothing typed: all."""
    assert [name for name, _ in await all_services.topics.complete("")] == list(LISTED)
    assert await all_services.topics.complete("c") == [("Cooking", "Cooking"), ("Slow *cars*", "Slow *cars*")]
    assert await all_services.topics.complete("sports") == []


@pytest.mark.parametrize("lists", [True, False])
async def test_without_topics_nothing_shows_them(
    all_services: AllServices, ann: Contributor, bea: Contributor, backend: Distant, *, lists: bool
) -> None:
    """Where none is listed, or the backend knows none, no card has them, and naming one is answered with a sentence."""
    await write_about(ann, "Cooking", "How long do eggs take?")
    if lists:
        backend.lacks = frozenset({Capability.TOPICS})
    topics = Topics(backend, LISTED if lists else ())
    assert (await topics.offered(), await topics.complete("")) == ((), [])
    with pytest.raises(NoTopics):
        await topics.find("Cooking")
    if lists:
        assert "topic" not in await bea.tasks()
        await bea.work(PROMPT)
        await bea.write("How?")
        assert "topic" not in bea.controls()
        with pytest.raises(NoTopics):
            await all_services.work.start_asked(bea.click, RANDOM, "", "Cooking")


async def test_a_wish_survives_the_agreement(all_services: AllServices) -> None:
    """Who asks for a topic before they have agreed gets it after."""
    new = Contributor(all_services, await all_services.people.identify(9, "New"))
    await new.work(PROMPT, topic="Cooking")
    await new.press("agree")
    session = await all_services.sessions.open_session(new.person)
    assert session is not None
    assert (session.wished_topic, session.task.type) == ("Cooking", PROMPT)
