r"""Rules about the definitions of commands.

Source: Discord's description of application commands; names follow ``^[-_'\p{L}\p{N}…]{1,32}$``, lower case.
"""

from typing import Any

from playground.refusal import Refusal, invalid_form

CHAT_INPUT, USER, MESSAGE = 1, 2, 3
LIMITS = {CHAT_INPUT: 100, USER: 15, MESSAGE: 15}
SUBCOMMAND, SUBCOMMAND_GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
OPTION_TYPES = range(1, 12)
MAX_OPTIONS = 25
MAX_CHOICES = 25
MAX_CHARACTERS = 8_000
LOCALES = frozenset(
    {
        "id",
        "da",
        "de",
        "en-GB",
        "en-US",
        "es-ES",
        "es-419",
        "fr",
        "hr",
        "it",
        "lt",
        "hu",
        "nl",
        "no",
        "pl",
        "pt-BR",
        "ro",
    }
    | {"fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko"}
)


def check_commands(commands: Any) -> None:
    """Check a whole set of commands, as bulk overwrite sends it.

    Raises:
        Refusal: 50035 for a bad definition, 30032 for too many.
    """
    if not isinstance(commands, list):
        raise invalid_form("", "Only iterables may be used in a ListType", "LIST_TYPE_CONVERT")
    seen: set[tuple[int, str]] = set()
    for index, command in enumerate(commands):
        check_command(command, str(index))
        key = (command.get("type") or CHAT_INPUT, command["name"])
        if key in seen:
            raise invalid_form(
                f"{index}.name",
                "Application command names must be unique",
                "APPLICATION_COMMANDS_DUPLICATE_NAME",
            )
        seen.add(key)
    check_counts([kind for kind, _ in seen])


def check_counts(kinds: list[int]) -> None:
    """Check how many commands of each kind there are.

    Raises:
        Refusal: 30032.
    """
    for kind, limit in LIMITS.items():
        if kinds.count(kind) > limit:
            raise Refusal(400, 30032, f"Maximum number of application commands reached ({limit})")


def check_command(command: Any, place: str = "") -> None:
    """Check one command.

    Args:
        command: The definition.
        place: Where it stands in the request.

    Raises:
        Refusal: 50035.
    """
    if not isinstance(command, dict):
        raise invalid_form(place, "Only dictionaries may be used in a DictType", "DICT_TYPE_CONVERT")
    kind = command.get("type") or CHAT_INPUT
    if not isinstance(kind, int) or kind not in LIMITS:
        raise invalid_form(_at(place, "type"), "Value must be one of {1, 2, 3, 4}.", "BASE_TYPE_CHOICES")
    if kind == CHAT_INPUT:
        _check_name(command.get("name"), _at(place, "name"))
        _check_description(command.get("description"), _at(place, "description"))
        _check_options(command.get("options") or [], _at(place, "options"), depth=0)
        if _characters(command) > MAX_CHARACTERS:
            raise invalid_form(place, "Command exceeds maximum size (8000)", "APPLICATION_COMMAND_TOO_LARGE")
    else:
        _check_length(command.get("name"), _at(place, "name"), 1, 32)
        if command.get("description"):
            raise invalid_form(
                _at(place, "description"), "Context menu commands cannot have description", "BASE_TYPE_BAD_LENGTH"
            )
        if command.get("options"):
            raise invalid_form(_at(place, "options"), "Context menu commands cannot have options")
    _check_localizations(command, place, lower=kind == CHAT_INPUT)
    permissions = command.get("default_member_permissions")
    if permissions is not None and not str(permissions).isdecimal():
        raise invalid_form(_at(place, "default_member_permissions"), "Not a permission bit set")
    _check_members(command.get("contexts"), {"0", "1", "2"}, _at(place, "contexts"))
    _check_members(command.get("integration_types"), {"0", "1"}, _at(place, "integration_types"))


def check_choices(choices: Any, place: str = "data.choices") -> None:
    """Check the choices of an option, or those suggested by autocomplete.

    Raises:
        Refusal: 50035.
    """
    if not isinstance(choices, list) or len(choices) > MAX_CHOICES:
        raise invalid_form(place, "Must be 25 or fewer in length.", "BASE_TYPE_MAX_LENGTH")
    for index, choice in enumerate(choices):
        if not isinstance(choice, dict):
            raise invalid_form(f"{place}.{index}", "Only dictionaries may be used in a DictType", "DICT_TYPE_CONVERT")
        _check_length(choice.get("name"), f"{place}.{index}.name", 1, 100)
        value = choice.get("value")
        if isinstance(value, str):
            _check_length(value, f"{place}.{index}.value", 0, 100)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            raise invalid_form(f"{place}.{index}.value", "This field is required", "BASE_TYPE_REQUIRED")


