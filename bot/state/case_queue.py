"""Which cases a moderator looks at. It is kept in the controls of the list, and nowhere else."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass, replace
from typing import Final, TypeVar
from uuid import UUID

from bot.backends.cases import CaseFilter, CaseState, MessageKind
from bot.protocol.moments import DAY, Moment
from bot.rules.harm import SignalKind
from bot.rules.languages import normalise_tag

AGES: Final = (0, 1, 3, 7)
"""In days: cases that are open for so long at least."""

_KINDS: Final = tuple(MessageKind)
_SIGNALS: Final = tuple(SignalKind)
_PARTS: Final = 6
_LONGEST_BESIDE_A_PLACE: Final = 12
"""So long is the tag of a language at most that leaves room for the place in the list; a custom id has a limit."""
_BYTES_OF_AN_ID: Final = 16
_Kind = TypeVar("_Kind", MessageKind, SignalKind)


@dataclass(frozen=True, slots=True)
class CaseQueue:
    """What a list of cases shows; what is None does not matter.

    Attributes:
        language: of the message.
        kind: of the message.
        signal: that the case has.
        days: so old it is at least.
        decided: whether decided cases are shown, and not the open ones.
        everywhere: whether those of all servers are, which only the operator sees.
        after: the case after which the page begins; None for the first page.
    """

    language: str | None = None
    kind: MessageKind | None = None
    signal: SignalKind | None = None
    days: int = 0
    decided: bool = False
    everywhere: bool = False
    after: UUID | None = None

    def __str__(self) -> str:
        """Return it in short, for custom ids: places in the lists of kinds and signals instead of their names."""
        kind = "" if self.kind is None else str(_KINDS.index(self.kind))
        signal = "" if self.signal is None else str(_SIGNALS.index(self.signal))
        flags = self.decided + 2 * self.everywhere
        filters = f"{self.language or ''}/{kind}/{signal}/{self.days}/{flags}"
        if self.after is None or len(self.language or "") > _LONGEST_BESIDE_A_PLACE:
            return filters
        return f"{filters}/{urlsafe_b64encode(self.after.bytes).decode().rstrip('=')}"

    @classmethod
    def parse(cls, text: str | None) -> "CaseQueue":
        """Read it back; of a forged one what can be read."""
        parts = ((text or "").split("/") + [""] * _PARTS)[:_PARTS]
        language, kind, signal, days, flags, after = parts
        return cls(
            language=normalise_tag(language) if language else None,
            kind=_at(_KINDS, kind),
            signal=_at(_SIGNALS, signal),
            days=next((each for each in AGES if str(each) == days), 0),
            decided=flags in {"1", "3"},
            everywhere=flags in {"2", "3"},
            after=_id(after),
        )

    def wanted(self, server_id: int | None, now: Moment) -> CaseFilter:
        """Return it as backends know it, for the cases of one server, or (None) of all."""
        return CaseFilter(
            state=CaseState.DECIDED if self.decided else CaseState.OPEN,
            server_id=server_id,
            language=self.language,
            message_kind=self.kind,
            signal=self.signal,
            opened_before=now - self.days * DAY if self.days else None,
        )

    def turned(self) -> "CaseQueue":
        """Return the same for decided cases instead of open ones, or the other way round."""
        return replace(self, decided=not self.decided)

    def from_the_first(self) -> "CaseQueue":
        """Return the same from the first page on."""
        return replace(self, after=None)


def _id(written: str) -> UUID | None:
    try:
        key = urlsafe_b64decode(written.encode() + b"==")
    except (Error, UnicodeError):
        return None
    return UUID(bytes=key) if len(key) == _BYTES_OF_AN_ID else None


def _at(kinds: tuple[_Kind, ...], place: str) -> _Kind | None:
    return kinds[int(place)] if place.isascii() and place.isdecimal() and int(place) < len(kinds) else None
