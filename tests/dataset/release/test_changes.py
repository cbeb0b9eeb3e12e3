"""The changelog of a release."""

from bot.dataset.release.changes import MessageChanges, changelog, changes_of, parts_of
from bot.dataset.release.manifest import FileEntry
from tests.dataset.release.manifests import DIGEST, manifest


def rows(config: str, split: str, count: int) -> FileEntry:
    """The file of a table with so many rows."""
    path = f"data/{config}/{split}.jsonl"
    return FileEntry(path=path, size=1, sha256=DIGEST, config=config, split=split, rows=count)


def test_the_first_release() -> None:
    """The first release says what is in it."""
    assert changes_of(manifest(), None, None, {}) == (
        "## 2026.11.30 (2026-11-30)\n\n* The first release: 1 tree with 2 messages and 3 judgements.\n"
    )


def test_what_is_otherwise_is_told() -> None:
    """A later release tells of messages, rows, languages, settings, thresholds, licence, version and deleted rows."""
    before = manifest("2026.11.30", rows("sft", "train", 2), rows("kto", "train", 1))
    now = manifest(
        "2026.12.31",
        rows("sft", "train", 4),
        rows("sft", "validation", 1),
        rows("kto", "train", 1),
        counts={"trees": 2, "messages": 2_000, "annotations": 3},
        languages={"de": 2},
        settings={"dates": "exact", "languages": ["de"]},
        thresholds={"goal_tree_size": 5},
        licence="CC0-1.0",
        bot_version="0.2.0",
        errata=4,
    )
    assert changes_of(now, before, MessageChanges(5, 3, 1), {"2026.10.1": 4, "2026.11.30": 1}).splitlines() == [
        "## 2026.12.31 (2026-12-31), against 2026.11.30",
        "",
        "* 2 trees with 2,000 messages and 3 judgements; it was 1 tree with 2 messages and 3 judgements.",
        "* Messages: 5 new, 3 no longer in it, 1 of them deleted.",
        "* Rows: sft/train 2 → 4, sft/validation 0 → 1.",
        "* Languages that are new: de.",
        "* Languages that are no longer in it: en.",
        "* Settings: dates exact instead of day; languages de instead of nothing.",
        "* Thresholds of the community: goal_tree_size 5 instead of 9.",
        "* Licence: CC0-1.0 instead of CC-BY-4.0.",
        "* Made by version 0.2.0 of the bot instead of 0.1.0.",
        "* Rows of earlier releases that have been deleted since: 4 in all (2026.10.1: 4, 2026.11.30: 1). "
        "`errata.txt` names them. Please take them out of your copies.",
    ]


def test_earlier_parts_are_kept() -> None:
    """A changelog has the newest part first, and gives back each as it was."""
    parts = [changes_of(manifest(version), None, None, {}) for version in ("2026.12.31", "2026.11.30", "2026.10.31")]
    text = changelog(parts[0], parts[1:])
    assert text.startswith("# Changelog\n\n## 2026.12.31")
    assert parts_of(text) == parts
