"""The small server's messages and users."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from bot.dataset.reading import read_trees
from bot.dataset.selection import Selection
from bot.protocol.errors import ErrorCode
from bot.protocol.messages import MessageEmojiRequest
from bot.protocol.moments import from_iso
from tests.backends.oasst_api.served import Served, dump, id_in, read_json, reply
from tests.backends.oasst_api.state import WireError


class ReadRoutes(Served):
    """Reading, and reacting."""

    async def message(self, request: web.Request) -> web.Response:
        """GET /messages/{id}."""
        return self.message_reply(await self.trees.message(id_in(request), self.reader(request)))

    async def messages(self, request: web.Request) -> web.Response:
        """GET /messages/, for initial prompts, the newest first."""
        if request.query.get("only_roots") != "true":
            raise WireError(422, ErrorCode.INTERACTION_FAILED, "the small server lists initial prompts only")
        end = from_iso(request.query["end_date"]) if "end_date" in request.query else self.clock.now()
        trees = await self.trees._database.read(
            lambda connection: [*read_trees(connection, Selection(everything=True))]
        )
        roots = [tree.messages[0] for tree in reversed(trees) if tree.messages[0].created_at <= end]
        found = [
            await self.trees.message(UUID(bytes=root.message_id)) for root in roots[: int(request.query["max_count"])]
        ]
        return web.json_response([dump(message) for message in found])

    async def frontend_message(self, request: web.Request) -> web.Response:
        """GET /frontend_messages/{id}."""
        frontend_id = request.match_info["id"]
        if frontend_id not in self.state.messages:
            text = f"Message with frontend_message_id {frontend_id} not found."
            raise WireError(404, ErrorCode.MESSAGE_NOT_FOUND, text)
        return self.message_reply(await self.trees.message(self.state.messages[frontend_id]))

    async def conversation(self, request: web.Request) -> web.Response:
        """GET /messages/{id}/conversation."""
        return reply(await self.trees.conversation(id_in(request), self.reader(request)))

    async def tree(self, request: web.Request) -> web.Response:
        """GET /messages/{id}/tree."""
        tree = await self.trees.tree(id_in(request))
        shown = tuple(
            message
            for message in tree.messages
            if (not message.deleted or request.query.get("include_deleted") == "true")
            and (message.review_result is not False or request.query.get("include_spam") == "true")
        )
        return reply(tree.model_copy(update={"messages": shown}))

    async def children(self, request: web.Request) -> web.Response:
        """GET /messages/{id}/children."""
        tree = await self.trees.tree(id_in(request))
        found = [message for message in tree.messages if message.parent_id == id_in(request)]
        return web.json_response([dump(message) for message in found])

    async def tree_state(self, request: web.Request) -> web.Response:
        """GET /messages/{id}/tree/state."""
        return reply(await self.trees.tree_state(id_in(request)))

    async def emoji(self, request: web.Request) -> web.Response:
        """POST /messages/{id}/emoji."""
        body = MessageEmojiRequest.model_validate(await read_json(request))
        user = self.acting(body.user)
        await self.trees.react(user.contributor, id_in(request), body.emoji, body.op, None)
        return self.message_reply(await self.trees.message(id_in(request), user.contributor), status=202)

    async def frontend_user(self, request: web.Request) -> web.Response:
        """GET /frontend_users/discord/{name}."""
        return reply(self.state.user(request.match_info["name"]).shown())

    async def user(self, request: web.Request) -> web.Response:
        """GET /users/{id}."""
        return reply(self.state.user_by_id(id_in(request)).shown())

    async def user_messages(self, request: web.Request) -> web.Response:
        """GET /frontend_users/discord/{name}/messages."""
        user = self.state.user(request.match_info["name"])
        end = request.query.get("end_date")
        found = await self.trees.contributions(
            user.contributor,
            limit=int(request.query["max_count"]),
            before=None if end is None else from_iso(end),
        )
        return web.json_response([dump(each.message) for each in found])

    async def public_settings(self, _: web.Request) -> web.Response:
        """GET /admin/backend_settings/public."""
        size = self.trees.rules.thresholds.message_size
        return web.json_response({"PROJECT_NAME": "a small server", "MESSAGE_SIZE_LIMIT": size})
