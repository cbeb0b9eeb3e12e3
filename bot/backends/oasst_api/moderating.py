"""What a trusted key may do: reported messages, deleting, editing, halting, disabling, the trollboard."""

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Final
from uuid import UUID

from bot.backends.cases import (
    ALL_OPEN,
    Bar,
    Case,
    CaseEntry,
    CaseFilter,
    CaseState,
    CaseSubject,
    Decision,
    MessageSubject,
    Pause,
    Reach,
    Ruling,
    RulingKind,
    Signal,
    Subject,
)
from bot.backends.errors import CaseDecided, CaseNotFound, NotSupported, UserNotFound
from bot.backends.oasst_api.answers import usable_text
from bot.backends.oasst_api.client import Call
from bot.backends.oasst_api.part import Part
from bot.backends.values import Contributor
from bot.protocol.messages import Message, MessageTree
from bot.protocol.moderation import FlaggedEntry, FlaggedMessagePage, MessageEdit
from bot.protocol.scores import TimeFrame, TrollboardStats
from bot.protocol.trees import MessageTreeState, TreeState
from bot.rules.harm import SignalKind

_PAGE: Final = 100
_MOST_TROLLS: Final = 500
_ABOUT_TREES: Final = {RulingKind.HALT: True, RulingKind.RESUME: False}
_ABOUT_USERS: Final = {RulingKind.DISABLE: False, RulingKind.ENABLE: True}


