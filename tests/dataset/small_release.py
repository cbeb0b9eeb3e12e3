"""A small release, and one beside it with pairs as objects, for the programs that load it.

Usage: `python -m tests.dataset.small_release <folder>`; the other one is `objects` beside it.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Any

from bot.dataset.formats import Form
from bot.dataset.options import DatasetOptions
from bot.dataset.progress import Progress
from bot.dataset.release.drafting import Draft
from bot.dataset.release.making import make_release
from bot.dataset.release.plan import Plan
from bot.settings import Settings
from bot.store import Database
from tests.dataset.pools import worked_on

KEY = b"the same people in each of these"


def plan(version: str = "2026.11.30", **changed: Any) -> Plan:
    """What a release is asked to be, but for what is said otherwise."""
    values: dict[str, Any] = {
        "settings": Settings(_env_file=None),
        "options": DatasetOptions(),
        "key": KEY,
        "name": "small-talk",
        "title": "",
        "url": None,
        "version": version,
        "date": version.replace(".", "-"),
        "form": Form.PARQUET,
        "checks_languages": False,
    }
    return Plan(**{**values, **changed})


async def released(database: Database, folder: Path, version: str = "2026.11.30", **changed: Any) -> Draft:
    """Make a release."""
    replaces = changed.pop("replaces", False)
    draft = await make_release(database, folder, plan(version, **changed), Progress(), replaces=replaces)
    assert draft is not None
    return draft


async def main(folder: Path) -> None:
    """Make both."""
    with tempfile.TemporaryDirectory() as pool:
        async with worked_on(Path(pool) / "bot.sqlite3", seed=3, packages=700) as community:
            await released(community.database, folder)
            await released(community.database, folder.with_name("objects"), options=DatasetOptions(objects=True))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
