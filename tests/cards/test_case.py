"""Tests of the cards of cases: the fullest that they can become, in every language."""

from dataclasses import replace
from uuid import UUID

import pytest

from bot.backends.cases import (
    RED_FLAGS,
    AuditEntry,
    Case,
    CaseEntry,
    CaseState,
    Decision,
    MessageKind,
    Pause,
    Record,
    RulingKind,
    Signal,
    ToldDecision,
    Vote,
)
from bot.cards.case import ASKED, NAMESPACE, case_card, edit_form, own_reason_form
from bot.cards.case_queue import PAGE_SIZE, queue_card
from bot.cards.decision_notice import NOTICES, TAKEN_OUT, decision_notice_card, objection_form, pause_card
from bot.cards.moderation_log import ACTS, channel_lines_card, log_card, log_file_card
from bot.cards.settings_parts import Told
from bot.interactions.custom_id import CustomId
from bot.protocol.labels import TextLabel
from bot.rules.harm import SignalKind
from bot.rules.languages import LANGUAGES
from bot.state.case_queue import CaseQueue
from bot.state.case_view import READY_MADE_REASONS, CaseView, SeenClaim, SeenPerson
from bot.texts import Sentences
from tests.cards.limits import check_card, check_modal
from tests.cards.sessions import long_text, messages
from tests.cards.test_people import words
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")
NOW = 1_760_000_000_000
CASE = UUID(int=2**128 - 1)
SOMEBODY = SeenPerson(2**63 - 200)
FOREIGN = SeenPerson(is_foreign=True)
LONGEST_TAG = max(LANGUAGES, key=len)
FULLEST_QUEUE = CaseQueue(
    "-".join(["xxx", "Abcd", *["abcdefgh"] * 3]),
    MessageKind.PROMPTER_REPLY,
    list(SignalKind)[-1],
    7,
    decided=True,
    everywhere=True,
    after=CASE,
)
FULLEST_PLACE = replace(FULLEST_QUEUE, language="zh-Hant-HK")
"""With a longer language there is no room for the place in the list."""
PAUSE = Pause(
    decision_id=CASE, since=NOW, until=NOW, decided=9_999, rejected=9_999, reasons=dict.fromkeys(TextLabel, 9_999)
)
FIGURES = (
    *("red_flags", "skips", "percent", "by_same_author", "alike", "prompt_percent", "reply_percent", "line"),
    *("text_percent", "known_percent", "mismatches", "reviews", "too_fast", "answers", "rankings", "as_shown"),
    *("different", "pairs_percent", "skipped", "packages", "flagged", "first", "expected", "upvotes"),
    *("upvotes_for_them", "decided", "rejected"),
)
REASONS = dict.fromkeys(("spam", "lang_mismatch", "political_content"), 1_000_000)
EVIDENCE = {**dict.fromkeys(FIGURES, 1_000_000), "message_id": "f" * 32, "marks": ["f" * 32] * 100, "reasons": REASONS}


@pytest.fixture(params=CATALOGUE.languages)
def say(request: pytest.FixtureRequest) -> Sentences:
    """The sentences of a language."""
    return CATALOGUE.sentences(request.param)


def decision(kind: RulingKind, reason: str, case_id: UUID | None = None) -> Decision:
    """A decision of somebody's."""
    return Decision(
        decision_id=UUID(int=kind.value.__hash__() & (2**64 - 1)),
        case_id=case_id,
        kind=kind,
        message_id=UUID(int=5),
        person_id=UUID(int=6),
        actor_id=UUID(int=7),
        server_id=2**63 - 200,
        reason=reason,
        decided_at=NOW,
        undone_at=NOW if kind is RulingKind.EDIT else None,
    )


