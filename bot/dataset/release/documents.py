"""What goes with the tables of a release: its card and the like, made of what is known of it; LLaMA-Factory's list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from bot.dataset.description.examples import describe_tables
from bot.dataset.description.facts import FileFacts, ReleaseFacts
from bot.dataset.description.files import describing_files
from bot.dataset.options import Dates
from bot.dataset.release.manifest import Manifest
from bot.dataset.release.plan import Plan
from bot.dataset.tables import TABLES
from bot.dataset.tables.kto import KTO
from bot.dataset.tables.preference import PREFERENCE
from bot.dataset.tables.sft import SFT
from bot.dataset.tables.terms import PairLayout, Terms

DATASET_INFO: Final = "dataset_info.json"
"""The name under which LLaMA-Factory looks for what is in a folder."""

_COLUMNS: Final = {
    SFT.name: {"messages": "messages"},
    PREFERENCE.name: {"messages": "messages", "chosen": "chosen", "rejected": "rejected"},
    KTO.name: {"messages": "messages", "kto_tag": "label"},
}
"""The tables that it can load, and what it calls their columns."""
_TAGS: Final = {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant"}


def documents(plan: Plan, manifest: Manifest, terms: Terms, report: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of each document, by its name.

    Args:
        plan: What the release is asked to be.
        manifest: What it has come to be, with the files of its tables.
        terms: Of its rows.
        report: What is said of the data.
    """
    texts = describing_files(_facts(plan, manifest, terms), report)
    if terms.layout is PairLayout.OBJECTS:
        texts[DATASET_INFO] = json.dumps(_dataset_info(manifest), ensure_ascii=False, indent=2) + "\n"
    return texts


def _facts(plan: Plan, manifest: Manifest, terms: Terms) -> ReleaseFacts:
    settings = plan.settings
    return ReleaseFacts(
        name=manifest.name,
        title=plan.title,
        version=manifest.version,
        date=manifest.date,
        operator=settings.operator_name,
        contact=settings.operator_contact,
        licence=manifest.licence,
        minimum_age=settings.minimum_age,
        files=tuple(
            FileFacts(file.path, file.config, file.split or "", file.rows or 0, file.size, file.sha256)
            for file in manifest.files
            if file.config is not None
        ),
        tables=describe_tables(TABLES.values(), terms),
        bot_version=manifest.bot_version,
        url=plan.url,
        previous_version=manifest.previous_version,
        thresholds=manifest.thresholds,
        options=manifest.settings,
        left_out=manifest.left_out,
        errata=manifest.errata,
        is_scrubbed=plan.options.scrub,
        dates_are_exact=plan.options.dates is Dates.EXACT,
    )


def _dataset_info(manifest: Manifest) -> dict[str, Any]:
    """Return what LLaMA-Factory reads of each table that it can load, by the name that one gives it there.

    https://llamafactory.readthedocs.io/en/latest/getting_started/data_preparation.html
    """
    described: dict[str, Any] = {}
    for file in manifest.files:
        columns = _COLUMNS.get(file.config or "")
        if columns is not None:
            name = "_".join((manifest.name.replace("-", "_"), file.config or "", file.split or ""))
            described[name] = {
                "file_name": file.path,
                "formatting": "sharegpt",
                "ranking": "chosen" in columns,
                "columns": columns,
                "tags": _TAGS,
            }
    return described
