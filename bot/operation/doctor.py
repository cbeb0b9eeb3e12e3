"""`python -m bot doctor`: looks at everything that the bot needs, changes nothing, and says what to do.

It takes no part in anything: it takes no lock, brings no database up to date, begins no gateway session and publishes
no command, so that it may be run at any time beside the bot.
"""

import os
from collections import deque
from traceback import walk_tb
from typing import Final

from dotenv import dotenv_values

from bot.core import clock_of
from bot.discord.inspection import Inspection
from bot.log import Blanker, configure_logging
from bot.operation import (
    backend_checks,
    backup_checks,
    database_checks,
    discord_checks,
    installation_checks,
    server_checks,
)
from bot.operation.document import Document
from bot.operation.examination import Check, Composition, Examination, failed, skipped
from bot.operation.findings import Finding
from bot.operation.report import Report
from bot.operation.settings_checks import SECRETS, SUBJECT, check_settings, read_settings
from bot.threshold_settings import ENV_FILE, ENV_FILE_ENCODING

CHECKS: Final = (
    Check(discord_checks.TOKEN, discord_checks.check_token, (SUBJECT,), ("DISCORD_TOKEN",)),
    Check(
        discord_checks.DISCORD,
        discord_checks.check_discord,
        (SUBJECT, discord_checks.TOKEN),
        ("DISCORD_API_URL",),
    ),
    Check(discord_checks.GATEWAY, discord_checks.check_gateway, (discord_checks.DISCORD,)),
    Check(discord_checks.CLOCK, discord_checks.check_clock, (SUBJECT,), ("DISCORD_API_URL", "PLAYGROUND_CLOCK_FILE")),
    Check(database_checks.DATABASE, database_checks.check_database, (SUBJECT,), ("DATABASE_PATH",)),
    Check(
        backup_checks.BACKUPS,
        backup_checks.check_backups,
        (SUBJECT,),
        ("BACKUP_PATH", "BACKUP_SCHEDULE", "DATABASE_PATH", "PLAYGROUND_CLOCK_FILE"),
    ),
    Check(
        backend_checks.BACKEND,
        backend_checks.check_backend,
        (SUBJECT,),
        ("TASK_BACKEND", "TASK_BACKEND_URL", "TASK_BACKEND_KEY"),
    ),
    Check(server_checks.PERMISSIONS, server_checks.check_permissions, (discord_checks.DISCORD,)),
    Check(installation_checks.TEXTS, installation_checks.check_texts, (SUBJECT,), ("TEXTS_PATH",)),
    Check(
        installation_checks.KNOWN_TEXTS,
        installation_checks.check_known_texts,
        (SUBJECT,),
        ("KNOWN_TEXTS_PATH", "BENCHMARK_TEXTS_PATH", "TASK_BACKEND"),
    ),
    Check(
        installation_checks.ATTENTION,
        installation_checks.check_attention_checks,
        (SUBJECT,),
        ("ATTENTION_CHECKS", "CHECKS_PATH", "TASK_BACKEND", "DEFAULT_LANGUAGE"),
    ),
    Check(installation_checks.EXTENSIONS, installation_checks.check_extensions),
    Check(
        server_checks.COMMANDS,
        server_checks.check_commands,
        (discord_checks.DISCORD, installation_checks.TEXTS, installation_checks.EXTENSIONS),
    ),
    Check(installation_checks.REMINDER, installation_checks.remind),
)
"""In the order in which they are told. The settings come before: the others need something to stand on."""

_TOKEN_OF_THE_HUB: Final = "HF_TOKEN"  # noqa: S105 - a name
"""No setting, but `release` takes it."""


async def show(composition: Composition, *, as_json: bool) -> bool:
    """Look at everything, and write what was found to the standard output.

    Args:
        composition: what only the composition root knows.
        as_json: Write one JSON document, not a line for each finding.

    Returns:
        Whether nothing failed; warnings do not count.
    """
    configure_logging("CRITICAL", "console", ())  # nothing of it: what goes wrong is told by the lines
    blank = Blanker(all_secrets()).blank
    report = Document(blank) if as_json else Report(blank)
    await examine(composition, report)
    report.conclude()
    return not report.has_failed


async def examine(composition: Composition, report: Report | Document) -> Examination:
    """Look at everything.

    Args:
        composition: what only the composition root knows.
        report: Is told each finding.

    Returns:
        What was found out on the way; its way to Discord is closed.
    """
    settings, unusable, problems, are_readable = read_settings()
    async with Inspection(settings.discord_api_url, clock_of(settings)) as inspection:
        examination = Examination(composition, inspection, settings, unusable)
        if are_readable:
            problems = check_settings(examination, problems)
        else:
            examination.unavailable.add(SUBJECT)
        for finding in problems:
            report.tell(finding)
        for check in CHECKS:
            with report.busy(check.subject):
                findings = await _examine(check, examination)
            for finding in findings:
                report.tell(finding)
    return examination


def all_secrets() -> tuple[str, ...]:
    """Collect every secret in reach, also of settings that cannot be used.

    Names count in any case, as for the settings.
    """
    try:
        in_file = dotenv_values(ENV_FILE, encoding=ENV_FILE_ENCODING)
    except (OSError, UnicodeDecodeError):
        in_file = {}
    found = (*os.environ.items(), *in_file.items())
    secrets = {value for name, value in found if name.upper() in (*SECRETS, _TOKEN_OF_THE_HUB) and value}
    passwords = {_password(value) for name, value in found if name.upper().endswith("_URL") and value}
    return tuple(secrets | passwords)


def _password(address: str) -> str:
    """Return the password that stands in an address, if there is one."""
    return address.rpartition("@")[0].rpartition(":")[2]


async def _examine(check: Check, examination: Examination) -> list[Finding]:
    if (obstacle := check.obstacle(examination)) is not None:
        examination.unavailable.add(check.subject)
        return [skipped(check.subject, f"Not looked at {obstacle}")]
    try:
        return list(await check.look(examination))
    except Exception as error:
        # A defect of ours. The other checks are worth having all the same.
        examination.unavailable.add(check.subject)
        frame, line = deque(walk_tb(error.__traceback__), maxlen=1).pop()
        place = f"{frame.f_globals.get('__name__')}, line {line}"
        # Not its message, which may quote what was read.
        text = f"This check itself failed ({type(error).__name__} in {place}). Please report that to the project."
        return [failed(check.subject, text)]
