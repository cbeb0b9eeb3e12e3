"""Tests of the cards of people and trees for moderators: the fullest that they can become, in every language."""

from uuid import UUID

import pytest

from bot.backends.cases import (
    MOST_NOTES,
    MOST_OF_A_REASON,
    Bar,
    Decision,
    MessageKind,
    Note,
    Pause,
    Record,
    RulingKind,
    WrittenText,
)
from bot.cards.moderated_person import (
    RULINGS,
    TEXTS_ON_A_PAGE,
    deletion_card,
    note_form,
    person_card,
    purge_card,
    reason_form,
    restoring_card,
    texts_card,
)
from bot.cards.moderated_tree import tree_card, tree_passages
from bot.cards.settings_parts import Told
from bot.cards.trollboard import MOST_ROWS, Accounts, trollboard_card
from bot.protocol.labels import TextLabel
from bot.protocol.messages import Message, MessageTree
from bot.protocol.scores import TimeFrame, TrollScore, UserScore
from bot.protocol.trees import TreeState
from bot.state.case_view import SeenPerson
from bot.state.moderated_person import ManyTexts, ModeratedPerson
from bot.texts import Sentences
from tests.cards.limits import check_card, check_modal
from tests.cards.sessions import LONG_TEXTS, long_text
from tests.cards.test_people import words
from tests.catalogue import CATALOGUE

NOW = 1_760_000_000_000
WHO = UUID(int=2**128 - 1)
SOMEBODY = SeenPerson(2**63 - 200)
MANY = 1_000_000


@pytest.fixture(params=CATALOGUE.languages)
def say(request: pytest.FixtureRequest) -> Sentences:
    """The sentences of a language."""
    return CATALOGUE.sentences(request.param)


def fullest(script: str, *, by_operator: bool) -> ModeratedPerson:
    """Somebody about whom as much is known as can be."""
    reason = long_text(script, MOST_OF_A_REASON)
    decision = Decision(
        decision_id=WHO,
        case_id=WHO,
        kind=RulingKind.TO_OPERATOR,
        message_id=WHO,
        person_id=WHO,
        actor_id=WHO,
        server_id=2**63 - 1,
        reason=reason,
        decided_at=NOW,
        undone_at=NOW,
    )
    note = Note(note_id=WHO, person_id=WHO, server_id=1, author_id=WHO, text=reason, created_at=NOW)
    return ModeratedPerson(
        person_id=WHO,
        discord_id=2**63 - 1,
        score=UserScore(
            user_id=WHO,
            username="x",
            auth_method="discord",
            display_name="x",
            leader_score=MANY,
            level=100,
            last_activity_date=NOW,
        ),
        record=Record(
            person_id=WHO,
            server_id=1,
            texts=MANY,
            in_review=MANY,
            accepted=MANY,
            rejected=MANY,
            deleted=MANY,
            reviews=MANY,
            rankings=MANY,
            reports=MANY,
            reports_upheld=MANY,
            reports_kept=MANY,
            pauses=MANY,
            pauses_lifted=MANY,
            pause=Pause(decision_id=WHO, since=NOW, until=NOW, decided=MANY, rejected=MANY, reasons={}),
            checks=MANY,
            checks_passed=MANY,
            agreement={TextLabel.SPAM: -0.123, TextLabel.QUALITY: 0.5},
            bars=(Bar(server_id=1, since=NOW, reason=reason),),
            is_enabled=False,
        ),
        deciders=[(decision, SOMEBODY)] * 10,
        notes=[(note.model_copy(update={"note_id": UUID(int=number)}), SOMEBODY) for number in range(MOST_NOTES)],
        is_hidden=True,
        by_operator=by_operator,
    )


@pytest.mark.parametrize("script", LONG_TEXTS)
@pytest.mark.parametrize("by_operator", [False, True])
def test_a_person_is_a_valid_message(say: Sentences, script: str, by_operator: bool) -> None:
    """With all notes, the longest reasons and every control; also while a reason is asked for."""
    person = fullest(script, by_operator=by_operator)
    told = Told(say("texts-deleted", texts=MANY, left=MANY))
    check_card(person_card(person, say, told=told))
    for kind in RULINGS.values():
        check_card(person_card(person, say, asking=kind, told=told))


