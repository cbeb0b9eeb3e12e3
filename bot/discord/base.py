"""What services may ask of Discord, without its library."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.interactions.components import Card
from bot.protocol.moments import Moment


class Gone(Exception):
    """The channel, thread or message does not exist any more, or the bot can no longer see it."""


class OutOfSight(Gone):
    """The bot cannot see the channel just now; what is in it may still be there."""


class NotPossible(Exception):
    """Discord does not allow it: a missing permission, a kind of channel that has no threads, too many threads."""


class TooManyThreads(NotPossible):
    """The server has as many active threads as Discord allows."""


class NoThreadsThere(NotPossible):
    """The channel is of a kind in which the bot can open no threads: a forum, say."""


class ThreadLocked(NotPossible):
    """A moderator has locked the thread: it is theirs to open again."""


class ThreadArchived(NotPossible):
    """The thread is archived, and nothing in it can be changed until it is brought back."""


class MissingPermission(NotPossible):
    """A permission is missing in the channel or the server."""


class TooManyWebhooks(NotPossible):
    """The channel has as many webhooks as Discord allows, and none is the bot's own."""


class NotNow(NotPossible):
    """Discord does not answer, or not well; later it may."""


class NotAMember(NotPossible):
    """The person is not in the server."""


class RoleGone(Gone):
    """The role was deleted."""


@dataclass(frozen=True, slots=True)
class ServerRole:
    """A role of a server.

    Attributes:
        role_id: its snowflake; that of @everyone is the server's.
        position: from the lowest, @everyone, with 0.
        is_managed: whether it belongs to an integration, so that nobody can give it.
        has_powers: whether it lets its holders moderate or manage the server.
    """

    role_id: int
    position: int
    is_managed: bool
    has_powers: bool


@dataclass(frozen=True, slots=True)
class ServerRoles:
    """The roles of a server by their ids, and what the bot may do with them.

    `own_position` is that of the bot's highest role, `may_manage` whether the bot has the permission Manage Roles.
    """

    roles: Mapping[int, ServerRole]
    own_position: int
    may_manage: bool


@dataclass(frozen=True, slots=True)
class Webhook:
    """A webhook of the bot's own. Whoever has the token may post with it, so it is never shown."""

    webhook_id: int
    token: str = field(repr=False)


