"""Tests of the cards of work sessions: each is a message that Discord takes, and says what is to be done."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from bot.backends.errors import DuplicateText, OutcomeUnknown, TextTooLong
from bot.backends.values import Answer, CheckResult, RankingAnswer, Receipt, TextAnswer
from bot.cards.text_task import editor
from bot.cards.work import session_card
from bot.interactions.components import Button, Card, Row, Select, Text
from bot.interactions.custom_id import parse_custom_id
from bot.protocol.tasks import RANK_TASKS, TEXT_TASKS, TaskType
from bot.rules.attention_checks import can_be_checked
from bot.rules.labels import KINDS
from bot.rules.levels import level_of
from bot.rules.points import Scoring
from bot.rules.topics import MOST_TOPICS
from bot.sessions.selections import problem_of
from bot.state.done_work import DoneWork
from bot.state.session import Refusal, SessionState, WorkSession
from tests.cards.limits import check_card, check_modal
from tests.cards.sessions import LONG_TEXTS, MOST, drafts_of, long_text, session_of, task_of
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")
TASK_TYPES = list(TaskType)


def longest_notices() -> list[str]:
    """As many notices as are told at once, and longer ones than there are."""
    refusals = [SAY(key) for key in sorted(CATALOGUE.keys("en")) if key.startswith("refused-") and _is_plain(key)]
    return [*sorted(refusals, key=len)[-5:], SAY("work-continued")]


def _is_plain(key: str) -> bool:
    try:
        SAY(key)
    except LookupError:
        return False
    return True


NOTICES = longest_notices()
HINTS = [
    SAY("hint-language", found="Português do Brasil", wanted="Português do Brasil"),
    SAY("hint-repeats-prompt"),
    SAY("hint-repeats-conversation"),
]
MOMENTS = [
    SAY("news-tree-finished", prompts=50),
    SAY("news-first-accepted"),
    SAY("news-level", level=100, points=6_000),
    SAY("news-streak-kept", days=1_000),
]
TOPICS = tuple("*" * 29 + chr(ord("a") + place) for place in range(MOST_TOPICS))
_SHOWING_DRAFTS = {SessionState.OPEN, SessionState.LAPSED, SessionState.REFUSED}


def every_session(task_type: TaskType, text: str, depth: int) -> Iterator[WorkSession]:
    """Sessions with a task of a type in every state, with every kind of draft."""
    task = task_of(task_type, text, depth)
    drafts: list[Answer | None] = drafts_of(task_type, text)
    for state in SessionState:
        for draft in drafts if state in _SHOWING_DRAFTS else drafts[:1]:
            session = session_of(task, state, draft)
            yield (
                session
                if state is SessionState.OPEN
                else replace(session, wished_type=task_type, wished_topic="*" * 30)
            )
            if state is SessionState.LAPSED:
                yield replace(session, is_put_aside=True)
    # An answer that the backend has is being changed; and such a change was refused.
    changed = session_of(task, SessionState.DONE, drafts[-1])
    yield replace(changed, state=SessionState.OPEN)
    yield replace(changed, refusal=Refusal(sentence="refused-answer-fixed"))
    yield replace(changed, receipt=Receipt(points=0, deleted=True))


def every_card(session: WorkSession, notices: Sequence[str]) -> Iterator[Card]:
    """Every card of a session."""
    problem = problem_of(session.task, session.draft, MOST)
    for counted_at, is_left in ((None, False), (1_760_000_000_000, False), (None, True)):
        yield session_card(
            session,
            SAY,
            problem=problem,
            notices=notices,
            hints=HINTS,
            done=DoneWork(
                level=level_of(5_999),
                counted_at=counted_at,
                own_text=long_text("links"),
                moments=MOMENTS,
                can_change=True,
                offers_news=True,
                is_left=is_left,
            ),
        )
    if isinstance(session.draft, TextAnswer) and session.state is SessionState.OPEN:
        too_long = TextTooLong(limit=MOST, length=4_000)
        yield session_card(session, SAY, problem=too_long, notices=notices, hints=HINTS, topics=TOPICS)
        yield session_card(session, SAY, asking_to_skip=True, notices=notices)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(LONG_TEXTS))
@pytest.mark.parametrize("task_type", TASK_TYPES)
def test_every_card_is_a_valid_message(task_type: TaskType, name: str) -> None:
    """Every card, in every state and with the longest content of every kind, is within all of Discord's limits."""
    for session in every_session(task_type, long_text(name), 40):
        for card in every_card(session, NOTICES):
            check_card(card)


