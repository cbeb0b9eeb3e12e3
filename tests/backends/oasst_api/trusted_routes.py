"""What the small server does for trusted keys."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from aiohttp import web

from bot.backends.cases import CaseState
from bot.backends.errors import RulingDoesNotFit
from bot.backends.values import Contributor
from bot.protocol.moderation import FlaggedEntry, FlaggedMessagePage, MessageEdit
from bot.protocol.scores import TimeFrame
from bot.protocol.users import CreateFrontendUser
from tests.backends import rulings
from tests.backends.oasst_api.served import Served, dump, forbidden, id_in, is_trusted, read_json, reply
from tests.backends.oasst_api.state import ServerUser

_MODERATOR = Contributor(UUID(int=1), 1, "moderator")


class TrustedRoutes(Served):
    """Users and moderation."""

    async def create_user(self, request: web.Request) -> web.Response:
        """POST /frontend_users/: its defaults, enabled and visible, are those of users who are known already, too."""
        sent = await read_json(request)
        body = CreateFrontendUser.model_validate(sent)
        if body.tos_acceptance is not None and not is_trusted(request):
            raise forbidden()
        user = self.state.meet(body.id, body.display_name, self.clock.now(), accepted=not self.asks_for_terms)
        if body.tos_acceptance:
            user.terms_accepted_at = user.terms_accepted_at or self.clock.now()
        await self.trees.admit(user.contributor)
        await self._enable(user, enabled=sent.get("enabled", True))
        await self._show(user, visible=sent.get("show_on_leaderboard", True))
        return reply(user.shown())

    async def change_user(self, request: web.Request) -> web.Response:
        """PUT /users/{id}."""
        user = self.state.user_by_id(id_in(request))
        if "enabled" in request.query:
            await self._enable(user, enabled=request.query["enabled"] == "true")
        if "show_on_leaderboard" in request.query:
            await self._show(user, visible=request.query["show_on_leaderboard"] == "true")
        if "tos_acceptance" in request.query:
            user.terms_accepted_at = self.clock.now() if request.query["tos_acceptance"] == "true" else None
        return web.Response(status=204)

    async def flagged(self, request: web.Request) -> web.Response:
        """GET /admin/flagged_messages."""
        found = await self._all_flagged()
        return web.json_response([dump(each) for each in found[: int(request.query["max_count"])]])

    async def flagged_page(self, request: web.Request) -> web.Response:
        """GET /admin/flagged_messages/cursor: two at a time, so that there is always another page."""
        found = await self._all_flagged()
        start = int(request.query.get("after", "0"))
        more = str(start + 2) if len(found) > start + 2 else None
        return reply(
            FlaggedMessagePage(
                items=tuple(found[start : start + 2]), next=more, prev=None, sort_key="created_date", order="asc"
            )
        )

    async def processed(self, request: web.Request) -> web.Response:
        """POST /admin/flagged_messages/{id}/processed."""
        await rulings.keep(self.trees, id_in(request), _MODERATOR)
        return reply(FlaggedEntry(message_id=id_in(request), processed=True, created_date=self.clock.now()))

    async def delete_message(self, request: web.Request) -> web.Response:
        """DELETE /messages/{id}."""
        await rulings.delete(self.trees, id_in(request), _MODERATOR)
        return web.Response(status=204)

    async def edit_message(self, request: web.Request) -> web.Response:
        """POST /messages/{id}/edit."""
        body = MessageEdit.model_validate(await read_json(request))
        await rulings.edit(self.trees, id_in(request), body.new_content, _MODERATOR)
        return web.json_response(None)

    async def halt(self, request: web.Request) -> web.Response:
        """PUT /messages/{id}/tree/state."""
        with suppress(RulingDoesNotFit):  # it is so already
            await rulings.halt(self.trees, id_in(request), _MODERATOR, halted=request.query["halt"] == "true")
        return reply(await self.trees.tree_state(id_in(request)))

    async def trollboard(self, request: web.Request) -> web.Response:
        """GET /trollboards/{frame}."""
        frame = TimeFrame(request.match_info["frame"])
        board = await self.trees.trollboard(frame, limit=int(request.query["max_count"]))
        return web.json_response(board.model_dump(mode="json", by_alias=True))

    async def _enable(self, user: ServerUser, *, enabled: bool) -> None:
        if user.enabled is not enabled:
            user.enabled = enabled
            await rulings.enable(self.trees, user.user_id, user.contributor, enabled=enabled)

    async def _show(self, user: ServerUser, *, visible: bool) -> None:
        if user.visible is not visible:
            user.visible = visible
            await self.trees.set_visible(user.contributor, visible=visible)

    async def _all_flagged(self) -> list[FlaggedEntry]:
        """One entry for each reported message, since its first report; open where any of its cases is."""
        found: dict[UUID, FlaggedEntry] = {}
        for processed in (False, True):
            for each in await rulings.reported(self.trees, limit=1000, processed=processed):
                assert each.message_id is not None
                known = found.get(each.message_id)
                first = each.opened_at if known is None else min(each.opened_at, known.created_date or 0)
                done = each.state is CaseState.DECIDED if known is None else known.processed
                found[each.message_id] = FlaggedEntry(message_id=each.message_id, processed=done, created_date=first)
        return sorted(found.values(), key=lambda each: each.created_date or 0)
