"""Tests of the kinds of work."""

from bot.protocol.tasks import TaskType
from bot.rules.work_kinds import TYPES, WorkKind, types_of


def test_every_type_of_task_is_of_one_kind() -> None:
    """Whatever a backend hands out can be offered or not."""
    assert sorted(each for types in TYPES.values() for each in types) == sorted(TaskType)
    assert TYPES.keys() == set(WorkKind)


def test_no_kind_in_particular_is_all_of_them() -> None:
    """Where nothing was chosen, everything is offered."""
    assert types_of(()) == set(TaskType)
    assert types_of([WorkKind.RANKINGS]) == TYPES[WorkKind.RANKINGS]
