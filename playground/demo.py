"""The demo: a community in one minute, on a local Discord, with the real bot as a process of its own.

It is the end-to-end test of the house as well: it kills the bot while people work, and checks that every answer of
which the bot said that it is saved is stored exactly once.
"""

import asyncio
import json
import random
import shutil
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from playground.bot_process import BotProcess
from playground.client import Guild, Playground
from playground.contributors.answers import SAMPLE, Answers
from playground.contributors.contributor import Contributor, Habits
from playground.contributors.visitor import visit
from playground.transcript import write_transcript

_NAMES = ("Ada", "Björn", "Chiyo", "Dmitri", "Efua", "Farid", "Greta", "Hana", "Ivo", "Juana")
_PATIENCE_SECONDS = 60.0
_LANGUAGE = "en"


@dataclass(frozen=True)
class DemoOptions:
    """What the demo does: how many people finish how many packages, and how often the bot is killed meanwhile."""

    contributors: int = 5
    packages: int = 30
    kills: int = 1
    seed: int = 1
    texts: Path = SAMPLE / "conversations.json"
    out: Path = Path("demo-out")


@dataclass(slots=True)
class Findings:
    """What came of it; `problems` are reasons to exit with an error."""

    contributors: list[Contributor]
    kills: int
    seconds: float
    rest_calls_outside: int
    problems: list[str]

    @property
    def saved(self) -> list[str]:
        """Every text that the bot called saved."""
        return [text for contributor in self.contributors for text in contributor.experience.saved]

    @property
    def judged(self) -> int:
        """How many reviews and rankings were finished."""
        return sum(contributor.experience.judged for contributor in self.contributors)


async def run_demo(options: DemoOptions, console: Console) -> bool:
    """Run the demo, print what happened, write `transcript.html`.

    Returns:
        Whether all went well.
    """
    out = options.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    for old in ("bot.sqlite3", "bot.sqlite3-wal", "bot.sqlite3-shm", "records.jsonl", "bot.log", "trees.jsonl"):
        (out / old).unlink(missing_ok=True)
    texts = options.texts.resolve()
    if not texts.is_file():
        console.print(f"[red]error:[/] --texts: there is no file {options.texts}")
        return False
    begun = time.monotonic()
    async with Playground.start(record=out / "records.jsonl") as playground:
        bot = BotProcess(playground, out / "bot.sqlite3", out / "bot.log", PLAYGROUND_RANDOM_SEED=str(options.seed))
        console.print((await bot.command("import", str(texts))).strip())
        guild = await playground.create_guild("The Dataset Guild", text_channels=["welcome", "work"])
        contributors = await _invite(guild, options)
        async with bot.running():
            kills, finished = await _work(bot, contributors, options, console)
            problems = [] if finished else [f"the packages were not finished within {_PATIENCE_SECONDS:.0f} s"]
            calls = await playground.request_counts()
            visitor = await guild.add_person("vera", display_name="Vera")
            problems += await visit(playground, visitor, guild, guild.channel("work"))
            problems += await _complaints(playground)
        await bot.command("export", str(out / "trees.jsonl"), "--everything")
        findings = Findings(contributors, kills, time.monotonic() - begun, calls.outside, problems)
    problems += _check_stored(findings, out / "trees.jsonl")
    problems += [f"the bot logged: {event}" for event in _errors_in_log(bot)]
    _report(findings, options, console)
    write_transcript(
        out / "records.jsonl", out / "transcript.html", title="A community at work", summary=_summary(findings)
    )
    console.print(f"Everything that people saw: [link=file://{out}/transcript.html]{options.out}/transcript.html[/]")
    for problem in problems:
        console.print(f"[red]problem:[/] {problem}")
    return not problems


