"""Tests of the cards in every language but English, whose words may be longer."""

import pytest

from bot.backends.errors import TextTooLong
from bot.backends.values import ContributionState, TextAnswer
from bot.cards.about import about_card, messages_about, report_form
from bot.cards.contributions import contribution_in_full, contributions_card
from bot.cards.language_choice import language_card
from bot.cards.open_tasks import LanguageTasks, nothing_to_do_card, tasks_card
from bot.cards.people import agreement_card, help_card
from bot.cards.privacy import (
    agreement_reminder_card,
    delete_question,
    deleted_card,
    export_cards,
    privacy_card,
    trust_card,
)
from bot.cards.text_task import editor
from bot.cards.work import session_card
from bot.people.agreement import Agreement
from bot.protocol.tasks import TEXT_TASKS, TaskType
from bot.protocol.trees import TreeState
from bot.rules.levels import level_of
from bot.sessions.selections import problem_of
from bot.state.done_work import DoneWork
from bot.state.session import SessionState
from bot.texts import Sentences
from bot.texts.limits import AGREEMENT_CHARACTERS, AGREEMENT_OCTETS
from tests.cards.limits import check_card, check_modal
from tests.cards.sessions import MOST, long_text, messages, session_of, task_of
from tests.cards.test_contributions import contribution
from tests.cards.test_language_choice import CHOICES, LONGEST_TAG
from tests.cards.test_open_tasks import ELSEWHERE, EVERYTHING, PROMPTS, TAGS, TOPICS, WAITING
from tests.cards.test_people import AGREEMENTS, LONGEST_WISH
from tests.cards.test_people import LANGUAGES as WORK_LANGUAGES
from tests.cards.test_privacy import ALIKE, NEW, STORED, STORED_ELSEWHERE, TRUST
from tests.cards.test_work import every_session
from tests.catalogue import CATALOGUE

LANGUAGES = [language for language in CATALOGUE.languages if language != "en"]
SETTINGS_CHARACTERS, SETTINGS_OCTETS = 600, 2_200
"""What the operator's settings can put into the agreement: name, contact twice, licence."""


@pytest.fixture(params=LANGUAGES)
def say(request: pytest.FixtureRequest) -> Sentences:
    """The sentences of a language."""
    return CATALOGUE.sentences(request.param)


@pytest.mark.parametrize("name", ["ascii", "chinese", "emoji"])
@pytest.mark.parametrize("task_type", TaskType)
def test_every_card_of_a_session_is_a_valid_message(say: Sentences, task_type: TaskType, name: str) -> None:
    """Cards of every type of task, in every state, with the longest texts and notices, fit."""
    refusals = [say(key) for key in CATALOGUE.keys("en") if key.startswith("refused-") and not CATALOGUE.variables(key)]
    notices = [*sorted(refusals, key=len)[-5:], say("work-continued")]
    for session in every_session(task_type, long_text(name), 40):
        problem = problem_of(session.task, session.draft, MOST)
        done = DoneWork(level=level_of(5_999), own_text=long_text(name), moments=notices[-1:], offers_news=True)
        check_card(session_card(session, say, problem=problem, notices=notices, done=done))
        if isinstance(session.draft, TextAnswer) and session.state is SessionState.OPEN:
            too_long = TextTooLong(limit=MOST, length=4_000)
            check_card(session_card(session, say, problem=too_long, notices=notices, topics=tuple(TOPICS)))
            check_card(session_card(session, say, asking_to_skip=True, notices=notices))


@pytest.mark.parametrize("task_type", TaskType)
def test_forms_are_valid(say: Sentences, task_type: TaskType) -> None:
    """The forms in which texts are written and messages reported are within Discord's limits."""
    session = session_of(task_of(task_type, "a", 2))
    if task_type in TEXT_TASKS:
        check_modal(editor(session, say, MOST))
    check_modal(report_form(session, say, 0))
    check_card(about_card(session, say, len(messages_about(session)) - 1, None, [say("about-reported")]))


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_agreement_and_privacy_are_valid_messages(say: Sentences, agreement: Agreement) -> None:
    """The agreement, and what is stored, fit however long the operator's settings are."""
    paragraphs = agreement.paragraphs(say)
    notice = say("agreement-known-people-only", contact=agreement.contact(say))
    check_card(agreement_card(paragraphs, say, LONGEST_WISH, WORK_LANGUAGES, [notice]))
    check_card(privacy_card(STORED, say))
    for figures in (TRUST, NEW, ALIKE):
        check_card(trust_card(figures, say))
    check_card(privacy_card(STORED_ELSEWHERE, say, backend_lists_answers=False))


@pytest.mark.parametrize("language", CATALOGUE.languages)
@pytest.mark.parametrize(
    "wording", ["x" * (AGREEMENT_CHARACTERS + SETTINGS_CHARACTERS), "规" * ((AGREEMENT_OCTETS + SETTINGS_OCTETS) // 3)]
)
def test_the_longest_agreement_fits(language: str, wording: str) -> None:
    """An agreement of the operator's that is as long as it may be fits where it is asked for and shown."""
    say = CATALOGUE.sentences(language)
    check_card(agreement_reminder_card((wording,), say))
    notice = say("agreement-known-people-only", contact="😀" * 200)
    check_card(agreement_card((wording,), say, LONGEST_WISH, WORK_LANGUAGES, [notice]))


def test_other_cards_are_valid_messages(say: Sentences) -> None:
    """Help, deletion, export, open tasks, languages and contributions fit in every language."""
    check_card(help_card({f"</command part{number}:{2**62}>": "d" * 100 for number in range(20)}, say))
    for backend_forgets in (False, True):
        check_card(delete_question(STORED, say, backend_forgets=backend_forgets))
        check_card(deleted_card(say, done=backend_forgets))
    for card in export_cards([b"{}", b"{}"], say):
        check_card(card)
    for counts in (EVERYTHING, PROMPTS, {}):
        languages = [LanguageTasks(tag, counts, WAITING, TOPICS) for tag in TAGS]
        check_card(tasks_card(languages, ELSEWHERE, say))
        for task_type in TaskType:
            check_card(nothing_to_do_card(task_type, languages, ELSEWHERE, say))
    for choice in CHOICES:
        check_card(language_card(choice, say))
    shown = [
        contribution(
            long_text("emoji"),
            ContributionState.EXPORTED,
            TreeState.HALTED_BY_MODERATOR,
            3,
            number=number,
            language=LONGEST_TAG,
        )
        for number in range(5)
    ]
    check_card(contributions_card(shown, 198, say, has_older=True, is_last_possible=True))
    for card in contribution_in_full(messages(long_text("chinese"), 20), say, halted=True):
        check_card(card)
