"""Tests of the card that offers the open package and what was asked for."""

from dataclasses import replace

import pytest

from bot.backends.values import LabelsAnswer, Receipt, TextAnswer
from bot.cards.choice import choice_card
from bot.interactions.components import Button, Card, Row, Text
from bot.protocol.labels import TextLabel
from bot.protocol.tasks import RANDOM, RequestedType, TaskType
from bot.state.session import SessionState, WorkSession
from tests.cards.limits import check_card
from tests.cards.sessions import long_text, session_of, task_of
from tests.cards.test_work import every_session
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")
LONGEST_TAG = "x" * 8 + "-" + "y" * 8 + "-" + "z" * 7
"""Longer than that of any language that is listed."""
WISHES: tuple[RequestedType, ...] = (RANDOM, TaskType.RANK_ASSISTANT_REPLIES)


@pytest.mark.parametrize("language", CATALOGUE.languages)
@pytest.mark.parametrize("counts_as_skip", [False, True])
@pytest.mark.parametrize("name", ["ascii", "chinese", "emoji"])
def test_every_choice_is_a_valid_message(language: str, counts_as_skip: bool, name: str) -> None:
    """Whatever is open and was typed, and whatever is asked for instead, the card fits."""
    say = CATALOGUE.sentences(language)
    for task_type in TaskType:
        for session in every_session(task_type, long_text(name), 40):
            if session.state is SessionState.OPEN:
                for wished in WISHES:
                    card = choice_card(session, say, wished, LONGEST_TAG, "x" * 30, counts_as_skip=counts_as_skip)
                    check_card(card)


def test_what_becomes_of_a_draft_is_said_before() -> None:
    """Kept locally, to be copied from a task server, there when an answer is changed again; nothing where none is."""
    begun = session_of(task_of(TaskType.ASSISTANT_REPLY, "?", 1), draft=TextAnswer(text="My idea.", language="en"))
    changed = replace(begun, receipt=Receipt(points=4))
    local, server = shown(begun), shown(begun, counts_as_skip=True)
    assert "> My idea." in local
    assert "is here again when you next ask for “Reply as the assistant”" in local
    assert "“Skip”" not in local
    assert "counts “Put it aside” as “Skip”" in server
    assert "so that you can copy it" in server
    assert "when you press “Change answer” again" in shown(changed)
    assert "Skip" not in shown(changed, counts_as_skip=True)
    assert "kept" not in shown(replace(begun, draft=None))


def test_selections_are_kept_where_the_package_is() -> None:
    """Labels that were chosen are there again where the package can be taken up, and are no text to copy."""
    task = task_of(TaskType.LABEL_INITIAL_PROMPT, "?", 1)
    begun = session_of(task, draft=LabelsAnswer(labels={TextLabel.SPAM: 0.0}))
    assert "What you have begun is kept" in shown(begun)
    assert "copy" not in shown(begun, counts_as_skip=True)


def test_a_long_draft_can_be_read() -> None:
    """Where the draft is not shown whole, all of it is one press away."""
    begun = session_of(task_of(TaskType.INITIAL_PROMPT, "?", 1), draft=TextAnswer(text="x" * 900, language="en"))
    labels = [button.label for button in buttons(choice_card(begun, SAY, RANDOM, "de", counts_as_skip=False))]
    assert labels == ["Go on with this", "Put it aside: German", "Read in full"]


def shown(session: WorkSession, *, counts_as_skip: bool = False) -> str:
    """The text of the card, where a prompt is asked for."""
    card = choice_card(session, SAY, TaskType.INITIAL_PROMPT, None, counts_as_skip=counts_as_skip)
    return "\n".join(block.content for block in card.blocks if isinstance(block, Text))


def buttons(card: Card) -> list[Button]:
    """All buttons of a card."""
    rows = [block for block in card.blocks if isinstance(block, Row)]
    return [item for row in rows for item in row.items if isinstance(item, Button)]
