"""Are the settings usable, and is every name in the file `.env` one of a setting?"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Final

from dotenv.parser import parse_stream

from bot.errors import StartError
from bot.operation.examination import Examination, failed, fine, note, warning
from bot.operation.findings import Finding
from bot.settings import SettingProblem, Settings, TaskBackendKind, examine_settings, setting_names
from bot.store.owner_only import is_open_to_others
from bot.threshold_settings import ENV_FILE, ENV_FILE_ENCODING

SUBJECT: Final = "settings"
SECRETS: Final = ("DISCORD_TOKEN", "TASK_BACKEND_KEY")
"""Settings that nobody else may know."""

_NAME = re.compile(r"[A-Z][A-Z0-9_]{0,39}|[a-z][a-z0-9_]{0,39}")
_NEAR: Final = 0.75


def read_settings() -> tuple[Settings, frozenset[str], list[Finding], bool]:
    """Read the settings as far as they can be used.

    Returns:
        The settings, the names of those that cannot be used, what there is to say of them, and whether they could be
        read at all; if not, they are the defaults.
    """
    try:
        settings, problems = examine_settings()
    except StartError as error:
        return Settings.model_construct(), frozenset(), [failed(SUBJECT, str(error))], False
    return settings, frozenset(problem.name for problem in problems), [_problem(each) for each in problems], True


def check_settings(examination: Examination, problems: list[Finding]) -> list[Finding]:
    """Say what there is to say of the settings, beside the problems."""
    findings = [*problems, *_in_the_file()]
    if not problems:
        findings.insert(0, fine(SUBJECT, "Every value can be used."))
    if not ENV_FILE.is_file():
        here = Path.cwd()
        findings.append(note(SUBJECT, f"There is no file .env in {here}: only the environment counts."))
    return [*findings, *_left_out(examination)]


def _problem(problem: SettingProblem) -> Finding:
    sentence = problem.sentence.rstrip(".")
    return failed(SUBJECT, f"{sentence}. Correct it in .env or in the environment; .env.example explains it.")


def _left_out(examination: Examination) -> Iterator[Finding]:
    settings, unusable = examination.settings, examination.unusable
    if not settings.operator_name and "OPERATOR_NAME" not in unusable:
        yield warning(
            SUBJECT,
            "OPERATOR_NAME is not set: the contributor agreement says “the team of this server” runs the bot. Set it "
            "before people come; a later change asks everybody to agree again.",
        )
    if not settings.operator_contact and "OPERATOR_CONTACT" not in unusable:
        yield warning(
            SUBJECT,
            "OPERATOR_CONTACT is not set: people are sent to “the owner of this server” with questions about their "
            "data. Set an address at which you can be reached.",
        )
    if settings.topics and settings.task_backend is TaskBackendKind.API:
        yield warning(
            SUBJECT, "TOPICS has no effect with TASK_BACKEND=api: the task server knows no topics. Take it out."
        )


def _in_the_file() -> Iterator[Finding]:
    """Find lines of `.env` without effect. Only what looks like a name is shown: the rest may be a secret."""
    try:
        text = ENV_FILE.read_text(encoding=ENV_FILE_ENCODING)
    except (OSError, UnicodeDecodeError):
        return  # there is none, or that was told already
    known = setting_names()
    has_secret = False
    for binding in parse_stream(StringIO(text)):
        place = f"Line {binding.original.line} of .env"
        has_secret = has_secret or (binding.key is not None and binding.key.upper() in SECRETS and bool(binding.value))
        if binding.error:
            yield warning(SUBJECT, f"{place} cannot be read and has no effect: NAME=value is expected.")
        elif binding.key is None or (binding.key.upper() in known and binding.value is not None):
            continue
        elif not _NAME.fullmatch(binding.key) or binding.value is None:
            yield warning(SUBJECT, f"{place} has no effect: NAME=value is expected.")
        elif near := get_close_matches(binding.key.upper(), known, n=1, cutoff=_NEAR):
            yield warning(SUBJECT, f"{binding.key} in .env has no effect: no setting has this name. Is it {near[0]}?")
        else:
            yield note(SUBJECT, f"{binding.key} in .env is no setting of the bot and has no effect on it.")
    if has_secret and is_open_to_others(ENV_FILE):
        yield warning(
            SUBJECT, "Other users of this machine may read .env, in which a secret stands. Run: chmod go= .env"
        )
