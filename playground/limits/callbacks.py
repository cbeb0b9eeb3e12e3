"""Rules about first answers to interactions: which kind may follow what."""

from typing import Any

from playground.constants import CallbackType, InteractionType
from playground.engine import Interaction
from playground.limits.commands import check_choices
from playground.limits.messages import check_components
from playground.limits.modals import check_modal
from playground.refusal import invalid_form

_MESSAGES = {CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE}
_UPDATES = {CallbackType.DEFERRED_UPDATE, CallbackType.UPDATE}


def check_callback(record: Interaction, body: Any) -> None:
    """Check the first answer to an interaction.

    Args:
        record: The interaction.
        body: The bot's answer.

    Raises:
        Refusal: 50035. A modal cannot answer a modal; an update needs a message to update.
    """
    if not isinstance(body, dict):
        raise invalid_form("", "Only dictionaries may be used in a DictType", "DICT_TYPE_CONVERT")
    allowed = _allowed(record)
    kind = body.get("type")
    if not isinstance(kind, int) or kind not in allowed:
        names = ", ".join(str(int(choice)) for choice in sorted(allowed))
        raise invalid_form("type", f"Value must be one of {{{names}}}.", "BASE_TYPE_CHOICES")
    data = body.get("data")
    if data is not None and not isinstance(data, dict):
        raise invalid_form("data", "Only dictionaries may be used in a DictType", "DICT_TYPE_CONVERT")
    if kind in {CallbackType.MESSAGE, CallbackType.MODAL, CallbackType.AUTOCOMPLETE} and not data:
        raise invalid_form("data", "This field is required", "BASE_TYPE_REQUIRED")
    if kind == CallbackType.MODAL:
        check_modal(data or {})
    elif kind == CallbackType.AUTOCOMPLETE:
        check_choices((data or {}).get("choices", []))
    elif kind in {CallbackType.MESSAGE, CallbackType.UPDATE} and isinstance((data or {}).get("components"), list):
        check_components((data or {})["components"])


def _allowed(record: Interaction) -> set[CallbackType]:
    if record.type == InteractionType.AUTOCOMPLETE:
        return {CallbackType.AUTOCOMPLETE}
    allowed = set(_MESSAGES)
    if record.source_message_id is not None:
        allowed |= _UPDATES
    if record.type != InteractionType.MODAL:
        allowed.add(CallbackType.MODAL)
    return allowed
