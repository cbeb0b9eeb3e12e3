"""Tests of the languages that people have chosen."""

import pytest

from bot.interactions.click import Click, Place
from bot.people.languages import MOST_CHOSEN, Languages
from bot.people.service import People
from bot.rules.languages import LANGUAGES
from bot.state.person import Person
from bot.state.session_errors import LanguageMistyped, LanguageUnknown
from bot.store import Database
from tests.catalogue import CATALOGUE


@pytest.fixture
def languages(database: Database) -> Languages:
    """The service; the default language is one that is not listed."""
    return Languages(database, "tlh")


@pytest.fixture
async def ann(people: People) -> Person:
    """Somebody who has used the bot."""
    return await people.identify(1, "ann")


async def test_whoever_has_chosen_nothing_works_in_the_default_language(languages: Languages, ann: Person) -> None:
    """Without a choice there is nothing chosen, and one language to work in."""
    assert await languages.chosen_by(ann) == ()
    assert await languages.to_work_in(ann) == ("tlh",)


async def test_languages_keep_the_order_of_choosing(languages: Languages, ann: Person) -> None:
    """What is added comes last, once; another one can be put first; the rest keeps its order."""
    assert await languages.add(ann, ("sv", "de")) == ("sv", "de")
    assert await languages.add(ann, ("en", "sv")) == ("sv", "de", "en")
    assert await languages.put_first(ann, "en") == ("en", "sv", "de")
    assert await languages.remove(ann, "sv") == ("en", "de")
    assert await languages.chosen_by(ann) == await languages.to_work_in(ann) == ("en", "de")


async def test_what_cannot_be_chosen_is_left_out(languages: Languages, ann: Person) -> None:
    """Tags of no listed language and forged values change nothing; the default language can be chosen."""
    assert await languages.add(ann, ("xx", "", "de-x-badword", "DE", "\0", "tlh", "de")) == ("tlh", "de")
    assert await languages.remove(ann, "xx") == ("tlh", "de")
    assert await languages.put_first(ann, "fr") == ("tlh", "de")


async def test_a_person_has_only_so_many(languages: Languages, ann: Person) -> None:
    """What is more than can be looked through is left out, from the end."""
    assert await languages.add(ann, ("de", "en", "fr", "es", "sv", "nl", "it")) == ("de", "en", "fr", "es", "sv")
    assert len(await languages.add(ann, ("nl",))) == MOST_CHOSEN


async def test_work_goes_on_in_the_language_that_somebody_is_at(languages: Languages, ann: Person) -> None:
    """One's own language comes first, then the others; one that was not chosen is the only one."""
    await languages.add(ann, ("de", "en", "fr"))
    assert await languages.to_work_in(ann, begin_with="en") == ("en", "de", "fr")
    assert await languages.to_work_in(ann, begin_with="sv") == ("sv",)


async def test_people_are_counted_by_language(languages: Languages, ann: Person, people: People) -> None:
    """Everybody counts once for each language that they have chosen; what nobody chose is absent."""
    bea = await people.identify(2, "bea")
    await languages.add(ann, ("de", "sv"))
    await languages.add(bea, ("de",))
    assert await languages.people_by_language() == {"de": 2, "sv": 1}
    await languages.remove(bea, "de")
    assert await languages.people_by_language() == {"de": 1, "sv": 1}


async def test_what_is_typed_is_understood_in_the_readers_language(languages: Languages, ann: Person) -> None:
    """A French client may type French names; what nobody can choose is refused, with the nearest where there is one."""
    click = Click(ann, Place(7, 8), CATALOGUE.sentences("fr"), "fr")
    assert [languages.find(typed, click) for typed in ("allemand", "norvégien", "Klingon")] == ["de", "nb-NO", "tlh"]
    with pytest.raises(LanguageMistyped) as mistyped:
        languages.find("alemand", click)
    assert mistyped.value.arguments == {"language": "alemand", "near": "German"}
    with pytest.raises(LanguageUnknown):
        languages.find("*!?*", click)


async def test_completion_begins_with_ones_own_languages(languages: Languages, ann: Person) -> None:
    """First what one has chosen, then the client's language and the default; each with its name in both languages."""
    await languages.add(ann, ("sv",))
    shown = await languages.complete("", ann, "de")
    assert shown[:3] == [("Svenska · Schwedisch", "sv"), ("Deutsch", "de"), ("tlh · Klingon", "tlh")]
    assert await languages.complete("ukr", None, "en-US") == [("Українська · Ukrainian", "uk-UA")]


@pytest.mark.parametrize("typed", ["", "a", "ch", "no", "日本", "zzz"])
async def test_what_is_suggested_can_be_chosen(languages: Languages, ann: Person, typed: str) -> None:
    """Every suggestion is a language that work can be done in, and is understood as itself."""
    click = Click(ann, Place(7, 8), CATALOGUE.sentences("en"), "en-US")
    for _, tag in await languages.complete(typed, ann, "en-US"):
        assert languages.can_be_chosen(tag)
        assert languages.find(tag, click) == tag
    assert all(languages.find(tag, click) == tag for tag in LANGUAGES)
