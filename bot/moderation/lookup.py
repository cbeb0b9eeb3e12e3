"""Finding a message, and its tree, without a case: by words of its text, by its id, or by the card that shows it."""

import asyncio
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from bot.backends.base import Capability, TaskBackend
from bot.backends.cases import Case, WrittenText
from bot.backends.errors import MessageNotFound, Refused
from bot.cards.case import NAMESPACE, case_card
from bot.cards.collective import NAMESPACE as COLLECTIVE_NAMESPACE
from bot.cards.moderated_tree import tree_card, tree_passages
from bot.cards.passages import Passage
from bot.cards.reading import cards_as_written, cards_in_full
from bot.cards.session_parts import NAMESPACE as WORK_NAMESPACE
from bot.cards.session_parts import conversation_of
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.components import MOST_OPTION_TEXT, MOST_OPTIONS
from bot.interactions.custom_id import CustomId, parse_custom_id
from bot.interactions.responses import Response, ResponseKind, in_pages
from bot.moderation.deciding import Deciding
from bot.moderation.errors import NoModeration, ShowsNoMessage
from bot.moderation.viewing import CaseViews
from bot.people.service import People
from bot.policy import NotAModerator, Rights, may_find_messages, may_moderate
from bot.sessions import repository as work_repository
from bot.state.case_queue import CaseQueue
from bot.store import Database

_SEARCHED: Final = 200
"""So many of a server's latest texts are searched while somebody types."""


class MessageLookup:
    """Shows moderators messages and trees. Whoever may not is refused everything, as `Deciding.find`."""

    def __init__(
        self, database: Database, backend: TaskBackend, people: People, views: CaseViews, deciding: Deciding
    ) -> None:
        self._database = database
        self._backend = backend
        self._people = people
        self._views = views
        self._deciding = deciding

    async def suggest(self, rights: Rights, typed: str) -> Sequence[tuple[str, str]]:
        """Suggest messages while somebody types words of one, or of its author's name.

        Args:
            rights: what the one who types may do, and where.
            typed: so far.

        Returns:
            What each is known by, and its id; nothing for whoever may not see them.
        """
        server_id = rights.server_id
        if server_id is None or not may_find_messages(rights, server_id):
            return ()
        if Capability.CASES not in await self._backend.capabilities():
            return ()
        texts = await self._backend.texts_in(server_id, limit=_SEARCHED)
        names = await self._names(texts)
        wanted = typed.casefold().split()
        found = []
        for text in texts:
            name = names.get(text.person_id, "") if text.person_id is not None and text.may_name_author else ""
            if all(word in f"{text.text} {name} {text.message_id}".casefold() for word in wanted):
                found.append((_known_by(text, name), str(text.message_id)))
        return found[:MOST_OPTIONS]

    async def show(self, click: Click, typed: str) -> Response:
        """Answer `/moderate message` with the open case about it, else with what can be decided about it.

        Raises:
            NotAModerator: the person moderates nothing here. So do all that follow.
            NoModeration: the backend lets this bot moderate nothing.
            MessageNotFound: there is none, or what was typed was not chosen.
        """
        return await self._shown(click, await self._find(click, typed))

    async def show_card(self, click: Click, custom_ids: Sequence[str]) -> Response:
        """Answer the command in the menu of a message with the case of what that shows.

        Args:
            click: whose.
            custom_ids: of the controls on the message.

        Raises:
            NotAModerator: the person moderates nothing here.
            ShowsNoMessage: it is no card of the bot's that shows one.
        """
        if not may_moderate(click.rights):
            raise NotAModerator
        for control in map(parse_custom_id, custom_ids):
            if control is None or control.id is None:
                continue
            if control.namespace == NAMESPACE:
                return await self._shown(click, await self._deciding.find(click, control.id))
            message_id = await self._message_of(control)
            if message_id is not None:
                return await self._shown(click, await self._deciding.find(click, message_id))
        raise ShowsNoMessage

    async def tree(self, click: Click, typed: str) -> Response:
        """Answer `/moderate tree`: what has become of the tree of a message, and what can be done with it."""
        case = await self._find(click, typed)
        message_id = _message(case)
        tree = await self._backend.tree(message_id)
        state = await self._backend.tree_state(message_id)
        return Response(tree_card(tree, state.state, message_id, click.say))

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "tree")
    async def read_tree(self, click: Click) -> Response:
        """Answer `Read the tree` with all its texts, roles instead of names; in a file where they are long."""
        passages, message_id = await self._passages(click)
        return in_pages(cards_in_full(passages, click.say, str(CustomId(NAMESPACE, "tree-written", message_id))))

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "tree-written")
    async def read_tree_as_written(self, click: Click) -> Response:
        """Answer `As written` with the same texts, nothing rendered."""
        passages, _ = await self._passages(click)
        return in_pages(cards_as_written(passages, click.say))

    async def _passages(self, click: Click) -> tuple[tuple[Passage, ...], UUID]:
        if click.id is None:
            raise MessageNotFound
        message_id = _message(await self._deciding.find(click, click.id))
        return tree_passages(await self._backend.tree(message_id), message_id, click.say), message_id

    async def _find(self, click: Click, typed: str) -> Case:
        if not may_moderate(click.rights):
            raise NotAModerator
        if Capability.MODERATION not in await self._backend.capabilities():
            raise NoModeration
        try:
            message_id = UUID(typed.strip())
        except ValueError:
            raise MessageNotFound from None
        return await self._deciding.find(click, message_id)

    async def _shown(self, click: Click, case: Case) -> Response:
        view = await self._views.view(case, reader=click.person, sees_all=click.rights.is_operator)
        return Response(case_card(view, click.say, queue=str(CaseQueue())))

    async def _message_of(self, control: CustomId) -> UUID | None:
        """Return the message that the card of a package is about; None where it is about none."""
        if control.id is None:
            return None
        if control.namespace == COLLECTIVE_NAMESPACE:
            try:
                conversation = conversation_of((await self._backend.look_at_collective(control.id)).offer.task)
            except Refused:
                return None
            return conversation[-1].id if conversation else None
        if control.namespace != WORK_NAMESPACE:
            return None
        session = await self._database.read(work_repository.find, control.id)
        if session is None:
            return None
        if session.receipt is not None and session.receipt.message_id is not None:
            return session.receipt.message_id
        conversation = conversation_of(session.task)
        return conversation[-1].id if conversation else None

    async def _names(self, texts: Sequence[WrittenText]) -> dict[UUID, str]:
        ids = {text.person_id for text in texts if text.person_id is not None and text.may_name_author}
        found = await asyncio.gather(*(self._people.by_id(person_id) for person_id in ids))
        return {person.person_id: person.display_name for person in found if person is not None}


def _message(case: Case) -> UUID:
    if case.entry.message_id is None:
        raise MessageNotFound
    return case.entry.message_id


def _known_by(text: WrittenText, name: str) -> str:
    """Return the beginning of a text in one line, and who wrote it."""
    mark = "🗑️ " if text.is_deleted else ""
    by = f" · {name[:32]}" if name else ""
    excerpt = " ".join(text.text.split()) or "…"
    most = MOST_OPTION_TEXT - len(mark) - len(by)
    return mark + (excerpt if len(excerpt) <= most else excerpt[: most - 1] + "…") + by
