"""Tests of the cards that say what is open, and of the honest end of work."""

import pytest

from bot.backends.values import WaitingWork
from bot.cards.open_tasks import LanguageTasks, nothing_to_do_card, tasks_card
from bot.interactions.components import Button, Card, Select
from bot.interactions.custom_id import parse_custom_id
from bot.protocol.tasks import OBTAINABLE, RANDOM, TaskType
from bot.rules.topics import MOST_TOPICS, key_of_topic
from tests.cards.limits import check_card
from tests.cards.test_language_choice import LONGEST_TAG
from tests.cards.test_people import words
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")
EVERYTHING = dict.fromkeys(TaskType, 1_000_000)
WAITING = WaitingWork(
    messages_in_review=4, reviews_missing=6, trees_in_ranking=2, rankings_missing=5, prompts_in_lottery=3
)
TOPICS = {"*" * 29 + chr(ord("a") + place): 1_000_000 for place in range(MOST_TOPICS)}
"""As many topics as can be listed, with the longest names: each asterisk is escaped."""
PROMPTS = {TaskType.INITIAL_PROMPT: 7}
TAGS = ("pt-BR", LONGEST_TAG, "nb-NO", "id", "uk-UA")
ELSEWHERE = [(LONGEST_TAG, 1_000_000), ("pt-BR", 1), ("en", 12)]


@pytest.mark.parametrize("count", range(1, 6))
@pytest.mark.parametrize("counts", [EVERYTHING, dict.fromkeys(OBTAINABLE, 1), PROMPTS, {}])
def test_every_card_is_a_valid_message(count: int, counts: dict[TaskType, int]) -> None:
    """With one language or five, with everything or nothing open, each card is within Discord's limits."""
    for topics in ({}, TOPICS):
        languages = [LanguageTasks(tag, counts, WAITING, topics) for tag in TAGS[:count]]
        check_card(tasks_card(languages, ELSEWHERE, SAY))
    for task_type in (RANDOM, TaskType.LABEL_ASSISTANT_REPLY):
        for topic in (None, *list(TOPICS)[:1]):
            check_card(nothing_to_do_card(task_type, languages, ELSEWHERE, SAY, topic))


def test_counts_have_buttons_that_start() -> None:
    """Each type that is open is counted and has a button, what is needed most first; what is not open is absent."""
    tasks = LanguageTasks(
        "de", {TaskType.INITIAL_PROMPT: 90, TaskType.ASSISTANT_REPLY: 12, TaskType.RANK_ASSISTANT_REPLIES: 1}
    )
    card = tasks_card([tasks], (), SAY)
    shown = words(card)
    assert "Reply as the assistant: **12**" in shown
    assert "Write an initial prompt: room for **90** more" in shown
    assert "Label" not in shown
    assert starts(card) == {
        "Whatever is needed most": "random/de",
        "Rank replies of the assistant · 1": "rank_assistant_replies/de",
        "Reply as the assistant · 12": "assistant_reply/de",
        "Write an initial prompt": "initial_prompt/de",
    }


def test_with_several_languages_each_button_names_its_own() -> None:
    """A button reads well alone: with more than one language on the card, it names the language."""
    card = tasks_card([LanguageTasks(tag, {TaskType.ASSISTANT_REPLY: 2}) for tag in ("de", "en")], (), SAY)
    assert starts(card) == {
        "Deutsch: Reply as the assistant · 2": "assistant_reply/de",
        "English: Reply as the assistant · 2": "assistant_reply/en",
    }


def test_what_has_no_button_is_said() -> None:
    """With many languages the buttons of each are one row, and the card says how to get the rest."""
    counts = dict.fromkeys(OBTAINABLE, 2)
    few = tasks_card([LanguageTasks(tag, counts) for tag in TAGS[:3]], (), SAY)
    many = tasks_card([LanguageTasks(tag, counts) for tag in TAGS], (), SAY)
    assert "no room here for a button for everything" not in words(few)
    assert "no room here for a button for everything" in words(many)
    assert len(starts(many)) == 25


