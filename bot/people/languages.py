"""The languages that people work in: what somebody has chosen, and how many have chosen what."""

from collections.abc import Callable, Mapping

from bot.people import repository
from bot.rules.languages import LANGUAGES
from bot.state.person import Person
from bot.store import Connection, Database

MOST_CHOSEN = 5
"""So many languages of one person are looked through for work; nobody is asked to wait for more."""

Chosen = tuple[str, ...]


class Languages:
    """Languages by person. Whoever has chosen none works in the default language."""

    def __init__(self, database: Database, default: str) -> None:
        self._database = database
        self.default = default

    def can_be_chosen(self, language: str) -> bool:
        """Say whether somebody can choose a language: one that is listed, or the default."""
        return language in LANGUAGES or language == self.default

    async def chosen_by(self, person: Person) -> Chosen:
        """Return the languages that a person has chosen, in their order; may be none."""
        return await self._database.read(repository.languages, person.person_id)

    async def to_work_in(self, person: Person, begin_with: str | None = None) -> Chosen:
        """Return the languages in which to look for work for a person, in this order; at least one.

        Args:
            person: who looks.
            begin_with: the language that they are at. One that they have not chosen is the only one.
        """
        own = await self.chosen_by(person) or (self.default,)
        if begin_with is None:
            return own
        if begin_with not in own:
            return (begin_with,)
        return (begin_with, *(language for language in own if language != begin_with))

    async def people_by_language(self) -> Mapping[str, int]:
        """Return how many people have chosen each language; those that nobody chose are absent."""
        return await self._database.read(repository.people_by_language)

    async def add(self, person: Person, languages: tuple[str, ...]) -> Chosen:
        """Add languages behind those that a person has; what cannot be chosen, or is one too many, is left out."""
        usable = [language for language in languages if self.can_be_chosen(language)]
        return await self._change(person, lambda chosen: tuple(dict.fromkeys((*chosen, *usable)))[:MOST_CHOSEN])

    async def remove(self, person: Person, language: str) -> Chosen:
        """Take a language away; one that they have not chosen changes nothing."""
        return await self._change(person, lambda chosen: tuple(each for each in chosen if each != language))

    async def put_first(self, person: Person, language: str) -> Chosen:
        """Put a language first; one that they have not chosen changes nothing."""
        return await self._change(person, lambda chosen: tuple(sorted(chosen, key=lambda each: each != language)))

    async def _change(self, person: Person, change: Callable[[Chosen], Chosen]) -> Chosen:
        def apply(connection: Connection) -> Chosen:
            before = repository.languages(connection, person.person_id)
            after = change(before)
            if after != before:
                repository.set_languages(connection, person.person_id, after)
            return after

        return await self._database.write(apply)
