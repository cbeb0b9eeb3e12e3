"""Tests of the catalogue of sentences: what the source asks for is there, and the other way round."""

import re
from functools import cache, partial
from itertools import product

import pytest
from fluent.syntax import ast as fluent
from fluent.syntax import parse
from fluent.syntax.visitor import Visitor

from bot.cards.label_task import label_name
from bot.people.agreement import PARTS
from bot.policy import NotAllowed
from bot.protocol.labels import LabelKind
from bot.protocol.tasks import LABEL_TASKS, RANK_TASKS, TEXT_TASKS, TaskType
from bot.rules.labels import KINDS, label_key, scale_keys
from bot.rules.languages import LANGUAGES as LANGUAGES_KNOWN
from bot.texts import Catalogue, TextFiles
from bot.texts.catalogue import FACTS
from bot.texts.language_names import name_in, own_name
from bot.texts.missing import missing_texts
from tests.catalogue import CATALOGUE
from tests.texts import usage

LANGUAGES = CATALOGUE.languages
TEXTS = usage.ROOT / "bot" / "texts"


class _Variables(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 - the parser's own name
        self.found.add(node.id.name)


@cache
def sentences_of(language: str) -> dict[str, fluent.Message]:
    """Every sentence of a language as the parser reads it."""
    entries = [
        entry
        for file in sorted((TEXTS / language).glob("*.ftl"))
        for entry in parse(file.read_text(encoding="utf-8")).body
    ]
    assert not [entry for entry in entries if isinstance(entry, fluent.Junk)]
    messages = [entry for entry in entries if isinstance(entry, fluent.Message)]
    assert len(messages) == len({message.id.name for message in messages}), "a key stands twice"
    return {message.id.name: message for message in messages}


def variables_of(message: fluent.Message) -> set[str]:
    """What a sentence names."""
    visitor = _Variables()
    visitor.visit(message)
    return visitor.found


def keys_by_families() -> set[str]:
    """The keys that are put together from the names of tasks, labels and paragraphs."""
    tasks = {task.replace("_", "-") for task in TaskType}
    texts = {task.replace("_", "-") for task in TEXT_TASKS}
    keys = {f"{prefix}-{task}" for prefix, task in product(("task", "done"), tasks)}
    keys |= {f"{prefix}-{task}" for prefix, task in product(("instruction", "your", "modal-title"), texts)}
    keys |= {f"agreement-{part}" for part in PARTS}
    keys |= {label_key(label) for label in KINDS}
    keys |= {f"{label_key(label)}-help" for label, kind in KINDS.items() if kind is LabelKind.FLAG}
    keys |= {key for label, kind in KINDS.items() if kind is LabelKind.LIKERT for key in scale_keys(label)}
    return keys | {"label-yes", "label-no"}


def test_every_task_type_is_of_a_kind_that_has_a_card() -> None:
    """Each type of task is answered by a text, labels, a ranking or a rating: no other kind lacks its sentences."""
    assert TEXT_TASKS | LABEL_TASKS | RANK_TASKS | {TaskType.RATE_SUMMARY} == set(TaskType)


def test_every_key_that_is_asked_for_exists() -> None:
    """Each key that the source writes out, or puts together, has a sentence in English."""
    asked = {call.key for call in usage.calls()} | {key for _, key in usage.sentence_classes().values()}
    assert sorted((asked | keys_by_families()) - sentences_of("en").keys()) == []


def test_every_sentence_is_asked_for() -> None:
    """No sentence is left over that nobody says."""
    left = sentences_of("en").keys() - usage.literals() - keys_by_families()
    patterns = [re.compile(pattern) for pattern in usage.families()]
    assert sorted(key for key in left if not any(pattern.fullmatch(key) for pattern in patterns)) == []


def test_every_call_gives_what_its_sentence_names() -> None:
    """Where a sentence is said with its arguments in plain sight, they are exactly those that it names."""
    wrong = [
        (call.where, call.key)
        for call in usage.calls()
        if call.key in sentences_of("en")
        and call.arguments not in {None, frozenset(variables_of(sentences_of("en")[call.key]) - FACTS.keys())}
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("days", "expected"), [(1, "kept for one day"), (30, "kept for 30 days"), (90, "kept for 90 days")]
)
def test_how_long_drafts_are_kept_is_said_as_the_operator_has_set_it(days: int, expected: str) -> None:
    """A sentence may name what holds for this installation, without being told."""
    assert expected in Catalogue(draft_days=days).sentences("en")("kept-text")


def test_managers_read_how_long_things_are_kept() -> None:
    """The card of moderation names what the operator has set, also where texts are not kept at all."""
    said = Catalogue(draft_days=1, text_days=7, log_days=90).sentences("en")("moderation-kept")
    assert all(each in said for each in ("drafts for one day", "for 7 days, so", "changes for 90 days"))
    assert "not at all" in Catalogue(text_days=0).sentences("en")("moderation-kept")


def test_every_error_gives_what_its_sentence_names() -> None:
    """Where an error is made, it is given what its sentence names."""
    classes = usage.sentence_classes()
    made_complete = {"UnexpectedError", "InteractionUnread"}  # they give their own id
    completed_later = {"NoTaskAvailable"}  # the backend does not know how the language is called; who offers work does
    wrong = [
        (where, name, names)
        for where, name, names in usage.raised()
        if name not in made_complete | completed_later
        and not variables_of(sentences_of("en")[classes[name][1]]) <= names
    ]
    assert wrong == []


def test_errors_have_different_sentences() -> None:
    """No two kinds of errors share a sentence: what goes wrong is always told exactly."""
    keys = [key for name, (_, key) in usage.sentence_classes().items() if name != "Refused"]
    assert len(keys) == len(set(keys))
    assert NotAllowed.sentence in keys


def test_english_and_german_are_complete() -> None:
    """They have every sentence and every longer text; another language may lack some, which are said in English."""
    missing = missing_texts(TextFiles())
    assert (missing["de"], missing["en"]) == ((), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_sentences_of_english(language: str) -> None:
    """Each sentence of a language is one of English, with the same variables."""
    sentences = sentences_of(language)
    assert sentences.keys() == CATALOGUE.keys(language)
    assert sentences.keys() <= sentences_of("en").keys()
    assert {key: variables_of(message) for key, message in sentences.items()} == {
        key: variables_of(sentences_of("en")[key]) for key in sentences
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", [0, 1, 2, 5, 1_000, "<anything>"])
def test_every_sentence_can_be_said(language: str, value: int | str) -> None:
    """Each sentence is formed with its variables, for every number, and says them; no brace or blank line is left."""
    say = CATALOGUE.sentences(language)
    for key, message in sentences_of(language).items():
        sentence = say(key, **dict.fromkeys(variables_of(message), value))
        assert sentence.strip(), key
        assert not re.search(r"[{}]|\n\n", sentence), key


@pytest.mark.parametrize(
    "value",
    ["{ $points }", "{", "}", '{ "x" }', "{ button-agree }", "**bold** _it_ `code`", "\n# x", "[a](b)", "%s {0}"],
)
def test_arguments_are_not_read_as_sentences(value: str) -> None:
    """What an operator or contributor wrote is said as it is, whatever signs of the catalogue's language it has."""
    say = CATALOGUE.sentences("en")
    assert say("privacy-contact", contact=value) == f"Questions, changes, deletion: {value}."


def test_a_missing_argument_is_noticed() -> None:
    """A sentence that cannot be formed is an error, not a sentence with a hole."""
    with pytest.raises(LookupError, match="worth"):
        CATALOGUE.sentences("en")("worth")


def test_an_unknown_key_is_noticed() -> None:
    """A key without a sentence is an error that names it."""
    with pytest.raises(KeyError, match="no-such-key"):
        CATALOGUE.sentences("en")("no-such-key")


@pytest.mark.parametrize("locale", [None, "", "en", "en-GB", "en-US", "tlh", "x-y"])
def test_every_reader_gets_sentences(locale: str | None) -> None:
    """A reader whose language the catalogue does not have reads English."""
    assert CATALOGUE.sentences(locale)("button-skip") == "Skip"


@pytest.mark.parametrize(("number", "told"), [(0, "no messages"), (1, "one message"), (2, "2 messages")])
def test_numbers_have_their_forms(number: int, told: str) -> None:
    """None, one and many are said differently."""
    assert told in CATALOGUE.sentences("en")("privacy-contributions", messages=number, labels=3, rankings=3)


def test_every_label_has_a_name() -> None:
    """Each label is called by a name; a wrong language is named."""
    say = CATALOGUE.sentences("en")
    names = {label: label_name(label, "de", say) for label in KINDS}
    assert len(set(names.values())) == len(names)
    assert names["lang_mismatch"] == "Not German"


def test_labels_of_buttons_are_short() -> None:
    """Every label of a button fits, with the longest name of a language in it."""
    say = CATALOGUE.sentences("en")
    name = max((f(tag) for tag in LANGUAGES_KNOWN for f in (own_name, partial(name_in, reader="en"))), key=len)
    labels = {
        key: say(key, **dict.fromkeys(variables_of(message), name))
        for key, message in sentences_of("en").items()
        if key.startswith("button-")
    }
    assert [key for key, label in labels.items() if len(label) > 80] == []
