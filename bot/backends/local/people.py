"""The people whom the local backend knows."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from bot.backends.cases import Bar, RulingKind
from bot.backends.errors import BarredHere, UserDisabled, UserNotFound
from bot.backends.local.ids import Key, id_of
from bot.backends.local.repository import bars, contributors, decisions
from bot.backends.local.repository.contributors import ContributorRow
from bot.backends.local.step import Step
from bot.backends.values import Consent, Contributor
from bot.protocol.moments import Moment
from bot.rules.fingerprints import fingerprint

_NAMED_SINCE_EDITION: Final = 2
"""Of the agreement: see `bot.people.agreement.EDITION`."""


def admit(step: Step, contributor: Contributor) -> None:
    """See `WorkBackend.admit`."""
    ensure_known(step, contributor)


def learn_consents(step: Step, consents: Sequence[tuple[UUID, Consent]]) -> None:
    """See `WorkBackend.learn_consents`."""
    for person_id, consent in consents:
        contributors.learn_consent(step.connection, person_id.bytes, consent)


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


def ensure_may_work(step: Step, contributor: Contributor, server_id: int | None) -> ContributorRow:
    """Do the same for somebody who is about to work in a server.

    Raises:
        UserDisabled: They may not work at all.
        BarredHere: They may not in this server.
    """
    person = ensure_enabled(step, contributor)
    check_not_barred(step, contributor, server_id)
    return person


def check_not_barred(step: Step, contributor: Contributor, server_id: int | None) -> None:
    """Make sure that somebody may work in a server.

    Raises:
        BarredHere: They may not.
    """
    bar = None if server_id is None else bar_of(step, contributor, server_id)
    if bar is not None:
        refused = BarredHere()
        refused.reason = bar.reason
        raise refused


def bar_of(step: Step, contributor: Contributor, server_id: int) -> Bar | None:
    """See `ModerationBackend.bar_of`."""
    row = bars.find(step.connection, contributor.person_id.bytes, server_id)
    if row is not None:
        decision_id = None if row.decision_id is None else id_of(row.decision_id)
        return Bar(server_id=server_id, since=row.barred_at, reason=row.reason, decision_id=decision_id)
    since = contributors.banned_since(step.connection, bar_fingerprint(step, contributor.discord_id, server_id))
    return None if since is None else Bar(server_id=server_id, since=since, reason="")


def is_enabled(step: Step, contributor: Contributor) -> bool:
    """See `ModerationBackend.is_enabled`."""
    person = contributors.find(step.connection, contributor.person_id.bytes)
    return person is None or bool(person.enabled)


def disabling_of(step: Step, contributor: Contributor) -> UUID | None:
    """See `ModerationBackend.disabling_of`. Whoever was deleted while disabled, and came back, has none."""
    person = contributors.find(step.connection, contributor.person_id.bytes)
    if person is None or person.enabled:
        return None
    made = decisions.last_standing(step.connection, person.person_id, RulingKind.DISABLE)
    return None if made is None else id_of(made.decision_id)


def find(step: Step, person_id: Key) -> ContributorRow:
    """Return what is known of a contributor.

    Raises:
        UserNotFound: Nothing.
    """
    person = contributors.find(step.connection, person_id)
    if person is None:
        raise UserNotFound
    return person


def may_be_named(step: Step, person_id: Key | None, written_at: Moment) -> bool:
    """Say whether somebody had accepted, when they wrote something, that moderators see their name."""
    if person_id is None:
        return False
    edition = contributors.edition_at(step.connection, person_id, written_at)
    return edition is not None and edition >= _NAMED_SINCE_EDITION


def ban_fingerprint(step: Step, discord_id: int) -> bytes:
    """Hash a Discord id for the list of banned ones."""
    return fingerprint(step.secret_key, "ban", str(discord_id))


def bar_fingerprint(step: Step, discord_id: int, server_id: int) -> bytes:
    """Hash a Discord id for the list of those who were barred from a server and then deleted."""
    return fingerprint(step.secret_key, "bar", f"{server_id}:{discord_id}")
