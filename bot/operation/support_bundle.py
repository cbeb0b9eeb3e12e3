"""`python -m bot support-bundle`: what somebody has to know who is asked for help, in one file, without secrets."""

import json
import platform
import sqlite3
import sys
import zipfile
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, BinaryIO, Final

from bot import __version__
from bot.dataset.output import check_target, open_target
from bot.errors import StartError
from bot.log import Blanker, configure_logging
from bot.operation.backend_checks import shown_address
from bot.operation.doctor import all_secrets, examine
from bot.operation.document import Document
from bot.operation.examination import Composition
from bot.operation.settings_checks import SECRETS, read_settings
from bot.settings import Settings
from bot.store.contents import contents_of
from bot.store.files import is_part_of

STANDARD_INPUT: Final = Path("-")

_MOST_LINES: Final = 1_000
_MOST_OF_A_LINE: Final = 4_000
"""In bytes."""

_ADDRESSES: Final = ("DISCORD_API_URL", "TASK_BACKEND_URL")
_README: Final = """\
What is in here, for whoever helps with the bot. Look through it before you pass it on.

settings.json   the settings that the bot would start with; of secrets only whether they are set
doctor.json     what `python -m bot doctor` found; it names the servers that the bot is in
versions.json   versions of the bot, Python, SQLite and every library, and the operating system
database.json   the form and size of the database, and how many rows each table has
log.txt         the last lines of the log, where you gave one

Nothing that contributors wrote is in here, and nobody is named but you, by OPERATOR_NAME and OPERATOR_CONTACT.
The token and the keys are replaced by [secret] wherever they turned up.
"""
_NO_LOG: Final = """\
No log was given: the bot writes its log to the standard error and keeps no file of it. To add the last lines, give the
file to which you send it, or - for the standard input:
    python -m bot support-bundle FILE --log bot.log
    journalctl -u NAME-OF-THE-SERVICE -n 1000 | python -m bot support-bundle FILE --log -
    docker logs -n 1000 NAME-OF-THE-CONTAINER 2>&1 | python -m bot support-bundle FILE --log -
"""


async def write_bundle(
    composition: Composition, file: Path, log: Path | None, protected: Callable[[Settings], Sequence[Path]]
) -> str:
    """Write the bundle; it changes nothing else, and may be made beside the bot.

    Args:
        composition: What only the composition root knows.
        file: Where to write, as for a dataset.
        log: The file with the bot's log, or `STANDARD_INPUT`; None to leave it out.
        protected: Gives the files of the bot and of its operator that are not to be replaced.

    Returns:
        A sentence with what there is now.

    Raises:
        StartError: It cannot be written there, or the log cannot be read.
    """
    configure_logging("CRITICAL", "console", ())  # as doctor: what goes wrong is in its findings
    settings, unusable, _, _ = read_settings()
    if is_part_of(settings.database_path, file):
        raise StartError(f"{file} is a file of the database and is not replaced. Name another file.")
    check_target(file, [*protected(settings), *([log] if log not in {None, STANDARD_INPUT} else [])])
    lines = _NO_LOG if log is None else _last_lines(log, settings.database_path)
    blank = Blanker(all_secrets()).blank
    findings = Document(blank)
    await examine(composition, findings)
    parts = {
        "README.txt": _README,
        "settings.json": _json(_settings(settings, unusable)),
        "doctor.json": findings.written(),
        "versions.json": _json(_versions()),
        "database.json": _json(_database(settings.database_path)),
        "log.txt": lines,
    }
    try:
        with open_target(file) as output, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name, text in parts.items():
                bundle.writestr(name, blank(text))
    except OSError as error:
        raise StartError(f"{file} cannot be written: {error.strerror or error}.") from error
    without = " It has no log: log.txt in it says how to add one." if log is None else ""
    return f"{file} has settings without secrets, doctor's findings, versions and counts. Look through it.{without}"


def _settings(settings: Settings, unusable: frozenset[str]) -> Mapping[str, Any]:
    values = {name.upper(): value for name, value in settings.model_dump(mode="json").items()}
    for name in SECRETS:
        values[name] = "(set)" if values[name] else None
    for name in _ADDRESSES:
        values[name] = values[name] and shown_address(values[name])
    return {"settings": values, "thresholds": asdict(settings.thresholds), "unusable": sorted(unusable)}


def _versions() -> Mapping[str, Any]:
    return {
        "bot": __version__,
        "python": sys.version,
        "sqlite": sqlite3.sqlite_version,
        "platform": platform.platform(),
        "machine": platform.machine(),
        "libraries": dict(sorted((each.name, each.version) for each in distributions() if each.name)),
    }


def _database(path: Path) -> Mapping[str, Any]:
    try:
        contents = contents_of(path)
    except (StartError, sqlite3.Error, OSError) as error:
        return {"path": str(path), "cannot_be_read": str(error)}
    return {"path": str(path), "contents": None if contents is None else asdict(contents)}


def _last_lines(log: Path, database: Path) -> str:
    if log == STANDARD_INPUT:
        return _tail(sys.stdin.buffer)
    if is_part_of(database, log):  # it has what contributors wrote
        raise StartError(f"--log: {log} is a file of the database, and no log.")
    try:
        with log.open("rb") as file:
            return _tail(file)
    except OSError as error:
        raise StartError(f"--log: {log} cannot be read ({error.strerror}).") from error


def _tail(file: BinaryIO) -> str:
    lines: deque[bytes] = deque(maxlen=_MOST_LINES)
    while line := file.readline(_MOST_OF_A_LINE):
        lines.append(line)
    return b"".join(lines).decode("utf-8", errors="replace")


def _json(contents: Mapping[str, Any]) -> str:
    return json.dumps(contents, indent=2) + "\n"
