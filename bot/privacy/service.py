"""`/privacy`: what is stored about the one who asks; their export; their deletion."""

import asyncio
from collections.abc import Mapping, Sequence

from bot.backends.base import Capability, TaskBackend
from bot.backends.errors import Refused, Unavailable
from bot.cards.people import sentence_card
from bot.cards.privacy import (
    NAMESPACE,
    StoredAbout,
    agreement_reminder_card,
    delete_question,
    deleted_card,
    export_cards,
    privacy_card,
    trust_card,
)
from bot.clock import Clock
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.responses import FollowUp, Response, ResponseKind
from bot.log import get_logger
from bot.people.service import People
from bot.privacy.deletion import Deletion
from bot.privacy.export_files import export_files
from bot.protocol.moments import to_iso
from bot.state.personal_data import PersonalData, Section

_log = get_logger(__name__)

EXPORT_FORMAT = 1
"""Raised when the form of an export changes in a way that a program could stumble over."""


class Privacy:
    """Everybody's rights on their own data; they belong to those who never agreed as well."""

    def __init__(
        self,
        people: People,
        backend: TaskBackend,
        features: Sequence[PersonalData],
        deletion: Deletion,
        clock: Clock,
        contact: str,
    ) -> None:
        """Make it.

        Args:
            people: knows the agreement and the answers to it.
            backend: says whether it can forget.
            features: all that store something about people.
            deletion: deletes from the same features.
            clock: tells when an export was made.
            contact: how the operator is reached; empty: it is said in general words.
        """
        self._people = people
        self._backend = backend
        self._features = features
        self._deletion = deletion
        self._clock = clock
        self._contact = contact

    async def show(self, click: Click) -> Response:
        """Answer `/privacy show` with all that is stored about the person, in numbers, and the agreement."""
        sections, unasked = await self._sections(click)
        stored = await self._stored(click, sections)
        lists_answers = Capability.LIST_ANSWERS in await self._backend.capabilities()
        reminder = agreement_reminder_card(self._people.agreement_text(click.say), click.say)
        # Messages of their own: together they would be too long for one where the operator has much to say.
        figures = await self._backend.trust_figures(click.person.contributor) if stored.has_contributed else None
        trust = () if figures is None else (FollowUp(trust_card(figures, click.say), ephemeral=True),)
        return Response(
            privacy_card(stored, click.say, backend_lists_answers=lists_answers, backend_answers=not unasked),
            (*trust, FollowUp(reminder, ephemeral=True)),
        )

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "export")
    async def export(self, click: Click) -> Response:
        """Answer `/privacy export` with all of it, as files."""
        sections, unasked = await self._sections(click)
        about: Section = {
            "what": "Everything that this Discord bot stores about one person.",
            "format": EXPORT_FORMAT,
            "made_at": to_iso(self._clock.now()),
            "times": "ISO 8601, UTC",
            "contact": self._contact or click.say("contact-unnamed"),
            **({"could_not_be_asked": list(unasked)} if unasked else {}),
        }
        # Much data takes long to write down; others' interactions go on meanwhile.
        files = await asyncio.to_thread(export_files, about, sections)
        first, *others = export_cards(files, click.say, is_whole=not unasked)
        return Response(first, tuple(FollowUp(card, ephemeral=True) for card in others))

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "ask")
    async def ask_before_deleting(self, click: Click) -> Response:
        """Answer `/privacy delete`: what would go and stay, and the question; no backend is needed to ask it."""
        forgets = Capability.FORGET in await self._backend.capabilities()
        # Where the backend cannot delete, what it has is not part of the question.
        sections, _ = await self._sections(click) if forgets else ({}, ())
        stored = await self._stored(click, sections)
        return Response(delete_question(stored, click.say, backend_forgets=forgets))

    @action(ResponseKind.UPDATE, NAMESPACE, "delete")
    async def delete(self, click: Click) -> Response:
        """Delete everything: the person said yes."""
        forgets = Capability.FORGET in await self._backend.capabilities()
        stored = await self._stored(click, {})
        done = await self._deletion.delete(click.person)
        left_elsewhere = "" if forgets or not stored.has_ever_agreed else stored.contact
        return Response(deleted_card(click.say, done=done, left_elsewhere=left_elsewhere))

    @action(ResponseKind.UPDATE, NAMESPACE, "keep")
    async def keep(self, click: Click) -> Response:
        """Keep everything: the person said no."""
        return Response(sentence_card(click.say("delete-kept")))

    async def _sections(self, click: Click) -> tuple[dict[str, Section], tuple[str, ...]]:
        """Return what each feature stores about the person, and the features that could not be asked just now."""
        sections: dict[str, Section] = {}
        unasked = []
        # Who they are comes first, which is deleted last.
        for feature in reversed(self._features):
            try:
                sections[feature.name] = await feature.export(click.person)
            except (Refused, Unavailable) as error:
                _log.warning("personal data cannot be had", feature=feature.name, error_id=error.error_id)
                unasked.append(feature.name)
        return sections, tuple(unasked)

    async def _stored(self, click: Click, sections: Mapping[str, Section]) -> StoredAbout:
        consents = await self._people.consents(click.person)
        lists = {
            kind: things
            for section in sections.values()
            for kind, things in section.items()
            if isinstance(things, list)
        }
        drafts = [entry for entry in lists.get("sessions", ()) if isinstance(entry, dict) and entry.get("draft")]
        checks = [entry for entry in lists.get("check_answers", ()) if isinstance(entry, dict) and entry.get("passed")]
        return StoredAbout(
            display_name=click.person.display_name,
            discord_id=click.person.discord_id,
            consent=consents[-1] if consents else None,
            contact=self._contact or click.say("contact-unnamed"),
            has_ever_agreed=any(accepted for _, accepted, _ in consents),
            drafts=len(drafts),
            counts={kind: len(things) for kind, things in lists.items()},
            checks_passed=len(checks),
        )
