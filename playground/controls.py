"""Buttons and menus of a message, found and used as a client would let somebody."""

from collections.abc import Mapping, Sequence
from typing import Any

from playground.constants import SELECT_TYPES, ComponentType
from playground.engine import Message, walk_components

LINK_STYLES = frozenset({5, 6})


class CannotAct(Exception):
    """A person cannot do this: no such button, greyed out, a hidden channel, an archived thread, and so on."""


def label_of(button: Mapping[str, Any]) -> str:
    """Return what a button shows: its label, else its emoji."""
    emoji = button.get("emoji") or {}
    return str(button.get("label") or emoji.get("name") or "")


def find_button(message: Message, label: str | None, custom_id: str | None) -> dict[str, Any]:
    """Find a button that can be pressed, by label or custom id.

    Raises:
        CannotAct: If there is none, more than one, or it is greyed out.
    """
    buttons = [part for part in walk_components(message.components) if part.get("type") == ComponentType.BUTTON]
    if custom_id is not None:
        found = [button for button in buttons if button.get("custom_id") == custom_id]
    else:
        found = [button for button in buttons if label_of(button) == label]
    wanted = custom_id if custom_id is not None else label
    if not found:
        msg = f"there is no button {wanted!r}, only {[label_of(button) for button in buttons]}"
        raise CannotAct(msg)
    if len(found) > 1:
        msg = f"there are {len(found)} buttons {wanted!r}: name one by its custom id"
        raise CannotAct(msg)
    button = found[0]
    if button.get("disabled"):
        msg = f"the button {wanted!r} is greyed out"
        raise CannotAct(msg)
    if button.get("style") in LINK_STYLES:
        msg = f"the button {wanted!r} is a link"
        raise CannotAct(msg)
    return button


def find_select(message: Message, name: str) -> dict[str, Any]:
    """Find a menu that can be used, by placeholder or custom id.

    Raises:
        CannotAct: If there is none, more than one, or it is greyed out.
    """
    selects = [part for part in walk_components(message.components) if part.get("type") in SELECT_TYPES]
    found = [select for select in selects if name in {select["custom_id"], select.get("placeholder")}]
    if len(found) != 1:
        known = [select.get("placeholder") or select["custom_id"] for select in selects]
        msg = f"there is no single menu {name!r} among {known}"
        raise CannotAct(msg)
    if found[0].get("disabled"):
        msg = f"the menu {name!r} is greyed out"
        raise CannotAct(msg)
    return found[0]


def pick(component: Mapping[str, Any], wanted: Sequence[str]) -> tuple[list[str], list[str]]:
    """Pick values and labels of the options chosen by label or value, in the order of the menu.

    Raises:
        CannotAct: If there is no such option, or too few or too many are chosen.
    """
    values, labels = list(wanted), list(wanted)
    if component["type"] == ComponentType.STRING_SELECT:
        by_label = {option["label"]: option["value"] for option in component["options"]}
        by_value = {option["value"]: option["label"] for option in component["options"]}
        values, labels = [], []
        for name in wanted:
            if name in by_label:
                values.append(by_label[name])
                labels.append(name)
            elif name in by_value:
                values.append(name)
                labels.append(by_value[name])
            else:
                msg = f"there is no option {name!r}, only {list(by_label)}"
                raise CannotAct(msg)
        order = {option["value"]: index for index, option in enumerate(component["options"])}
        pairs = sorted(zip(values, labels, strict=True), key=lambda pair: order[pair[0]])
        values, labels = [value for value, _ in pairs], [label for _, label in pairs]
    least, most = component.get("min_values", 1), component.get("max_values", 1)
    if not (1 if least is None else least) <= len(values) <= (1 if most is None else most):
        msg = f"the menu wants between {least} and {most} choices, not {len(values)}"
        raise CannotAct(msg)
    return values, labels
