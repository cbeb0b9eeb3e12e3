"""The people whom the local backend knows."""

from bot.backends.errors import UserDisabled, UserNotFound
from bot.backends.local.ids import Key
from bot.backends.local.repository import contributors
from bot.backends.local.repository.contributors import ContributorRow
from bot.backends.local.step import Step
from bot.backends.values import Contributor
from bot.rules.fingerprints import fingerprint


def admit(step: Step, contributor: Contributor) -> None:
    """See `WorkBackend.admit`."""
    ensure_known(step, contributor)


def ensure_known(step: Step, contributor: Contributor) -> ContributorRow:
    """Return what is known of a contributor, whom this makes known, by the name that they have now."""
    person_id = contributor.person_id.bytes
    known = contributors.find(step.connection, person_id)
    if known is None:
        banned = contributors.is_banned(step.connection, ban_fingerprint(step, contributor.discord_id))
        return contributors.add(
            step.connection,
            person_id,
            contributor.discord_id,
            contributor.display_name,
            step.now,
            step.random.randbytes(16),
            enabled=not banned,
        )
    if (known.discord_id, known.display_name) != (contributor.discord_id, contributor.display_name):
        contributors.rename(step.connection, person_id, contributor.discord_id, contributor.display_name)
    return known


def ensure_enabled(step: Step, contributor: Contributor) -> ContributorRow:
    """Do the same for somebody who is about to do something.

    Raises:
        UserDisabled: They may not.
    """
    person = ensure_known(step, contributor)
    if not person.enabled:
        raise UserDisabled
    return person


def find(step: Step, person_id: Key) -> ContributorRow:
    """Return what is known of a contributor.

    Raises:
        UserNotFound: Nothing.
    """
    person = contributors.find(step.connection, person_id)
    if person is None:
        raise UserNotFound
    return person


def ban_fingerprint(step: Step, discord_id: int) -> bytes:
    """Hash a Discord id for the list of banned ones."""
    return fingerprint(step.secret_key, "ban", str(discord_id))
