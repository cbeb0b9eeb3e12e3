"""The languages that people work in: what somebody has chosen, and how many have chosen what."""

from collections.abc import Callable, Mapping, Sequence

from bot.interactions.click import Click
from bot.interactions.contributed_text import plain_name
from bot.people import repository
from bot.rules.languages import LANGUAGES, ORIGINAL_LANGUAGES, find_language
from bot.state.person import Person
from bot.state.session_errors import LanguageMistyped, LanguageUnknown
from bot.store import Connection, Database
from bot.texts.language_names import name_in, own_name
from bot.texts.typed_languages import complete, find_typed, nearest_typed

MOST_CHOSEN = 5
"""So many languages of one person are looked through for work; nobody is asked to wait for more."""

MOST_PROPOSED = 20
"""So many languages are in the short list below the agreement, beside those that are chosen: Discord shows 25."""

Chosen = tuple[str, ...]


class Languages:
    """Languages by person. Whoever has chosen none works in the default language."""

    def __init__(self, database: Database, default: str) -> None:
        self._database = database
        self.default = default

    def can_be_chosen(self, language: str) -> bool:
        """Say whether somebody can choose a language: one that is listed, or the default."""
        return language in LANGUAGES or language == self.default

    def find(self, typed: str, click: Click) -> str:
        """Return the tag of the language that somebody means who typed it.

        Args:
            typed: as they did.
            click: says how they read.

        Raises:
            LanguageUnknown: nobody can choose that.
            LanguageMistyped: likewise, and there is a language with nearly that name.
        """
        also = (self.default,)
        found = find_typed(typed, click.locale, also)
        if found is not None:
            return found
        near = nearest_typed(typed, click.locale, also)
        if near is None:
            raise LanguageUnknown(language=plain_name(typed))
        raise LanguageMistyped(language=plain_name(typed), near=name_in(near, click.say.language))

    async def complete(self, typed: str, person: Person | None, locale: str) -> Sequence[tuple[str, str]]:
        """Suggest languages to somebody who has begun to type one: how each is called, and its tag.

        Args:
            typed: what they have typed so far.
            person: who types; None for somebody who is not known yet.
            locale: of their client.
        """
        client = find_language(locale)
        chosen = () if person is None else await self.chosen_by(person)
        first = dict.fromkeys((*chosen, *([client.tag] if client else []), self.default))
        return [(_in_both(tag, locale), tag) for tag in complete(typed, locale, first)]

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

    async def proposed_to(self, person: Person, locale: str) -> Chosen:
        """Return the languages in which somebody will work who changes nothing; at least one.

        Args:
            person: who; what they have chosen counts.
            locale: of their client: its language comes first for who has chosen none, then the default language.
        """
        client = find_language(locale)
        likely = (*([client.tag] if client else []), self.default)
        return await self.chosen_by(person) or tuple(dict.fromkeys(likely))

    async def worth_proposing(self) -> Chosen:
        """Return the languages that a short list should have: the default, what others chose, then the campaign's."""
        people = await self.people_by_language()
        by_people = sorted(people, key=lambda tag: people[tag], reverse=True)
        return tuple(dict.fromkeys((self.default, *by_people, *ORIGINAL_LANGUAGES)))[:MOST_PROPOSED]

    async def people_by_language(self) -> Mapping[str, int]:
        """Return how many people have chosen each language; those that nobody chose are absent."""
        return await self._database.read(repository.people_by_language)

    async def add(self, person: Person, languages: tuple[str, ...]) -> Chosen:
        """Add languages behind those that a person has; what cannot be chosen, or is one too many, is left out."""
        usable = [language for language in languages if self.can_be_chosen(language)]
        return await self._change(person, lambda chosen: tuple(dict.fromkeys((*chosen, *usable)))[:MOST_CHOSEN])

    async def choose(self, person: Person, languages: Sequence[str]) -> Chosen:
        """Replace what a person has chosen; what cannot be chosen is left out, and where nothing is left all stays."""
        usable = tuple(dict.fromkeys(language for language in languages if self.can_be_chosen(language)))[:MOST_CHOSEN]
        return await self._change(person, lambda chosen: usable or chosen)

    async def remove(self, person: Person, language: str) -> Chosen:
        """Take a language away; one that they have not chosen changes nothing."""
        return await self._change(person, lambda chosen: tuple(each for each in chosen if each != language))

    async def forget(self, person: Person) -> None:
        """Take all languages away."""
        await self._change(person, lambda _: ())

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


def _in_both(tag: str, reader: str) -> str:
    """Return the name of a language in itself, and in a reader's language where that is another."""
    own, name = own_name(tag), name_in(tag, reader)
    return own if own.casefold() == name.casefold() else f"{own} · {name}"
