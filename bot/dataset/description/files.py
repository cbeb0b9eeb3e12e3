"""The files of a release that describe it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from bot.dataset.description.card import card
from bot.dataset.description.croissant import croissant
from bot.dataset.description.datasheet import datasheet
from bot.dataset.description.facts import ReleaseFacts
from bot.dataset.description.licence_file import licence_text

CARD: Final = "README.md"
CROISSANT: Final = "croissant.json"
DATASHEET: Final = "DATASHEET.md"
LICENCE: Final = "LICENSE"


def describing_files(facts: ReleaseFacts, report: Mapping[str, Any]) -> dict[str, str]:
    """Return what describes a release: the text of each file, by its name.

    Args:
        facts: What is released.
        report: What `bot.dataset.reports` says of it.
    """
    return {
        CARD: card(facts, report),
        CROISSANT: json.dumps(croissant(facts, report), ensure_ascii=False, indent=2) + "\n",
        DATASHEET: datasheet(facts, report),
        LICENCE: licence_text(facts, report),
    }
