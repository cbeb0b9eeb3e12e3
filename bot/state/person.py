"""A person as the rest of the bot sees them."""

from dataclasses import dataclass
from uuid import UUID

from bot.backends.values import Consent, Contributor


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has used the bot.

    `person_id` is our own; `consent` is what they accepted last, None where they have not, or have taken it back. Only
    of those who have ever agreed may a backend be asked.
    """

    person_id: UUID
    discord_id: int
    display_name: str
    consent: Consent | None = None
    has_ever_agreed: bool = False

    @property
    def contributor(self) -> Contributor:
        """The same person, as backends know them."""
        return Contributor(self.person_id, self.discord_id, self.display_name, self.consent)
