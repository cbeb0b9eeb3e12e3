"""`verify`: what is otherwise in a release than it says, with file and row; nothing but the folder is looked at."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.dataset.formats import Form
from bot.dataset.release.errata import ERRATA
from bot.dataset.release.manifest import MANIFEST, digest_of, read_manifest
from bot.dataset.release.row_files import read_rows
from bot.dataset.release.verifying import differences
from bot.errors import StartError
from tests.dataset.pools import worked_on
from tests.dataset.small_release import released

pytestmark = pytest.mark.slow

Row = dict[str, Any]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release, to be copied."""
    folder = tmp_path_factory.mktemp("made")

    async def make() -> None:
        async with worked_on(folder / "bot.sqlite3", seed=5, packages=300) as community:
            await released(community.database, folder / "release", form=Form.JSON_LINES)

    asyncio.run(make())
    return folder / "release"


@pytest.fixture
def release(made: Path, tmp_path: Path) -> Path:
    """A release of one's own."""
    return Path(shutil.copytree(made, tmp_path / "release"))


def change(release: Path, config: str, changed: Callable[[list[Row]], None]) -> None:
    """Change rows of a table, and have the manifest agree: only what the rows themselves say can tell."""
    path = f"data/{config}/train.jsonl"
    rows = [json.loads(line) for line in (release / path).read_text("utf-8").splitlines()]
    changed(rows)
    (release / path).write_text("".join(json.dumps(row) + "\n" for row in rows))
    manifest = read_manifest(release)
    fresh = {"size": (release / path).stat().st_size, "sha256": digest_of(release / path), "rows": len(rows)}
    files = tuple(entry.model_copy(update=fresh) if entry.path == path else entry for entry in manifest.files)
    (release / MANIFEST).write_text(manifest.model_copy(update={"files": files}).as_text())


def place_of(rows: list[Row], wanted: Callable[[Row], bool]) -> int:
    """Where the first such row is."""
    return next(place for place, row in enumerate(rows) if wanted(row))


def test_every_rank_that_is_changed_is_found(release: Path) -> None:
    """Two siblings whose ranks are exchanged are told, each with its row and the rank that the votes give."""
    told = {}
    pairs = [json.loads(line) for line in (release / "data/preference/train.jsonl").read_text("utf-8").splitlines()]
    pair = next(pair for pair in pairs if (pair["chosen_rank"], pair["rejected_rank"]) == (0, 1))

    def exchange(rows: list[Row]) -> None:
        first = place_of(rows, lambda row: row["message_id"] == pair["chosen_id"])
        second = place_of(rows, lambda row: row["message_id"] == pair["rejected_id"])
        rows[first]["rank"], rows[second]["rank"] = 1, 0
        told.update({first + 1: (1, 0), second + 1: (0, 1)})

    change(release, "messages", exchange)
    found = list(differences(release))
    for row, (wrong, right) in told.items():
        sentence = f"data/messages/train.jsonl, row {row}: rank is {wrong}; by the annotations it is {right}."
        assert sentence in found
    for table in ("trees", "preference", "rankings"):
        assert any(sentence.startswith(f"data/{table}/train.jsonl, row ") for sentence in found), table


def test_a_rank_without_votes_is_found(release: Path) -> None:
    """A rank for which no ranking is there is told, and so are votes that are missing."""

    def forget(rows: list[Row]) -> None:
        parent = rows[place_of(rows, lambda row: row["kind"] == "ranking")]["message_id"]
        rows[:] = [row for row in rows if not (row["kind"] == "ranking" and row["message_id"] == parent)]

    change(release, "annotations", forget)
    found = list(differences(release))
    assert any("rank is 0; by the annotations it is null." in sentence for sentence in found)


def test_a_weight_that_decides_is_heeded(release: Path) -> None:
    """Where every vote for an order weighs nothing and one for the opposite is added, the ranks are no longer right."""

    def turn(rows: list[Row]) -> None:
        place = place_of(rows, lambda row: row["kind"] == "ranking" and len(row["replies"]) > 1)
        parent = rows[place]["message_id"]
        for row in rows:
            if row["message_id"] == parent and row["kind"] == "ranking":
                row["order"] = row["order"][::-1]
            elif row["rank_weight"] is not None:
                row["rank_weight"] = 0.0

    change(release, "annotations", turn)
    assert any("by the annotations it is" in sentence for sentence in differences(release))


