"""The files that describe a release."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.dataset.description.columns import described_columns
from bot.dataset.description.croissant import CONFORMS_TO
from bot.dataset.description.facts import TableFacts
from bot.dataset.description.files import CARD, CROISSANT, DATASHEET, LICENCE, describing_files
from bot.dataset.records import Provenance
from bot.dataset.tables.schema import Field, Kind, ListOf
from tests.dataset.description.releases import FACTS, report, trees
from tests.dataset.reports.trees import message, tree

REPORT = report()


def metadata(**changes: Any) -> dict[str, Any]:
    """The Croissant metadata of a release."""
    found: dict[str, Any] = json.loads(describing_files(replace(FACTS, **changes), REPORT)[CROISSANT])
    return found


def test_the_same_facts_make_the_same_files() -> None:
    """All four are there, end with a line end, and are the same each time."""
    files = describing_files(FACTS, REPORT)
    assert list(files) == [CARD, CROISSANT, DATASHEET, LICENCE]
    assert all(text.endswith("\n") and not text.endswith("\n\n") for text in files.values())
    assert describing_files(FACTS, report()) == files


def test_croissant_names_every_file_and_column() -> None:
    """Each file has its digest and size, each table a set of records with all of its columns."""
    found = metadata()
    assert found["conformsTo"] == CONFORMS_TO
    assert (found["version"], found["datePublished"], found["name"]) == ("2026.11.30", "2026-11-30", "talk")
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["inLanguage"] == ["en", "pt-BR"]
    files = {each["@id"]: each for each in found["distribution"] if each["@type"] == "cr:FileObject"}
    assert {path: each["sha256"] for path, each in files.items()} == {each.path: each.sha256 for each in FACTS.files}
    assert files["data/sft/train.jsonl.gz"]["contentSize"] == "45678 B"
    assert files["data/sft/train.jsonl.gz"]["encodingFormat"] == ["application/jsonlines", "application/gzip"]
    sets = {each["@id"]: each for each in found["distribution"] if each["@type"] == "cr:FileSet"}
    assert sets["sft-files"]["includes"] == ["data/sft/train.jsonl.gz", "data/sft/validation.jsonl.gz"]
    tables = {each.name: each for each in FACTS.tables}
    records = {each["name"]: each["field"] for each in found["recordSet"]}
    assert list(records) == ["trees", "messages", "sft"]
    for name, fields in records.items():
        assert [each["name"] for each in fields] == [each.name for each in described_columns(tables[name])]
    turn = next(each for each in records["sft"] if each["name"] == "messages")
    assert turn["isArray"] is True
    assert turn["subField"][0]["source"] == {
        "fileSet": {"@id": "sft-files"},
        "extract": {"column": "messages"},
        "transform": {"jsonPath": "role"},
    }


def test_croissant_says_nothing_that_is_not_known() -> None:
    """Without an operator or an address nothing is said of them; with them, they are named."""
    found = metadata(operator="")
    assert not {"creator", "publisher", "url", "isBasedOn"} & set(found)
    found = metadata(url="https://huggingface.co/datasets/team/talk")
    assert found["url"] == "https://huggingface.co/datasets/team/talk"
    assert found["creator"] == {"@type": "Organization", "name": "The Team"}


def test_croissant_has_no_lists_of_lists() -> None:
    """A column that Croissant cannot tell is refused, and not told otherwise."""
    columns = (Field("x", ListOf(ListOf(Kind.STRING)), "Lists of words."),)
    with pytest.raises(TypeError):
        metadata(tables=(TableFacts("sft", "A row.", columns, None),))


def test_the_licence_with_its_text() -> None:
    """The licence is named with who gives it, and its text follows where it comes with the bot."""
    text = describing_files(FACTS, REPORT)[LICENCE]
    assert text.startswith(
        "Conversations by The Team, version 2026.11.30 of 2026-11-30, by The Team, is under Creative Commons"
    )
    assert "Section 1 -- Definitions." in text
    named = describing_files(replace(FACTS, licence="ODC-BY"), REPORT)[LICENCE]
    assert named.endswith("Open Data Commons Attribution License 1.0: https://opendatacommons.org/licenses/by/1-0/\n")
    own = describing_files(replace(FACTS, licence="Ours", contact=""), REPORT)[LICENCE]
    assert own.endswith("is under Ours\n\nWhat that means, whoever published it says.\n")


def test_the_licences_of_sources() -> None:
    """Imported texts keep the licence of their source, which the file says."""
    source = Provenance("oasst2", license="apache-2.0", source_url="https://example.org/oasst2")
    found = report(
        [*trees(), tree(message(1, "Why?", provenance=source)), tree(message(2, "And?", provenance=Provenance("x")))]
    )
    text = describing_files(FACTS, found)[LICENCE]
    assert "* oasst2: apache-2.0, https://example.org/oasst2\n* x: its licence is not known\n" in text


def test_the_datasheet_answers_from_facts() -> None:
    """Figures, dates, ages and thresholds stand in it; what cannot be known is said to be for the operator to tell."""
    facts = replace(
        FACTS, thresholds={"NUM_REVIEWS_REPLY": 3, "WEIGH_RANKINGS": True}, minimum_age=16, previous_version="1"
    )
    text = describing_files(facts, REPORT)[DATASHEET]
    assert text.startswith("# Datasheet of Conversations by The Team\n")
    assert text.count("\n## ") == 8
    assert "48 messages in 12 conversation trees" in text
    assert "`sft` (420 rows)" in text
    assert "at least 16 years old" in text
    assert "| `NUM_REVIEWS_REPLY` | 3 |" in text
    assert "The release before is 1." in text
    assert text.count("The bot does not know that: ask the operator.") >= 4
    assert "The Team: team@example.org." in text
    without = report([tree(message(1, "Why?", agreement=None))])
    assert "Of 1 text that is not known; otherwise yes." in describing_files(FACTS, without)[DATASHEET]
