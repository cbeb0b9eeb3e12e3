"""The demo: a community in one minute, on a local Discord, with the real bot as a process of its own.

It is the end-to-end test of the whole bot as well: it kills the bot while people work, and checks that every answer of
which the bot said that it is saved is stored exactly once.
"""

from rich.console import Console
from rich.markup import escape

from playground.bot_process import BotFailed
from playground.client import PlaygroundError
from playground.demo.checks import find_problems
from playground.demo.dataset import read_dataset
from playground.demo.findings import find
from playground.demo.options import Backend, DemoOptions
from playground.demo.report import print_report, summary, write_report
from playground.demo.run import LOG, RECORDS, run
from playground.demo.source import EVERYTHING, TREES
from playground.demo.task_server import TaskServerFailed
from playground.transcript import write_transcript

__all__ = ["Backend", "DemoOptions", "run_demo"]


async def run_demo(options: DemoOptions, console: Console) -> bool:
    """Run the demo, tell what happened, write `trees.jsonl`, `transcript.html` and `report.json`.

    Returns:
        Whether all went well; what did not is said.
    """
    if options.texts is not None and not options.texts.is_file():
        console.print(f"[red]error:[/] --texts: there is no file {escape(str(options.texts))}", soft_wrap=True)
        return False
    out = options.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    try:
        course = await run(options, out, console)
    except (BotFailed, PlaygroundError, TaskServerFailed) as error:
        console.print(f"[red]{escape(str(error))}[/]", highlight=False, soft_wrap=True)
        return False
    finished, everything = (read_dataset(out / name, course.authors) for name in (TREES, EVERYTHING))
    problems = find_problems(course, finished, everything, out / LOG)
    findings = find(options, course, finished, everything, problems)
    write_report(findings, out / "report.json")
    write_transcript(out / RECORDS, out / "transcript.html", title="A community at work", summary=summary(findings))
    print_report(findings, console)
    for what, name in (
        ("The dataset", TREES),
        ("Everything that people saw", "transcript.html"),
        ("All numbers", "report.json"),
    ):
        console.print(f"{what}: [link=file://{out / name}]{options.out / name}[/]", highlight=False, soft_wrap=True)
    if course.is_whole and not problems:
        counted = "every answer that was called saved is counted once, and " if course.knows_all_trees else ""
        checked = f"{counted}every text that was called saved is in {EVERYTHING} once"
        console.print(f"[green]Checked:[/] {checked}", highlight=False, soft_wrap=True)
    for problem in problems:
        console.print(f"[red]problem:[/] {escape(problem)}", highlight=False, soft_wrap=True)
    return not problems
