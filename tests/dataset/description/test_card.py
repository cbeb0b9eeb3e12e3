"""The card is read by the hub's own library, and understood by a stranger."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # it has no annotations
from markdown_it import MarkdownIt

from bot.dataset.description import words
from bot.dataset.description.card import card
from bot.dataset.description.columns import features
from bot.dataset.description.facts import FileFacts, ReleaseFacts
from bot.dataset.records import Provenance, RankReason
from bot.dataset.selection import LeftOutReason
from bot.dataset.tables import TABLES
from bot.rules.personal_data import PersonalData
from tests.dataset.description.releases import FACTS, TERMS, report, trees
from tests.dataset.reports.trees import message, tree

REPORT = report()
EVIL = (
    '--- \n"x: [y](http://evil)',
    "# Heading\n---\nlicense: mit",
    "}{|`*_<script>",
    "'; DROP",
    "a: b # c",
    "no",
    "\u2028…\u202e",
)


def head(facts: ReleaseFacts, found: dict[str, Any] = REPORT) -> dict[str, Any]:
    """What the hub reads in the head of a card."""
    match = re.match(r"---\n(.*?)\n---\n", card(facts, found), re.DOTALL)
    assert match is not None
    values: dict[str, Any] = yaml.safe_load(match[1])
    return values


def body(facts: ReleaseFacts, found: dict[str, Any] = REPORT) -> str:
    """What people read."""
    return card(facts, found).split("\n---\n", 1)[1]


def test_what_the_hub_reads() -> None:
    """Licence, languages, size and creators are written in the hub's own words."""
    values = head(FACTS)
    assert values["license"] == "cc-by-4.0"
    assert values["pretty_name"] == "Conversations by The Team"
    assert values["language"] == ["en", "pt"]
    assert values["language_bcp47"] == ["en", "pt-BR"]
    assert values["multilinguality"] == ["multilingual"]
    assert values["size_categories"] == ["n<1K"]
    assert values["task_categories"] == ["text-generation"]
    assert values["annotations_creators"] == ["crowdsourced"]
    assert values["language_creators"] == ["crowdsourced", "machine-generated"]
    assert values["source_datasets"] == ["original"]
    assert "human-feedback" in values["tags"]
    assert "license_name" not in values


def test_files_are_configs_with_splits() -> None:
    """Each table that has rows is a config with its splits, training first, and says how many rows they have."""
    values = head(FACTS)
    configs = {each["config_name"]: each for each in values["configs"]}
    assert list(configs) == ["trees", "messages", "sft"]
    assert configs["sft"]["data_files"] == [
        {"split": "train", "path": "data/sft/train.jsonl.gz"},
        {"split": "validation", "path": "data/sft/validation.jsonl.gz"},
    ]
    assert [name for name, each in configs.items() if each.get("default")] == ["sft"]
    infos = {each["config_name"]: each for each in values["dataset_info"]}
    assert list(infos) == ["messages", "sft"]
    assert infos["sft"]["splits"] == [
        {"name": "train", "num_bytes": 45_678, "num_examples": 400},
        {"name": "validation", "num_bytes": 2_345, "num_examples": 20},
    ]
    assert infos["sft"]["features"][0] == {
        "name": "messages",
        "list": [{"name": "role", "dtype": "string"}, {"name": "content", "dtype": "string"}],
    }


def test_trees_are_no_config_beside_parquet() -> None:
    """Of files of two forms a loader reads one: trees, which are JSON, are then named with a way of their own."""
    files = tuple(replace(file, path=file.path.replace(".jsonl.gz", ".parquet")) for file in FACTS.files[:4])
    facts = replace(FACTS, files=(*files, FileFacts("trees/train.jsonl.gz", "trees", "train", 3, 9, "0" * 64)))
    assert [each["config_name"] for each in head(facts)["configs"]] == ["messages", "sft"]
    assert 'load_dataset("json", data_files="path/to/this/folder/trees/train.jsonl.gz"' in body(facts)
    assert "### trees" in body(facts)


@pytest.mark.slow
def test_the_hubs_features() -> None:
    """The columns of every table are written as the package `datasets` writes them, and read back by it."""
    from datasets import Features  # type: ignore[import-untyped]  # noqa: PLC0415 - it takes a second

    for each in TABLES.values():
        if each.columns is not None:
            written = features(each.columns(TERMS))
            assert Features._from_yaml_list(json.loads(json.dumps(written)))._to_yaml_list() == written


def test_another_licence() -> None:
    """A licence that the hub does not know has a name and a link; those of imported texts stand beside it."""
    values = head(replace(FACTS, licence="Our terms, second version"))
    assert (values["license"], values["license_name"], values["license_link"]) == (
        "other",
        "our-terms-second-version",
        "LICENSE",
    )
    imported = tree(message(1, "Why?", provenance=Provenance("oasst2", license="apache-2.0")))
    found = report([*trees(), imported])
    assert head(FACTS, found)["license"] == ["cc-by-4.0", "apache-2.0"]
    assert head(FACTS, found)["source_datasets"] == ["extended"]
    assert "| oasst2 | apache-2.0 | 1 |" in body(FACTS, found)


