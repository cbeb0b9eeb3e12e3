"""Pools of trees, as a backend would tell of them."""

from typing import Any

from bot.backends.values import ACTIVITY_DAYS, PoolStatistics
from bot.protocol.labels import TextLabel
from bot.protocol.tasks import LABEL_TASKS, TaskType
from bot.protocol.trees import TreeState
from bot.rules.labels import labels_for
from bot.rules.languages import LANGUAGES

AS_OF = 1_760_000_000_000


def pool(**changes: Any) -> PoolStatistics:
    """A pool in which there is some of everything; arguments are what is different."""
    numbers = {
        "as_of": AS_OF,
        "trees": {TreeState.GROWING: 10, TreeState.READY_FOR_EXPORT: 30, TreeState.ABORTED_LOW_GRADE: 2},
        "messages_by_language": {"en": 120, "zh": 40, "de": 1},
        "messages_by_role": {"prompter": 100, "assistant": 61},
        "open_work": {TaskType.LABEL_ASSISTANT_REPLY: 5, TaskType.ASSISTANT_REPLY: 7},
        "activity": (*(number for number in range(ACTIVITY_DAYS - 1)), 3),
        "contributors": 34,
        "most_active_share": 0.617,
        "agreement": {TextLabel.SPAM: 0.812, TextLabel.LANG_MISMATCH: 0.5, TextLabel.HUMOR: -0.104},
        "checks_answered": 40,
        "checks_passed": 37,
        **changes,
    }
    return PoolStatistics.model_validate(numbers)


def full_pool(each: int) -> PoolStatistics:
    """A pool with so much of everything that there can be."""
    return pool(
        trees=dict.fromkeys(TreeState, each),
        messages_by_language=dict.fromkeys(LANGUAGES, each),
        messages_by_role={"prompter": each, "assistant": each},
        open_work=dict.fromkeys(TaskType, each),
        activity=(each,) * ACTIVITY_DAYS,
        contributors=each,
        agreement={label: 1.0 for task_type in LABEL_TASKS for label in labels_for(task_type)},
        checks_answered=each,
        checks_passed=each,
    )


EMPTY = pool(trees={}, messages_by_language={}, messages_by_role={}, open_work={}, activity=(0,) * ACTIVITY_DAYS)
ELSEWHERE = pool(
    open_work=None,
    activity=None,
    contributors=None,
    most_active_share=None,
    agreement=None,
    checks_answered=None,
    checks_passed=None,
)
"""What a task server tells."""