def full_view(text: str, *, decided: bool = False) -> CaseView:
    """A case with more of everything than a card holds."""
    settled = [decision(RulingKind.DELETE, text[:500], CASE)] if decided else []
    decisions = [*settled, *(decision(kind, text[:500]) for kind in RulingKind)]
    entry = CaseEntry(
        case_id=CASE,
        state=CaseState.DECIDED if decided else CaseState.OPEN,
        message_id=UUID(int=5),
        person_id=UUID(int=6),
        server_id=2**63 - 200,
        language=LONGEST_TAG,
        message_kind=MessageKind.PROMPTER_REPLY,
        harm=0.9999,
        opened_at=NOW,
        decided_at=NOW if decided else None,
        signals=tuple(SignalKind),
    )
    accounts = tuple(UUID(int=number) for number in range(20))
    signals = tuple(
        Signal(kind=kind, created_at=NOW, reason=text[:500], evidence=EVIDENCE, accounts=accounts)
        for kind in SignalKind
    )
    votes = [
        Vote(
            person_id=UUID(int=number),
            server_id=1,
            created_at=NOW,
            labels={label: float(number % 2) for label in TextLabel},
        )
        for number in range(30)
    ]
    case = Case(entry=entry, signals=signals, decisions=tuple(decisions), may_name_author=True)
    return CaseView(
        case=case,
        conversation=messages(text, 9),
        author=SOMEBODY,
        named=dict.fromkeys(accounts, 2**63 - 1),
        reporters=tuple((signal, (SOMEBODY, FOREIGN)[number % 2]) for number, signal in enumerate(signals)),
        reviewers=tuple((vote, (SOMEBODY, FOREIGN)[number % 2]) for number, vote in enumerate(votes)),
        deciders=tuple((each, SOMEBODY) for each in decisions),
        record=Record(
            person_id=UUID(int=6),
            server_id=1,
            texts=66_497,
            accepted=66_497,
            rejected=66_497,
            deleted=66_497,
            reviews=66_497,
            reports=66_497,
            reports_upheld=66_497,
            checks=66_497,
            checks_passed=66_497,
            agreement=dict.fromkeys(TextLabel, -0.123),
            is_enabled=False,
        ),
        is_barred=True,
        claim=SeenClaim(SOMEBODY, NOW, is_own=True),
    )


@pytest.mark.parametrize("name", ["ascii", "chinese", "emoji"])
@pytest.mark.parametrize("decided", [False, True])
def test_the_card_of_a_case_is_a_valid_message(say: Sentences, name: str, decided: bool) -> None:
    """With the longest texts, reasons and lists, whatever is asked or told, in a channel and in the queue."""
    view = full_view(long_text(name), decided=decided)
    told = Told(say("refused-decision-built-upon", messages=99, reviews=99, rankings=99, changes=99), is_problem=True)
    for queue in (None, str(FULLEST_QUEUE)):
        check_card(case_card(view, say, told=told, queue=queue))
        for asked in (*ASKED.values(), None):
            check_card(case_card(view, say, asking=asked, queue=queue))
            halted = replace(view, is_deleted=True, is_halted=True, is_barred=False)
            check_card(case_card(halted, say, asking=asked, queue=queue))
    person = view.case.entry.model_copy(update={"message_id": None, "language": None, "message_kind": None})
    bare = CaseView(Case(entry=person, signals=()))
    check_card(case_card(bare, say))
    check_card(case_card(replace(bare, has_all_rulings=False), say, queue=str(CaseQueue())))


@pytest.mark.parametrize("name", ["ascii", "chinese", "emoji"])
def test_the_forms_are_valid(say: Sentences, name: str) -> None:
    """The form for a reason, for a text and for an objection fit, with the longest text."""
    check_modal(own_reason_form(CustomId(NAMESPACE, "owned", CASE, "operator"), say))
    check_modal(edit_form(CustomId(NAMESPACE, "edited", CASE), long_text(name) * 4, 4_000, say))
    check_modal(objection_form(CASE, say))


def test_the_queue_is_a_valid_message(say: Sentences) -> None:
    """Ten cases of the longest kinds, with every filter set, fit; so does an empty queue."""
    entry = full_view("x").case.entry.model_copy(update={"is_for_operator": True})
    entries = [entry.model_copy(update={"case_id": UUID(int=number)}) for number in range(PAGE_SIZE)]
    told = Told(say("queue-channel-unusable", channel=f"<#{2**63}>"), is_problem=True)
    for queue in (CaseQueue(), FULLEST_QUEUE, FULLEST_PLACE):
        for shown in (entries, []):
            check_card(
                queue_card(
                    shown,
                    queue,
                    list(LANGUAGES)[:40],
                    say,
                    next_after=CASE,
                    is_operator=True,
                    told=told,
                )
            )


