"""The people whom the local backend knows."""

from typing import Final

from bot.backends.errors import UserDisabled, UserNotFound
from bot.backends.local.ids import Key
from bot.backends.local.repository import contributors
from bot.backends.local.repository.contributors import ContributorRow
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.step import Step
from bot.backends.values import Contributor
from bot.rules.fingerprints import fingerprint

_NAMED_SINCE_EDITION: Final = 2
"""Of the agreement: see `bot.people.agreement.EDITION`."""


def admit(step: Step, contributor: Contributor) -> None:
    """See `WorkBackend.admit`."""
    ensure_known(step, contributor)


def ensure_known(step: Step, contributor: Contributor) -> ContributorRow:
    """Return what is known of a contributor, whom this makes known, by the name that they have now."""
    person_id = contributor.person_id.bytes
    known = contributors.find(step.connection, person_id)
    if known is None:
        banned = contributors.is_banned(step.connection, ban_fingerprint(step, contributor.discord_id))
        known = contributors.add(
            step.connection,
            person_id,
            contributor.discord_id,
            contributor.display_name,
            step.now,
            step.random.randbytes(16),
            enabled=not banned,
        )
    elif (known.discord_id, known.display_name) != (contributor.discord_id, contributor.display_name):
        contributors.rename(step.connection, person_id, contributor.discord_id, contributor.display_name)
    if contributor.consent is not None and contributor.consent.version != known.agreement_version:
        contributors.note_consent(step.connection, person_id, contributor.consent)
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


def may_be_named(step: Step, message: MessageRow) -> bool:
    """Say whether a message's author had accepted, when they wrote it, that moderators see their name."""
    if message.author_id is None:
        return False
    edition = contributors.edition_at(step.connection, message.author_id, message.created_at)
    return edition is not None and edition >= _NAMED_SINCE_EDITION


def ban_fingerprint(step: Step, discord_id: int) -> bytes:
    """Hash a Discord id for the list of banned ones."""
    return fingerprint(step.secret_key, "ban", str(discord_id))
