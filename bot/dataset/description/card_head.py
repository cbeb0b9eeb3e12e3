"""The head of a dataset's card, as the Hugging Face hub reads it: https://huggingface.co/docs/hub/datasets-cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.dataset.description import words
from bot.dataset.description.columns import features
from bot.dataset.description.facts import ReleaseFacts, TableFacts
from bot.dataset.description.front_matter import Value
from bot.dataset.description.licences import licence_of
from bot.rules.languages import primary_of

_SIZES: Final = ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"), (10**7, "1M<n<10M"))
_TAGS: Final = ("human-feedback", "preference-data", "conversations", "assistant", "rlhf")


def head_of(facts: ReleaseFacts, report: Mapping[str, Any]) -> dict[str, Value]:
    """Return what stands in the head of a release's card."""
    counts = report["counts"]
    languages = sorted(words.languages_of(report))
    codes = sorted({primary_of(language) for language in languages})
    licence = facts.known_licence
    licences = [licence.hub, *(_hub_id(source["license"]) for source in words.imported_sources(report))]
    others = sorted(set(licences[1:]) - {licence.hub})
    creators = ["crowdsourced", *(["machine-generated"] if counts["synthetic"] else [])]
    head: dict[str, Value] = {
        "pretty_name": facts.heading,
        "license": [licence.hub, *others] if others else licence.hub,
    }
    if licence.hub == "other":
        head |= {"license_name": licence.slug, "license_link": "LICENSE"}
    return head | {
        "language": codes,
        "language_bcp47": languages if languages != codes else [],
        "multilinguality": ["multilingual" if len(codes) > 1 else "monolingual"],
        "size_categories": [next((name for most, name in _SIZES if counts["messages"] < most), "n>10M")],
        "task_categories": ["text-generation"],
        "annotations_creators": ["crowdsourced"],
        "language_creators": [*creators, *(["found"] if counts["imported"] else [])],
        "source_datasets": ["extended" if counts["imported"] else "original"],
        "tags": _TAGS,
        "configs": [
            {
                "config_name": each.name,
                "data_files": [{"split": file.split, "path": file.path} for file in facts.files_of(each.name)],
                **({"default": True} if each.name == "sft" else {}),
            }
            for each in facts.configs()
        ],
        "dataset_info": [_info(facts, each) for each in facts.configs() if each.columns is not None],
    }


def _hub_id(licence: str | None) -> str:
    return licence_of(licence).hub if licence else "unknown"


def _info(facts: ReleaseFacts, of: TableFacts) -> dict[str, Value]:
    files = facts.files_of(of.name)
    return {
        "config_name": of.name,
        "features": features(of.columns or ()),
        "splits": [{"name": file.split, "num_bytes": file.size, "num_examples": file.rows} for file in files],
        "download_size": sum(file.size for file in files),
        "dataset_size": sum(file.size for file in files),
    }