@pytest.mark.parametrize("name", ["ascii", "chinese", "emoji", "newlines", "backticks", "links", "one code block"])
@pytest.mark.parametrize("task_type", sorted(TEXT_TASKS))
def test_a_draft_that_is_too_long_is_shown(task_type: TaskType, name: str) -> None:
    """A draft of 4,000 characters is kept and shown beside what it is about, and can be read in full."""
    session = session_of(
        task_of(task_type, "the matter " + long_text(name), 40),
        SessionState.OPEN,
        TextAnswer(text="my draft " + long_text(name, 3_991), language="en"),
    )
    for card in every_card(session, NOTICES):
        check_card(card)
        shown = texts_of(card)
        assert "my draft " in shown
        assert "the matter " in shown
        assert "Read in full" in labels_of(card)


@pytest.mark.parametrize("task_type", [TaskType.ASSISTANT_REPLY, TaskType.PROMPTER_REPLY])
def test_a_preview_gives_the_room_that_a_short_draft_leaves_to_the_conversation(task_type: TaskType) -> None:
    """Beside a short draft the last message of a conversation is shown whole."""
    session = session_of(
        task_of(task_type, long_text("ascii"), 40), SessionState.OPEN, TextAnswer(text="short", language="en")
    )
    shown = texts_of(session_card(session, SAY))
    assert "> " + long_text("ascii") in shown
    assert "> short" in shown


def test_an_answer_of_which_nobody_knows_is_not_called_refused() -> None:
    """Where it is not known whether an answer arrived, the card does not say that it was refused, and has its text."""
    task = task_of(TaskType.ASSISTANT_REPLY, "a", 1)
    session = session_of(task, SessionState.REFUSED, TextAnswer(text="my draft", language="en"))
    assert SAY("refused-title") in texts_of(session_card(session, SAY))
    shown = texts_of(session_card(replace(session, refusal=Refusal(sentence=OutcomeUnknown.sentence)), SAY))
    assert SAY("refused-title") not in shown
    assert SAY("unconfirmed-title") in shown
    assert SAY("refused-outcome-unknown") in shown
    assert "my draft" in shown


@pytest.mark.parametrize("name", ["ascii", "chinese", "emoji", "backticks", "links"])
@pytest.mark.parametrize("task_type", sorted(TEXT_TASKS))
def test_the_form_is_valid_and_holds_the_draft(task_type: TaskType, name: str) -> None:
    """The form is within Discord's limits, and what was typed before is in it to the last character."""
    text = long_text(name, 4_000)
    session = session_of(task_of(task_type, "a", 1), SessionState.OPEN, TextAnswer(text=text, language="en"))
    modal = editor(session, SAY, MOST)
    check_modal(modal)
    assert modal.inputs[0].value == text
    assert modal.inputs[0].most == 4_000


@pytest.mark.parametrize("task_type", TASK_TYPES)
def test_every_control_belongs_to_the_session(task_type: TaskType) -> None:
    """The custom id of every control on a card is one of ours and names the session."""
    for session in every_session(task_type, "a", 2):
        for control in session_card(session, SAY).controls():
            assert isinstance(control, Button | Select)
            parsed = parse_custom_id(control.custom_id)
            assert parsed is not None
            # The guidelines are the same for everybody; all else is about this session.
            expected = {"work": session.session_id, "guide": None}
            assert parsed.id == expected[parsed.namespace]


@pytest.mark.parametrize("task_type", TASK_TYPES)
def test_what_is_whole_is_not_offered_to_be_read_in_full(task_type: TaskType) -> None:
    """`Read in full` is there exactly where something was shortened, and the note that names it too."""
    for text in ("short", long_text("ascii")):
        for session in every_session(task_type, text, 3):
            card = session_card(session, SAY, problem=problem_of(session.task, session.draft, MOST))
            assert ("Read in full" in labels_of(card)) == ("Press “Read in full”" in texts_of(card))


