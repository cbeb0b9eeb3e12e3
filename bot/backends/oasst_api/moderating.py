"""What a trusted key may do: flagged messages, deleting, editing, halting, disabling, the trollboard."""

from typing import Final
from uuid import UUID

from bot.backends.errors import UserNotFound
from bot.backends.oasst_api.answers import usable_text
from bot.backends.oasst_api.client import Call
from bot.backends.oasst_api.part import Part
from bot.backends.values import Contributor, FlaggedMessage
from bot.protocol.moderation import FlaggedMessagePage, MessageEdit
from bot.protocol.scores import TimeFrame, TrollboardStats
from bot.protocol.trees import MessageTreeState, TreeState

_PAGE: Final = 100


class Moderating(Part):
    """What `ModerationBackend` asks for. With a key that is not trusted every call is `NotSupported`."""

    async def flagged_messages(self, *, limit: int, processed: bool = False) -> tuple[FlaggedMessage, ...]:
        """See `ModerationBackend.flagged_messages`. The backend lists both kinds, and neither reasons nor servers."""
        found: list[FlaggedMessage] = []
        query: dict[str, str | int | bool] = {"max_count": _PAGE, "desc": False}
        while len(found) < limit:
            call = Call(method="GET", path="/admin/flagged_messages/cursor", query=query, needs_trust=True)
            page = await self._client.read(call, FlaggedMessagePage.parse)
            found += [
                FlaggedMessage(message_id=each.message_id, created_at=each.created_date or 0, processed=processed)
                for each in page.items
                if each.processed is processed
            ]
            if page.next is None or not page.items:
                break
            query["after"] = page.next
        servers = await self._users.servers_of([each.message_id for each in found[:limit]])
        return tuple(each.model_copy(update={"server_id": servers.get(each.message_id)}) for each in found[:limit])

    async def mark_processed(self, message_id: UUID) -> None:
        """See `ModerationBackend.mark_processed`."""
        path = f"/admin/flagged_messages/{message_id}/processed"
        await self._client.do(Call(method="POST", path=path, needs_trust=True))

    async def delete_message(self, message_id: UUID, actor: Contributor) -> None:  # noqa: ARG002 - the wire takes none
        """See `ModerationBackend.delete_message`."""
        # Not repeated: where the first time was heard, the second one finds nothing.
        call = Call(method="DELETE", path=f"/messages/{message_id}", needs_trust=True, repeatable=False)
        await self._client.do(call)

    async def edit_message(self, message_id: UUID, text: str, actor: Contributor) -> None:
        """See `ModerationBackend.edit_message`."""
        new_content = usable_text(text)
        body = MessageEdit(user=await self._users.named(actor), new_content=new_content)
        await self._client.do(Call(method="POST", path=f"/messages/{message_id}/edit", body=body, needs_trust=True))

    async def halt_tree(self, message_id: UUID, actor: Contributor, *, halted: bool) -> TreeState:  # noqa: ARG002 - the wire takes none
        """See `ModerationBackend.halt_tree`."""
        path = f"/messages/{message_id}/tree/state"
        call = Call(method="PUT", path=path, query={"halt": halted}, needs_trust=True)
        return (await self._client.read(call, MessageTreeState.parse)).state

    async def set_enabled(self, person_id: UUID, actor: Contributor, *, enabled: bool) -> None:  # noqa: ARG002 - the wire takes none
        """See `ModerationBackend.set_enabled`."""
        await self._change_user(await self._users.id_of_person(person_id), "enabled", enabled)

    async def set_visible(self, contributor: Contributor, *, visible: bool) -> None:
        """See `ReadBackend.set_visible`."""
        user_id = await self._users.id_of(contributor)
        if user_id is None:
            raise UserNotFound
        await self._change_user(user_id, "show_on_leaderboard", visible)

    async def trollboard(self, time_frame: TimeFrame, *, limit: int = 20) -> TrollboardStats:
        """See `ModerationBackend.trollboard`."""
        path = f"/trollboards/{time_frame}"
        call = Call(method="GET", path=path, query={"max_count": max(1, limit)}, needs_trust=True)
        board = await self._client.read(call, TrollboardStats.parse)
        rows = [
            row.model_copy(
                update={"user_id": await self._users.person_behind(row.user_id, row.username, row.auth_method)}
            )
            for row in board.trollboard[:limit]
        ]
        return board.model_copy(update={"trollboard": tuple(rows)})

    async def _change_user(self, user_id: UUID, name: str, value: bool) -> None:
        await self._client.do(Call(method="PUT", path=f"/users/{user_id}", query={name: value}, needs_trust=True))