def test_a_person_elsewhere_is_a_valid_message(say: Sentences) -> None:
    """Where the backend keeps no records, that is said; the operator can do both where nobody knows which holds."""
    for is_enabled, offered in ((None, {"disable", "enable"}), (True, {"disable"}), (False, {"enable"})):
        card = person_card(ModeratedPerson(WHO, 1, by_operator=True, is_enabled=is_enabled), say)
        check_card(card)
        actions = {getattr(control, "custom_id", "").split(":")[1] for control in card.controls()}
        assert actions == {*offered, "purge"}


@pytest.mark.parametrize("script", LONG_TEXTS)
def test_a_page_of_texts_is_a_valid_message(say: Sentences, script: str) -> None:
    """With the longest texts, and with none."""
    text = WrittenText(
        message_id=WHO,
        person_id=WHO,
        message_kind=MessageKind.PROMPTER_REPLY,
        language="de",
        text=long_text(script, 2_000),
        created_at=NOW,
    )
    texts = [text.model_copy(update={"message_id": UUID(int=number)}) for number in range(TEXTS_ON_A_PAGE)]
    told = Told(say("texts-restored", texts=MANY, left=MANY))
    check_card(texts_card(WHO, texts, say, older=NOW, told=told))
    check_card(texts_card(WHO, [], say, older=None))


def test_questions_and_forms_are_valid(say: Sentences) -> None:
    """What is asked before many texts or a person are deleted, for every number that has words of its own."""
    for number in (0, 1, MANY):
        check_card(deletion_card(WHO, ManyTexts(max(1, number), number, number), say))
        check_card(restoring_card(WHO, ManyTexts(max(1, number)), say))
    check_card(purge_card(WHO, 2**63 - 1, None, say))
    check_card(purge_card(WHO, 2**63 - 1, Record(person_id=WHO, server_id=None, texts=1), say))
    check_modal(note_form(WHO, say))
    for name in RULINGS:
        check_modal(reason_form(WHO, name, say))


def test_a_tree_in_order(say: Sentences) -> None:
    """Every state is a valid message; each text stands in its place, a deleted one without its words."""
    ids = [UUID(int=number) for number in range(1, 5)]
    messages = [
        Message(id=ids[0], text="Why?", is_assistant=False),
        Message(id=ids[1], parent_id=ids[0], text="Because.", is_assistant=True, review_result=True),
        Message(id=ids[2], parent_id=ids[0], text="Gone.", is_assistant=True, deleted=True),
        Message(id=ids[3], parent_id=ids[1], text="And?", is_assistant=False, review_result=False),
    ]
    tree = MessageTree(id=ids[0], messages=tuple(messages))
    for state in TreeState:
        check_card(tree_card(tree, state, ids[3], say))
    passages = tree_passages(tree, ids[3], say)
    assert [passage.heading.split(" · ")[0] for passage in passages] == ["**1", "**1.1", "**1.1.1", "**1.2"]
    assert say("case-marked") in passages[2].heading
    assert "Gone." not in "".join(passage.text for passage in passages)


@pytest.mark.parametrize("script", LONG_TEXTS)
def test_the_trollboard_is_a_valid_message(say: Sentences, script: str) -> None:
    """With the longest names and numbers, for every period, and with nobody."""
    row = TrollScore(
        user_id=WHO,
        username="x",
        auth_method="discord",
        display_name=long_text(script, 32),
        enabled=False,
        deleted=False,
        show_on_leaderboard=True,
        troll_score=MANY,
        red_flags=MANY,
        spam=MANY,
    )
    rows = [row.model_copy(update={"user_id": UUID(int=number)}) for number in range(MOST_ROWS)]
    for accounts in Accounts:
        for time_frame in TimeFrame:
            for of_server in (True, False):
                names = [each.display_name for each in rows]
                check_card(trollboard_card(rows, names, time_frame, accounts, say, of_server=of_server))
                check_card(trollboard_card([], [], time_frame, accounts, say, of_server=of_server))


def test_the_record_has_all_of_its_parts(say: Sentences) -> None:
    """Pauses, attention checks and agreement with others stand on the card of a person, too."""
    shown = words(person_card(fullest("ascii", by_operator=False), say))
    assert say("case-record-pauses", pauses=MANY, lifted=MANY) in shown
    assert say("case-record-checks", checks=MANY, passed=MANY) in shown
    assert f"{say('label-quality')} {say('case-alpha', alpha=0.5)}" in shown