def test_asking_whether_to_skip_offers_nothing_else() -> None:
    """The question whether to skip has its two answers beside each other, and no `Submit`."""
    draft = TextAnswer(text="short", language="en")
    session = session_of(task_of(TaskType.ASSISTANT_REPLY, "a", 1), SessionState.OPEN, draft)
    answers = next(iter(rows_of(session_card(session, SAY, asking_to_skip=True))))
    assert [item.label for item in answers.items if isinstance(item, Button)] == ["Yes, skip it", "Keep my text"]


def test_a_draft_with_a_problem_cannot_be_submitted() -> None:
    """The card names the problem, and `Submit` is disabled."""
    draft = TextAnswer(text="a" * 2_100, language="en")
    session = session_of(task_of(TaskType.INITIAL_PROMPT, "a", 1), SessionState.OPEN, draft)
    card = session_card(session, SAY, problem=TextTooLong(limit=2_000, length=2_100))
    assert "it has 2,100 characters, at most 2,000" in texts_of(card)
    assert [control.label for control in card.controls() if isinstance(control, Button) and control.disabled] == [
        "Submit"
    ]


def test_a_mendable_refusal_is_told_on_the_preview() -> None:
    """What the backend said of the last answer is told beside the draft."""
    draft = TextAnswer(text="again", language="en")
    session = session_of(task_of(TaskType.INITIAL_PROMPT, "a", 1), SessionState.OPEN, draft)
    session = replace(session, refusal=Refusal(sentence=DuplicateText.sentence))
    assert SAY(DuplicateText.sentence) in texts_of(session_card(session, SAY))
    assert "> again" in texts_of(session_card(session, SAY))


def test_the_order_of_a_ranking_is_shown() -> None:
    """The letters pressed so far are shown in their order, and cannot be pressed again."""
    session = session_of(
        task_of(TaskType.RANK_ASSISTANT_REPLIES, "a", 2), SessionState.OPEN, RankingAnswer(ranking=(2, 0))
    )
    card = session_card(session, SAY)
    assert "C › A" in texts_of(card)
    pressed = [control.label for control in card.controls() if isinstance(control, Button) and control.disabled]
    assert pressed == ["A · 2", "C · 1"]


def test_a_card_without_controls_keeps_its_words() -> None:
    """A card that is no longer in use says the same, and has nothing to press."""
    card = session_card(session_of(task_of(TaskType.ASSISTANT_REPLY, "Hello", 1)), SAY)
    bare = card.without_controls()
    assert texts_of(bare) == texts_of(card)
    assert not list(bare.controls())


@pytest.mark.parametrize(("points", "told"), [(0, "earns no points"), (1, "**one point**"), (4, "**4 points**")])
def test_what_was_earned_is_told(points: int, told: str) -> None:
    """A done card tells the points, the level, and how many are missing to the next."""
    session = session_of(task_of(TaskType.ASSISTANT_REPLY, "a", 1), SessionState.DONE)
    session = replace(session, receipt=Receipt(points=points))
    shown = texts_of(session_card(session, SAY, done=DoneWork(level=level_of(4))))
    assert told in shown
    assert "Level 2" in shown


def test_a_first_prompt_does_not_end_in_no_points() -> None:
    """The done card of a prompt says that it earned a tenth of a point, and never "0 points"."""
    session = session_of(task_of(TaskType.INITIAL_PROMPT, "", 1), SessionState.DONE)
    for say, earned, later, none, accepted in (
        (SAY, "a tenth of a point", "another tenth", "0 points", "accept"),
        (CATALOGUE.sentences("de"), "einen Zehntelpunkt", "noch ein Zehntel", "0 Punkte", "angenommen"),
    ):
        shown = texts_of(
            session_card(replace(session, receipt=Receipt(points=0)), say, done=DoneWork(level=level_of(0)))
        )
        assert earned in shown
        assert later in shown
        assert "Level 1 ·" in shown
        assert none not in shown
        assert shown.count(accepted) <= 1, "said once"
    assert "**one point**" in texts_of(session_card(replace(session, receipt=Receipt(points=1)), SAY))


