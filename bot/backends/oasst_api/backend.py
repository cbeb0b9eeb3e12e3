"""`TaskBackend` on the task backend API."""

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Final, NoReturn, Self
from uuid import UUID

from bot.backends.base import Capability, TaskBackend
from bot.backends.errors import NotSupported
from bot.backends.oasst_api.boards import Boards
from bot.backends.oasst_api.client import PATIENT, ApiClient, Timeouts
from bot.backends.oasst_api.key_rights import KeyCheck, KeyRights
from bot.backends.oasst_api.moderating import Moderating
from bot.backends.oasst_api.reading import Reading
from bot.backends.oasst_api.users import Directory, Users
from bot.backends.oasst_api.working import Working
from bot.backends.values import Consent, Contributor
from bot.clock import Clock

_CAPABILITIES: Final[Mapping[KeyRights | None, frozenset[Capability]]] = {
    KeyRights.TRUSTED: frozenset({Capability.ADMIT, Capability.MODERATION}),
    KeyRights.ANY: frozenset(),
    # Nobody is to be told that new people are not taken in before that is known. Should it be so, they are told then.
    None: frozenset({Capability.ADMIT}),
}


class OasstApiBackend(Working, Reading, Boards, Moderating):
    """Conversation trees elsewhere, behind the task backend API. Use as an async context manager."""

    personal_tables: frozenset[str] = frozenset()
    """What the backend stores is not in the bot's own database."""

    def __init__(self, url: str, key: str, clock: Clock, directory: Directory, timeouts: Timeouts = PATIENT) -> None:
        """Make a backend; nothing is sent yet.

        Args:
            url: Address of the task backend.
            key: API key, trusted or not.
            clock: Tells when a package expires.
            directory: Who our people are.
            timeouts: Of every call.

        Raises:
            ValueError: The address is none, or the key has characters that no key has.
        """
        client = ApiClient(url, key, timeouts)
        super().__init__(client, Users(client, directory), KeyCheck(client), clock)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._key_check.close()
        await self._client.close()

    async def capabilities(self) -> frozenset[Capability]:
        """Tell what our key allows; what is to be hoped while the backend was never reached."""
        return _CAPABILITIES[await self._key_check.now()]

    async def admit(self, contributor: Contributor) -> None:
        """See `WorkBackend.admit`."""
        await self._users.admit(contributor)

    async def learn_consents(self, consents: Sequence[tuple[UUID, Consent]]) -> None:
        """See `WorkBackend.learn_consents`: a task server keeps only that somebody accepted."""

    async def can_change_answer(self, *_: object, **__: object) -> bool:
        """Say no: see `change_answer`."""
        return False

    async def _unknown(self, *_: object, **__: object) -> None:
        """Know nothing, since the API does not tell."""

    waiting = languages = _unknown

    async def _not_supported(self, *_: object, **__: object) -> NoReturn:
        raise NotSupported

    # The API cannot change an answer. A task ends there by an answer, a skip or in time. Its collective tasks fail for
    # labels, and cannot be closed. Its trees have no topics. A user deleted there comes back as a new one with the same
    # Discord id: they are disabled instead.
    change_answer = put_aside = take_up = topics = _not_supported
    open_collective = join_collective = look_at_collective = close_collective = forget = _not_supported
    # Nor does it remember decisions: see `Moderating.decide`.
    undo = object_to = decision = decision_about = also_touched = record = audit_log = _not_supported
    texts_in = notes = add_note = remove_note = set_listed = _not_supported


if TYPE_CHECKING:
    _conforms: type[TaskBackend] = OasstApiBackend
