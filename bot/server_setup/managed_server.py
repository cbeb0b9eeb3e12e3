"""Which server a press on a card of `/settings` is about, and what was chosen."""

from bot.interactions.click import Click
from bot.policy import NotAllowed, may_change_settings


def managed_server(click: Click) -> int:
    """Return the server whose settings somebody looks at.

    Raises:
        NotAllowed: the person does not manage it, or this is no server.
    """
    server_id = click.place.server_id
    if server_id is None or not may_change_settings(click.rights):
        raise NotAllowed
    return server_id


def chosen(click: Click) -> int | None:
    """Return the id of the channel or role, or the number, that was chosen; None where nothing was."""
    return next((int(value) for value in click.values if value.isascii() and value.isdecimal()), None)
