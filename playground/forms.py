"""Modals, filled in and sent back as a client does it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from playground.constants import ComponentType
from playground.controls import CannotAct


def _inputs(modal: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the text inputs of a modal with their labels."""
    for top in modal["components"]:
        if top["type"] == ComponentType.ACTION_ROW:
            for child in top["components"]:
                yield str(child.get("label") or ""), child
        elif isinstance(top.get("component"), dict):
            yield str(top.get("label") or ""), top["component"]


def fill_in(modal: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, str]:
    """Return texts of all fields by custom id, from texts by label or custom id.

    Raises:
        CannotAct: If there is no such field, or a client would not send the form.
    """
    texts: dict[str, str] = {}
    used: set[str] = set()
    for label, field in _inputs(modal):
        key = field["custom_id"]
        if field["type"] != ComponentType.TEXT_INPUT:
            msg = f"the playground's people only fill in text, not component type {field['type']}"
            raise CannotAct(msg)
        name = key if key in values else label
        used.add(name)
        text = values.get(name, field.get("value") or "")
        longest = field.get("max_length") or 4_000
        least = field.get("min_length") or 0
        if len(text) > longest:
            msg = f"{label or key!r} takes {longest} characters at most, not {len(text)}"
            raise CannotAct(msg)
        required = field.get("required", True)
        if (required and not text) or (text and len(text) < least):
            msg = f"{label or key!r} wants at least {max(1, least)} characters"
            raise CannotAct(msg)
        texts[key] = text
    unknown = set(values) - used
    if unknown:
        known = [label or field["custom_id"] for label, field in _inputs(modal)]
        msg = f"the modal has no field {sorted(unknown)}, only {known}"
        raise CannotAct(msg)
    return texts


def submitted(components: Sequence[Mapping[str, Any]], texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return components of a modal as a client sends them back."""
    sent: list[dict[str, Any]] = []
    for top in components:
        part: dict[str, Any] = {"type": top["type"], "id": top["id"]}
        if top["type"] == ComponentType.ACTION_ROW:
            part["components"] = [_sent_input(child, texts) for child in top["components"]]
        elif isinstance(top.get("component"), dict):
            part["component"] = _sent_input(top["component"], texts)
        sent.append(part)
    return sent


def _sent_input(field: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "type": field["type"],
        "id": field["id"],
        "custom_id": field["custom_id"],
        "value": texts[field["custom_id"]],
    }