@pytest.mark.parametrize(
    ("task_type", "worth"),
    [
        (TaskType.INITIAL_PROMPT, "A tenth of a point, another tenth if accepted"),
        (TaskType.ASSISTANT_REPLY, "4 points, 4 more if accepted"),
        (TaskType.PROMPTER_REPLY, "1 point, 1 more if accepted"),
        (TaskType.LABEL_ASSISTANT_REPLY, "1 point; 2 with every scale"),
        (TaskType.RANK_PROMPTER_REPLIES, "1 point, 1 more if others agree"),
        (TaskType.SUMMARIZE_STORY, "No points"),
    ],
)
def test_a_card_says_what_can_be_earned(task_type: TaskType, worth: str) -> None:
    """What comes at once, and what may come later, stands on the open card."""
    assert f"-# {worth} · " in texts_of(session_card(session_of(task_of(task_type, "a", 2)), SAY))


def by_quality(session: WorkSession) -> WorkSession:
    """The same session on a backend that pays by quality."""
    return replace(session, offer=session.offer.model_copy(update={"scoring": Scoring.QUALITY}))


@pytest.mark.parametrize(
    ("task_type", "worth", "waits"),
    [
        (
            TaskType.INITIAL_PROMPT,
            "Up to 0.2 points by its quality, once it is accepted",
            "up to **0.2 points**. You get them once your text is accepted",
        ),
        (
            TaskType.ASSISTANT_REPLY,
            "Up to 8 points by its quality, once it is accepted",
            "up to **8 points**. You get them once your text is accepted",
        ),
        (
            TaskType.LABEL_ASSISTANT_REPLY,
            "Up to 1 point if others agree; 2 with every scale",
            "up to **one point**. You get them if others decide as you did",
        ),
        (
            TaskType.RANK_ASSISTANT_REPLIES,
            "Up to 2 points if others agree",
            "up to **2 points**. You get them if others decide as you did",
        ),
        (TaskType.SUMMARIZE_STORY, "No points", "This kind of task earns no points"),
    ],
)
def test_what_is_paid_by_quality_is_waited_for(task_type: TaskType, worth: str, waits: str) -> None:
    """The open card says what can be earned and when; the done card that it is waited for, not that it is there."""
    task = task_of(task_type, "a", 2)
    assert f"-# {worth} · " in texts_of(session_card(by_quality(session_of(task)), SAY))
    done = by_quality(replace(session_of(task, SessionState.DONE), receipt=Receipt(points=0)))
    shown = texts_of(session_card(done, SAY))
    assert waits in shown
    assert "You earned" not in shown
    left = texts_of(session_card(done, SAY, done=DoneWork(is_left=True)))
    assert "point" not in left


def test_where_scales_do_not_count_a_card_does_not_say_so() -> None:
    """A label task of a task server that pays it whole whatever was answered promises just that."""
    session = session_of(task_of(TaskType.LABEL_ASSISTANT_REPLY, "a", 2))
    elsewhere = replace(session, offer=session.offer.model_copy(update={"counts_scales": False}))
    assert "-# 2 points · " in texts_of(session_card(elsewhere, SAY))


def test_scales_that_were_left_out_are_named() -> None:
    """A label task that could have earned two points says so where it earned one."""
    session = session_of(task_of(TaskType.LABEL_ASSISTANT_REPLY, "a", 2), SessionState.DONE)
    told = SAY("done-with-scales", points=2)
    assert told in texts_of(session_card(replace(session, receipt=Receipt(points=1)), SAY))
    assert told not in texts_of(session_card(replace(session, receipt=Receipt(points=2)), SAY))


@pytest.mark.parametrize("task_type", TASK_TYPES)
def test_only_a_card_about_one_message_has_its_number(task_type: TaskType) -> None:
    """How far a tree has come is told where one message is written or judged; it says nothing about a ranking."""
    shown = texts_of(session_card(session_of(task_of(task_type, "a", 2)), SAY))
    assert ("in this tree" in shown) is (task_type not in RANK_TASKS)


def test_the_first_done_card_asks_about_good_news() -> None:
    """The button is one of the card's own, so that the card can answer it."""
    session = session_of(task_of(TaskType.ASSISTANT_REPLY, "a", 1), SessionState.DONE)
    buttons = [
        each
        for each in session_card(session, SAY, done=DoneWork(offers_news=True)).controls()
        if isinstance(each, Button)
    ]
    assert buttons[-1].label == "Tell me good news"
    assert buttons[-1].custom_id == f"work1:news:{session.session_id.hex}"


