"""What somebody did, without Discord's library: the services see this."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from bot.policy import Rights
from bot.protocol.moments import Moment
from bot.rules.text import as_entered
from bot.state.person import Person
from bot.texts import Sentences


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was done. Ids are Discord's snowflakes; `server_id` is None in a direct message."""

    server_id: int | None
    channel_id: int
    text_channel_id: int | None = None
    """The text channel that it was done in, or that the thread belongs to; None where private threads cannot be had."""
    is_ephemeral: bool = False
    """Whether only the person sees the message whose control was pressed."""
    server_locale: str | None = None
    """The language that the server has at Discord, by Discord's name; None in a direct message."""


@dataclass(frozen=True, slots=True)
class Click:
    """A command, a press, a choice or a submitted form.

    `action`, `id` and `argument` are those of the control's custom id; `values` what was chosen in a select; `fields`
    the texts of a form by the custom ids of its inputs; `role_ids` the roles that the person has in the server of the
    click, and `joined_at` when they came there, None in a direct message. Those two decide what somebody may do now,
    and are never stored.
    """

    person: Person
    place: Place
    say: Sentences
    locale: str
    rights: Rights = field(default_factory=Rights)
    action: str = ""
    id: UUID | None = None
    argument: str | None = None
    values: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    role_ids: frozenset[int] = frozenset()
    joined_at: Moment | None = None

    def typed(self, field_id: str) -> str:
        """Return what a form brought in a field, as it is stored; empty where it brought nothing."""
        return as_entered(self.fields.get(field_id, "").replace("\0", ""))

    def by(self, person: Person) -> "Click":
        """Return the same click, with what has become known about the person."""
        return replace(self, person=person)