@pytest.mark.parametrize(
    ("config", "column", "value", "told"),
    [
        ("messages", "parent_id", "nobody", "nobody, to which it replies, is not before it."),
        ("messages", "agreement", None, "no agreement is named under which it was written."),
        ("annotations", "message_id", "nobody", "message nobody is not in the release."),
        ("annotations", "agreement", None, "no agreement is named under which it was given."),
        ("preference", "chosen_id", "nobody", "message nobody is not among the messages."),
        ("sft", "message_tree_id", None, "it lacks"),
    ],
)
def test_what_does_not_fit(release: Path, config: str, column: str, value: object, told: str) -> None:
    """Rows that do not fit each other are told with their place."""
    number = 0

    def spoil(rows: list[Row]) -> None:
        nonlocal number
        number = place_of(rows, lambda row: row[column] is not None and row.get("origin", "community") == "community")
        if value is None and config == "sft":
            del rows[number][column]
        else:
            rows[number][column] = value

    change(release, config, spoil)
    found = list(differences(release))
    assert any(sentence.startswith(f"data/{config}/train.jsonl, row {number + 1}: {told}") for sentence in found), found


@pytest.mark.parametrize("column", ["votes_for", "votes_against", "margin", "num_rankings"])
def test_what_a_pair_says_of_the_votes(release: Path, column: str) -> None:
    """What a pair says of the votes is compared with the votes, and told with its row."""
    right: list[object] = []

    def spoil(rows: list[Row]) -> None:
        right.append(rows[1][column])
        rows[1][column] = 0.125 if column == "margin" else 99

    change(release, "preference", spoil)
    wrong = "0.125" if column == "margin" else "99"
    sentence = f"data/preference/train.jsonl, row 2: {column} is {wrong}; by the annotations it is {right[0]}."
    assert [*differences(release)] == [sentence]


@pytest.mark.parametrize("column", ["votes_for", "votes_against", "margin", "num_rankings", "not_rankable", "pairs"])
def test_what_an_order_says_of_the_votes(release: Path, column: str) -> None:
    """What a row of all replies says of the votes, of each two of them and of all, is compared and told likewise."""

    def spoil(rows: list[Row]) -> None:
        if column == "pairs":
            rows[0]["pairs"].pop()
        else:
            (rows[0] if column in rows[0] else rows[0]["pairs"][0])[column] = 99

    change(release, "rankings", spoil)
    [found] = differences(release)
    assert found.startswith("data/rankings/train.jsonl, row 1: ")
    assert ("pair" if column == "pairs" else f"{column} is 99; by the annotations it is ") in found


def test_withdrawn_rows_are_found(release: Path) -> None:
    """A message and a judgement that errata name must not be in the release."""
    [[_, message], *_] = read_rows(release, "data/messages/train.jsonl")
    [[_, judgement], *_] = read_rows(release, "data/annotations/train.jsonl")
    message_id, judgement_id = message["message_id"], judgement["annotation_id"]
    (release / ERRATA).write_text("".join(f"{row_id}\n" for row_id in sorted([message_id, judgement_id])))
    found = list(differences(release))
    assert f"data/messages/train.jsonl, row 1: message {message_id} stands in errata.txt." in found
    assert f"data/annotations/train.jsonl, row 1: {judgement_id} stands in errata.txt." in found


def test_a_tree_in_two_splits_is_found(release: Path) -> None:
    """A tree of which a table has one row for training and another one for validation is told."""
    path = release / "data" / "sft" / "train.jsonl"
    manifest = read_manifest(release)
    entry = next(entry for entry in manifest.files if entry.path == "data/sft/train.jsonl")
    shutil.copy(path, path.with_name("validation.jsonl"))
    other = entry.model_copy(update={"path": "data/sft/validation.jsonl", "split": "validation"})
    changed = manifest.model_copy(update={"files": (*manifest.files, other)})
    (release / MANIFEST).write_text(changed.as_text())
    assert any(sentence.endswith("is in train, too.") for sentence in differences(release))


