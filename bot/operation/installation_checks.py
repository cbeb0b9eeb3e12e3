"""Are the operator's texts usable, and does every extension load? And what no check can find out."""

import asyncio
from pathlib import Path
from typing import Final

from bot.backends.local.check_files import read_checks
from bot.backends.local.known_text_files import read_known_texts
from bot.counting import counted
from bot.dataset.reports.benchmark_files import read_benchmarks
from bot.errors import StartError
from bot.operation.examination import Examination, failed, fine, note, warning
from bot.operation.findings import Finding
from bot.rules.copied_texts import KnownTexts
from bot.settings import TaskBackendKind
from bot.texts import Catalogue, LongTexts, TextFiles

TEXTS: Final = "texts"
KNOWN_TEXTS: Final = "benchmarks"
ATTENTION: Final = "checks"
EXTENSIONS: Final = "extensions"
REMINDER: Final = "remember"


async def check_texts(examination: Examination) -> list[Finding]:
    """Look whether every text of the operator's can be used."""
    folder = examination.settings.texts_path
    try:
        files = TextFiles(folder)
        examination.catalogue = Catalogue(files)
        LongTexts(files)
    except StartError as error:
        examination.unavailable.add(TEXTS)
        return [
            failed(TEXTS, f"{line.rstrip('.')}. Correct TEXTS_PATH, or what is in that folder.")
            for line in str(error).splitlines()
        ]
    except OSError as error:
        examination.unavailable.add(TEXTS)
        return [failed(TEXTS, f"TEXTS_PATH: {folder} cannot be read ({error.strerror}). Let the bot's user read it.")]
    if folder is None:
        return [fine(TEXTS, "The texts that come with the bot; TEXTS_PATH is not set.")]
    return [fine(TEXTS, f"Texts of the bot are replaced by {counted(len(files.replacing), 'file')} in {folder}.")]


async def check_known_texts(examination: Examination) -> list[Finding]:
    """Look whether the operator's files of texts known from elsewhere can be used, and those of benchmarks."""
    return [*await _check_known_texts(examination), *await _check_benchmarks(examination)]


async def _check_benchmarks(examination: Examination) -> list[Finding]:
    path = examination.settings.benchmark_texts_path
    if path is None:
        return []
    if examination.settings.task_backend is TaskBackendKind.API:
        return [note(KNOWN_TEXTS, "BENCHMARK_TEXTS_PATH has no effect: the task server has the trees.")]
    try:
        found = await asyncio.to_thread(read_benchmarks, b"", (path,))
    except StartError as error:
        return [failed(KNOWN_TEXTS, f"{str(error).rstrip('.')}. Correct BENCHMARK_TEXTS_PATH, or what is there.")]
    names = ", ".join(found)
    return [fine(KNOWN_TEXTS, f"A release is compared with {counted(len(found), 'benchmark')} from {path}: {names}.")]


async def _check_known_texts(examination: Examination) -> list[Finding]:
    path = examination.settings.known_texts_path
    if path is None:
        return [fine(KNOWN_TEXTS, "No texts known from elsewhere are looked for; KNOWN_TEXTS_PATH is not set.")]
    if examination.settings.task_backend is TaskBackendKind.API:
        return [note(KNOWN_TEXTS, "KNOWN_TEXTS_PATH has no effect: the task server takes the texts.")]
    try:
        found = await asyncio.to_thread(_count_known_texts, path)
    except StartError as error:
        return [failed(KNOWN_TEXTS, f"{str(error).rstrip('.')}. Correct KNOWN_TEXTS_PATH, or that file.")]
    if found == 0:
        sentence = f"KNOWN_TEXTS_PATH: {path} has no text of eight words or more, so nothing is looked for."
        return [warning(KNOWN_TEXTS, sentence)]
    return [fine(KNOWN_TEXTS, f"{counted(found, 'text')} known from elsewhere are looked for, from {path}.")]


async def check_attention_checks(examination: Examination) -> list[Finding]:
    """Look whether attention checks are wanted, and whether the operator's file of them can be used."""
    settings = examination.settings
    rate, path = settings.attention_checks, settings.checks_path
    if settings.task_backend is TaskBackendKind.API:
        if rate > 0 or path is not None:
            return [
                note(ATTENTION, "ATTENTION_CHECKS and CHECKS_PATH have no effect: the task server knows no checks.")
            ]
        return [fine(ATTENTION, "No attention checks are handed out: the task server knows none.")]
    if rate == 0 and path is not None:
        sentence = "CHECKS_PATH has no effect as long as ATTENTION_CHECKS is 0. Set it to 0.05, say, or take both out."
        return [warning(ATTENTION, sentence)]
    if rate == 0:
        return [fine(ATTENTION, "No attention checks are handed out; ATTENTION_CHECKS is 0.")]
    share = f"About {rate:.1%} of the tasks to label are attention checks"
    if path is None:
        sentence = f"{share}, about messages on which experienced people agreed; CHECKS_PATH is not set."
        return [fine(ATTENTION, sentence)]
    try:
        found = await asyncio.to_thread(read_checks, path, settings.default_language)
    except StartError as error:
        return [failed(ATTENTION, f"{str(error).rstrip('.')}. Correct CHECKS_PATH, or that file.")]
    if not found:
        return [warning(ATTENTION, f"CHECKS_PATH: {path} has no check.")]
    return [fine(ATTENTION, f"{share}; {counted(len(found), 'check')} of your own from {path}.")]


def _count_known_texts(path: Path) -> int:
    return len(KnownTexts(b"", read_known_texts(path)))


async def check_extensions(examination: Examination) -> list[Finding]:
    """Look whether every extension loads, as at the bot's start."""
    try:
        examination.commands = await examination.composition.load_commands(examination.catalogue or Catalogue())
    except StartError as error:
        examination.unavailable.add(EXTENSIONS)
        sentence = str(error).rstrip(".")
        return [failed(EXTENSIONS, f"{sentence}. Correct that file, or take it out of the folder extensions/.")]
    except (KeyError, ValueError) as error:
        examination.unavailable.add(EXTENSIONS)
        text = f"The extensions do not go together: {error}. Correct or take out what was added to extensions/ last."
        return [failed(EXTENSIONS, text)]
    commands = counted(len(examination.commands), "command")
    return [fine(EXTENSIONS, f"Every extension loads; together they have {commands}.")]


async def remind(examination: Examination) -> list[Finding]:  # noqa: ARG001 - like a check
    """Remind of what the operator must see to."""
    return [
        note(
            REMINDER,
            "Obtain Discord's written permission before you train a model on what was collected, or publish it: "
            "Discord's Developer Policy allows neither for message content without it, and whether texts typed into "
            "forms are such is not settled. This is no legal advice.",
        ),
        note(
            REMINDER,
            "The same policy forbids profiling: the age of an account, the time in a server and roles only decide who "
            "may begin. The bot neither stores them nor judges anybody by them.",
        ),
    ]
