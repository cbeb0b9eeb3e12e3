"""Tests of the texts of every language against the places in Discord that they are for."""

import pytest

from bot.cards.guidelines import OVERVIEW
from bot.protocol.labels import TextLabel
from bot.protocol.tasks import TaskType
from bot.rules.languages import LANGUAGES as KNOWN_LANGUAGES
from bot.texts import Catalogue, LongTexts, TextFiles
from bot.texts.limits import agreement_problem, sentence_problem
from bot.texts.long_texts import long_text_problem
from bot.texts.text_files import TextFile

FILES = TextFiles()
CATALOGUE = Catalogue(FILES)
LONG_TEXTS = LongTexts(FILES)
LONGEST_NAME = max((language.autonym for language in KNOWN_LANGUAGES.values()), key=len)
LONG_TEXT_NAMES = {f"guidelines/{topic}" for topic in (*TaskType, OVERVIEW)} | {
    f"labels/{label}" for label in TextLabel
}


def test_there_is_a_second_language() -> None:
    """German is there beside English."""
    assert {"en", "de"} <= set(CATALOGUE.languages)


@pytest.mark.parametrize("language", CATALOGUE.languages)
@pytest.mark.parametrize("argument", [1_000, LONGEST_NAME])
def test_every_sentence_fits_its_place(language: str, argument: str | int) -> None:
    """Buttons, titles and fields of forms, commands and labels are as short as Discord wants them."""
    say = CATALOGUE.sentences(language)
    said = {key: say(key, **dict.fromkeys(CATALOGUE.variables(key), argument)) for key in CATALOGUE.keys("en")}
    problems = {key: sentence_problem(key, sentence) for key, sentence in said.items()}
    assert {key: problem for key, problem in problems.items() if problem is not None} == {}
    assert agreement_problem(said) is None


@pytest.mark.parametrize("language", CATALOGUE.languages)
def test_buttons_read_well_alone(language: str) -> None:
    """The words on a button that names nothing else are no more than a few."""
    say = CATALOGUE.sentences(language)
    plain = [key for key in CATALOGUE.keys("en") if key.startswith("button-") and not CATALOGUE.variables(key)]
    assert [key for key in plain if len(say(key)) > 32] == []


@pytest.mark.parametrize("language", CATALOGUE.languages)
def test_long_texts_are_those_of_english(language: str) -> None:
    """Each longer text of a language is guidelines for a type of task or the explanation of a label."""
    assert LONG_TEXTS.names(language) <= LONG_TEXT_NAMES == LONG_TEXTS.names("en")


@pytest.mark.parametrize(
    "file", [file for file in FILES.shipped if file.name.endswith(".md")], ids=lambda file: file.path
)
def test_every_long_text_fits_its_card(file: TextFile) -> None:
    """Each is short enough for its card, in characters and bytes, and closes what it opens."""
    assert long_text_problem(file) is None


@pytest.mark.parametrize("language", CATALOGUE.languages)
def test_guidelines_have_all_their_parts(language: str) -> None:
    """The guidelines of every type of task begin with a heading, and have bold sections and a quoted example."""
    for task_type in TaskType:
        text = LONG_TEXTS.guidelines(task_type, language)
        assert text.startswith("### "), task_type
        assert sum(line.startswith("**") for line in text.splitlines()) >= 4, task_type
        assert "\n> " in text, task_type
        assert "\n- " in text, task_type


@pytest.mark.parametrize("language", CATALOGUE.languages)
def test_explanations_of_labels_have_an_example(language: str) -> None:
    """Every label is explained with examples, in quotation marks or named, behind a line in italics."""
    for label in TextLabel:
        lines = LONG_TEXTS.label(label, language).splitlines()
        assert len(lines) >= 2, label
        assert lines[-1].startswith("*"), label


@pytest.mark.parametrize("locale", ["tlh", None, "en-GB"])
def test_long_texts_fall_back_to_english(locale: str | None) -> None:
    """A reader whose language has no guidelines reads them in English."""
    assert LONG_TEXTS.guidelines("rate_summary", locale) == LONG_TEXTS.guidelines("rate_summary", "en")


def test_long_texts_are_found_by_locale() -> None:
    """A reader with a German client reads German."""
    assert LONG_TEXTS.label("spam", "de") != LONG_TEXTS.label("spam", "en")
    assert LONG_TEXTS.label("spam", "de-AT") == LONG_TEXTS.label("spam", "de")
