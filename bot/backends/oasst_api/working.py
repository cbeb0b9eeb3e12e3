"""Getting packages, answering them once, giving them back."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, NamedTuple, TypeVar
from uuid import UUID

from bot.backends.errors import (
    MessageNotFound,
    NoTaskAvailable,
    NotSupported,
    NotYourTask,
    RateLimited,
    Refused,
    TaskAlreadyDone,
    TaskExpired,
    TaskNotFound,
    TermsNotAccepted,
    TextTooLong,
    UserDisabled,
    UserNotFound,
)
from bot.backends.oasst_api.answers import COUNTS_SCALES, interaction_for, points_for
from bot.backends.oasst_api.client import ApiClient, Call
from bot.backends.oasst_api.key_rights import KeyCheck, KeyRights
from bot.backends.oasst_api.part import Part
from bot.backends.oasst_api.recent import Recent
from bot.backends.oasst_api.refusals import InteractionFailed
from bot.backends.oasst_api.tasks import impartial, usable_task
from bot.backends.oasst_api.users import Users
from bot.backends.values import (
    Answer,
    Contributor,
    Offer,
    Receipt,
    TextAnswer,
    answer_id,
)
from bot.clock import Clock
from bot.log import get_logger
from bot.protocol.messages import Message
from bot.protocol.moments import Span
from bot.protocol.stats import PublicSettings
from bot.protocol.tasks import (
    RequestedType,
    Task,
    TaskAck,
    TaskDone,
    TaskNack,
    TaskRequest,
    TaskType,
    parse_availability,
)
from bot.rules.thresholds import Thresholds

_log = get_logger(__name__)

Result = TypeVar("Result")

_VALIDITY: Final[Span] = Thresholds().task_validity
"""How long the backend takes an answer; a task does not say."""

_MOST_REMEMBERED: Final = 1_000

_SAID_BEFORE_DONE: Final = (TaskExpired, TaskNotFound, TermsNotAccepted, UserDisabled)
"""What the backend looks at before it looks whether it has the answer already."""


class _Begun(NamedTuple):
    """A task that was handed out to a session of this process."""

    person_id: UUID
    offer: Offer


class Working(Part):
    """What `WorkBackend` asks for and the wire can do.

    The frontend's id of a task is the session id. A task that was requested and never acked, because this process
    died in between, lapses at the backend by itself.
    """

    def __init__(self, client: ApiClient, users: Users, key_check: KeyCheck, clock: Clock) -> None:
        super().__init__(client, users, key_check, clock)
        self._begun: Recent[UUID, _Begun] = Recent(_MOST_REMEMBERED)
        self._sessions: Recent[UUID, UUID] = Recent(_MOST_REMEMBERED)
        self._receipts: Recent[tuple[UUID, UUID], Receipt] = Recent(_MOST_REMEMBERED)

    async def availability(self, contributor: Contributor, language: str) -> Mapping[TaskType, int]:
        """See `WorkBackend.availability`."""
        body = await self._users.named(contributor)
        call = Call(method="POST", path="/tasks/availability", body=body, query={"lang": language})
        return await self._as_admitted(contributor, lambda: self._client.read(call, parse_availability))

    async def request(
        self,
        contributor: Contributor,
        session_id: UUID,
        task_type: RequestedType,
        language: str,
        server_id: int | None,  # noqa: ARG002 - the wire knows no servers
        topic: str | None = None,
        *,
        may_be_check: bool = False,  # noqa: ARG002 - nor checks
    ) -> Offer:
        """See `WorkBackend.request`.

        A repeat acks the task of the first time, never a second one: two tasks with one frontend id are both broken.

        Raises:
            NoTaskAvailable: As there.
            NotYourTask: The session has somebody else's package.
            NotSupported: A topic was given: the wire knows none.
        """
        if topic is not None:
            raise NotSupported
        user = await self._users.named(contributor)
        begun = self._begun.get(session_id)
        if begun is None:
            # Taken before the call: our idea of the end must not lie behind the backend's.
            expires_at = self._clock.now() + _VALIDITY
            body = TaskRequest(type=task_type, user=user, lang=language)
            # Repeated when the connection breaks: a task that came of the first try and was not heard of lapses.
            call = Call(method="POST", path="/tasks/", body=body)
            try:
                task = await self._as_admitted(contributor, lambda: self._client.read(call, usable_task))
            except NoTaskAvailable:
                raise NoTaskAvailable(language=language) from None
            offer = Offer(task=impartial(task), expires_at=expires_at, counts_scales=COUNTS_SCALES)
            begun = _Begun(contributor.person_id, offer)
            self._begun.put(session_id, begun)
            self._sessions.put(task.id, session_id)
        if begun.person_id != contributor.person_id:
            raise NotYourTask
        ack = TaskAck(message_id=str(session_id))
        if self._receipts.get((session_id, contributor.person_id)) is None:
            path = f"/tasks/{begun.offer.task.id}/ack"
            await self._client.do(Call(method="POST", path=path, body=ack, user=user.header))
        return begun.offer

    async def submit(
        self,
        contributor: Contributor,
        session_id: UUID,
        task: Task,
        answer: Answer,
        server_id: int | None,  # noqa: ARG002 - the wire knows no servers
    ) -> Receipt:
        """See `WorkBackend.submit`.

        An answer whose delivery had an unknown outcome is delivered again: the backend then says "already done", or
        refuses what is there already, and a text is asked for by its id. Where it fails inside (which is also what
        becomes of a broken database or network behind it) nothing is final: it may take the answer later.
        """
        done = self._receipts.get((session_id, contributor.person_id))
        if done is None:
            done = await self._submit(contributor, session_id, task, answer)
            self._receipts.put((session_id, contributor.person_id), done)
        return done

    async def _submit(self, contributor: Contributor, session_id: UUID, task: Task, answer: Answer) -> Receipt:
        interaction = interaction_for(session_id, task, answer, await self._users.named(contributor))
        call = Call(method="POST", path="/tasks/interaction", body=interaction)
        try:
            await self._as_admitted(contributor, lambda: self._deliver(call))
        except (NotYourTask, RateLimited):
            raise
        except (Refused, InteractionFailed) as error:
            if isinstance(answer, TextAnswer):
                if isinstance(error, TextTooLong):
                    raise TextTooLong(limit=await self._message_size(), length=len(answer.text)) from None
                message = await self._message_of(session_id)
                if message is not None:
                    return _receipt(task, message)
            elif isinstance(error, TaskAlreadyDone):
                return _receipt(task)
            elif isinstance(error, Refused):
                error.may_be_taken = isinstance(error, _SAID_BEFORE_DONE)
            raise
        if not isinstance(answer, TextAnswer):
            return _receipt(task)
        message = await self._message_of(session_id)
        if message is None:
            _log.warning("the task backend took a text and does not find it", session=str(session_id))
        return _receipt(task, message)

    async def skip(self, contributor: Contributor, session_id: UUID, task: Task, reason: str) -> None:
        """See `WorkBackend.skip`."""
        if self._sessions.get(task.id) not in (session_id, None):
            raise TaskNotFound
        user = (await self._users.named(contributor)).header
        call = Call(method="POST", path=f"/tasks/{task.id}/nack", body=TaskNack(reason=reason), user=user)
        try:
            await self._client.do(call)
        except UserNotFound:
            raise NotYourTask from None  # whom the backend does not know has no task

    async def _deliver(self, call: Call) -> None:
        """Send an answer; again where the backend failed inside: an earlier delivery that was under way is done now."""
        try:
            await self._client.read(call, TaskDone.parse)
        except InteractionFailed:
            await self._client.read(call, TaskDone.parse)

    async def _message_size(self) -> int:
        """Return the longest text that this backend takes, which its refusal does not say."""
        call = Call(method="GET", path="/admin/backend_settings/public")
        return (await self._client.read(call, PublicSettings.parse)).message_size_limit

    async def _message_of(self, session_id: UUID) -> Message | None:
        """Return the message that a session's text became; None where there is none."""
        call = Call(method="GET", path=f"/frontend_messages/{answer_id(session_id)}")
        try:
            return await self._client.read(call, Message.parse)
        except MessageNotFound:
            return None

    async def _as_admitted(self, contributor: Contributor, work: Callable[[], Awaitable[Result]]) -> Result:
        """Do something; where the backend does not know yet that somebody accepted the terms, tell it and try again.

        Only who has agreed gets as far as to work. That they have was not told where the backend was down, or another
        one, when they agreed.

        Raises:
            TermsNotAccepted: Our key may not tell.
        """
        try:
            return await work()
        except TermsNotAccepted:
            if await self._key_check.find_out() is not KeyRights.TRUSTED:
                raise
        await self._users.admit(contributor)
        return await work()


def _receipt(task: Task, message: Message | None = None) -> Receipt:
    """Tell what became of an answer; `message` is the one that a text became. A deleted one earns nothing there."""
    if message is None:
        return Receipt(points=points_for(task))
    return Receipt(
        message_id=message.id, points=0 if message.deleted else points_for(task), deleted=bool(message.deleted)
    )
