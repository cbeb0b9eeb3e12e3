"""Who is who: our people, and the users of the backend."""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from typing import Final, Protocol, TypeVar
from uuid import UUID

from bot.backends.errors import NotAgreed, Refused, Unavailable, UserNotFound
from bot.backends.oasst_api.client import ApiClient, Call
from bot.backends.oasst_api.recent import Recent
from bot.backends.values import Contributor
from bot.protocol.messages import ConversationMessage
from bot.protocol.users import AuthMethod, CreateFrontendUser, FrontEndUser, User

_MOST_REMEMBERED: Final = 20_000
_AUTHORS_AT_ONCE: Final = 8
"""So many authors are asked about at the same time: a long conversation must not take all connections."""
_LONGEST_NAME: Final = 100
"""A very long name makes the backend fail; Discord's have at most 32 characters."""
_NO_SNOWFLAKE: Final = 2**63
"""Discord's ids are smaller than this, and so is what the database takes."""
_MOST_DIGITS: Final = len(str(_NO_SNOWFLAKE))

Shown = TypeVar("Shown", bound=ConversationMessage)


class Directory(Protocol):
    """Who our people are, and where messages came from: the bot's own database."""

    async def person_id_of(self, discord_id: int) -> UUID | None:
        """Return our id of the person with a Discord id; None where we know nobody."""
        ...

    async def discord_id_of(self, person_id: UUID) -> int | None:
        """Return the Discord id of a person; None where we know nobody."""
        ...

    async def has_ever_agreed(self, person_id: UUID) -> bool:
        """Return whether a person has accepted the agreement at least once, in whatever version."""
        ...

    async def servers_of(self, message_ids: Collection[UUID]) -> Mapping[UUID, int]:
        """Return the servers that messages came from; those of which it is not known are absent."""
        ...


def wire_user(contributor: Contributor) -> User:
    """Return a contributor as the wire names them. Whoever may not have agreed is named by `Users.named` only."""
    name = contributor.display_name[:_LONGEST_NAME] or str(contributor.discord_id)
    return User(id=str(contributor.discord_id), display_name=name)


