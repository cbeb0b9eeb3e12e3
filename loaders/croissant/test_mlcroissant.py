"""mlcroissant understands what a release says of itself, and reads its rows by that alone."""

import json
from itertools import islice
from pathlib import Path

import mlcroissant
import pytest


@pytest.fixture(scope="module")
def dataset(release: Path) -> mlcroissant.Dataset:
    """The release, as its metadata describe it."""
    return mlcroissant.Dataset(jsonld=str(release / "croissant.json"))


def test_nothing_is_amiss(dataset: mlcroissant.Dataset) -> None:
    """The metadata have neither errors nor warnings."""
    issues = dataset.metadata.ctx.issues
    assert set(issues.errors) == set()
    assert set(issues.warnings) == set()


def test_every_table_is_read(release: Path, dataset: mlcroissant.Dataset) -> None:
    """Each table has a record set whose rows come from its files: no digest and no field is wrong."""
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    tables = {file["config"] for file in manifest["files"] if file["path"].endswith(".parquet")}
    assert tables <= {record_set.uuid for record_set in dataset.metadata.record_sets}
    for record_set in dataset.metadata.record_sets:
        assert len(list(islice(dataset.records(record_set.uuid), 3))) > 0, record_set.uuid