@pytest.mark.parametrize("evil", EVIL)
def test_nobody_writes_the_head_but_us(evil: str) -> None:
    """Whatever an operator, a model, a topic or a source is called, it changes neither the head nor the body."""
    source = Provenance(evil, license=evil, source_url=f"javascript:{evil}")
    made = tree(message(1, "Hello there", provenance=source, synthetic=True, model_name=evil), topic=evil)
    found = report([*trees(), made])
    facts = replace(
        FACTS, title=evil, operator=evil, contact=evil, version=evil, options={evil: evil}, previous_version=evil
    )
    values = head(facts, found)
    expected = head(
        FACTS, report([*trees(), tree(message(1, "Hello there", provenance=Provenance("x"), synthetic=True))])
    )
    assert set(values) == set(expected)
    assert values["pretty_name"] == evil
    assert values["configs"] == expected["configs"]
    headings = [line for line in body(facts, found).splitlines() if line.startswith("#")]
    assert headings[1:] == [line for line in body(FACTS).splitlines() if line.startswith("#")][1:]
    inline = [
        child for token in MarkdownIt().enable("table").parse(body(facts, found)) for child in token.children or []
    ]
    links = {child.attrs["href"] for child in inline if child.type == "link_open"}
    assert links == {"https://creativecommons.org/licenses/by/4.0/"}
    assert not [child for child in inline if child.type.startswith(("html", "image"))]


def test_a_stranger_finds_it_all() -> None:
    """What it is, how to load and how it was made, agreement, what is missing, errata, conditions and every field."""
    facts = replace(
        FACTS,
        url="https://huggingface.co/datasets/team/talk",
        errata=3,
        previous_version="2026.10.1",
        left_out={LeftOutReason.JUDGEMENT_SET_ASIDE: 7, LeftOutReason.TEXT_WITHOUT_AGREEMENT: 0},
        options={"lang": ["en", "pt-BR"], "scrub": True, "min_reviews": 0, "server": [], "until": None},
        is_scrubbed=True,
        dates_are_exact=True,
    )
    text = body(facts)
    for heading in (
        "How to load it",
        "How it was made",
        "What is in it",
        "How far people agree",
        "What is missing",
        "Fields",
    ):
        assert f"\n## {heading}\n" in text
    assert 'load_dataset("team/talk", "sft", split="train")' in text
    assert "SFTTrainer(model" in text
    assert "DPOTrainer" not in text
    assert f"* 7 {words.WHY_LEFT_OUT[LeftOutReason.JUDGEMENT_SET_ASIDE]}" in text
    assert words.WHY_LEFT_OUT[LeftOutReason.TEXT_WITHOUT_AGREEMENT] not in text
    assert "`errata.txt` lists 3 ids" in text
    assert "The release before is 2026.10.1." in text
    assert "* `lang`: en, pt-BR\n* `scrub`: yes\n\n" in text
    assert "min_reviews" not in text
    assert "Moments are exact." in text
    assert "write to team@example.org" in text
    assert re.search(r"\| `quality` \| -?\d\.\d\d \[-?\d\.\d\d, -?\d\.\d\d\] \| 36 \|", text)
    assert "| Portuguese (Brazil) | 4 | 8 |" in text
    assert "gsm8k: 0 messages" in text
    for name in ("messages", "sft"):
        columns = TABLES[name].columns
        assert columns is not None
        assert all(f"* `{column.name}` (" in text for column in columns(TERMS))


def test_without_a_name_or_a_contact() -> None:
    """An operator who has not said who they are is told about in general words, and a dataset of nothing has a card."""
    text = body(replace(FACTS, operator="", contact="", licence="Ours"), report([]))
    assert text.startswith("\n# Assistant conversations\n")
    assert "write to the owner of the server" in text
    assert "under Ours" in text
    assert "no language" in text


@pytest.mark.parametrize(
    ("languages", "told"),
    [
        (None, "It was not checked"),
        ({"checked": {}, "others": []}, "No message is long and plain enough"),
        (
            {"checked": {"en": 30, "de": 2}, "others": [{"language": "en", "found": "de", "messages": 3}]},
            "Of 32 messages whose language is plain, 3 seem to be in another one",
        ),
    ],
)
def test_languages_are_told(languages: dict[str, Any] | None, told: str) -> None:
    """It is said how many texts seem to be in another language, or that it is not known."""
    assert told in body(FACTS, {**REPORT, "texts": {**REPORT["texts"], "languages": languages}})


def test_examples_are_rows() -> None:
    """The example of each table has its columns, all with the type that they are said to have."""
    for each in FACTS.tables:
        assert each.example is not None
        if each.columns is not None:
            assert list(each.example) == [column.name for column in each.columns]
    blocks = re.findall(r"```json\n(.*?)\n```", body(FACTS), re.DOTALL)
    assert len(blocks) == 3
    assert all(json.loads(block) for block in blocks)


def test_every_reason_has_words() -> None:
    """What is counted in a release is explained in its card."""
    assert set(words.WHY_LEFT_OUT) == set(LeftOutReason)
    assert set(words.WHY_NO_RANK) == set(RankReason)
    assert set(words.KINDS_OF_PERSONAL_DATA) == set(PersonalData)


@pytest.mark.parametrize(("is_scrubbed", "became"), [(True, "Placeholders"), (False, "They stand in the texts")])
def test_personal_data_is_told(is_scrubbed: bool, became: str) -> None:
    """How much of which kind was found is said, and what became of it."""
    found = report([tree(message(1, "Write to a@b.io, please."), message(2, "c@d.io", 1))])
    told = words.personal_data(replace(FACTS, is_scrubbed=is_scrubbed), found)
    assert "found e-mail addresses in 2 messages" in told
    assert became in told