def test_a_filter_is_read_back_from_its_controls() -> None:
    """What is chosen stays chosen, in however short a form it is kept."""
    for queue in (CaseQueue(), FULLEST_PLACE, CaseQueue("de", everywhere=True), CaseQueue(days=3)):
        assert CaseQueue.parse(str(queue)) == queue
    assert CaseQueue.parse(str(FULLEST_QUEUE)) == FULLEST_QUEUE.from_the_first()
    for forged in ("/////x", "/////é" + "A" * 21, "/////" + "A" * 23):
        assert CaseQueue.parse(forged) == CaseQueue()


@pytest.mark.parametrize("reason", ["", READY_MADE_REASONS[0], RED_FLAGS, "m" * 500])
def test_notices_are_valid_messages(say: Sentences, reason: str) -> None:
    """Whatever is told about a decision fits, and what can be objected to has the button."""
    made = full_view("Short.").case.decisions[0].model_copy(update={"reason": reason})
    for may_object in (True, False):
        told = ToldDecision(decision=made, text="字" * 2_000, may_object=may_object)
        cards = [decision_notice_card(each, say, told) for each in (*NOTICES.values(), TAKEN_OUT, "notice-undone")]
        for card in (*cards, pause_card(PAUSE, say, told)):
            check_card(card)
            assert bool(list(card.controls())) == may_object
    for card in (decision_notice_card(TAKEN_OUT, say, None), pause_card(PAUSE, say, None)):
        check_card(card)
        assert not list(card.controls())


def test_the_log_is_a_valid_message(say: Sentences) -> None:
    """Every kind of act, those of a later version too, with everything that can be named."""
    entries = [
        AuditEntry(
            entry_id=2**53,
            happened_at=NOW,
            kind=kind,
            actor_id=CASE,
            person_id=CASE,
            message_id=CASE if number % 2 else None,
            decision_id=CASE,
        )
        for number, kind in enumerate((*ACTS, "something_new"))
    ]
    for start in range(0, len(entries), 10):
        check_card(log_card(entries[start : start + 10], {CASE: 2**63}, say, older=2**53))
        check_card(channel_lines_card(entries[start : start + 10], say))
    check_card(log_card([], {}, say))
    for count in (1, 10**5):
        check_card(log_file_card([b"{}"] * count, say, is_whole=count == 1))


def test_every_signal_is_named_and_foreign_people_are_not() -> None:
    """Each kind has its words; who reported in another server is called that."""
    view = full_view("Short.")
    shown = words(case_card(replace(view, reporters=view.reporters[:4]), SAY))
    assert "Reported" in shown
    assert SAY("person-of-another-server") in shown
    assert "people flagged it." in shown
    names = {SAY(f"signal-{kind.replace('_', '-')}") for kind in SignalKind}
    assert len(names) == len(SignalKind)


def test_an_author_is_named_only_where_they_had_agreed_to_that() -> None:
    """The same case without it calls nobody by name beside the text."""
    view = full_view("Short.")
    hidden = replace(view, case=view.case.model_copy(update={"may_name_author": False}))
    assert f"**Author:** <@{SOMEBODY.discord_id}>" in words(case_card(view, SAY))
    assert f"**Author:** {SAY('author-unnamed')}" in words(case_card(hidden, SAY))


def test_the_record_says_how_checks_went(say: Sentences) -> None:
    """Checks and agreement stand on it where there are any, and are not mentioned where there are none."""
    view = full_view("A text.", decided=False)
    shown = words(case_card(view, say))
    assert say("case-record-checks", checks=66_497, passed=66_497) in shown
    assert f"{say('label-spam')} {say('case-alpha', alpha=-0.12)}" in shown
    bare = words(case_card(replace(view, record=Record(person_id=UUID(int=6), server_id=1)), say))
    assert say("case-record-checks", checks=0, passed=0).partition(":")[0] not in bare
    assert say("case-record-agreement", agreement="X").partition(":")[0] not in bare