class Users:
    """Finds users of the backend, and says who of our people they are.

    The one place that names people to the backend: it never hears of anybody who has not agreed.
    """

    def __init__(self, client: ApiClient, directory: Directory) -> None:
        self._client = client
        self._directory = directory
        self._user_ids: Recent[int, UUID] = Recent(_MOST_REMEMBERED)
        self._authors: Recent[UUID, UUID] = Recent(_MOST_REMEMBERED)
        self._agreed: Recent[UUID, bool] = Recent(_MOST_REMEMBERED)
        self._places = asyncio.Semaphore(_AUTHORS_AT_ONCE)

    async def may_name(self, person_id: UUID) -> bool:
        """Return whether a person may be named to the backend: they have agreed, at least once."""
        # Once is for ever: who comes back after their deletion is another person.
        if self._agreed.get(person_id) is None:
            if not await self._directory.has_ever_agreed(person_id):
                return False
            self._agreed.put(person_id, True)
        return True

    async def named(self, contributor: Contributor) -> User:
        """Return a contributor as the wire names them.

        Raises:
            NotAgreed: They have never agreed.
        """
        if not await self.may_name(contributor.person_id):
            raise NotAgreed
        return wire_user(contributor)

    async def header(self, viewer: Contributor | None) -> str | None:
        """Return the header that names who reads; None for nobody in particular, and for who has never agreed."""
        if viewer is None or not await self.may_name(viewer.person_id):
            return None
        return wire_user(viewer).header

    async def admit(self, contributor: Contributor) -> None:
        """Tell the backend that somebody has just accepted the terms. Trusted key only.

        Whom it knows is not created again: that would enable the disabled, and show on boards who hides.
        """
        known = await self._find(contributor.discord_id)
        if known is not None:
            query = {"tos_acceptance": True}
            call = Call(method="PUT", path=f"/users/{known.user_id}", query=query, needs_trust=True)
            await self._client.do(call)
            return
        user = wire_user(contributor)
        body = CreateFrontendUser(id=user.id, display_name=user.display_name, tos_acceptance=True)
        call = Call(method="POST", path="/frontend_users/", body=body, needs_trust=True)
        admitted = await self._client.read(call, FrontEndUser.parse)
        self._user_ids.put(contributor.discord_id, admitted.user_id)

    async def find(self, contributor: Contributor) -> FrontEndUser | None:
        """Return what the backend knows about somebody; None where it does not know them, or they have never agreed."""
        return await self._find(contributor.discord_id) if await self.may_name(contributor.person_id) else None

    async def id_of(self, contributor: Contributor) -> UUID | None:
        """Return the backend's own id of somebody; None where it does not know them, or they have never agreed."""
        return await self._id_of(contributor.person_id, contributor.discord_id)

    async def _find(self, discord_id: int) -> FrontEndUser | None:
        call = Call(method="GET", path=f"/frontend_users/{AuthMethod.DISCORD}/{discord_id}")
        try:
            user = await self._client.read(call, FrontEndUser.parse)
        except UserNotFound:
            self._user_ids.drop(discord_id)
            return None
        self._user_ids.put(discord_id, user.user_id)
        return user

    async def _id_of(self, person_id: UUID, discord_id: int) -> UUID | None:
        if not await self.may_name(person_id):
            return None
        known = self._user_ids.get(discord_id)
        if known is None:
            user = await self._find(discord_id)
            known = None if user is None else user.user_id
        return known

    async def id_of_person(self, person_id: UUID) -> UUID:
        """Return the backend's own id of one of our people; an id of nobody that we know is taken to be one already.

        Raises:
            UserNotFound: The backend does not know them.
        """
        discord_id = await self._directory.discord_id_of(person_id)
        if discord_id is None:
            return person_id
        user_id = await self._id_of(person_id, discord_id)
        if user_id is None:
            raise UserNotFound
        return user_id

    async def servers_of(self, message_ids: Collection[UUID]) -> Mapping[UUID, int]:
        """Return the servers that messages came from, which the backend does not know; unknown ones are absent."""
        return await self._directory.servers_of(message_ids)

    async def person_behind(self, user_id: UUID, username: str, auth_method: str) -> UUID:
        """Return our id of a user; the backend's own where they are none of our people."""
        discord_id = _snowflake(username) if auth_method == AuthMethod.DISCORD else None
        if discord_id is None:
            return user_id
        person_id = await self._directory.person_id_of(discord_id)
        return user_id if person_id is None else person_id

    async def with_authors(self, messages: Iterable[Shown]) -> tuple[Shown, ...]:
        """Return messages whose authors are named by our ids, as far as they are our people."""
        shown = tuple(messages)
        user_ids = tuple({message.user_id for message in shown if message.user_id is not None})
        authors = dict(zip(user_ids, await asyncio.gather(*map(self._author, user_ids)), strict=True))
        return tuple(_shown(message, authors) for message in shown)

    async def _author(self, user_id: UUID) -> UUID:
        known = self._authors.get(user_id)
        if known is not None:
            return known
        try:
            async with self._places:
                user = await self._client.read(Call(method="GET", path=f"/users/{user_id}"), FrontEndUser.parse)
            known = await self.person_behind(user_id, user.id, user.auth_method)
        except Unavailable:
            return user_id  # the message can be read all the same
        except Refused:
            known = user_id  # of another frontend, whose users only a trusted key may see
        self._authors.put(user_id, known)
        return known


def _shown(message: Shown, authors: Mapping[UUID, UUID]) -> Shown:
    """Return a message with our ids, and without the marks that the backend makes of a skip."""
    return message.model_copy(
        update={
            "user_id": None if message.user_id is None else authors[message.user_id],
            "emojis": visible_emojis(message.emojis),
            "user_emojis": tuple(code for code in message.user_emojis if not code.startswith("_")),
        }
    )


def _snowflake(username: str) -> int | None:
    """Return the Discord id that a name is; None where it is none: other frontends may call people what they like."""
    if not (username.isascii() and username.isdigit()) or len(username) > _MOST_DIGITS:
        return None
    number = int(username)
    return number if number < _NO_SNOWFLAKE else None


def visible_emojis(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts of reactions without those that the backend makes of a skip."""
    return {code: count for code, count in counts.items() if not code.startswith("_") and count > 0}
