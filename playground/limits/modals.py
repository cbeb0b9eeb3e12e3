"""Rules about modals, beyond those that the engine checks itself (title, 1 to 5 rows, custom ids, lengths)."""

from typing import Any

from playground.constants import ComponentType
from playground.refusal import invalid_form

MAX_TEXT = 4_000


def check_modal(modal: dict[str, Any]) -> None:
    """Check a modal to be opened.

    Raises:
        Refusal: 50035.
    """
    for index, top in enumerate(_list(modal.get("components"))):
        if not isinstance(top, dict) or top.get("type") != ComponentType.ACTION_ROW:
            continue
        for number, field in enumerate(_list(top.get("components"))):
            if isinstance(field, dict) and field.get("type") == ComponentType.TEXT_INPUT:
                _check_text_input(field, f"data.components.{index}.components.{number}")


def _check_text_input(field: dict[str, Any], place: str) -> None:
    for name in ("label", "style"):
        if not field.get(name):
            raise invalid_form(f"{place}.{name}", "This field is required", "BASE_TYPE_REQUIRED")
    value = field.get("value")
    longest = field.get("max_length")
    longest = longest if isinstance(longest, int) else MAX_TEXT
    if value is not None and (not isinstance(value, str) or len(value) > longest):
        raise invalid_form(f"{place}.value", f"Must be {longest} or fewer in length.", "BASE_TYPE_MAX_LENGTH")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