async def _invite(guild: Guild, options: DemoOptions) -> list[Contributor]:
    contributors = []
    for number in range(options.contributors):
        name = _NAMES[number % len(_NAMES)] + (str(number // len(_NAMES) + 1) if number >= len(_NAMES) else "")
        person = await guild.add_person(name.lower(), display_name=name)
        chance = random.Random(f"{options.seed}/{number}")
        contributors.append(
            Contributor(person, guild, guild.channel("work"), Answers(_LANGUAGE, name), chance, Habits())
        )
    return contributors


async def _work(
    bot: BotProcess, contributors: list[Contributor], options: DemoOptions, console: Console
) -> tuple[int, bool]:
    """Let everybody work; returns how often the bot was killed, and whether the packages were finished."""

    def done() -> int:
        return sum(len(contributor.experience.saved) for contributor in contributors)

    kills = 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        shown = progress.add_task("packages", total=options.packages)
        people = [
            asyncio.create_task(contributor.work(lambda: done() >= options.packages)) for contributor in contributors
        ]
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                while not all(task.done() for task in people):
                    await asyncio.sleep(0.05)
                    progress.update(shown, completed=done())
                    if kills < options.kills and done() >= (kills + 1) * options.packages // (options.kills + 1):
                        progress.update(shown, description=f"packages (kill -9, number {kills + 1})")
                        await bot.kill()
                        kills += 1
                        await bot.start()
                        progress.update(shown, description="packages")
            for task in people:
                task.result()
        except TimeoutError:
            return kills, False
        finally:
            for task in people:
                task.cancel()
            await asyncio.gather(*people, return_exceptions=True)
    return kills, True


async def _complaints(playground: Playground) -> list[str]:
    invalid = await playground.invalid_requests()
    problems = [
        f"Discord refused {request.method} {request.path}: {request.status} {request.code} {request.message}"
        for request in invalid
        if request.code not in _NORMAL
    ]
    problems += [f"the playground lacks {route}" for route in await playground.unimplemented()]
    problems += [f"the playground itself failed: {error}" for error in await playground.playground_errors()]
    return problems


# An answer that comes after the three seconds, or twice: normal when the bot was killed in the middle of it.
_NORMAL = {10062, 40060, 10015}


def _check_stored(findings: Findings, trees: Path) -> list[str]:
    """Every text that was called saved is stored exactly once; one of unknown fate at most once."""
    stored = Counter(_texts(trees))
    problems = [
        f"an answer that was called saved is stored {stored[text]} times: {text[:60]!r}"
        for text in findings.saved
        if stored[text] != 1
    ]
    for contributor in findings.contributors:
        experience = contributor.experience
        problems += [f"an answer is stored twice: {text[:60]!r}" for text in experience.unsure if stored[text] > 1]
        problems += [f"a draft was lost: {text[:60]!r}" for text in experience.lost]
    return problems


def _texts(trees: Path) -> list[str]:
    found: list[str] = []
    for line in trees.read_text(encoding="utf-8").splitlines():
        waiting: list[dict[str, Any]] = [json.loads(line)["prompt"]]
        while waiting:
            message = waiting.pop()
            found.append(message["text"])
            waiting.extend(message.get("replies", ()))
    return found


def _errors_in_log(bot: BotProcess) -> list[str]:
    return [str(record.get("event")) for record in bot.log_records() if record.get("level") in {"error", "critical"}]


def _summary(findings: Findings) -> dict[str, str]:
    return {
        "People": str(len(findings.contributors)),
        "Texts written": str(len(findings.saved)),
        "Reviews and rankings": str(findings.judged),
        "The bot was killed": f"{findings.kills} ×",
        "Time": f"{findings.seconds:.0f} s",
    }


def _report(findings: Findings, options: DemoOptions, console: Console) -> None:
    table = Table(title="What happened", show_header=True)
    for column in ("who", "texts", "reviews and rankings", "skipped", "“interaction failed”"):
        table.add_column(column, justify="left" if column == "who" else "right")
    for contributor in findings.contributors:
        seen = contributor.experience
        counts = (len(seen.saved), seen.judged, seen.skipped, seen.failures)
        table.add_row(contributor.person.name, *(str(count) for count in counts))
    table.add_row("all", str(len(findings.saved)), str(findings.judged), "", "", style="bold")
    console.print(table)
    packages = max(1, len(findings.saved) + findings.judged)
    console.print(
        f"{len(findings.saved)} of {options.packages} texts, {findings.kills} × kill -9, {findings.seconds:.1f} s, "
        f"{findings.rest_calls_outside / packages:.2f} REST calls outside interaction answers per package"
    )


def clean(out: Path) -> None:
    """Remove what a demo wrote."""
    shutil.rmtree(out, ignore_errors=True)
