"""What work stores about a person, as `PersonalData`: sessions, drafts, what waits for delivery, notices."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from uuid import UUID

from pydantic import JsonValue

from bot.backends.values import ANSWER, Offer
from bot.cards.work import session_card
from bot.clock import Clock
from bot.discord.base import Discord, Gone, NotPossible
from bot.protocol.messages import Conversation, ConversationMessage
from bot.protocol.moments import Moment, to_iso
from bot.protocol.tasks import Task
from bot.sessions import notices_repository, origins_repository, recent_actions_repository, repository
from bot.sessions.outbox import Outbox
from bot.state.person import Person
from bot.state.personal_data import Section
from bot.state.session import MESSAGE_DELETED, SessionState, WorkSession
from bot.store import Connection, Database
from bot.texts import Sentences
from bot.withdrawals.repository import Withdrawal, add_withdrawal

_ALL = 2**31
_AT_ONCE = 500
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_EMPTY = {"text": "", "user_id": None, "frontend_message_id": None}


class WorkData:
    """Work sessions of a person, and the messages of others' that a session keeps as part of its package."""

    name = "work"
    tables = frozenset({"session", "outbox", "notice", "submitted_text", "recent_action"})

    def __init__(self, database: Database, clock: Clock, outbox: Outbox, discord: Discord, say: Sentences) -> None:
        """Make it.

        Args:
            database: where sessions are.
            clock: tells when.
            outbox: is kept from delivering what is being deleted.
            discord: where cards are that show a deleted message.
            say: the sentences for those cards; in which language their readers read is not stored.
        """
        self._database = database
        self._clock = clock
        self._outbox = outbox
        self._discord = discord
        self._say = say

    async def export(self, person: Person) -> Section:
        """See `PersonalData.export`. Of a package, whose texts are other people's, the ids are named."""
        return await self._database.read(partial(_exported, person_id=person.person_id))

    async def forget_messages(self, message_ids: frozenset[UUID]) -> None:
        """See `PersonalData.forget_messages`. Open sessions that show one of them lapse, with a sentence."""
        await self._database.write(partial(origins_repository.forget_origins, message_ids=message_ids))
        last: UUID | None = None
        while message_ids:
            offers = await self._database.read(partial(repository.offers_after, session_id=last, at_most=_AT_ONCE))
            if not offers:
                return
            last = offers[-1][0]
            texts = {str(message_id) for message_id in message_ids}
            found = [session_id for session_id, offer in offers if not texts.isdisjoint(_UUID.findall(offer))]
            if found:
                now = self._clock.now()
                lapsed = await self._database.write(
                    partial(_withdraw, session_ids=found, message_ids=message_ids, now=now)
                )
                for session in lapsed:
                    await self._show_again(session)

    async def erase(self, person: Person) -> None:
        """See `PersonalData.erase`. Cards of the person's, as far as they are known, disappear from Discord."""
        now = self._clock.now()

        def erase(connection: Connection) -> None:
            for session in repository.sessions_of(connection, person.person_id):
                if session.channel_id is not None and session.card_id is not None:
                    add_withdrawal(connection, Withdrawal(session.channel_id, session.card_id), now)
            repository.delete_all_of(connection, person.person_id)

        async with self._outbox.undisturbed(person.person_id):
            await self._database.write(erase)

    async def _show_again(self, session: WorkSession) -> None:
        if session.channel_id is None or session.card_id is None:
            return
        # A card that cannot be reached shows the full state at its next press.
        with suppress(Gone, NotPossible):
            await self._discord.edit(session.channel_id, session.card_id, session_card(session, self._say))


def without_messages(offer: Offer, message_ids: frozenset[UUID]) -> Offer:
    """Return a package without the texts and authors of certain messages; the same one where it has none."""
    task = offer.task
    changes: dict[str, Conversation | tuple[ConversationMessage, ...]] = {}
    for name, value in _parts_with_messages(task):
        messages = value.messages if isinstance(value, Conversation) else value
        emptied = tuple(
            message.model_copy(update=_EMPTY) if message.id in message_ids else message for message in messages
        )
        changes[name] = value.model_copy(update={"messages": emptied}) if isinstance(value, Conversation) else emptied
    return offer.model_copy(update={"task": task.model_copy(update=changes)})