def test_a_change_that_was_refused_shows_what_was_typed() -> None:
    """A done card whose change was refused for good tells why, and keeps the text of the change to copy."""
    session = session_of(task_of(TaskType.ASSISTANT_REPLY, "a", 1), SessionState.DONE)
    draft = TextAnswer(text="a better wording", language="en")
    shown = texts_of(session_card(replace(session, draft=draft, refusal=Refusal(sentence="refused-answer-fixed")), SAY))
    assert SAY("refused-answer-fixed") in shown
    assert "a better wording" in shown


def texts_of(card: Card) -> str:
    """All words of a card outside its controls."""
    return "\n".join(block.content for block in card.blocks if isinstance(block, Text))


def rows_of(card: Card) -> list[Row]:
    """The rows of a card, in order."""
    return [block for block in card.blocks if isinstance(block, Row)]


def labels_of(card: Card) -> list[str]:
    """The labels of all buttons of a card."""
    return [item.label for row in rows_of(card) for item in row.items if isinstance(item, Button)]


def test_a_text_that_nobody_will_review_is_not_promised_a_review() -> None:
    """Where what a text belongs to was deleted meanwhile, the done card says so, and neither thanks nor points."""
    session = session_of(task_of(TaskType.ASSISTANT_REPLY, "a", 1), SessionState.DONE)
    shown = texts_of(session_card(replace(session, receipt=Receipt(points=0, deleted=True)), SAY))
    assert SAY("done-unused") in shown
    assert SAY("done-assistant-reply") not in shown
    assert SAY("done-title") not in shown


def test_a_standing_that_is_not_of_now_has_its_age() -> None:
    """What was counted hours ago is shown with its age, and promises nothing about the next level."""
    session = session_of(task_of(TaskType.ASSISTANT_REPLY, "a", 1), SessionState.DONE)
    shown = texts_of(session_card(session, SAY, done=DoneWork(level=level_of(4), counted_at=1_760_000_000_000)))
    assert "Level 2 · 4 points, as the task server counted <t:1760000000:R>" in shown
    assert "level up" not in shown


@pytest.mark.parametrize("language", CATALOGUE.languages)
@pytest.mark.parametrize("task_type", sorted(TEXT_TASKS))
def test_whoever_would_write_into_the_thread_is_led_to_the_button(task_type: TaskType, language: str) -> None:
    """A card that waits for a text says that the chat is not read, and names the button that is."""
    say = CATALOGUE.sentences(language)
    card = session_card(session_of(task_of(task_type, "Hello", 1)), say)
    button = next(item for item in card.controls() if isinstance(item, Button))
    told = "\n".join(block.content for block in card.blocks if isinstance(block, Text))
    assert f"-# {say('chat-is-not-read', button=button.label)}" in told


@pytest.mark.parametrize("language", CATALOGUE.languages)
@pytest.mark.parametrize("passed", [True, False])
@pytest.mark.parametrize("agreed", [0, 3])
def test_a_check_is_told_at_once(language: str, passed: bool, agreed: int) -> None:
    """A done card says that it was a check, whether it was passed, what is known and why, and that it cost nothing."""
    say = CATALOGUE.sentences(language)
    expected = dict.fromkeys((label for label in KINDS if can_be_checked(label)), 1.0)
    check = CheckResult(
        passed=passed,
        points=1.3 if passed else 0,
        expected=expected,
        missed=() if passed else tuple(expected),
        agreed=agreed,
        explanation="" if agreed else long_text("ascii", 500),
    )
    session = session_of(task_of(TaskType.LABEL_ASSISTANT_REPLY, long_text("emoji"), 3), SessionState.DONE)
    done = replace(session, receipt=Receipt(points=1 if passed else 0, check=check))
    card = session_card(done, say, done=DoneWork(level=level_of(100), moments=["m" * 200]))
    check_card(card)
    shown = texts_of(card)
    assert say("done-label-assistant-reply") not in shown
    assert (say("done-points", points=1.3) in shown) is passed
    assert (say("check-passed") in shown) is passed
    assert (say("check-failed", labels="X").partition("X")[2] in shown) is not passed
    assert say("done-no-points") not in shown
    assert (say("check-agreed", people=3) if agreed else check.explanation) in shown
    check_card(session_card(done, say, done=DoneWork(is_left=True)))
