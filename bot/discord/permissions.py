"""What somebody may do in a server and its channels, as Discord's bits."""

from collections.abc import Sequence
from typing import Final

import hikari

MANAGE_ROLES: Final = int(hikari.Permissions.MANAGE_ROLES)
MANAGE_WEBHOOKS: Final = int(hikari.Permissions.MANAGE_WEBHOOKS)
POSTING: Final = int(hikari.Permissions.VIEW_CHANNEL | hikari.Permissions.SEND_MESSAGES)
"""What it takes to post a message in a channel."""
WORK_THREADS: Final = int(
    hikari.Permissions.VIEW_CHANNEL
    | hikari.Permissions.CREATE_PRIVATE_THREADS
    | hikari.Permissions.SEND_MESSAGES_IN_THREADS
    | hikari.Permissions.READ_MESSAGE_HISTORY
)
"""What it takes to see the work channel, to open private threads in it, and to post in those.

The history is for deletion alone: without it Discord lists none of the bot's own messages in a thread.
"""
PUBLIC_THREADS: Final = int(
    hikari.Permissions.VIEW_CHANNEL
    | hikari.Permissions.CREATE_PUBLIC_THREADS
    | hikari.Permissions.SEND_MESSAGES_IN_THREADS
    | hikari.Permissions.READ_MESSAGE_HISTORY
)
"""What it takes to open a public thread in a channel, to post in it, and to find there what was posted unheard."""

_ALL: Final = int(hikari.Permissions.all_permissions())
_ADMINISTRATOR: Final = int(hikari.Permissions.ADMINISTRATOR)
_VIEW_CHANNEL: Final = int(hikari.Permissions.VIEW_CHANNEL)


def in_server(permissions: int) -> int:
    """Return what roles with these permissions allow in their server: all of it, where they administer it."""
    return _ALL if permissions & _ADMINISTRATOR else permissions


def in_channel(channel: hikari.PermissibleGuildChannel, at_large: int, role_ids: Sequence[int], member_id: int) -> int:
    """Return what somebody may do in a channel.

    Args:
        channel: as Discord has told of it.
        at_large: what they may do in its server.
        role_ids: their roles; they are needed only where the channel has overwrites for roles.
        member_id: who.
    """
    overwrites = {int(each.id): (int(each.allow), int(each.deny)) for each in channel.permission_overwrites.values()}
    return permissions_in_channel(at_large, overwrites, int(channel.guild_id), role_ids, member_id)


def permissions_in_channel(
    at_large: int, overwrites: dict[int, tuple[int, int]], server_id: int, role_ids: Sequence[int], member_id: int
) -> int:
    """Return what somebody may do in a channel.

    The order is Discord's (https://discord.com/developers/docs/topics/permissions#permission-overwrites): everyone's
    overwrite, those of all roles together, the member's own.

    Args:
        at_large: what they may do in the server.
        overwrites: what is allowed and denied in the channel, by the id of a role or a member.
        server_id: also the id of everyone's role.
        role_ids: their roles.
        member_id: who.
    """
    permissions = in_server(at_large)
    if permissions == _ALL:
        return _ALL
    of_roles = [overwrites[role_id] for role_id in role_ids if role_id != server_id and role_id in overwrites]
    allowed = denied = 0
    for allow, deny in of_roles:
        allowed |= allow
        denied |= deny
    for allow, deny in (overwrites.get(server_id, (0, 0)), (allowed, denied), overwrites.get(member_id, (0, 0))):
        permissions = permissions & ~deny | allow
    return permissions if permissions & _VIEW_CHANNEL else 0


def permission_keys(permissions: int) -> tuple[str, ...]:
    """Return the ends of the keys of sentences that name permissions, in the order of their bits."""
    return tuple(name.lower().replace(" ", "-") for name in permission_names(permissions))


def permission_names(permissions: int) -> tuple[str, ...]:
    """Return the names of permissions, much as Discord's clients write them in English, in the order of their bits."""
    flags = sorted(hikari.Permissions(permissions), key=int)
    return tuple(str(flag.name).replace("_", " ").title().replace(" In ", " in ") for flag in flags)


def invite_link(application_id: int, permissions: int, server_id: int | None = None) -> str:
    """Return the address that adds the bot to a server, or gives it permissions in one where it is already.

    Args:
        application_id: the bot's.
        permissions: what it then has there; its role loses what is not among them.
        server_id: the server that is chosen already.
    """
    chosen = "" if server_id is None else f"&guild_id={server_id}&disable_guild_select=true"
    return (
        f"https://discord.com/oauth2/authorize?client_id={application_id}&permissions={permissions}{chosen}"
        "&scope=bot+applications.commands"
    )