class Moderating(Part):
    """What `ModerationBackend` asks for. With a key that is not trusted every call is `NotSupported`.

    A reported message is a case, whose id is the message's. Of reports the backend tells neither reasons nor servers,
    and of decisions only that somebody has seen to the message.
    """

    async def cases(
        self, wanted: CaseFilter = ALL_OPEN, *, limit: int = 20, after: UUID | None = None
    ) -> tuple[CaseEntry, ...]:
        """See `ModerationBackend.cases`. Languages and kinds are not known: a filter by them finds nothing."""
        if wanted.language is not None or wanted.message_kind is not None or wanted.is_for_operator:
            return ()
        if wanted.signal not in (None, SignalKind.REPORT):
            return ()
        found: list[CaseEntry] = []
        begun = after is None
        async for entries in self._reported():
            for entry in entries:
                if begun and _fits(entry, wanted):
                    found.append(entry)
                begun = begun or entry.case_id == after
            if len(found) >= limit:
                break
        return tuple(found[:limit])

    async def case(self, case_id: UUID) -> Case:
        """See `ModerationBackend.case`."""
        entry = await self.case_of(case_id)
        if entry is None:
            raise CaseNotFound
        return Case(entry=entry, signals=(Signal(kind=SignalKind.REPORT, created_at=entry.opened_at),))

    async def case_of(self, message_id: UUID) -> CaseEntry | None:
        """See `ModerationBackend.case_of`."""
        async for entries in self._reported():
            for entry in entries:
                if entry.message_id == message_id:
                    return entry
        return None

    async def look_at(self, message_id: UUID) -> Case:
        """See `ModerationBackend.look_at`. It looks through all reported messages: the API finds none by its id."""
        entry = await self.case_of(message_id)
        if entry is not None and entry.state is CaseState.OPEN:
            return await self.case(message_id)
        found = await self._client.read(Call(method="GET", path=f"/messages/{message_id}"), Message.parse)
        servers = await self._users.servers_of([message_id])
        return Case(
            entry=CaseEntry(
                case_id=message_id,
                state=CaseState.OPEN,
                message_id=message_id,
                person_id=None,
                server_id=servers.get(message_id),
                language=found.lang,
                opened_at=found.created_date or 0,
            ),
            signals=(),
        )

    async def decide(self, subject: Subject, ruling: Ruling, actor: Contributor, server_id: int | None) -> Decision:
        """See `ModerationBackend.decide`. The wire takes neither who decides nor why, but for an edit."""
        case_id: UUID | None = None
        if isinstance(subject, CaseSubject):
            case_id = subject.case_id
            if (await self.case(case_id)).entry.state is not CaseState.OPEN:
                raise CaseDecided
            subject = MessageSubject(case_id)
        state: TreeState | None = None
        message_id, person_id = None, None
        if isinstance(subject, MessageSubject):
            message_id = subject.message_id
            state = await self._decide_message(message_id, ruling, actor, case_id)
        else:
            person_id = subject.person_id
            await self._set_enabled(await self._users.id_of_person(person_id), ruling.kind)
        return Decision(
            decision_id=None,
            case_id=case_id,
            kind=ruling.kind,
            message_id=message_id,
            person_id=person_id,
            actor_id=actor.person_id,
            server_id=server_id,
            reason=ruling.reason,
            decided_at=self._clock.now(),
            tree_state=state,
            is_final=True,
        )

    async def reach(self, message_id: UUID) -> Reach:
        """See `ModerationBackend.reach`: servers as far as this bot knows them."""
        query: dict[str, str | int | bool] = {"include_spam": True, "include_deleted": True}
        call = Call(method="GET", path=f"/messages/{message_id}/tree", query=query)
        tree = await self._client.read(call, MessageTree.parse)
        parents = {message.id: message.parent_id for message in tree.messages}
        servers = await self._users.servers_of(list(parents))
        below = [each for each in parents if message_id in _above(each, parents)]
        return Reach(
            server_id=servers.get(message_id),
            root_server_id=servers.get(tree.id),
            below=frozenset(servers.get(each) for each in below),
            ids_below=frozenset(each.id for each in tree.messages if each.id in below and not each.deleted),
        )

    async def bar_of(self, contributor: Contributor, server_id: int) -> Bar | None:  # noqa: ARG002 - the API has none
        """See `ModerationBackend.bar_of`."""
        return None

    async def disabling_of(self, contributor: Contributor) -> UUID | None:  # noqa: ARG002 - the API has none
        """See `ModerationBackend.disabling_of`."""
        return None

    async def is_enabled(self, contributor: Contributor) -> bool:
        """See `ModerationBackend.is_enabled`."""
        user = await self._users.find(contributor)
        return user is None or user.enabled

    async def pause_of(self, contributor: Contributor) -> Pause | None:  # noqa: ARG002 - the API has none
        """See `ModerationBackend.pause_of`."""
        return None

    async def wipe_kept_texts(self) -> int:
        """See `ModerationBackend.wipe_kept_texts`: what the task backend keeps is its own."""
        return 0

    async def set_visible(self, contributor: Contributor, *, visible: bool) -> None:
        """See `ReadBackend.set_visible`."""
        user_id = await self._users.id_of(contributor)
        if user_id is None:
            raise UserNotFound
        await self._change_user(user_id, "show_on_leaderboard", visible)

    async def trollboard(
        self, time_frame: TimeFrame, *, server_id: int | None = None, limit: int = 20, enabled: bool | None = None
    ) -> TrollboardStats:
        """See `ModerationBackend.trollboard`. Who is not wanted is left out here: so more are asked for."""
        if server_id is not None:
            raise NotSupported
        path = f"/trollboards/{time_frame}"
        most = max(1, limit) if enabled is None else max(_MOST_TROLLS, limit)
        call = Call(method="GET", path=path, query={"max_count": most}, needs_trust=True)
        board = await self._client.read(call, TrollboardStats.parse)
        wanted = [row for row in board.trollboard if enabled in (None, row.enabled)]
        rows = [
            row.model_copy(
                update={"user_id": await self._users.person_behind(row.user_id, row.username, row.auth_method)}
            )
            for row in wanted[:limit]
        ]
        return board.model_copy(update={"trollboard": tuple(rows)})

    async def _reported(self) -> AsyncIterator[list[CaseEntry]]:
        """Yield the reported messages, oldest first, page by page."""
        query: dict[str, str | int | bool] = {"max_count": _PAGE, "desc": False}
        while True:
            call = Call(method="GET", path="/admin/flagged_messages/cursor", query=query, needs_trust=True)
            page = await self._client.read(call, FlaggedMessagePage.parse)
            servers = await self._users.servers_of([each.message_id for each in page.items])
            yield [_entry(each, servers.get(each.message_id)) for each in page.items]
            if page.next is None or not page.items:
                return
            query["after"] = page.next

    async def _decide_message(
        self, message_id: UUID, ruling: Ruling, actor: Contributor, case_id: UUID | None
    ) -> TreeState | None:
        """Carry out a ruling about a message, then take it off the list where it was looked at from there."""
        state: TreeState | None = None
        if ruling.kind is RulingKind.DELETE:
            # Not repeated: where the first time was heard, the second one finds nothing.
            call = Call(method="DELETE", path=f"/messages/{message_id}", needs_trust=True, repeatable=False)
            await self._client.do(call)
        elif ruling.kind is RulingKind.EDIT:
            new_content = usable_text(ruling.text)
            body = MessageEdit(user=await self._users.named(actor), new_content=new_content)
            await self._client.do(Call(method="POST", path=f"/messages/{message_id}/edit", body=body, needs_trust=True))
        elif ruling.kind in _ABOUT_TREES:
            path, query = f"/messages/{message_id}/tree/state", {"halt": _ABOUT_TREES[ruling.kind]}
            call = Call(method="PUT", path=path, query=query, needs_trust=True)
            state = (await self._client.read(call, MessageTreeState.parse)).state
        elif ruling.kind is not RulingKind.KEEP:
            raise NotSupported
        if case_id is not None or ruling.kind is RulingKind.KEEP:
            path = f"/admin/flagged_messages/{message_id}/processed"
            await self._client.do(Call(method="POST", path=path, needs_trust=True))
        return state

    async def _set_enabled(self, user_id: UUID, kind: RulingKind) -> None:
        if kind not in _ABOUT_USERS:
            raise NotSupported
        await self._change_user(user_id, "enabled", _ABOUT_USERS[kind])

    async def _change_user(self, user_id: UUID, name: str, value: bool) -> None:
        await self._client.do(Call(method="PUT", path=f"/users/{user_id}", query={name: value}, needs_trust=True))


def _above(message_id: UUID, parents: Mapping[UUID, UUID | None]) -> Iterator[UUID]:
    """Yield all messages above one, the nearest first."""
    parent = parents.get(message_id)
    for _ in parents:  # however wrong they are, they end
        if parent is None:
            return
        yield parent
        parent = parents.get(parent)


def _fits(entry: CaseEntry, wanted: CaseFilter) -> bool:
    in_time = wanted.opened_before is None or entry.opened_at < wanted.opened_before
    return in_time and entry.state is wanted.state and wanted.server_id in (None, entry.server_id)


def _entry(flagged: FlaggedEntry, server_id: int | None) -> CaseEntry:
    return CaseEntry(
        case_id=flagged.message_id,
        state=CaseState.DECIDED if flagged.processed else CaseState.OPEN,
        message_id=flagged.message_id,
        person_id=None,
        server_id=server_id,
        opened_at=flagged.created_date or 0,
        signals=(SignalKind.REPORT,),
    )