@pytest.mark.parametrize(("is_prompt", "text"), [(True, "Hi!"), (False, " ".join(["one", "two", "three"] * 4))])
def test_the_same_text_in_two_splits_is_found(release: Path, *, is_prompt: bool, text: str) -> None:
    """A prompt, or a longer reply, that both training and validation have is told; a short reply is not."""
    said: list[str] = []

    def repeat(rows: list[Row]) -> None:
        trees = list(dict.fromkeys(row["message_tree_id"] for row in rows))
        for tree_id in trees[:2]:
            of_tree = [row for row in rows if row["message_tree_id"] == tree_id]
            next(row for row in of_tree if (row["parent_id"] is None) is is_prompt)["text"] = text
            next(row for row in of_tree if row["parent_id"] is not None and row["text"] != text)["text"] = "Thanks"
        said.append(trees[1])

    change(release, "messages", repeat)
    assert [*differences(release)] == []
    [other] = said
    path = release / "data/messages/train.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    parts = {
        "train": [row for row in rows if row["message_tree_id"] != other],
        "validation": [row for row in rows if row["message_tree_id"] == other],
    }
    manifest = read_manifest(release)
    [entry] = [entry for entry in manifest.files if entry.path == "data/messages/train.jsonl"]
    entries = [each for each in manifest.files if each.config != "messages"]
    for split, part in parts.items():
        there = path.with_name(f"{split}.jsonl")
        there.write_text("".join(json.dumps(row) + "\n" for row in part))
        fresh = {"path": f"data/messages/{split}.jsonl", "split": split, "size": there.stat().st_size}
        entries.append(entry.model_copy(update={**fresh, "sha256": digest_of(there), "rows": len(part)}))
    (release / MANIFEST).write_text(
        manifest.model_copy(update={"files": tuple(sorted(entries, key=lambda each: each.path))}).as_text()
    )
    found = [sentence for sentence in differences(release) if sentence.endswith(", in another split.")]
    assert len(found) == 1
    assert found[0].startswith("data/messages/validation.jsonl, row ")


def test_files_are_compared(release: Path) -> None:
    """A file that is missing, longer, changed or unknown is told; what the hub adds is not."""
    (release / "CHANGELOG.md").unlink()
    (release / "reports.json").write_text((release / "reports.json").read_text() + " ")
    text = (release / "data/kto/train.jsonl").read_text()
    (release / "data/kto/train.jsonl").write_text(text.replace("true", "True", 1))
    (release / "notes.txt").write_text("mine")
    (release / ".gitattributes").write_text("")
    found = list(differences(release))
    assert "CHANGELOG.md: it is not there." in found
    assert any(sentence.startswith("reports.json: it has ") for sentence in found)
    assert "data/kto/train.jsonl: its SHA-256 is not the one in manifest.json." in found
    assert any(sentence.startswith("data/kto/train.jsonl, row ") and "cannot be read" in sentence for sentence in found)
    assert "notes.txt: manifest.json does not know it." in found
    assert not any(".gitattributes" in sentence for sentence in found)


@pytest.mark.parametrize("text", [None, "{}", "[]", '{"form": 2}', "not JSON"])
def test_no_release(tmp_path: Path, text: str | None) -> None:
    """A folder without a manifest, or with one of something else, is refused with a sentence that names it."""
    if text is not None:
        (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(StartError, match=MANIFEST):
        list(differences(tmp_path))


def test_a_manifest_names_nothing_outside(release: Path) -> None:
    """A manifest whose path leads out of the folder is refused: nothing else is read."""
    manifest = json.loads((release / MANIFEST).read_text())
    for path in ("../outside", "/etc/passwd", "data/../../outside"):
        manifest["files"][0]["path"] = path
        (release / MANIFEST).write_text(json.dumps(manifest))
        with pytest.raises(StartError, match=r"files\.0\.path"):
            list(differences(release))
