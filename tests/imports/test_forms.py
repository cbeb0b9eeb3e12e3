"""What is read of a small file of each form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.imports.detection import FORMS, LINES, NAMES, Detected
from bot.imports.fields import Reading
from bot.imports.rows import Layout, Row
from bot.imports.source import Source
from bot.imports.values import Annotation, Fault, ImportedMessage, LeftOut, Options
from bot.protocol.messages import Role
from bot.protocol.trees import TreeState
from tests.imports import FILES, detected, faults, items, messages

FORM_OF = {path.name: path.name.partition(".")[0] for path in FILES.iterdir()}


def said(found: list[ImportedMessage]) -> list[tuple[str, str | None]]:
    """The texts, each with the text to which it replies."""
    texts = {message.source_id: message.text for message in found}
    return [(message.text, None if message.parent is None else texts[message.parent]) for message in found]


@pytest.mark.parametrize("name", sorted(FORM_OF))
def test_the_form_is_seen(name: str) -> None:
    """Each file is recognised, and nothing in it is wrong."""
    assert detected(FILES / name).form.name == FORM_OF[name]
    assert messages(FILES / name)


def test_every_form_has_a_file() -> None:
    """No form is without an example, but that which nobody can be sure of."""
    assert {*FORM_OF.values(), "texts"} == set(NAMES)


def test_trees_of_open_assistant() -> None:
    """Ids, authorship, dates, and what others found are kept; what was rejected is left out, with all below it."""
    found = messages(FILES / "oasst-trees.jsonl")
    assert [message.source_id for message in found] == ["t1", "t1a", "t1a1", "t1b", "t3"]
    assert said(found)[2] == ("With the lid on?", "Twelve minutes, then let it rest.")
    root, best, _, other, german = found
    assert root.tree is not None
    assert (root.tree.state, root.tree.topic, root.tree.license) == (TreeState.READY_FOR_EXPORT, "cooking", "CC0-1.0")
    assert root.source_date == 1_675_605_922_235
    assert root.annotation == Annotation(
        {"spam": {"value": 0, "count": 3}, "quality": {"value": 0.75, "count": 2}}, None, {"+1": 2}, 3
    )
    assert (best.annotation, best.synthetic) == (Annotation(rank=0), False)
    assert (other.synthetic, other.model_name) == (True, "tiny-1")
    assert german.language == "de"
    left_out = [item for item in items(FILES / "oasst-trees.jsonl") if isinstance(item, LeftOut)]
    assert [(item.source_id, item.messages) for item in left_out] == [("t1c", 2), ("t2", 1)]


def test_messages_of_open_assistant() -> None:
    """Labels and emojis may be lists side by side, and ranks be written as 0.0; what nobody claims is a model's."""
    found = messages(FILES / "oasst-messages.jsonl")
    assert [(message.source_id, message.parent, message.synthetic) for message in found] == [
        ("m1", None, False),
        ("m2", "m1", False),
        ("m3", "m1", True),
    ]
    assert found[0].annotation == Annotation(
        {"spam": {"value": 0, "count": 3}, "quality": {"value": 0.5, "count": 1}}, None, {"+1": 1}, None
    )
    assert [message.annotation for message in found[1:]] == [Annotation(rank=0), Annotation(rank=1)]
    assert LeftOut("deleted where they come from", "m4") in items(FILES / "oasst-messages.jsonl")


def test_chat_messages() -> None:
    """Conversations that begin alike are one tree; where the system has told the model something, they are left out."""
    found = messages(FILES / "messages.jsonl")
    assert dict.fromkeys(said(found)) == dict.fromkeys(
        [
            ("What is two and two?", None),
            ("Four.", "What is two and two?"),
            ("It is four.", "What is two and two?"),
            ("Thank you.", "It is four."),
            ("And three?", None),
            ("Six.", "And three?"),
        ]
    )
    assert found[0].tree is not None
    assert (found[0].tree.license, found[0].tree.source_url) == ("MIT", "https://example.org/sums")
    assert [item for item in items(FILES / "messages.jsonl") if isinstance(item, LeftOut)] == [
        LeftOut("with a message of the system, for which there is no place in a tree")
    ]


def test_sharegpt() -> None:
    """Messages are named by the conversation's id and their place in it; the assistant's are by its model."""
    found = messages(FILES / "sharegpt.json")
    assert [(message.source_id, message.parent, message.model_name) for message in found] == [
        ("s1", None, None),
        ("s1/1", "s1", "tiny-2"),
        ("s1/2", "s1/1", None),
    ]
    assert [message.role for message in found] == [Role.PROMPTER, Role.ASSISTANT, Role.PROMPTER]


