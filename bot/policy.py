"""Who may do what: one named function for each "may X do Y to Z". Services ask here, whatever Discord has checked.

A server that a message, a tree or a person's record belongs to is given by its id; None where nobody knows it: that is
for the operator alone.
"""

from dataclasses import dataclass
from uuid import UUID

from bot.errors import BotError


class NotAllowed(BotError):
    """The person may not do this: it is for those who manage the server."""

    sentence = "error-not-allowed"


class NotAModerator(BotError):
    """The person may not do this: it is for those who moderate the server."""

    sentence = "error-not-moderator"


class OfAnotherServer(BotError):
    """A moderator wants to act on what belongs to another server, or to none that is known."""

    sentence = "error-of-another-server"


class OperatorOnly(BotError):
    """Only the operator may do this."""

    sentence = "error-operator-only"


class OnAnOperator(BotError):
    """A moderator wants to act on an operator."""

    sentence = "error-on-an-operator"


class OnOneself(BotError):
    """A moderator wants to decide on what they wrote themselves."""

    sentence = "error-on-oneself"


class DecidedByOneself(BotError):
    """Somebody has objected to a decision: another moderator than the one who made it looks at it."""

    sentence = "error-decided-by-oneself"


class CannotPostHere(BotError):
    """The person may not write where they want the bot to post something of theirs."""

    sentence = "error-cannot-post-here"


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do in the server where they clicked, and whether they run the bot."""

    manages_server: bool = False
    moderates: bool = False
    """Whether they have Manage Messages there, or the role that the server's managers have chosen for moderators."""
    is_operator: bool = False
    writes: bool = False
    """Whether they may write in the channel or thread of a server where they clicked."""
    server_id: int | None = None
    """The server where they clicked; None in a direct message."""


def may_change_settings(rights: Rights) -> bool:
    """Allow a server's managers (Manage Server) and the operator to change its settings."""
    return rights.manages_server or rights.is_operator


def may_set_up_boards(rights: Rights) -> bool:
    """Allow a server's managers (Manage Server) and the operator to have leaderboards posted to a channel."""
    return rights.manages_server or rights.is_operator


def may_post_tasks(rights: Rights) -> bool:
    """Allow a server's managers (Manage Server) and the operator to post collective packages, and to close them."""
    return rights.manages_server or rights.is_operator


def may_post_here(rights: Rights) -> bool:
    """Have the bot post something of theirs where they clicked: whoever may write there themselves."""
    return rights.writes


def may_moderate(rights: Rights) -> bool:
    """Allow those who moderate the server where they clicked, and the operator, what moderators do."""
    return rights.is_operator or (rights.moderates and rights.server_id is not None)


def may_see_case(rights: Rights, server_id: int | None) -> bool:
    """Show a case, its reporters' names among it, to the moderators of the server where the message was written."""
    return _moderates_in(rights, server_id)


def may_decide_on_message(rights: Rights, server_id: int | None) -> bool:
    """Let the moderators of the server where a message was written keep, delete, restore or edit it."""
    return _moderates_in(rights, server_id)


def may_halt_tree(rights: Rights, root_server_id: int | None) -> bool:
    """Let the moderators of the server where a tree's prompt was written halt or resume it."""
    return _moderates_in(rights, root_server_id)


def may_bar(rights: Rights, server_id: int | None) -> bool:
    """Let moderators bar a person from working in their own server, and lift that."""
    return _moderates_in(rights, server_id)


def may_pass_to_operator(rights: Rights, server_id: int | None) -> bool:
    """Let moderators pass a case of their server on."""
    return _moderates_in(rights, server_id)


def may_undo(rights: Rights, server_id: int | None, *, by_operator: bool) -> bool:
    """Let moderators take back what was decided in their server; what the operator decided is the operator's."""
    return rights.is_operator or (not by_operator and _moderates_in(rights, server_id))


def may_see_record(rights: Rights, server_id: int | None) -> bool:
    """Show what somebody did in a server to those who moderate it."""
    return _moderates_in(rights, server_id)


def may_find_messages(rights: Rights, server_id: int | None) -> bool:
    """Let those who moderate a server look for texts that were written there, and read trees in which one was."""
    return _moderates_in(rights, server_id)


def may_keep_notes(rights: Rights, server_id: int | None) -> bool:
    """Let those who moderate a server note something about people there, and read what others of them noted."""
    return _moderates_in(rights, server_id)


def may_take_off_boards(rights: Rights, server_id: int | None) -> bool:
    """Let moderators take a person off the leaderboards of their own server, and let them be there again."""
    return _moderates_in(rights, server_id)


def may_see_trolls(rights: Rights, server_id: int | None) -> bool:
    """Show the trollboard of a server to those who moderate it, that over all servers (None) to the operator."""
    return _moderates_in(rights, server_id)


def may_read_log(rights: Rights, server_id: int | None) -> bool:
    """Show the log of a server to those who moderate it, that of all servers (None) to the operator."""
    return _moderates_in(rights, server_id)


def may_act_on(rights: Rights, *, is_operator: bool, is_oneself: bool) -> bool:
    """Let nobody but the operator decide on an operator, or on what they wrote themselves."""
    return rights.is_operator or not (is_operator or is_oneself)


def may_decide_on_objection(actor: UUID, decided_by: UUID) -> bool:
    """Let another moderator decide on an objection than the one who decided before; the operator is no exception."""
    return actor != decided_by


def may_disable(rights: Rights) -> bool:
    """Let the operator alone disable a person everywhere, and enable them."""
    return rights.is_operator


def may_purge(rights: Rights) -> bool:
    """Let the operator alone purge what a person gave."""
    return rights.is_operator


def _moderates_in(rights: Rights, server_id: int | None) -> bool:
    if rights.is_operator:
        return True
    return rights.moderates and server_id is not None and rights.server_id == server_id
