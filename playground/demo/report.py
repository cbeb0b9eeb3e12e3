"""Telling what happened: on the screen, in `report.json`, and at the top of the transcript."""

import json
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from playground.counting import counted
from playground.demo.findings import Findings

_LONGEST = 90


def write_report(findings: Findings, path: Path) -> None:
    """Write all numbers as JSON.

    Raises:
        OSError: the file cannot be written.
    """
    path.write_text(json.dumps(asdict(findings), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def summary(findings: Findings) -> dict[str, str]:
    """Return the facts at the top of the transcript."""
    return {
        "Contributors": str(len(findings.people)),
        "Packages": str(findings.packages),
        "Trees ready for export": str(findings.trees_ready),
        "Begun by these people": str(findings.trees_begun),
        "Texts": f"{findings.texts_accepted} accepted, {findings.texts_rejected} not",
        "Trees": findings.backend,
        "Bot killed": f"{findings.kills} ×, on purpose",
        **({"Task server killed": f"{findings.outages} ×, on purpose"} if findings.outages else {}),
        "Work": f"{findings.work_seconds:.0f} s",
    }


def print_report(findings: Findings, console: Console) -> None:
    """Show what happened."""
    console.print(_packages(findings))
    console.print(_top(findings))
    for line in _lines(findings):
        console.print(line, highlight=False)


def _packages(findings: Findings) -> Table:
    table = Table(title="Packages", title_justify="left")
    table.add_column("type")
    table.add_column("finished", justify="right")
    for kind, count in findings.packages_by_type.items():
        table.add_row(kind.replace("_", " "), str(count))
    table.add_row("all", str(findings.packages), style="bold")
    return table


def _top(findings: Findings) -> Table:
    table = Table(title="Top contributors", title_justify="left")
    table.add_column("who")
    table.add_column("languages")
    for column in ("points", "level", "packages", "texts accepted", "rejected"):
        table.add_column(column, justify="right")
    for person in findings.top:
        counts = (person.points, person.level, person.packages, person.accepted, person.rejected)
        name = f"{person.name} (a troll)" if person.troll else person.name
        table.add_row(escape(name), ", ".join(person.languages), *map(str, counts))
    return table


def _lines(findings: Findings) -> list[str]:
    lines = [
        f"[bold]Trees[/]: {_ready(findings)}; {findings.trees_wanted} wanted; "
        f"{counted(findings.dataset_messages, 'message')} in the dataset",
        f"[bold]Texts[/]: {findings.texts_written} written, {findings.texts_accepted} accepted, "
        f"{findings.texts_rejected} rejected, {findings.texts_in_review} still in review",
        f"[bold]Agreement[/]: {_share(findings.spam_agreement)} of pairs of reviewers agree about spam; "
        f"{_share(findings.ranking_agreement)} of pairs in {counted(findings.rankings_compared, 'ranking')} stand as "
        "in the consensus",
        f"[bold]Consensus[/]: {counted(findings.replies_ranked, 'reply', 'replies')} to "
        f"{counted(findings.groups_ranked, 'message')}",
    ]
    if findings.example is not None:
        lines.append(f"  for example: {_short(findings.example.prompt)}")
        lines += [f"    {place}. {_short(text)}" for place, text in enumerate(findings.example.replies, start=1)]
    trolls = findings.trolls
    lines.append(
        f"[bold]Trolls[/]: {_share(trolls['people'])} of the people, {_share(trolls['packages'])} of the packages, "
        f"{_share(trolls['texts'])} of the texts, {_share(trolls['accepted'])} of what was accepted"
    )
    for what, times in (("Answers", findings.answer_times), ("Whole answers", findings.whole_answer_times)):
        if times is not None:
            lines.append(
                f"[bold]{what}[/]: {counted(times.count, 'press', 'presses')}, p50 {_milliseconds(times.p50)}, "
                f"p99 {_milliseconds(times.p99)}, at most {_milliseconds(times.max)}"
            )
    lines.append(
        f"[bold]The bot[/]: killed {findings.kills} × on purpose; "
        f"{counted(findings.failures_by_kills, 'press', 'presses')} failed while it was dead, as planned, and "
        f"{findings.failures_beside or 'none'} otherwise; "
        f"{findings.rest_calls_per_package:.2f} REST calls outside interaction answers per package; "
        f"{findings.work_seconds:.0f} s of work"
    )
    if findings.outages:
        lines.append(
            f"[bold]The task server[/]: killed {findings.outages} × on purpose; people read {findings.promised} × that "
            "their answer is saved and will be delivered"
        )
    if findings.waits:
        lines.append(f"[bold]Waiting[/]: people were asked to wait {findings.waits} ×, and came back")
    settings = ", ".join(f"{name}={value}" for name, value in findings.settings.items())
    lines.append(f"[bold]The trees[/] are kept {escape(findings.backend)}")
    lines.append(f"[dim]The demo ran with {escape(settings)}[/]")
    lines += [f"[bold]Not checked[/]: {escape(what)}" for what in findings.not_checked]
    return lines


def _ready(findings: Findings) -> str:
    before = findings.trees_ready - findings.trees_begun
    return f"{findings.trees_ready} ready ({findings.trees_begun} begun by the scripted people, {before} there before)"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1_000:.0f} ms"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return escape(line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…")