@pytest.mark.parametrize("name", ["alpaca.json", "alpaca.tsv"])
def test_instructions_with_input(name: str) -> None:
    """An input stands below its instruction."""
    prompts = [message.text for message in messages(FILES / name) if message.parent is None]
    assert prompts[0] in ("Translate into German.\n\ngood morning", "Add.\n\n2 and 3")


def test_one_instruction_with_two_outputs() -> None:
    """Rows with the same instruction are one prompt, with several replies."""
    found = messages(FILES / "alpaca.json")
    assert len({message.source_id for message in found if message.text == "Name a colour."}) == 1
    assert [replies for replies in said(found) if replies[1] == "Name a colour."] == [
        ("Green.", "Name a colour."),
        ("Blue.", "Name a colour."),
    ]


def test_instructions_with_context() -> None:
    """A context stands below its instruction."""
    assert said(messages(FILES / "dolly.jsonl")) == [
        ("Who wrote the letter?\n\nThe letter is by Ada.", None),
        ("Ada.", "Who wrote the letter?\n\nThe letter is by Ada."),
        ("Suggest a walk.", None),
        ("Along the river.", "Suggest a walk."),
    ]


def test_transcripts() -> None:
    """Of two transcripts the last answers are to be ranked; which was preferred is kept as others' opinion."""
    found = messages(FILES / "hh-rlhf.jsonl")
    assert said(found) == [
        ("May I eat raw beans?", None),
        ("Better not: they need cooking.", "May I eat raw beans?"),
        ("Sure.", "May I eat raw beans?"),
    ]
    assert found[0].tree is not None
    assert found[0].tree.state is TreeState.RANKING
    assert [message.annotation for message in found] == [None, Annotation(rank=0), Annotation(rank=1)]
    assert [item for item in items(FILES / "hh-rlhf.jsonl") if isinstance(item, LeftOut)] == [
        LeftOut("with the same text as chosen and as rejected")
    ]


def test_pairs() -> None:
    """Chosen and rejected may be conversations, answers as text, in a list, or objects."""
    found = messages(FILES / "pairs.jsonl")
    assert [(text, parent) for text, parent in said(found) if parent is not None] == [
        ("Seven.", "Say a number."),
        ("No.", "Say a number."),
        ("Lantern.", "Say a word."),
        ("Word.", "Say a word."),
        ("Ines.", "Say a name."),
        ("Name.", "Say a name."),
        ("Oslo.", "Say a place."),
        ("Place.", "Say a place."),
    ]
    assert [message.source_id for message in found if message.text in ("Seven.", "No.")] == ["c1", "r1"]


def test_scores_of_pairs(tmp_path: Path) -> None:
    """What each side was rated is kept with it."""
    sides = {
        side: [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": side}]
        for side in ("chosen", "rejected")
    }
    row = sides | {"prompt": "Hi", "messages": sides["chosen"], "score_chosen": 8.5, "score_rejected": 7}
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    assert [message.annotation for message in messages(path)] == [
        None,
        Annotation({"score": {"value": 8.5}}, 0),
        Annotation({"score": {"value": 7}}, 1),
    ]


def test_turns_may_be_called_otherwise(tmp_path: Path) -> None:
    """ShareGPT's list may have the fields of chat messages, and the other way round."""
    path = tmp_path / "chats.jsonl"
    path.write_text(
        json.dumps({"conversations": [{"role": "user", "content": "Hi"}]})
        + "\n"
        + json.dumps({"conversations": [{"from": "human", "value": "Ho"}]})
        + "\n",
        encoding="utf-8",
    )
    assert [message.text for message in messages(path)] == ["Hi", "Ho"]


def test_completions_of_several_models() -> None:
    """Each completion has its model and its ratings, as others' labels; they are to be ranked."""
    root, first, second = messages(FILES / "ultrafeedback.jsonl")
    assert root.tree is not None
    assert root.tree.state is TreeState.RANKING
    assert [(message.model_name, message.synthetic, message.parent) for message in (first, second)] == [
        ("a", True, root.source_id),
        ("b", True, root.source_id),
    ]
    assert first.annotation == Annotation({"overall_score": {"value": 7.5}, "helpfulness": {"value": 4.0}})
    assert second.annotation == Annotation({"overall_score": {"value": 3}, "fine-grained_score": {"value": 2.25}})


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("wildchat.jsonl", ["marked as toxic", "redacted", "in a language that cannot be chosen here"]),
        ("lmsys.jsonl", ["marked as toxic", "redacted"]),
    ],
)
def test_logs_of_chats(name: str, left_out: list[str]) -> None:
    """What is toxic, redacted, or in a language that nobody can choose is left out; the assistant is its model."""
    prompt, answer = messages(FILES / name)
    assert (answer.synthetic, answer.model_name is not None, answer.parent) == (True, True, prompt.source_id)
    assert [item.reason for item in items(FILES / name) if isinstance(item, LeftOut)] == left_out


