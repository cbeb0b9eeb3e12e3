"""Manifests for tests."""

from typing import Any

from bot.dataset.release.manifest import FileEntry, Manifest

DIGEST = "0" * 64


def manifest(version: str = "2026.11.30", *files: FileEntry, **changed: Any) -> Manifest:
    """Return a manifest with these files, and what is said otherwise."""
    values: dict[str, Any] = {
        "name": "bees",
        "version": version,
        "date": version.replace(".", "-"),
        "previous_version": None,
        "licence": "CC-BY-4.0",
        "bot_version": "0.1.0",
        "files": files,
        "counts": {"trees": 1, "messages": 2, "annotations": 3},
        "languages": {"en": 2},
        "agreements": {"0123456789ab": 5},
        "left_out": {},
        "null_ranks": {},
        "errata": 0,
        "settings": {"dates": "day"},
        "thresholds": {"goal_tree_size": 9},
    }
    return Manifest(**{**values, **changed})
