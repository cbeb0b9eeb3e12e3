"""Who somebody is, and whether they have agreed to contribute."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from uuid import UUID, uuid4

from bot.backends.base import Capability, TaskBackend
from bot.backends.errors import Refused, Unavailable
from bot.backends.values import Consent
from bot.clock import Clock
from bot.people import repository
from bot.people.agreement import EDITION, Agreement
from bot.protocol.moments import Moment
from bot.state.person import Person
from bot.store import Database
from bot.texts import Catalogue, Sentences

_MOST_REMEMBERED = 20_000
_AT_A_TIME = 500


class People:
    """Persons by Discord id, remembered between clicks; the database has the truth."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        backend: TaskBackend,
        agreement: Agreement,
        catalogue: Catalogue,
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        self._database = database
        self._clock = clock
        self._backend = backend
        self._agreement = agreement
        self._version = agreement.version(catalogue.sentences(None))
        self._new_id = new_id
        self._remembered: dict[int, Person] = {}
        self._told_of = 0

    @property
    def agreement_version(self) -> str:
        """The version that people must have accepted."""
        return self._version

    def agreement_text(self, say: Sentences) -> tuple[str, ...]:
        """Return the agreement's paragraphs in a reader's language."""
        return self._agreement.paragraphs(say)

    def known_people_only(self, say: Sentences) -> str:
        """Say what newcomers should know before they agree where the backend does not take them in."""
        return say("agreement-known-people-only", contact=self._agreement.contact(say))

    async def identify(self, discord_id: int, display_name: str) -> Person:
        """Identify the person behind a Discord user, made known where they are new.

        Args:
            discord_id: the user's snowflake.
            display_name: the name that they show now; a change is noted.

        Raises:
            LookupError: who was just saved is gone: they were deleted at the same time.
        """
        known = self._remembered.get(discord_id)
        if known is None:
            known = await self._database.read(repository.find_by_discord_id, discord_id)
        if known is None or known.display_name != display_name:
            person_id = known.person_id if known else self._new_id()
            now = self._clock.now()
            await self._database.write(repository.save, person_id, discord_id, display_name, now)
            # Read back: another click of the same person may have been first with another id.
            known = await self._database.read(repository.find_by_discord_id, discord_id)
            if known is None:
                raise LookupError("a person who was just saved is gone")
        self._remember(known)
        return known

    async def by_id(self, person_id: UUID) -> Person | None:
        """Return the person with our own id; None where they were deleted."""
        return await self._database.read(repository.find_by_person_id, person_id)

    async def by_discord_id(self, discord_id: int) -> Person | None:
        """Return the person behind a Discord user, without making them known; None where nobody knows them."""
        return await self._database.read(repository.find_by_discord_id, discord_id)

    def has_agreed(self, person: Person) -> bool:
        """Say whether the person has accepted the agreement in its present version."""
        return person.consent is not None and person.consent.version == self._version

    async def answer_agreement(self, person: Person, *, accepted: bool, server_id: int | None) -> Person:
        """Record the person's answer to the agreement; with a yes, the backend gets to know them.

        Returns:
            The person with what they agreed to now.
        """
        now = self._clock.now()
        consent = Consent(self._version, EDITION, now)
        await self._database.write(
            repository.add_consent, person.person_id, consent, accepted=accepted, server_id=server_id
        )
        answered = replace(
            person,
            consent=consent if accepted else None,
            has_ever_agreed=person.has_ever_agreed or accepted,
        )
        self._remember(answered)
        # Not before it is recorded that they agreed. A backend that cannot hear of it now is told when they work.
        if accepted and await self.takes_newcomers():
            with suppress(Refused, Unavailable):
                await self._backend.admit(answered.contributor)
        return answered

    async def tell_consents(self) -> None:
        """Tell the backend of all that was accepted and that it was not told of by this process.

        A backend hears what somebody accepted when they work. Of those who did before it kept that, and never came
        again, it would know nothing, and release no text.

        Raises:
            Unavailable: It cannot be reached; the next time goes on from here.
        """
        while found := await self._database.read(repository.consents_since, self._told_of, _AT_A_TIME):
            await self._backend.learn_consents([(person_id, consent) for _, person_id, consent in found])
            self._told_of = found[-1][0]

    async def takes_newcomers(self) -> bool:
        """Say whether the backend takes in people whom it does not know yet."""
        return Capability.ADMIT in await self._backend.capabilities()

    async def may_look_around(self, person: Person) -> bool:
        """Say whether somebody may be told what is open: they have agreed, or nothing of them leaves the bot."""
        return self.has_agreed(person) or Capability.LOOK_AROUND in await self._backend.capabilities()

    async def consents(self, person: Person) -> list[tuple[str, bool, Moment]]:
        """Return every answer that the person gave to the agreement, oldest first: version, accepted, moment."""
        return await self._database.read(repository.consents, person.person_id)

    async def count_agreed(self) -> int:
        """How many people have accepted the agreement at least once."""
        return await self._database.read(repository.count_agreed)

    async def purge(self, person: Person, purger: Person) -> None:
        """Note that the operator has somebody deleted for good; `bot.privacy.deletion` then does it."""
        await self._database.write(
            repository.ask_for_deletion, person.person_id, self._clock.now(), purged_by=purger.person_id
        )

    async def purger_of(self, person: Person) -> Person | None:
        """Return the operator who has somebody deleted; None where they asked themselves, or are not to be deleted."""
        return await self._database.read(repository.purger_of, person.person_id)

    def forget(self, person: Person) -> None:
        """Forget the person, who was deleted from the database."""
        self._remembered.pop(person.discord_id, None)

    def _remember(self, person: Person) -> None:
        self._remembered.pop(person.discord_id, None)
        while len(self._remembered) >= _MOST_REMEMBERED:
            self._remembered.pop(next(iter(self._remembered)))
        self._remembered[person.discord_id] = person