def test_a_table_of_prompts() -> None:
    """Quotes, commas and line ends within fields are those of the text, and an empty field is none."""
    found = messages(FILES / "prompts.csv")
    assert said(found) == [('Say "hi", please', None), ("hi\nand bye", 'Say "hi", please'), ("Name a fish.", None)]
    assert [(message.language, message.synthetic) for message in found] == [("en", False), ("en", False), ("de", True)]


def test_who_wrote_what_is_said_by_the_operator() -> None:
    """What a row does not say, the operator may; what the row says counts."""
    humans = Options("en", human=(Role.PROMPTER,))
    assert [message.synthetic for message in messages(FILES / "dolly.jsonl", options=humans)[:2]] == [False, True]
    assert [message.synthetic for message in messages(FILES / "ultrafeedback.jsonl", options=humans)] == [
        False,
        True,
        True,
    ]


def row_faults(form: str, row: Any) -> list[str]:
    """What is said of a row that is read in a form."""
    chosen = next(each for each in FORMS if each.name == form)
    read = Detected(Source(FILES / "seed.json"), Layout.JSON_LINES, chosen)
    return [item.problem for item in read._of(Reading(Options("en")), Row("line 1", row)) if isinstance(item, Fault)]


@pytest.mark.parametrize(
    ("form", "row", "told"),
    [
        ("messages", {"messages": []}, "messages are no list, or an empty one"),
        ("messages", {"messages": [{"role": "user", "content": " "}]}, "the content is empty"),
        ("messages", {"messages": ["Hi"]}, "an object with role and content is expected"),
        ("messages", {"messages": [{"role": "judge", "content": "Hi"}]}, "role is neither"),
        ("sharegpt", {"conversations": [{"from": "human", "value": "\ud800"}]}, "half of a character"),
        ("alpaca", {"instruction": "Hi", "output": None}, "output is missing"),
        ("dolly", {"instruction": "Hi", "response": "Ho", "context": 7}, "context is missing, or no text"),
        ("hh-rlhf", {"chosen": "\n\nHuman: a", "rejected": "\n\nHuman: b"}, "do not begin with the same prompt"),
        ("hh-rlhf", {"chosen": "\n\nHuman: a\n\nAssistant:", "rejected": "\n\nHuman: a"}, "the text is empty"),
        ("pairs", {"prompt": "a", "chosen": "b", "rejected": " "}, "the rejected is empty"),
        ("ultrafeedback", {"instruction": "a", "completions": [{"model": "b"}]}, "response is missing"),
        ("ultrafeedback", {"instruction": "a", "completions": [7]}, "an object with model and response"),
        ("prompts", {"prompt": "a", "response": "b", "output": "c"}, "it has response and output"),
        ("oasst-trees", {"prompt": {"message_id": "a", "text": "b", "role": "prompter", "replies": 7}}, "no list"),
        ("oasst-trees", {"prompt": {"text": "b", "role": "prompter", "replies": []}}, "message_id is missing"),
        (
            "oasst-trees",
            {"prompt": {"message_id": "a", "text": "b", "role": "prompter", "replies": [7]}},
            "a message is expected",
        ),
        ("oasst-messages", {"message_id": "a", "text": "b", "role": "system"}, "with a message of the system"),
        ("seed", {"user_message_id": "a\n", "text": "b", "role": "user"}, "user_message_id is no text of one line"),
        ("seed", {"user_message_id": "a" * 301, "text": "b", "role": "user"}, "user_message_id has 301 characters"),
        ("seed", {"user_message_id": "a", "text": "b", "role": "user", "rank": -1}, "rank is no number from 0"),
        ("seed", {"user_message_id": "a", "text": "b", "role": "user", "synthetic": "maybe"}, "neither true nor false"),
        ("seed", {"user_message_id": "a", "text": "b", "role": "user", "created_date": "soon"}, "is no date such as"),
        ("seed", {"user_message_id": "a", "text": "b", "role": "user", "created_date": 1e300}, "is no date such as"),
        ("seed", {"user_message_id": "a", "text": "b", "role": "user", "labels": []}, "labels are no object"),
        (
            "seed",
            {"user_message_id": "a", "text": "b", "role": "user", "labels": {"x": {"value": float("nan")}}},
            "labels: x has no number",
        ),
        (
            "seed",
            {"user_message_id": "a", "text": "b", "role": "user", "labels": {"name": ["x"], "value": []}},
            "names and numbers are not equally many",
        ),
        ("seed", {"user_message_id": "a", "text": "b", "role": "user", "emojis": {"": 1}}, "emojis: one has no name"),
        (
            "seed",
            {"user_message_id": "a", "text": "b", "role": "user", "topic": "x" * 31},
            "topic: a topic has at most",
        ),
        ("seed", {"user_message_id": "a", "text": "b", "role": "user", "topic": 7}, "topic is neither null nor a text"),
        ("seed", {"user_message_id": "a", "text": "b", "role": "user", "tree_state": "odd"}, "tree_state is none of"),
        ("seed", ["not an object"], "this is no row of the form seed"),
        ("seed", 7, "an object with named fields is expected"),
        ("seed", {"instruction": "a", "output": "b"}, "it looks like alpaca"),
    ],
)
def test_a_row_that_cannot_be_used(form: str, row: Any, told: str) -> None:
    """What is wrong is said, once."""
    [problem] = row_faults(form, row)
    assert told in problem


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted("abc")) | st.text(max_size=3), inner)
    ),
    max_leaves=8,
)
FIELDS = sorted(
    {
        *("prompt", "chosen", "rejected", "messages", "conversation", "conversations", "conversation_hash", "text"),
        *("conversation_id", "instruction", "output", "response", "completions", "input", "context", "message_id"),
        *("user_message_id", "parent_id", "role", "lang", "language", "labels", "emojis", "rank", "replies", "topic"),
        *("toxic", "redacted", "openai_moderation", "synthetic", "created_date", "tree_state", "deleted", "content"),
        *("from", "value", "name", "count", "timestamp", "model", "license", "source_url", "id", "message_ids"),
    }
)
ROWS = st.recursive(
    JSON | st.sampled_from(["user", "assistant", "en", "\n\nHuman: a\n\nAssistant: b", "growing"]),
    lambda inner: st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6) | st.lists(inner, max_size=3),
    max_leaves=30,
)


