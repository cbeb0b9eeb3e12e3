"""`datasets` loads every table of a release by the name of the folder, whatever form its files have."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.dataset.formats import Form
from bot.dataset.options import DatasetOptions
from bot.dataset.release.manifest import read_manifest
from bot.dataset.release.row_files import read_rows
from tests.dataset.pools import worked_on
from tests.dataset.small_release import released

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("default"),  # what others' libraries say of each other is no fault of a release
]

FORMS = (Form.PARQUET, Form.GZIP, Form.ZSTD, Form.JSON_LINES)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a release in each form, and one with pairs as objects."""
    folder = tmp_path_factory.mktemp("releases")

    async def make() -> None:
        async with worked_on(folder / "bot.sqlite3", seed=5, packages=350) as community:
            for form in FORMS:
                await released(community.database, folder / form[1:], form=form)
            await released(community.database, folder / "objects", options=DatasetOptions(objects=True, ties=True))

    asyncio.run(make())
    return folder


def loaded(folder: Path, config: str, split: str, cache: Path) -> list[dict[str, Any]]:
    """The rows of a table, as `datasets` loads them."""
    from datasets import load_dataset  # type: ignore[import-untyped]  # noqa: PLC0415 - takes seconds

    return list(load_dataset(str(folder), config, split=split, cache_dir=str(cache)))


def rounded(value: Any) -> Any:
    """A value with its numbers rounded: `datasets` reads the last digit of one in JSON as another."""
    if isinstance(value, float):
        return round(value, 12)
    if isinstance(value, dict):
        return {name: rounded(each) for name, each in value.items()}
    return [rounded(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", [*(form[1:] for form in FORMS), "objects"])
def test_every_table_is_loaded(releases: Path, name: str, tmp_path: Path) -> None:
    """Every table that the card lists is loaded in every split, each row with the values that it has in its file."""
    from datasets import get_dataset_config_names  # noqa: PLC0415 - as above

    folder = releases / name
    entries = [entry for entry in read_manifest(folder).files if entry.config]
    is_parquet = any(entry.path.endswith(".parquet") for entry in entries)
    listed = [entry for entry in entries if not (is_parquet and entry.config == "trees")]
    assert set(get_dataset_config_names(str(folder))) == {entry.config for entry in listed}
    for entry in listed:
        assert entry.config is not None
        assert entry.split is not None
        rows = loaded(folder, entry.config, entry.split, tmp_path)
        assert len(rows) == entry.rows
        if entry.config != "trees":  # whose messages have only the values that there are
            assert rounded(rows) == rounded([row for _, row in read_rows(folder, entry.path)])


def test_trees_beside_parquet(releases: Path, tmp_path: Path) -> None:
    """Trees, which no Parquet holds, are loaded by the name of their file, as the card says."""
    from datasets import load_dataset  # noqa: PLC0415 - as above

    path = releases / "parquet" / "trees" / "train.jsonl.gz"
    rows = load_dataset("json", data_files=str(path), split="train", cache_dir=str(tmp_path))
    assert len(rows) == next(
        entry.rows for entry in read_manifest(releases / "parquet").files if entry.path == "trees/train.jsonl.gz"
    )
    assert 'load_dataset("json"' in (releases / "parquet" / "README.md").read_text("utf-8")


def test_llama_factory_is_told_what_is_what(releases: Path) -> None:
    """`dataset_info.json` names files that are there, and columns that their rows have, as LLaMA-Factory documents."""
    folder = releases / "objects"
    described = json.loads((folder / "dataset_info.json").read_text("utf-8"))
    assert described
    for entry in described.values():
        assert entry["formatting"] == "sharegpt"
        assert set(entry["tags"]) == {"role_tag", "content_tag", "user_tag", "assistant_tag"}
        [_, row], *_ = read_rows(folder, entry["file_name"])
        assert set(entry["columns"].values()) <= row.keys()
        roles = {message[entry["tags"]["role_tag"]] for message in row[entry["columns"]["messages"]]}
        assert roles <= {entry["tags"]["user_tag"], entry["tags"]["assistant_tag"]}
        if entry.get("ranking"):
            assert isinstance(row[entry["columns"]["chosen"]], dict)
            assert isinstance(row[entry["columns"]["rejected"]], dict)
        if tag := entry["columns"].get("kto_tag"):
            assert isinstance(row[tag], bool)
            assert row["messages"][-1]["role"] == "assistant"
    assert {name.split("_")[-2] for name in described} == {"sft", "preference", "kto"}
    assert not (releases / "parquet" / "dataset_info.json").exists()
