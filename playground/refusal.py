"""Discord's way of saying no: a status, an error code, a message and, for forms, the place of the fault."""

from typing import Any

INVALID_FORM = 50035


class Refusal(Exception):
    """A request that Discord would not accept.

    Args:
        status: HTTP status.
        code: Discord's JSON error code; 0 for general errors.
        message: Discord's sentence.
        errors: Nested description of the faults of a form, as Discord sends it.
    """

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def body(self) -> dict[str, Any]:
        """Return the JSON body of the answer."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.errors is not None:
            body["errors"] = self.errors
        return body

    def describe(self) -> str:
        """Return message and faults of the form in one line, for people and tests."""
        faults = [f"{place or 'body'}: {text}" for place, text in _faults(self.errors or {}, "")]
        return self.message if not faults else f"{self.message}: {'; '.join(faults)}"


class NotImplementedHere(Exception):
    """A route or a field that the playground does not know: it must be heard, never faked."""


def invalid_form(place: str, fault: str, code: str = "BASE_TYPE_BAD_VALUE") -> Refusal:
    """Refuse a form with one fault.

    Args:
        place: Dotted path of the field, for example ``components.0.label``; empty for the whole body.
        fault: What is wrong with it.
        code: Discord's name of the fault.
    """
    errors: dict[str, Any] = {"_errors": [{"code": code, "message": fault}]}
    for key in reversed(place.split(".") if place else []):
        errors = {key: errors}
    return Refusal(400, INVALID_FORM, "Invalid Form Body", errors)


def unauthorized() -> Refusal:
    """Refuse a missing or wrong bot token."""
    return Refusal(401, 0, "401: Unauthorized")


def unknown_interaction() -> Refusal:
    """Refuse an interaction that does not exist, or was not answered within three seconds."""
    return Refusal(404, 10062, "Unknown interaction")


def missing_permissions() -> Refusal:
    """Refuse what the bot may not do in a place that it sees."""
    return Refusal(403, 50013, "Missing Permissions")


def missing_access() -> Refusal:
    """Refuse what is done in a place that the bot does not even see."""
    return Refusal(403, 50001, "Missing Access")


def thread_is_archived() -> Refusal:
    """Refuse anything but un-archiving in an archived thread."""
    return Refusal(400, 50083, "Thread is archived")


def thread_is_locked() -> Refusal:
    """Refuse what is done in a locked thread without the permission to manage threads."""
    return Refusal(403, 160005, "Thread is locked")


def too_many_active_threads() -> Refusal:
    """Refuse another active thread in a guild that has about a thousand, the most there may be."""
    return Refusal(400, 160006, "Maximum number of active threads reached")


def _faults(errors: dict[str, Any], place: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in errors.items():
        if key == "_errors":
            found += [(place, fault["message"]) for fault in value]
        else:
            found += _faults(value, f"{place}.{key}" if place else key)
    return found