@given(st.sampled_from(FORMS), st.dictionaries(st.sampled_from(FIELDS), ROWS, max_size=10))
def test_whatever_a_row_is(form: Any, row: dict[str, Any]) -> None:
    """A row of any form with anything in it gives messages that can be stored, or faults, and nothing else."""
    read = Detected(Source(FILES / "seed.json"), Layout.JSON_LINES, form)
    for item in read._of(Reading(Options("en")), Row("line 1", row)):
        if isinstance(item, ImportedMessage):
            json.dumps(item.annotation, allow_nan=False)
            for text in (item.text, item.source_id, item.parent, item.model_name, *(item.tree or ())[1:]):
                assert text is None or text.encode()


def test_lines(tmp_path: Path) -> None:
    """What other programs take for the end of a line ends none in the file, and is a line's end within a prompt."""
    path = tmp_path / "prompts.txt"
    prompts = ["Translate:\u2028roses are red", "What is a form\ffeed?", "Line\x85next", "vertical\vtab", "plain."]
    path.write_bytes("\r\n".join(prompts).encode() + b"\n")
    assert [message.text for message in messages(path)] == [
        "Translate:\nroses are red",
        "What is a form\nfeed?",
        "Line\nnext",
        "vertical\ntab",
        "plain.",
    ]


def test_a_line_that_shows_nothing_is_left_out(tmp_path: Path) -> None:
    """A line of white space, or of what is drawn as nothing, is no prompt."""
    path = tmp_path / "prompts.txt"
    path.write_text("  one\n  \n\u200b\u3164\n\ntwo\u200b\n", encoding="utf-8")
    assert [message.text for message in messages(path)] == ["one", "two\u200b"]


def test_a_deep_dataset_is_not_taken_for_prompts(tmp_path: Path) -> None:
    """A JSON object that nests too deeply to be read is one all the same, and no prompt."""
    path = tmp_path / "prompts.txt"
    path.write_text("A prompt.\n" + '{"replies": [' * 3_000 + "]}" * 3_000, encoding="utf-8")
    [told] = faults(path)
    assert told.startswith("line 2: this is JSON, and no prompt")
    assert faults(path, LINES) == [told]


def test_languages_are_those_that_people_can_choose(tmp_path: Path) -> None:
    """A file may write a language as it likes, also a default that is not listed; one tag is stored of each."""
    written = {"a": "Norwegian", "b": "pt-PT", "c": "iw", "d": "Klingon", "e": "de-AT", "f": None}
    path = tmp_path / "seed.json"
    rows = [{"user_message_id": name, "text": "Hi", "role": "prompter", "lang": lang} for name, lang in written.items()]
    path.write_text(json.dumps(rows), encoding="utf-8")
    found = messages(path, options=Options("tlh", ("tlh",)))
    assert [message.language for message in found] == ["nb-NO", "pt-BR", "he", "tlh", "de", "tlh"]
