"""What a press on a label or rank card does to the draft. Pure: the draft before and the press give the draft after."""

from collections.abc import Callable, Mapping

from bot.backends.errors import TextTooLong
from bot.backends.values import Answer, LabelsAnswer, RankingAnswer, RatingAnswer, TextAnswer
from bot.errors import BotError
from bot.protocol.labels import LabelKind, TextLabel
from bot.protocol.tasks import LabelTask, RankTask, RateSummaryTask, Task
from bot.rules.labels import KINDS, LIKERT_STEPS, stored_labels
from bot.rules.text import TextFault, check_text
from bot.state.session_errors import LabelMissing, RankingIncomplete, TextHasNul

Change = Callable[[Task, Answer | None], Answer | None]
"""From the task and the draft so far to the new draft; a press that does not fit the task changes nothing."""


Press = Callable[[str, tuple[str, ...]], Change]
"""From the argument of a control and what was chosen in it to what becomes of the draft."""


def choose_yes_no(argument: str) -> Change:
    """Choose `Yes` or `No` of one label; the argument is `<label>=1` or `<label>=0`."""
    label, _, value = argument.partition("=")

    def change(task: Task, draft: Answer | None) -> Answer | None:
        if not _asks_for(task, label, LabelKind.YES_NO) or value not in {"0", "1"}:
            return draft
        return LabelsAnswer(labels={**_labels(draft), TextLabel(label): float(value)})

    return change


def choose_flags(chosen: tuple[str, ...]) -> Change:
    """Set all flags to what is chosen now; none of them, where the list was emptied."""

    def change(task: Task, draft: Answer | None) -> Answer | None:
        if not isinstance(task, LabelTask):
            return draft
        kept = {label: value for label, value in _labels(draft).items() if KINDS[label] is not LabelKind.FLAG}
        flags = {TextLabel(label): 1.0 for label in chosen if _asks_for(task, label, LabelKind.FLAG)}
        return LabelsAnswer(labels={**kept, **flags})

    return change


def choose_step(label: str, chosen: tuple[str, ...]) -> Change:
    """Choose a step of a scale, 0..1; none, where the list was emptied."""

    def change(task: Task, draft: Answer | None) -> Answer | None:
        if not _asks_for(task, label, LabelKind.LIKERT):
            return draft
        kept = {name: value for name, value in _labels(draft).items() if name != label}
        steps = [step for step in LIKERT_STEPS if str(step) in chosen]
        return LabelsAnswer(labels={**kept, TextLabel(label): steps[0]} if steps else kept)

    return change


def pick(place: str) -> Change:
    """Pick the next best text, by its place in the task; the last one that is left follows by itself."""

    def change(task: Task, draft: Answer | None) -> Answer | None:
        if not isinstance(task, RankTask) or not place.isascii() or not place.isdigit():
            return draft
        count = len(task.ranked_messages)
        before = _ranking(draft)
        picked = int(place)
        if picked >= count or picked in before.ranking:
            return draft
        order = (*before.ranking, picked)
        if len(order) == count - 1:
            order += tuple(set(range(count)) - set(order))
        return RankingAnswer(ranking=order, not_rankable=False)

    return change


def undo_pick(task: Task, draft: Answer | None) -> Answer | None:
    """Take the last pick back; the text that followed by itself goes with it."""
    if not isinstance(task, RankTask):
        return draft
    before = _ranking(draft)
    complete = len(before.ranking) == len(task.ranked_messages) > 1
    left = before.ranking[: -2 if complete else -1]
    return RankingAnswer(ranking=left, not_rankable=before.not_rankable)


def reset(task: Task, draft: Answer | None) -> Answer | None:
    """Begin the ranking anew."""
    return RankingAnswer(ranking=()) if isinstance(task, RankTask) else draft


def toggle_not_rankable(task: Task, draft: Answer | None) -> Answer | None:
    """Say that all texts are factually incorrect, or take that back."""
    if not isinstance(task, RankTask):
        return draft
    before = _ranking(draft)
    return RankingAnswer(ranking=before.ranking, not_rankable=not before.not_rankable)


def rate(step: str) -> Change:
    """Choose a step of the rating's scale."""

    def change(task: Task, draft: Answer | None) -> Answer | None:
        if not isinstance(task, RateSummaryTask) or not step.isascii() or not step.isdigit():
            return draft
        rating = int(step)
        return RatingAnswer(rating=rating) if task.scale.min <= rating <= task.scale.max else draft

    return change


RATE = "rate"
"""The action of a step of a rating; pressing one submits it."""

PRESSES: Mapping[str, Press] = {
    "label": lambda argument, _: choose_yes_no(argument),
    "flags": lambda _, chosen: choose_flags(chosen),
    "scale": choose_step,
    "pick": lambda argument, _: pick(argument),
    "undo": lambda _, __: undo_pick,
    "reset": lambda _, __: reset,
    "not-rankable": lambda _, __: toggle_not_rankable,
    RATE: lambda argument, _: rate(argument),
}
"""What each control of a label, rank or rating card does, by the name of its action."""


def problem_of(task: Task, draft: Answer | None, most_characters: int) -> BotError | None:
    """Return what keeps a draft from being submitted, with its sentence; None where nothing does.

    Args:
        task: the package.
        draft: what the contributor has so far.
        most_characters: the longest text, in code points.
    """
    if isinstance(task, LabelTask):
        # A flag that is not chosen says no: whether it is demanded or not, there is nothing more to press.
        given = stored_labels({str(label): value for label, value in _labels(draft).items()}, task.valid_labels)
        missing = [label for label in task.mandatory_labels if label not in given]
        return LabelMissing(label=missing[0]) if missing else None
    if isinstance(task, RankTask):
        ranking = _ranking(draft)
        complete = len(ranking.ranking) == len(task.ranked_messages)
        return None if complete or ranking.not_rankable else RankingIncomplete()
    if isinstance(draft, TextAnswer):
        checked = check_text(draft.text, most_characters)
        if checked.fault is TextFault.TOO_LONG:
            return TextTooLong(limit=most_characters, length=checked.length)
        if checked.fault is TextFault.NUL:
            return TextHasNul()
    return None


def finished(task: Task, draft: Answer) -> Answer:
    """Build the answer of a finished draft: flags shown and not chosen are 0, a ranking is complete."""
    if isinstance(task, LabelTask) and isinstance(draft, LabelsAnswer):
        given = {str(label): value for label, value in draft.labels.items()}
        stored = stored_labels(given, task.valid_labels)
        return LabelsAnswer(labels={TextLabel(label): value for label, value in stored.items()})
    if isinstance(task, RankTask) and isinstance(draft, RankingAnswer):
        rest = [place for place in range(len(task.ranked_messages)) if place not in draft.ranking]
        return RankingAnswer(ranking=(*draft.ranking, *rest), not_rankable=draft.not_rankable)
    return draft


def _asks_for(task: Task, label: str, kind: LabelKind) -> bool:
    return isinstance(task, LabelTask) and label in task.valid_labels and KINDS.get(label) is kind


def _labels(draft: Answer | None) -> Mapping[TextLabel, float]:
    return draft.labels if isinstance(draft, LabelsAnswer) else {}


def _ranking(draft: Answer | None) -> RankingAnswer:
    return draft if isinstance(draft, RankingAnswer) else RankingAnswer(ranking=())