class Discord(Protocol):
    """Calls outside interaction answers; they count towards Discord's limit of 50 a second."""

    async def create_private_thread(self, channel_id: int, name: str) -> int:
        """Open a private, non-invitable thread that archives itself after a day; returns its id.

        Raises:
            NotPossible: Discord does not allow it, or does not answer.
            Gone: it does not exist any more, or the bot cannot see it.
        """
        ...

    async def create_public_thread(self, channel_id: int, name: str) -> int:
        """Open a public thread that archives itself after a week; returns its id.

        Raises:
            NotPossible: Discord does not allow it, or does not answer.
            Gone: it does not exist any more, or the bot cannot see it.
        """
        ...

    async def bring_back_thread(self, thread_id: int) -> None:
        """Make sure that a thread of the bot's is not archived.

        Raises:
            ThreadLocked: a moderator has locked it.
            NotPossible: Discord does not allow it, or does not answer.
            Gone: it does not exist any more, or the bot cannot see it.
        """
        ...

    async def unused_threads(self, server_id: int, channel_id: int, name: str) -> tuple[int, ...]:
        """Find the bot's own threads of this name in a channel in which nothing was ever posted.

        Raises:
            NotPossible, Gone: as their names say.
        """
        ...

    async def add_member(self, thread_id: int, member_id: int) -> None:
        """Let somebody into a thread that is not archived.

        Raises:
            NotPossible: Discord does not allow it, or does not answer.
            Gone: it does not exist any more, or the bot cannot see it.
        """
        ...

    async def add_to_thread(self, thread_id: int, member_id: int) -> None:
        """Make sure that somebody is in a thread, and that it is not archived.

        Raises:
            NotPossible: Discord does not allow it, or does not answer.
            Gone: it does not exist any more, or the bot cannot see it.
        """
        ...

    async def post(self, channel_id: int, card: Card) -> int:
        """Post a card; returns the message's id.

        Raises:
            NotPossible: Discord does not allow it, or does not answer.
            Gone: it does not exist any more, or the bot cannot see it.
        """
        ...

    async def find(self, channel_id: int, card: Card) -> int | None:
        """Find a message among the newest of a channel that shows a card, or an earlier state of it; returns its id.

        Raises:
            NotPossible, Gone: as their names say.
        """
        ...

    async def is_there(self, channel_id: int, message_id: int) -> bool:
        """Say whether a message still exists; one of which Discord does not tell is taken to."""
        ...

    async def edit(self, channel_id: int, message_id: int, card: Card) -> None:
        """Replace a card that the bot posted.

        Raises:
            ThreadArchived: it is in a thread that has to be brought back first.
            NotPossible: Discord does not allow it, or does not answer.
            Gone: it does not exist any more, or the bot cannot see it.
        """
        ...

    async def delete(self, channel_id: int, message_id: int) -> None:
        """Delete a message of the bot's; one that is gone already is fine.

        Raises:
            NotPossible: Discord does not allow it, or does not answer.
            OutOfSight: the bot cannot see the channel just now.
        """
        ...

    async def remove_thread(self, thread_id: int) -> None:
        """Delete a thread that the bot opened; one that is gone already is fine.

        Where the bot may not delete it, its own messages in it are deleted, it loses its name, and it is archived.

        Raises:
            NotPossible: Discord does not allow it, or does not answer.
            OutOfSight: the bot cannot see the channel just now.
        """
        ...

    async def archive_idle_threads(self, server_id: int, idle_seconds: int, at_most: int) -> int:
        """Archive the bot's own threads in which nothing was posted for a while, oldest first; returns how many."""
        ...

    async def count_active_threads(self, server_id: int) -> int:
        """Count the threads of a server that are active (not archived). Discord's limit is 1,000."""
        ...

    async def permissions_in(self, server_id: int, channel_id: int | None) -> int:
        """Return what the bot may do in a channel of a server, or without one in the server at large; Discord's bits.

        Raises:
            OutOfSight: it cannot even see the channel.
            NotPossible: Discord does not allow it, or does not answer.
            Gone: it does not exist any more, or the bot cannot see it.
        """
        ...

    async def system_channel(self, server_id: int) -> tuple[int | None, str]:
        """Return where Discord itself says who has joined a server, if anywhere, and the server's language (its name).

        Raises:
            NotPossible: Discord does not allow it, or does not answer.
            Gone: the server does not exist any more, or the bot has left it.
        """
        ...

    async def fetch_roles(self, server_id: int) -> ServerRoles:
        """Return the roles of a server, and what the bot may do with them.

        Raises:
            NotPossible: Discord does not allow it, or does not answer.
            Gone: it does not exist any more, or the bot cannot see it.
        """
        ...

    async def give_role(self, server_id: int, member_id: int, role_id: int, reason: str) -> None:
        """Give a member a role; one that they have already is fine. The reason stands in the server's audit log.

        Raises:
            NotAMember: the person is not in the server.
            RoleGone: the role was deleted.
            NotPossible: Discord does not allow it, or does not answer.
            Gone: it does not exist any more, or the bot cannot see it.
        """
        ...

    async def take_role(self, server_id: int, member_id: int, role_id: int, reason: str) -> None:
        """Take a role from a member; one that they do not have is fine. The reason stands in the server's audit log.

        Raises:
            NotAMember: the person is not in the server.
            RoleGone: the role was deleted.
            NotPossible: Discord does not allow it, or does not answer.
            Gone: it does not exist any more, or the bot cannot see it.
        """
        ...


class Announcements(Protocol):
    """What posting boards asks of Discord beside the webhook itself; the same limit holds."""

    async def own_webhook(self, server_id: int, channel_id: int) -> tuple[int, str]:
        """Find the bot's own webhook in a channel of a server, or make it; return its id and its token.

        The token is a secret.

        Raises:
            TooManyWebhooks: the channel has as many as Discord allows, and none is ours.
            MissingPermission: a permission is missing.
            NotPossible: Discord does not allow it, or does not answer.
            Gone: it does not exist any more, or the bot cannot see it.
        """
        ...

    async def webhook_messages(self, channel_id: int, webhook_id: int, since: Moment) -> tuple[int, ...]:
        """Return the messages that a webhook has posted since a moment, as far as the newest hundred tell.

        Raises:
            NotPossible: Discord does not allow it, or does not answer; the history may be hidden from the bot.
            Gone: it does not exist any more, or the bot cannot see it.
        """
        ...

    async def server_name(self, server_id: int) -> str:
        """Return what a server is called.

        Raises:
            NotPossible: Discord does not allow it, or does not answer; the bot may have left it.
            Gone: it does not exist any more, or the bot cannot see it.
        """
        ...

    async def tell(self, user_id: int, card: Card) -> None:
        """Send a person a direct message.

        Raises:
            NotPossible: they take none from the bot.
        """
        ...
