"""Rules about channels, threads and webhooks."""

from typing import Any

from playground.constants import ChannelType
from playground.engine import Channel
from playground.refusal import Refusal, invalid_form

ARCHIVE_MINUTES = (60, 1_440, 4_320, 10_080)
MAX_NAME = 100
MAX_SLOWMODE_SECONDS = 21_600
MAX_THREAD_MEMBERS = 1_000
MAX_WEBHOOKS = 15
MAX_WEBHOOK_NAME = 80
_THREADS_UNDER: dict[int, set[int]] = {
    ChannelType.TEXT: {ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD},
    ChannelType.NEWS: {ChannelType.NEWS_THREAD},
    ChannelType.FORUM: {ChannelType.PUBLIC_THREAD},
}


def check_channel(body: Any, *, creating: bool) -> None:
    """Check the fields of a channel to be created or edited.

    Raises:
        Refusal: 50035.
    """
    if not isinstance(body, dict):
        raise invalid_form("", "Only dictionaries may be used in a DictType", "DICT_TYPE_CONVERT")
    if creating or "name" in body:
        _check_name(body.get("name"))
    if isinstance(body.get("topic"), str) and len(body["topic"]) > 1_024:
        raise invalid_form("topic", "Must be 1024 or fewer in length.", "BASE_TYPE_MAX_LENGTH")


def check_thread(body: Any, *, parent: Channel | None, from_message: bool = False) -> None:
    """Check the fields of a thread to be created or edited.

    Args:
        body: The request.
        parent: Where the thread is to be created; None to edit one.
        from_message: Whether the thread grows from a message: then its kind is not chosen.

    Raises:
        Refusal: 50035 for a bad form, 50024 where such threads cannot be.
    """
    if not isinstance(body, dict):
        raise invalid_form("", "Only dictionaries may be used in a DictType", "DICT_TYPE_CONVERT")
    if parent is not None or "name" in body:
        _check_name(body.get("name"))
    minutes = body.get("auto_archive_duration")
    if minutes is not None and not (isinstance(minutes, int) and minutes in ARCHIVE_MINUTES):
        raise invalid_form("auto_archive_duration", f"Value must be one of {ARCHIVE_MINUTES}.", "BASE_TYPE_CHOICES")
    slowmode = body.get("rate_limit_per_user")
    if slowmode is not None and not (isinstance(slowmode, int) and 0 <= slowmode <= MAX_SLOWMODE_SECONDS):
        raise invalid_form("rate_limit_per_user", "int value should be between 0 and 21600.", "NUMBER_TYPE_MAX")
    for flag in ("archived", "locked", "invitable"):
        if flag in body and body[flag] is not None and not isinstance(body[flag], bool):
            raise invalid_form(flag, "Must be either true or false.", "BOOLEAN_TYPE_CONVERT")
    if parent is not None:
        allowed = _THREADS_UNDER.get(parent.type, set())
        kind = body.get("type", ChannelType.PRIVATE_THREAD)
        if not allowed:
            raise Refusal(400, 50024, "Cannot execute action on this channel type")
        if not from_message and parent.type != ChannelType.FORUM and not (isinstance(kind, int) and kind in allowed):
            raise invalid_form("type", f"Value must be one of {sorted(allowed)}.", "BASE_TYPE_CHOICES")


def check_webhook_name(body: Any, *, creating: bool) -> None:
    """Check the name of a webhook.

    Raises:
        Refusal: 50035.
    """
    if not isinstance(body, dict):
        raise invalid_form("", "Only dictionaries may be used in a DictType", "DICT_TYPE_CONVERT")
    for field in ("name", "username"):
        name = body.get(field)
        if name is None:
            if creating and field == "name":
                raise invalid_form("name", "This field is required", "BASE_TYPE_REQUIRED")
            continue
        if not isinstance(name, str) or not 1 <= len(name.strip()) <= MAX_WEBHOOK_NAME:
            raise invalid_form(field, "Must be between 1 and 80 in length.", "BASE_TYPE_BAD_LENGTH")
        if any(word in name.lower() for word in ("clyde", "discord")):
            raise invalid_form(field, 'Username cannot contain "clyde" or "discord"', "USERNAME_INVALID_CONTAINS")


def check_webhook_count(count: int) -> None:
    """Check how many webhooks a channel has already.

    Raises:
        Refusal: 30007.
    """
    if count >= MAX_WEBHOOKS:
        raise Refusal(400, 30007, f"Maximum number of webhooks reached ({MAX_WEBHOOKS})")


def _check_name(name: Any) -> None:
    if not isinstance(name, str) or not len(name.strip()) >= 1 or len(name) > MAX_NAME:
        raise invalid_form("name", "Must be between 1 and 100 in length.", "BASE_TYPE_BAD_LENGTH")
