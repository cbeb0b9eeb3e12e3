from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from bot.backends.values import Answer, LabelsAnswer, RankingAnswer, TextAnswer
from bot.protocol.labels import TextLabel
from bot.protocol.messages import Conversation, ConversationMessage
from bot.protocol.tasks import (
    InitialPromptTask,
    LabelAssistantReplyTask,
    RankAssistantRepliesTask,
    RateSummaryTask,
    Task,
    TaskType,
)
from bot.rules.labels import labels_for
from bot.sessions import selections
from bot.state.session_errors import LabelMissing, RankingIncomplete

LABELS = labels_for(TaskType.LABEL_ASSISTANT_REPLY)


def message(text: str = "Hello") -> ConversationMessage:
    return ConversationMessage(id=uuid4(), text=text, is_assistant=True)


def ranking(count: int) -> RankAssistantRepliesTask:
    return RankAssistantRepliesTask(
        id=uuid4(),
        conversation=Conversation(messages=(message(),)),
        reply_messages=tuple(message(str(number)) for number in range(count)),
        message_tree_id=uuid4(),
        ranking_parent_id=uuid4(),
    )


LABELLING = LabelAssistantReplyTask(
    id=UUID(int=1),
    message_id=UUID(int=2),
    valid_labels=tuple(LABELS),
    mandatory_labels=(TextLabel.SPAM,),
    conversation=Conversation(messages=(message(),)),
)


@given(count=st.integers(2, 12), presses=st.lists(st.text("0123456789-xé", max_size=3), max_size=40))
def test_a_ranking_never_has_a_text_twice(count: int, presses: list[str]) -> None:
    """Whatever is pressed, forged presses included, the order so far is a part of a permutation."""
    task, draft = ranking(count), None
    for press in presses:
        draft = selections.pick(press)(task, draft)
    places = draft.ranking if isinstance(draft, RankingAnswer) else ()
    assert len(set(places)) == len(places)
    assert set(places) <= set(range(count))


@given(count=st.integers(2, 12), data=st.data())
def test_the_last_text_follows_by_itself(count: int, data: st.DataObject) -> None:
    """All but one picked: the ranking is complete and can be submitted as it was picked."""
    order = data.draw(st.permutations(range(count)))
    task, draft = ranking(count), None
    for place in order[:-1]:
        assert isinstance(selections.problem_of(task, draft, 2000), RankingIncomplete)
        draft = selections.pick(str(place))(task, draft)
    assert draft == RankingAnswer(ranking=tuple(order))
    assert selections.problem_of(task, draft, 2000) is None
    undone = selections.undo_pick(task, draft)
    assert isinstance(undone, RankingAnswer)
    assert undone.ranking == tuple(order[:-2])


def test_not_rankable_completes_the_ranking() -> None:
    """`All are factually incorrect` can be submitted without an order, and taken back."""
    task = ranking(3)
    draft = selections.toggle_not_rankable(task, None)
    assert draft is not None
    assert selections.problem_of(task, draft, 2000) is None
    assert selections.finished(task, draft) == RankingAnswer(ranking=(0, 1, 2), not_rankable=True)
    assert selections.problem_of(task, selections.toggle_not_rankable(task, draft), 2000) is not None


def test_a_review_needs_what_is_mandatory() -> None:
    """Spam must be answered; then it can be submitted, and every flag that was not chosen is 0."""
    draft: Answer | None = selections.choose_step("quality", ("0.75",))(LABELLING, None)
    assert isinstance(selections.problem_of(LABELLING, draft, 2000), LabelMissing)
    draft = selections.choose_yes_no("spam=0")(LABELLING, draft)
    assert selections.problem_of(LABELLING, draft, 2000) is None
    draft = selections.choose_flags(("pii", "made_up"))(LABELLING, draft)
    assert draft is not None
    answer = selections.finished(LABELLING, draft)
    assert isinstance(answer, LabelsAnswer)
    assert answer.labels[TextLabel.PII] == 1
    assert answer.labels[TextLabel.HATE_SPEECH] == 0
    assert TextLabel.HUMOR not in answer.labels
    assert answer.labels[TextLabel.QUALITY] == 0.75


def test_an_emptied_list_takes_the_choice_back() -> None:
    """A scale or the flags, once emptied, are as if they had not been touched."""
    draft: Answer | None = selections.choose_step("quality", ("1.0",))(LABELLING, None)
    draft = selections.choose_flags(("pii",))(LABELLING, draft)
    draft = selections.choose_step("quality", ())(LABELLING, draft)
    assert selections.choose_flags(())(LABELLING, draft) == LabelsAnswer(labels={})


FORGED = st.one_of(st.text(max_size=30), st.sampled_from(["spam=2", "quality=1", "0", "99", "-1", "²", "1.5"]))


@given(
    argument=FORGED,
    values=st.lists(FORGED, max_size=3).map(tuple),
    task=st.sampled_from(["label", "rank", "text", "rate"]),
)
def test_forged_presses_change_nothing_that_does_not_fit(argument: str, values: tuple[str, ...], task: str) -> None:
    """No press, whatever it claims, raises or gives a draft of another kind than the task's."""
    tasks: dict[str, Task] = {
        "label": LABELLING,
        "rank": ranking(3),
        "text": InitialPromptTask(id=uuid4()),
        "rate": RateSummaryTask(id=uuid4(), full_text="Long", summary="Short"),
    }
    changes = [
        selections.choose_yes_no(argument),
        selections.choose_flags(values),
        selections.choose_step(argument, values),
        selections.pick(argument),
        selections.rate(argument),
        selections.undo_pick,
        selections.reset,
        selections.toggle_not_rankable,
    ]
    text = TextAnswer(text="Typed", language="en")
    for change in changes:
        assert change(tasks["text"], text) == text
        after = change(tasks[task], None)
        if isinstance(after, LabelsAnswer):
            assert task == "label"
            assert set(after.labels) <= set(LABELS)
        if isinstance(after, RankingAnswer):
            assert task == "rank"


def test_a_demanded_flag_is_answered_by_leaving_it() -> None:
    """Nobody has to say that a message is in a wrong language to be able to submit: a flag that is left says no."""
    task = LABELLING.model_copy(update={"mandatory_labels": ("spam", "lang_mismatch")})
    assert isinstance(selections.problem_of(task, None, 9), LabelMissing)
    spam = selections.choose_yes_no("spam=0")(task, None)
    assert spam is not None
    assert selections.problem_of(task, spam, 9) is None
    assert isinstance(given := selections.finished(task, spam), LabelsAnswer)
    assert given.labels[TextLabel.LANG_MISMATCH] == 0