def _check_options(options: Any, place: str, *, depth: int) -> None:
    if not isinstance(options, list) or len(options) > MAX_OPTIONS:
        raise invalid_form(place, "Must be 25 or fewer in length.", "BASE_TYPE_MAX_LENGTH")
    names: set[str] = set()
    optional_seen = False
    nested = [_is_nested(option) for option in options]
    if any(nested) and not all(nested):
        raise invalid_form(place, "Sub-commands cannot be mixed with other options", "APPLICATION_COMMAND_OPTIONS_TYPE")
    for index, option in enumerate(options):
        here = f"{place}.{index}"
        kind = option.get("type") if isinstance(option, dict) else None
        if not isinstance(kind, int) or kind not in OPTION_TYPES:
            raise invalid_form(f"{here}.type", "Unknown option type", "BASE_TYPE_CHOICES")
        _check_name(option.get("name"), f"{here}.name")
        _check_description(option.get("description"), f"{here}.description")
        _check_localizations(option, here, lower=True)
        if option["name"] in names:
            raise invalid_form(
                f"{here}.name", "Option names must be unique", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"
            )
        names.add(option["name"])
        if kind in {SUBCOMMAND, SUBCOMMAND_GROUP}:
            if depth > 1 or (kind == SUBCOMMAND_GROUP and depth > 0):
                raise invalid_form(f"{here}.type", "Sub-commands are nested too deep")
            _check_options(option.get("options") or [], f"{here}.options", depth=depth + 1)
            continue
        if option.get("required"):
            if optional_seen:
                raise invalid_form(
                    here,
                    "Required options must be placed before non-required options",
                    "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                )
        else:
            optional_seen = True
        _check_values(option, kind, here)


def _is_nested(option: Any) -> bool:
    kind = option.get("type") if isinstance(option, dict) else None
    return isinstance(kind, int) and kind in {SUBCOMMAND, SUBCOMMAND_GROUP}


def _check_values(option: dict[str, Any], kind: int, place: str) -> None:
    choices = option.get("choices")
    if choices:
        if kind not in {STRING, INTEGER, NUMBER}:
            raise invalid_form(f"{place}.choices", "This option type cannot have choices")
        if option.get("autocomplete"):
            raise invalid_form(f"{place}.autocomplete", "An option with choices cannot use autocomplete")
        check_choices(choices, f"{place}.choices")
    if option.get("autocomplete") and kind not in {STRING, INTEGER, NUMBER}:
        raise invalid_form(f"{place}.autocomplete", "This option type cannot use autocomplete")
    for bound, lowest in (("min_length", 0), ("max_length", 1)):
        value = option.get(bound)
        if value is not None and (kind != STRING or not isinstance(value, int) or not lowest <= value <= 6_000):
            raise invalid_form(f"{place}.{bound}", f"Must be between {lowest} and 6000, of a string option")
    for bound in ("min_value", "max_value"):
        if option.get(bound) is not None and kind not in {INTEGER, NUMBER}:
            raise invalid_form(f"{place}.{bound}", "Only for numbers")


def _check_name(name: Any, place: str) -> None:
    _check_length(name, place, 1, 32)
    if name != name.lower() or not all(character.isalnum() or character in "-_'" for character in name):
        raise invalid_form(place, f"Command name is invalid: {name!r}", "APPLICATION_COMMAND_INVALID_NAME")


def _check_description(description: Any, place: str) -> None:
    if not description:
        raise invalid_form(place, "This field is required", "BASE_TYPE_REQUIRED")
    _check_length(description, place, 1, 100)


def _check_localizations(node: dict[str, Any], place: str, *, lower: bool) -> None:
    for field, longest in (("name_localizations", 32), ("description_localizations", 100)):
        translations = node.get(field) or {}
        if not isinstance(translations, dict):
            raise invalid_form(_at(place, field), "Only dictionaries may be used in a DictType", "DICT_TYPE_CONVERT")
        for locale, text in translations.items():
            here = _at(place, f"{field}.{locale}")
            if locale not in LOCALES:
                raise invalid_form(here, "Invalid locale", "APPLICATION_COMMAND_INVALID_LOCALE")
            if lower and field == "name_localizations":
                _check_name(text, here)
            else:
                _check_length(text, here, 1, longest)


def _check_length(text: Any, place: str, shortest: int, longest: int) -> None:
    if not isinstance(text, str):
        raise invalid_form(place, "This field is required", "BASE_TYPE_REQUIRED")
    if not shortest <= len(text) <= longest:
        raise invalid_form(place, f"Must be between {shortest} and {longest} in length.", "BASE_TYPE_BAD_LENGTH")


def _check_members(values: Any, allowed: set[str], place: str) -> None:
    if values is not None and not (isinstance(values, list) and all(value in allowed for value in map(str, values))):
        raise invalid_form(place, f"Value must be one of {sorted(allowed)}.", "BASE_TYPE_CHOICES")


def _characters(node: dict[str, Any]) -> int:
    """Count characters of names, descriptions and values: Discord counts those of the longest locale."""
    total = sum(
        max([len(node.get(field) or ""), *(len(text) for text in (node.get(f"{field}_localizations") or {}).values())])
        for field in ("name", "description")
    )
    total += sum(len(choice["name"]) + len(str(choice["value"])) for choice in node.get("choices") or [])
    return total + sum(_characters(option) for option in node.get("options") or [])


def _at(place: str, field: str) -> str:
    return f"{place}.{field}" if place else field
