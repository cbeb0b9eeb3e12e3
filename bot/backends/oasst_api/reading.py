"""Reading messages, trees and one's own contributions; reacting and reporting."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Final
from uuid import UUID

from pydantic import JsonValue, TypeAdapter

from bot.backends.errors import Refused, Unavailable, UserNotFound
from bot.backends.oasst_api.client import Call
from bot.backends.oasst_api.part import Part
from bot.backends.oasst_api.users import visible_emojis
from bot.backends.values import Contribution, ContributionState, Contributor, TrustFigures
from bot.protocol.interactions import TextLabels
from bot.protocol.messages import Conversation, EmojiCode, EmojiOp, Message, MessageEmojiRequest, MessageTree
from bot.protocol.moments import Moment, to_iso
from bot.protocol.scores import parse_user_stats
from bot.protocol.trees import MessageTreeState, TreeState
from bot.protocol.users import AuthMethod

_MANY = TypeAdapter(tuple[Message, ...])
_MOST_MESSAGES: Final = 200
"""So many at a time: see `bodies.MOST_BYTES`."""
_STATES_AT_ONCE: Final = 8
"""So many trees are asked about at the same time: one person's list must not take all connections."""


class Reading(Part):
    """What `ReadBackend` asks for, boards apart."""

    async def message(self, message_id: UUID, viewer: Contributor | None = None) -> Message:
        """See `ReadBackend.message`."""
        call = Call(method="GET", path=f"/messages/{message_id}", user=await self._users.header(viewer))
        try:
            message = await self._client.read(call, Message.parse)
        except UserNotFound:
            message = await self._client.read(Call(method="GET", path=call.path), Message.parse)
            message = message.model_copy(update={"user_is_author": False})
        (shown,) = await self._users.with_authors([message])
        return shown

    async def conversation(self, message_id: UUID, viewer: Contributor | None = None) -> Conversation:
        """See `ReadBackend.conversation`."""
        header = await self._users.header(viewer)
        call = Call(method="GET", path=f"/messages/{message_id}/conversation", user=header)
        try:
            conversation = await self._client.read(call, Conversation.parse)
        except UserNotFound:
            conversation = await self._client.read(Call(method="GET", path=call.path), Conversation.parse)
        return Conversation(messages=await self._users.with_authors(conversation.messages))

    async def tree(self, message_id: UUID) -> MessageTree:
        """See `ReadBackend.tree`."""
        query = {"include_spam": True, "include_deleted": True}
        call = Call(method="GET", path=f"/messages/{message_id}/tree", query=query)
        tree = await self._client.read(call, MessageTree.parse)
        return MessageTree(id=tree.id, messages=await self._users.with_authors(tree.messages))

    async def tree_state(self, message_id: UUID) -> MessageTreeState:
        """See `ReadBackend.tree_state`."""
        call = Call(method="GET", path=f"/messages/{message_id}/tree/state")
        return await self._client.read(call, MessageTreeState.parse)

    async def contributions(
        self, contributor: Contributor, *, limit: int, before: Moment | None = None
    ) -> tuple[Contribution, ...]:
        """See `ReadBackend.contributions`."""
        messages = await self._written_by(contributor, limit, before)
        trees = {message.message_tree_id for message in messages if message.message_tree_id is not None}
        parents = {
            message.parent_id for message in messages if message.rank is not None and message.parent_id is not None
        }
        places = asyncio.Semaphore(_STATES_AT_ONCE)

        # What cannot be had of one tree must not keep the others from being shown.
        async def state(tree_id: UUID) -> tuple[UUID, TreeState | None]:
            async with places:
                with suppress(Refused, Unavailable):
                    return tree_id, (await self.tree_state(tree_id)).state
            return tree_id, None

        async def ranked(parent_id: UUID) -> tuple[UUID, int]:
            call = Call(method="GET", path=f"/messages/{parent_id}/children")
            async with places:
                with suppress(Refused, Unavailable):
                    children = await self._client.read(call, _MANY.validate_python)
                    return parent_id, sum(child.rank is not None for child in children)
            return parent_id, 0

        # All side by side: the backend may be slow.
        found, counted, shown = await asyncio.gather(
            asyncio.gather(*map(state, trees)),
            asyncio.gather(*map(ranked, parents)),
            self._users.with_authors(messages),
        )
        states, siblings = dict(found), dict(counted)
        return tuple(
            _contribution(message, message.message_tree_id, states[message.message_tree_id], siblings)
            for message in shown
            if message.message_tree_id is not None
        )

    async def react(
        self,
        contributor: Contributor,
        message_id: UUID,
        emoji: EmojiCode,
        op: EmojiOp,
        server_id: int | None,  # noqa: ARG002 - the wire knows no servers
    ) -> Mapping[str, int]:
        """See `ReadBackend.react`."""
        body = MessageEmojiRequest(user=await self._users.named(contributor), op=op, emoji=emoji)
        # A toggle that is repeated takes itself back.
        call = Call(method="POST", path=f"/messages/{message_id}/emoji", body=body, repeatable=op is not EmojiOp.TOGGLE)
        return visible_emojis((await self._client.read(call, Message.parse)).emojis)

    async def report(self, contributor: Contributor, message_id: UUID, reason: str, server_id: int | None) -> None:  # noqa: ARG002 - the wire knows no servers
        """See `ReadBackend.report`."""
        user = await self._users.named(contributor)
        body = TextLabels(user=user, text=reason, labels={}, message_id=message_id, is_report=True)
        await self._client.do(Call(method="POST", path="/text_labels/", body=body))

    async def trust_figures(self, contributor: Contributor) -> TrustFigures | None:  # noqa: ARG002 - the API weighs none
        """See `PersonalBackend.trust_figures`."""
        return None

    async def keep_up(self) -> None:
        """See `TaskBackend.keep_up`: what the task backend keeps is its own."""

    async def export_person(self, contributor: Contributor) -> Mapping[str, JsonValue]:
        """See `PersonalBackend.export_person`. The API lists neither reviews nor rankings nor reactions."""
        user = await self._users.find(contributor)
        if user is None:
            return {}
        written: list[Message] = []
        before: Moment | None = None
        while page := await self._written_by(contributor, _MOST_MESSAGES, before):
            written += page
            before = page[-1].created_date
            if len(page) < _MOST_MESSAGES or before is None:
                break
        stats = await self._client.read(Call(method="GET", path=f"/users/{user.user_id}/stats"), parse_user_stats)
        servers = await self._users.servers_of([message.id for message in written])
        return {
            "account": user.model_dump(mode="json", exclude_none=True),
            "messages": [_exported(message, servers.get(message.id)) for message in written],
            "scores": {str(frame): score.model_dump(mode="json", exclude_none=True) for frame, score in stats.items()},
        }

    async def _written_by(self, contributor: Contributor, limit: int, before: Moment | None) -> tuple[Message, ...]:
        if not await self._users.may_name(contributor.person_id):
            return ()
        query: dict[str, str | int | bool] = {
            "max_count": max(1, min(limit, _MOST_MESSAGES)),
            "desc": True,
            "include_deleted": True,
        }
        if before is not None:
            query["end_date"] = to_iso(before)
        path = f"/frontend_users/{AuthMethod.DISCORD}/{contributor.discord_id}/messages"
        try:
            found = await self._client.read(Call(method="GET", path=path, query=query), _MANY.validate_python)
        except UserNotFound:
            return ()
        # Whether its end belongs to the period is the backend's secret.
        return tuple(_before(found, before))


def _exported(message: Message, server_id: int | None) -> JsonValue:
    written: dict[str, JsonValue] = message.model_dump(mode="json", exclude_none=True)
    # As text: many programs read large numbers of JSON inexactly.
    return written if server_id is None else {**written, "server_id": str(server_id)}


def _before(messages: Iterable[Message], moment: Moment | None) -> Iterable[Message]:
    return (
        message
        for message in messages
        if moment is None or message.created_date is None or message.created_date < moment
    )


def _contribution(
    message: Message, tree_id: UUID, tree_state: TreeState | None, siblings: Mapping[UUID, int]
) -> Contribution:
    of_how_many = siblings.get(message.parent_id, 0) if message.parent_id is not None else 0
    return Contribution(
        message=message,
        tree_id=tree_id,
        state=ContributionState.of(message, tree_state),
        tree_state=tree_state,
        # A place among nobody knows how many says nothing.
        rank=message.rank if of_how_many else None,
        siblings=max(1, of_how_many),
    )
