"""The command line: ``python -m playground``."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from playground import __version__
from playground.demo import Backend, DemoOptions, run_demo
from playground.demo.options import LEAST_CONTRIBUTORS
from playground.gallery import write_gallery
from playground.server import serve as run_server
from playground.world import Options

OUT = DemoOptions.out

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,  # a task server's key may be among them
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"playground of assistant-dataset-bot {__version__}")
        raise typer.Exit


@app.callback()
def main(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """Run a local Discord for trying the bot out."""


@app.command()
def serve(
    *,
    port: Annotated[int, typer.Option(help="TCP port on this machine; 0 takes a free one.")] = 0,
    token: Annotated[str, typer.Option(help="The bot's token; made up if empty.")] = "",
    clock_file: Annotated[Path | None, typer.Option(help="Where the clock's offset is written.")] = None,
    record: Annotated[Path | None, typer.Option(help="Where all that people see is recorded.")] = None,
    openapi: Annotated[Path | None, typer.Option(help="Discord's API description, to check requests.")] = None,
    rate_limits: Annotated[bool, typer.Option(help="Refuse requests for their number, as Discord does.")] = True,
    answer_seconds: Annotated[float, typer.Option(help="Seconds for the first answer to an interaction.")] = 3.0,
    patient: Annotated[bool, typer.Option(help="Let a connected bot take as long as it needs for it.")] = False,
    shards: Annotated[int, typer.Option(help="Recommended number of shards.")] = 1,
    approved_intents: Annotated[int, typer.Option(help="Privileged intents that the bot may use, as bits.")] = 0,
    keep_messages: Annotated[int, typer.Option(help="Newest messages kept per channel.")] = 300,
    with_parent: Annotated[bool, typer.Option(help="Stop when the parent process is gone.")] = False,
) -> None:
    """Serve a local Discord until interrupted."""
    options = Options(
        token=token,
        clock_file=clock_file,
        record=record,
        openapi=openapi,
        rate_limits=rate_limits,
        answer_seconds=answer_seconds,
        patient=patient,
        shards=shards,
        approved_intents=approved_intents,
        keep_messages=keep_messages,
    )
    asyncio.run(run_server(options, port, with_parent=with_parent))


@app.command()
def demo(
    *,
    trees: Annotated[int, typer.Option(min=1, help="How many trees are to be ready for export.")] = DemoOptions.trees,
    contributors: Annotated[
        int, typer.Option(min=LEAST_CONTRIBUTORS, max=500, help="How many people work; one in eight is a troll.")
    ] = DemoOptions.contributors,
    kill: Annotated[
        int, typer.Option(min=0, help="How often the bot is killed (-9) while they work.")
    ] = DemoOptions.kills,
    seed: Annotated[int, typer.Option(help="Of all that is drawn by chance.")] = DemoOptions.seed,
    texts: Annotated[
        Path | None,
        typer.Option(
            help="Conversations (JSON) or prompts (one a line) to begin with. [default: some that come with the "
            "playground; people begin a quarter of the trees themselves]"
        ),
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder for what comes out; files of an earlier demo are replaced.")] = OUT,
    backend: Annotated[
        Backend,
        typer.Option(
            help="Where trees are kept: in the bot's database, or on the task server that TASK_BACKEND_URL and "
            "TASK_BACKEND_KEY name; where they name none, on a small one that the demo starts."
        ),
    ] = DemoOptions.backend,
    minutes: Annotated[
        float | None, typer.Option(min=0.1, help="End after so many minutes of work, with what is ready then.")
    ] = DemoOptions.minutes,
) -> None:
    """Let a community work until enough trees are ready for export, with the real bot; check that nothing is lost."""
    options = DemoOptions(trees, contributors, kill, seed, texts, out, backend, minutes)
    if not asyncio.run(run_demo(options, Console())):
        raise typer.Exit(1)


@app.command()
def cards(
    *,
    records: Annotated[Path, typer.Option(help="The records of a demo.")] = OUT / "records.jsonl",
    out: Annotated[Path, typer.Option(help="Folder for the page and the pictures.")] = Path("docs/cards"),
) -> None:
    """Show every kind of card that people saw in a demo: a page, and pictures of it where a browser is installed."""
    if not records.is_file():
        Console(stderr=True).print(f"There is no file {records}. Run the demo first: make demo")
        raise typer.Exit(1)
    for path in write_gallery(records, out):
        Console().print(f"written: {path}")


if __name__ == "__main__":
    app()