def _parts_with_messages(task: Task) -> Iterator[tuple[str, Conversation | tuple[ConversationMessage, ...]]]:
    """Yield the fields of a task that hold messages."""
    for name in type(task).model_fields:
        value = getattr(task, name)
        if isinstance(value, Conversation) or (isinstance(value, tuple) and _are_messages(value)):
            yield name, value


def _are_messages(values: tuple[object, ...]) -> bool:
    return bool(values) and all(isinstance(value, ConversationMessage) for value in values)


def _messages_in(task: Task) -> Iterator[ConversationMessage]:
    for _, value in _parts_with_messages(task):
        yield from value.messages if isinstance(value, Conversation) else value


def _withdraw(
    connection: Connection, *, session_ids: list[UUID], message_ids: frozenset[UUID], now: Moment
) -> list[WorkSession]:
    """Take messages out of sessions; returns those that lapse by it."""
    lapsed = []
    for session_id in session_ids:
        session = repository.find(connection, session_id)
        if session is None:
            continue
        offer = without_messages(session.offer, message_ids)
        if offer == session.offer:
            continue
        repository.replace_offer(connection, session_id, offer.model_dump_json())
        if session.state is SessionState.OPEN:
            repository.withdraw_package(connection, session_id, MESSAGE_DELETED, now)
            notices_repository.add(connection, session.person_id, MESSAGE_DELETED, now)
            ended = repository.find(connection, session_id)
            lapsed += [] if ended is None else [ended]
    return lapsed


def _exported(connection: Connection, *, person_id: UUID) -> Section:
    sessions: list[JsonValue] = [_session(session) for session in repository.sessions_of(connection, person_id)]
    waiting: list[JsonValue] = [
        {
            "session_id": str(entry.session_id),
            "kind": entry.kind,
            "answer": None if entry.answer is None else ANSWER.dump_python(entry.answer, mode="json"),
            "since": to_iso(entry.created_at),
        }
        for entry in repository.waiting_answers_of(connection, person_id)
    ]
    notices: list[JsonValue] = [
        {
            "sentence": notice.sentence,
            "arguments": dict(notice.arguments),
            "decision_id": None if notice.decision_id is None else str(notice.decision_id),
        }
        for notice in notices_repository.waiting(connection, person_id, _ALL)
    ]
    recent: list[JsonValue] = [
        {
            "kind": kind,
            "happened_at": to_iso(moment),
            "server_id": None if server_id is None else str(server_id),
        }
        for kind, moment, server_id in recent_actions_repository.all_of(connection, person_id)
    ]
    return {
        "sessions": sessions,
        "answers_waiting_for_delivery": waiting,
        "notices_not_yet_shown": notices,
        "recent_drafts_and_skips": recent,
    }


def _session(session: WorkSession) -> JsonValue:
    return {
        "session_id": str(session.session_id),
        "server_id": None if session.server_id is None else str(session.server_id),
        "task_type": session.task.type,
        "language": session.language,
        "topic": session.topic,
        "wished_type": session.wished_type,
        "wished_topic": session.wished_topic,
        "state": session.state.value,
        "is_put_aside": session.is_put_aside,
        "collective_package_id": None if session.collective_id is None else str(session.collective_id),
        "began_at": to_iso(session.created_at),
        "expires_at": to_iso(session.expires_at),
        "shown_message_ids": [str(message.id) for message in _messages_in(session.task)],
        "draft": None if session.draft is None else ANSWER.dump_python(session.draft, mode="json"),
        "receipt": None if session.receipt is None else session.receipt.model_dump(mode="json"),
        "refusal": None if session.refusal is None else session.refusal.model_dump(mode="json"),
        "card": None
        if session.channel_id is None
        else {"channel_id": str(session.channel_id), "message_id": str(session.card_id)},
    }
