"""Who may do what: one named function for each "may X do Y". Services ask here, whatever Discord has checked before."""

from dataclasses import dataclass

from bot.errors import BotError


class NotAllowed(BotError):
    """The person may not do this."""

    sentence = "error-not-allowed"


class CannotPostHere(BotError):
    """The person may not write where they want the bot to post something of theirs."""

    sentence = "error-cannot-post-here"


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do in the server where they clicked, and whether they run the bot."""

    manages_server: bool = False
    moderates: bool = False
    is_operator: bool = False
    writes: bool = False
    """Whether they may write in the channel or thread of a server where they clicked."""


def may_change_settings(rights: Rights) -> bool:
    """Allow a server's managers (Manage Server) and the operator to change its settings."""
    return rights.manages_server or rights.is_operator


def may_set_up_boards(rights: Rights) -> bool:
    """Allow a server's managers (Manage Server) and the operator to have leaderboards posted to a channel."""
    return rights.manages_server or rights.is_operator


def may_post_here(rights: Rights) -> bool:
    """Have the bot post something of theirs where they clicked: whoever may write there themselves."""
    return rights.writes
