"""Rules about messages and their components, beyond those that the engine checks itself.

The engine checks: content of 2,000 characters, embeds, 40 components, 4,000 characters of text, rows, sections,
galleries, custom ids, button labels, select options, the V2 flag, and that nothing is empty.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from playground.constants import REQUEST_SIZE_LIMIT, SELECT_TYPES, ComponentType
from playground.refusal import Refusal, invalid_form

MAX_FILES = 10
MAX_NONCE = 25
MAX_TEXT_BYTES = 10_170
LINK, PREMIUM = 5, 6


def check_message(body: Any, file_sizes: Sequence[int]) -> None:
    """Check a message to be sent or edited.

    Args:
        body: The message.
        file_sizes: Bytes of each uploaded file.

    Raises:
        Refusal: 50035 for a bad form, 40005 for too large files, HTTP 500 for more text than Discord survives.
    """
    if not isinstance(body, dict):
        raise invalid_form("", "Only dictionaries may be used in a DictType", "DICT_TYPE_CONVERT")
    check_files(file_sizes)
    attachments = body.get("attachments") or []
    if not isinstance(attachments, list) or len(attachments) > MAX_FILES:
        raise invalid_form("attachments", "Must be 10 or fewer in length.", "BASE_TYPE_MAX_LENGTH")
    nonce = body.get("nonce")
    if nonce is not None and (not isinstance(nonce, str | int) or len(str(nonce)) > MAX_NONCE):
        raise invalid_form("nonce", "Must be 25 or fewer in length.", "BASE_TYPE_MAX_LENGTH")
    components = body.get("components")
    if isinstance(components, list):
        check_components(components)


def check_files(sizes: Sequence[int]) -> None:
    """Check the files uploaded with one request.

    Raises:
        Refusal: 50035 for too many, 40005 for too many bytes.
    """
    if len(sizes) > MAX_FILES:
        raise invalid_form("attachments", "Must be 10 or fewer in length.", "BASE_TYPE_MAX_LENGTH")
    if sum(sizes) > REQUEST_SIZE_LIMIT:
        raise Refusal(413, 40005, "Request entity too large")


def check_components(components: list[Any]) -> None:
    """Check the components of a message.

    Raises:
        Refusal: 50035, or HTTP 500 above 10,170 bytes of text (open report; Discord answers so in practice).
    """
    text_bytes = 0
    for place, component in _walk(components, "components"):
        kind = component.get("type")
        if kind == ComponentType.BUTTON:
            _check_button(component, place)
        elif kind in SELECT_TYPES:
            _check_select(component, place)
        elif kind == ComponentType.TEXT_DISPLAY and isinstance(component.get("content"), str):
            text_bytes += len(component["content"].encode("utf-8", "surrogatepass"))
    if text_bytes > MAX_TEXT_BYTES:
        raise Refusal(500, 0, "500: Internal Server Error")


def _check_button(button: dict[str, Any], place: str) -> None:
    if button.get("style") != PREMIUM and not button.get("label") and not button.get("emoji"):
        raise invalid_form(place, "A label or an emoji is required", "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED")
    if button.get("style") == LINK and not str(button.get("url", "")).startswith(("http://", "https://", "discord://")):
        raise invalid_form(
            f"{place}.url", "Scheme must be one of ('http', 'https', 'discord').", "URL_TYPE_INVALID_SCHEME"
        )


def _check_select(select: dict[str, Any], place: str) -> None:
    most = select.get("max_values")
    most = 1 if most is None else most
    if select["type"] == ComponentType.STRING_SELECT:
        options = select.get("options")
        options = options if isinstance(options, list) else []
        if isinstance(most, int) and options and most > len(options):
            raise invalid_form(f"{place}.max_values", f"Must be {len(options)} or fewer, the number of options")
        chosen = sum(1 for option in options if isinstance(option, dict) and option.get("default"))
    else:
        defaults = select.get("default_values")
        chosen = len(defaults) if isinstance(defaults, list) else 0
    if isinstance(most, int) and chosen > most:
        raise invalid_form(place, "More options are selected by default than may be chosen")


def _walk(components: list[Any], place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for index, component in enumerate(components):
        if not isinstance(component, dict):
            continue
        here = f"{place}.{index}"
        yield here, component
        children = component.get("components")
        if isinstance(children, list):
            yield from _walk(children, f"{here}.components")
        accessory = component.get("accessory")
        if isinstance(accessory, dict):
            yield f"{here}.accessory", accessory
