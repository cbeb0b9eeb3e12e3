"""Tests of who may do what: every operation, for every role, in one's own server, in another and in an unknown one."""

from collections.abc import Callable
from itertools import product
from uuid import UUID

import pytest

from bot import policy
from bot.policy import Rights

OWN, OTHER, UNKNOWN = 5, 6, None

CONTRIBUTOR = Rights(writes=True, server_id=OWN)
MODERATOR = Rights(moderates=True, server_id=OWN)
MANAGER = Rights(manages_server=True, server_id=OWN)
OPERATOR = Rights(is_operator=True, server_id=OWN)
OPERATOR_IN_PRIVATE = Rights(is_operator=True)
EVERYBODY = {
    "contributor": CONTRIBUTOR,
    "moderator": MODERATOR,
    "manager": MANAGER,
    "operator": OPERATOR,
    "operator in a direct message": OPERATOR_IN_PRIVATE,
}

ME, SOMEBODY = UUID(int=1), UUID(int=2)


def undo_moderators(rights: Rights, server_id: int | None) -> bool:
    """Take back what a moderator decided."""
    return policy.may_undo(rights, server_id, by_operator=False)


def undo_operators(rights: Rights, server_id: int | None) -> bool:
    """Take back what the operator decided."""
    return policy.may_undo(rights, server_id, by_operator=True)


Operation = Callable[[Rights, int | None], bool]
Servers = set[int | None]
OPERATORS: dict[str, Servers] = {who: {OWN, OTHER, UNKNOWN} for who in ("operator", "operator in a direct message")}
MODERATORS: dict[str, Servers] = {"moderator": {OWN}, **OPERATORS}
FOR_MODERATORS: tuple[Operation, ...] = (
    policy.may_see_case,
    policy.may_decide_on_message,
    policy.may_halt_tree,
    policy.may_bar,
    policy.may_pass_to_operator,
    policy.may_see_record,
    policy.may_find_messages,
    policy.may_keep_notes,
    policy.may_take_off_boards,
    policy.may_see_trolls,
    policy.may_read_log,
    undo_moderators,
)
IN_A_SERVER: dict[Operation, dict[str, Servers]] = {
    **dict.fromkeys(FOR_MODERATORS, MODERATORS),
    undo_operators: OPERATORS,
}
"""What is done to something of a server: who may, and in which."""

ANYWHERE: dict[Callable[[Rights], bool], set[str]] = {
    policy.may_change_settings: {"manager", "operator", "operator in a direct message"},
    policy.may_set_up_boards: {"manager", "operator", "operator in a direct message"},
    policy.may_post_tasks: {"manager", "operator", "operator in a direct message"},
    policy.may_moderate: {"moderator", "operator", "operator in a direct message"},
    policy.may_disable: {"operator", "operator in a direct message"},
    policy.may_purge: {"operator", "operator in a direct message"},
    policy.may_post_here: {"contributor"},
}
"""What is done where one is: who may."""


@pytest.mark.parametrize("operation", IN_A_SERVER, ids=lambda operation: operation.__name__)
@pytest.mark.parametrize("who", EVERYBODY)
def test_what_is_done_to_something_of_a_server(operation: Callable[[Rights, int | None], bool], who: str) -> None:
    """Moderators act in the server where they are, and in no other; the operator in all, and where none is known."""
    allowed = {server for server in (OWN, OTHER, UNKNOWN) if operation(EVERYBODY[who], server)}
    assert allowed == IN_A_SERVER[operation].get(who, set())


@pytest.mark.parametrize("operation", ANYWHERE, ids=lambda operation: operation.__name__)
def test_what_is_done_where_one_is(operation: Callable[[Rights], bool]) -> None:
    """Each of these is for some roles, and for no other."""
    assert {who for who, rights in EVERYBODY.items() if operation(rights)} == ANYWHERE[operation]


def test_every_right_is_in_the_tables() -> None:
    """A function that says what somebody may do stands in one of the tables, or in a test below."""
    below = {policy.may_act_on, policy.may_decide_on_objection, policy.may_undo}
    named = {name for name in vars(policy) if name.startswith("may_")}
    assert named == {each.__name__ for each in (*IN_A_SERVER, *ANYWHERE, *below) if each.__name__ in vars(policy)}


@pytest.mark.parametrize(("manages", "moderates", "writes"), list(product((False, True), repeat=3)))
def test_moderating_in_private(manages: bool, moderates: bool, writes: bool) -> None:
    """In a direct message nobody moderates anything, whatever else is claimed; what has no server is not theirs."""
    rights = Rights(manages_server=manages, moderates=moderates, writes=writes)
    assert not policy.may_moderate(rights)
    assert not any(operation(rights, UNKNOWN) for operation in IN_A_SERVER)


@pytest.mark.parametrize(("is_operator", "is_oneself"), list(product((False, True), repeat=2)))
def test_whom_a_moderator_acts_on(is_operator: bool, is_oneself: bool) -> None:
    """A moderator decides neither on an operator nor on themselves; the operator decides on anybody."""
    assert policy.may_act_on(MODERATOR, is_operator=is_operator, is_oneself=is_oneself) is not (
        is_operator or is_oneself
    )
    assert policy.may_act_on(OPERATOR, is_operator=is_operator, is_oneself=is_oneself)


def test_who_looks_at_an_objection() -> None:
    """Another person than the one who made the decision."""
    assert policy.may_decide_on_objection(ME, SOMEBODY)
    assert not policy.may_decide_on_objection(ME, ME)


def test_without_rights_nothing_is_allowed() -> None:
    """Nobody has a right that was not given."""
    assert not any(operation(Rights()) for operation in ANYWHERE)
