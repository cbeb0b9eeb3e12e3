"""Tasks that are well-formed, and yet nobody could answer them: their card would have nothing to press."""

from bot.protocol.tasks import LabelTask, RankTask, RateSummaryTask, Task
from bot.rules.labels import askable


def why_unanswerable(task: Task) -> str | None:
    """Return why a task cannot be answered, for the operator; None where it can be."""
    if isinstance(task, LabelTask):
        shown = askable(task.valid_labels)
        if not shown:
            return "it asks for no label that this version knows"
        if beyond := [label for label in task.mandatory_labels if label not in shown]:
            return f"it demands labels that cannot be given: {', '.join(beyond)}"
    if isinstance(task, RankTask) and not task.ranked_messages:
        return "it has nothing to rank"
    if isinstance(task, RateSummaryTask) and task.scale.max < task.scale.min:
        return "its scale has no step"
    return None