def test_topics_are_counted_and_start() -> None:
    """Each language names its busiest topics; one list has them all, says of which language each is, and starts it."""
    german = LanguageTasks("de", {TaskType.ASSISTANT_REPLY: 9}, topics={"cooking": 4, "health": 2})
    english = LanguageTasks("en", {TaskType.ASSISTANT_REPLY: 9}, topics={"cooking": 3})
    card = tasks_card([german, english], (), SAY)
    assert "By topic: cooking **4**, health **2**" in words(card)
    (choice,) = [control for control in card.controls() if isinstance(control, Select)]
    assert [(option.label, option.value) for option in choice.options] == [
        ("Deutsch: cooking · 4", f"random/de/{key_of_topic('cooking')}"),
        ("English: cooking · 3", f"random/en/{key_of_topic('cooking')}"),
        ("Deutsch: health · 2", f"random/de/{key_of_topic('health')}"),
    ]
    assert "topic" not in words(tasks_card([LanguageTasks("de", {TaskType.ASSISTANT_REPLY: 9})], (), SAY))


def test_the_end_of_work_is_honest() -> None:
    """Where nothing is open it is said what is waited for, and where there is work, with buttons that start it."""
    card = nothing_to_do_card(RANDOM, [LanguageTasks("de", {}, WAITING)], [("en", 12), ("fi", 1)], SAY)
    shown = words(card)
    assert "There is nothing to do for you right now in German." in shown
    assert "4 of your community's messages wait for 6 more reviews." in shown
    assert "2 trees wait for 5 more rankings." in shown
    assert "3 prompts wait for their turn." in shown
    assert "This is for other people" in shown
    assert "12 tasks in English, one task in Finnish" in shown
    assert starts(card) == {"English: 12 tasks": "random/en", "Suomi: one task": "random/fi"}


def test_one_is_not_many() -> None:
    """One message, one tree and one prompt are spoken of as such."""
    waiting = WaitingWork(
        messages_in_review=1, reviews_missing=1, trees_in_ranking=1, rankings_missing=1, prompts_in_lottery=1
    )
    shown = words(nothing_to_do_card(RANDOM, [LanguageTasks("de", {}, waiting)], (), SAY))
    assert "One of your community's messages waits for one more review." in shown
    assert "One tree waits for one more ranking." in shown
    assert "One prompt waits for its turn." in shown
    assert "Come back later" in shown


def test_a_kind_that_is_not_to_be_had() -> None:
    """Where only the kind asked for is missing, the card names it and offers the others instead of other languages."""
    tasks = LanguageTasks("de", {TaskType.ASSISTANT_REPLY: 3})
    card = nothing_to_do_card(TaskType.RANK_ASSISTANT_REPLIES, [tasks], ELSEWHERE, SAY)
    assert "“Rank replies of the assistant”: there is nothing to do for you right now in German." in words(card)
    assert "There is other work for you in German:" in words(card)
    assert starts(card) == {"Reply as the assistant · 3": "assistant_reply/de"}


def test_new_prompts_are_work_but_no_reason_to_be_silent() -> None:
    """Where only new prompts are possible, what is waited for is said too."""
    shown = words(tasks_card([LanguageTasks("de", PROMPTS, WAITING)], (), SAY))
    assert "room for **7** more" in shown
    assert "Nothing else to do for you right now." in shown
    assert "6 more reviews" in shown


@pytest.mark.parametrize(
    ("waiting", "told"), [(None, False), (WaitingWork(), True)], ids=["unknown", "nothing is waiting"]
)
def test_what_is_not_known_is_not_said(waiting: WaitingWork | None, *, told: bool) -> None:
    """That nothing is waiting is said only where the backend can tell."""
    shown = words(nothing_to_do_card(RANDOM, [LanguageTasks("de", {}, waiting)], (), SAY))
    assert ("No message is waiting" in shown) is told
    assert "This is for other people" not in shown


def starts(card: Card) -> dict[str, str | None]:
    """What each button starts, by its label."""
    found = {}
    for control in card.controls():
        assert isinstance(control, Button)
        parsed = parse_custom_id(control.custom_id)
        assert parsed is not None
        assert (parsed.namespace, parsed.action, parsed.id) == ("tasks", "start", None)
        found[control.label] = parsed.argument
    return found
