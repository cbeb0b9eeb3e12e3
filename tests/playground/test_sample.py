"""The sample conversations, prompts and scripted answers of the playground are whole and importable."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import TypedDict

import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "playground" / "sample"
MAX_CHARACTERS = 2_000
LANGUAGES = ("en", "de", "es")
LEAST_ANSWERS = {"initial_prompt": 25, "prompter_reply": 25, "assistant_reply": 40, "bad": 10}
# A text that the bot shows may neither reach outside nor ping anybody, so the sample has nothing of the kind.
OUTSIDE = re.compile(r"https?://|discord\.gg|<[@#]|@everyone|@here|[\w.]+@[\w.]+\.\w")


class _RequiredFields(TypedDict):
    task_message_id: str
    user_message_id: str
    parent_message_id: str | None
    text: str
    role: str
    lang: str


class Message(_RequiredFields, total=False):
    """One message of the sample file, in the form that the import reads."""

    tree_state: str


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    loaded: list[Message] = json.loads((SAMPLE / "conversations.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = json.loads((SAMPLE / "answers.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def prompts() -> list[str]:
    return (SAMPLE / "prompts.txt").read_text(encoding="utf-8").splitlines()


def test_fields_are_exactly_those_of_the_import(messages: list[Message]) -> None:
    """Every message has the required fields and no unknown one, and only an initial prompt carries a tree state."""
    required = set(_RequiredFields.__annotations__)
    for message in messages:
        allowed = required | ({"tree_state"} if message["parent_message_id"] is None else set())
        assert required <= set(message) <= allowed, message["text"]
        assert message.get("tree_state", "ranking") == "ranking"


def test_ids_are_unique_and_well_formed(messages: list[Message]) -> None:
    """Every id of the file is eight lower-case letters or digits and occurs once."""
    ids = [message[key] for message in messages for key in ("task_message_id", "user_message_id")]
    assert all(re.fullmatch(r"[a-z0-9]{8}", identifier) for identifier in ids)
    assert len(set(ids)) == len(ids)


def test_parents_precede_with_the_other_role_and_the_same_language(messages: list[Message]) -> None:
    """A parent stands before its replies, speaks the tree's language, and has the other role."""
    seen: dict[str, Message] = {}
    for message in messages:
        parent_id = message["parent_message_id"]
        if parent_id is None:
            assert message["role"] == "prompter"
        else:
            parent = seen[parent_id]
            assert {parent["role"], message["role"]} == {"prompter", "assistant"}, message["text"]
            assert parent["lang"] == message["lang"]
        seen[message["user_message_id"]] = message


def test_sample_is_large_and_varied_enough(messages: list[Message]) -> None:
    """The sample has at least 66 trees in three languages, with short trees, deep trees and several siblings."""
    roots = [message for message in messages if message["parent_message_id"] is None]
    by_language = Counter(message["lang"] for message in roots)
    deepest = {root["user_message_id"]: 0 for root in roots}
    for root_id, depth in _depths(messages).values():
        deepest[root_id] = max(deepest[root_id], depth)

    assert len(roots) >= 66
    assert set(by_language) == set(LANGUAGES)
    assert min(by_language.values()) >= 16
    assert len(messages) >= 330
    assert sum(depth == 1 for depth in deepest.values()) >= 12
    assert max(deepest.values()) == 5


def test_every_prompt_has_an_answer_and_every_initial_prompt_several(messages: list[Message]) -> None:
    """No prompter is left without a reply, and every initial prompt has at least two to be ranked."""
    replies = Counter(message["parent_message_id"] for message in messages)
    for message in messages:
        if message["role"] == "prompter":
            least = 2 if message["parent_message_id"] is None else 1
            assert replies[message["user_message_id"]] >= least, message["text"]


def test_follow_ups_come_with_siblings(messages: list[Message]) -> None:
    """Many follow-ups have more than one reply, so that rankings exist below the first level too."""
    replies = Counter(message["parent_message_id"] for message in messages)
    follow_ups = [m for m in messages if m["role"] == "prompter" and m["parent_message_id"] is not None]
    assert sum(replies[m["user_message_id"]] >= 2 for m in follow_ups) >= 40


def test_no_conversation_text_occurs_twice(messages: list[Message]) -> None:
    """No two messages have the same text, apart from case and white space."""
    counted = Counter(_normalised(message["text"]) for message in messages)
    assert [text for text, count in counted.items() if count > 1] == []


def test_prompts_are_one_a_line_and_new(prompts: list[str], messages: list[Message]) -> None:
    """There are 24 different prompts, and none of them begins a tree of the sample already."""
    known = {_normalised(message["text"]) for message in messages}
    assert len(prompts) == 24
    assert len({_normalised(prompt) for prompt in prompts}) == 24
    assert not known & {_normalised(prompt) for prompt in prompts}


def test_answers_are_complete(answers: dict[str, dict[str, list[str]]]) -> None:
    """Every language has every kind of text, enough of each, and none of them twice."""
    assert tuple(answers) == LANGUAGES
    for by_kind in answers.values():
        assert set(by_kind) == set(LEAST_ANSWERS)
        for kind, least in LEAST_ANSWERS.items():
            assert len(by_kind[kind]) >= least
        texts = [_normalised(text) for kind_texts in by_kind.values() for text in kind_texts]
        assert len(set(texts)) == len(texts)


def test_scripted_initial_prompts_are_new(
    answers: dict[str, dict[str, list[str]]], prompts: list[str], messages: list[Message]
) -> None:
    """A scripted contributor proposes no initial prompt that the sample or the list of prompts already has."""
    known = {_normalised(text) for text in [*prompts, *(message["text"] for message in messages)]}
    proposed = {_normalised(text) for by_kind in answers.values() for text in by_kind["initial_prompt"]}
    assert not known & proposed


def test_every_text_is_legal(
    answers: dict[str, dict[str, list[str]]], prompts: list[str], messages: list[Message]
) -> None:
    """Every text is trimmed, within the backend's length, closes its code fences, and reaches nobody outside."""
    scripted = [text for by_kind in answers.values() for texts in by_kind.values() for text in texts]
    for text in [*prompts, *scripted, *(message["text"] for message in messages)]:
        assert text == text.strip()
        assert 1 <= len(text) <= MAX_CHARACTERS
        assert len(re.findall(r"^```", text, flags=re.MULTILINE)) % 2 == 0, text
        assert not OUTSIDE.search(text), text
        assert "\x00" not in text


def test_texts_are_written_with_the_letters_of_their_language(messages: list[Message]) -> None:
    """German and Spanish texts use their umlauts and accents instead of plain substitutes."""
    for language, letters in (("de", "äöüß"), ("es", "áéíóúñ")):
        text = "".join(message["text"] for message in messages if message["lang"] == language)
        assert all(letter in text for letter in letters)
        assert not re.search(r"\b(fuer|koennen|moechte|waere|tambien|numero de|asi que)\b", text)


def _depths(messages: list[Message]) -> dict[str, tuple[str, int]]:
    """Map each message to its tree's root and its distance from it."""
    depths: dict[str, tuple[str, int]] = {}
    for message in messages:
        identifier, parent_id = message["user_message_id"], message["parent_message_id"]
        if parent_id is None:
            depths[identifier] = (identifier, 0)
        else:
            root_id, depth = depths[parent_id]
            depths[identifier] = (root_id, depth + 1)
    return depths


def _normalised(text: str) -> str:
    return " ".join(text.casefold().split())
