"""The tables of a release, each a pure function from a tree to rows, with a description of its columns."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.dataset.tables.annotations import ANNOTATIONS
from bot.dataset.tables.kto import KTO
from bot.dataset.tables.messages import MESSAGES
from bot.dataset.tables.preference import PREFERENCE
from bot.dataset.tables.prompts import PROMPTS
from bot.dataset.tables.rankings import RANKINGS
from bot.dataset.tables.schema import Table
from bot.dataset.tables.sft import SFT
from bot.dataset.tables.trees import TREES


class TableName(StrEnum):
    """What a row is."""

    TREES = TREES.name
    MESSAGES = MESSAGES.name
    ANNOTATIONS = ANNOTATIONS.name
    SFT = SFT.name
    PREFERENCE = PREFERENCE.name
    RANKINGS = RANKINGS.name
    KTO = KTO.name
    PROMPTS = PROMPTS.name


TABLES: Final[Mapping[str, Table]] = MappingProxyType(
    {table.name: table for table in (TREES, MESSAGES, ANNOTATIONS, SFT, PREFERENCE, RANKINGS, KTO, PROMPTS)}
)
"""All of them, by name."""
