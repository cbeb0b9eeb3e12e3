"""Croissant metadata of a release: what search engines for datasets, and loaders of any of them, read.

https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from bot.dataset.description import words
from bot.dataset.description.columns import described_columns
from bot.dataset.description.conditions import citation
from bot.dataset.description.facts import FileFacts, ReleaseFacts, TableFacts
from bot.dataset.tables.schema import ColumnType, Field, Kind, ListOf, Struct

_COLLECTION: Final = (
    "People in Discord write initial prompts and replies, as the prompter and as the assistant, through the forms of "
    "a bot that hands out what is missing. What other people accept in their reviews becomes part of the dataset."
)
_ANNOTATION: Final = (
    "Several people review each message with labels, and rank the replies to it; nobody their own, and without names. "
    "The weight of each judgement in a decision is kept with it. Ranks are the consensus of the rankings (ranked "
    "pairs)."
)
_MAINTENANCE: Final = (
    "A later release leaves out what its authors have deleted, and lists the ids of such rows of earlier releases."
)

CONFORMS_TO: Final = "http://mlcommons.org/croissant/1.1"

_CONTEXT: Final = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The names of the specification (appendix 1), which readers compare with their own."""
_FORMATS: Final = {".parquet": "application/x-parquet", ".jsonl": "application/jsonlines"}
_COMPRESSIONS: Final = {".gz": "application/gzip", ".zst": "application/zstd"}
_TYPES: Final = {
    Kind.STRING: "sc:Text",
    Kind.INTEGER: "cr:Int64",
    Kind.FLOAT: "cr:Float64",
    Kind.BOOLEAN: "sc:Boolean",
}


def croissant(facts: ReleaseFacts, report: Mapping[str, Any]) -> dict[str, Any]:
    """Return the metadata of a release: each file with its digest, and a set of records for each table.

    Args:
        facts: What is released.
        report: What `bot.dataset.reports` says of it.
    """
    licence = facts.known_licence
    maker = {"@type": "Organization", "name": facts.operator} if facts.operator else None
    tables = facts.released_tables()
    sources = [source["url"] for source in words.imported_sources(report) if source["url"]]
    found = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": facts.name,
        "alternateName": facts.heading,
        "description": words.summary(facts, report, str),
        "url": facts.url,
        "license": licence.url or licence.name,
        "version": facts.version,
        "datePublished": facts.date,
        "creator": maker,
        "publisher": maker,
        "citeAs": citation(facts),
        "inLanguage": words.languages_of(report),
        "isBasedOn": sources or None,
        "isLiveDataset": False,
        "keywords": ["human feedback", "preference data", "conversations", "assistant"],
        "rai:dataCollection": _COLLECTION,
        "rai:dataCollectionType": ["User-generated content data"],
        "rai:dataAnnotationProtocol": [_ANNOTATION],
        "rai:dataAnnotationPlatform": ["Discord"],
        "rai:personalSensitiveInformation": [words.personal_data(facts, report)],
        "rai:dataReleaseMaintenancePlan": _MAINTENANCE,
        "distribution": [part for table in tables for part in _distribution(facts.files_of(table.name), table.name)],
        "recordSet": [_record_set(table) for table in tables],
    }
    return {name: value for name, value in found.items() if value is not None}


def _distribution(files: Sequence[FileFacts], config: str) -> Iterator[dict[str, Any]]:
    """Yield the files of a table, and the set of them, of which its records are read."""
    for file in files:
        yield {
            "@type": "cr:FileObject",
            "@id": file.path,
            "name": PurePosixPath(file.path).name,
            "description": f"{file.rows:,} rows of {config}, split {file.split}.",
            "contentUrl": file.path,
            "contentSize": f"{file.size} B",
            "encodingFormat": _formats(file.path),
            "sha256": file.sha256,
        }
    yield {
        "@type": "cr:FileSet",
        "@id": f"{config}-files",
        "name": f"{config}-files",
        "description": f"All files of {config}.",
        "encodingFormat": _formats(files[0].path),
        "includes": [file.path for file in files],
    }


def _formats(path: str) -> str | list[str]:
    suffixes = PurePosixPath(path).suffixes
    found = [_COMPRESSIONS[suffix] for suffix in suffixes if suffix in _COMPRESSIONS]
    found = [_FORMATS[suffix] for suffix in suffixes if suffix in _FORMATS] + found
    return found[0] if len(found) == 1 else found


def _record_set(table: TableFacts) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "field": [_field(column, table.name, f"{table.name}-files") for column in described_columns(table)],
    }


def _field(column: Field, place: str, files: str, parent: str | None = None) -> dict[str, Any]:
    """Describe a column, or a part of one.

    Args:
        column: The column.
        place: What the ids of its table, or of the column that it is a part of, begin with.
        files: The id of the files.
        parent: The column of which it is a part.

    Raises:
        TypeError: It is a list of lists.
    """
    is_array = isinstance(column.type, ListOf)
    inner: ColumnType = column.type.of if isinstance(column.type, ListOf) else column.type
    found: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{place}/{column.name}",
        "name": column.name,
        "description": column.description,
    }
    if is_array:
        found |= {"isArray": True, "arrayShape": "-1"}
    if isinstance(inner, ListOf):
        raise TypeError("a list of lists has no description in Croissant")
    if isinstance(inner, Struct):
        return found | {"subField": [_field(part, found["@id"], files, column.name) for part in inner.fields]}
    source: dict[str, Any] = {"fileSet": {"@id": files}, "extract": {"column": parent or column.name}}
    if parent is not None:
        source["transform"] = {"jsonPath": column.name}
    return found | {"dataType": _TYPES[inner], "source": source}
