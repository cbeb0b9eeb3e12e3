"""The command line: `python -m bot`."""

import asyncio
import importlib.util
import os
import subprocess
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import __version__
from bot.backends.local import ImportWishes
from bot.backends.values import PoolStatistics
from bot.backups.folder import folder_of
from bot.core import (
    clock_of,
    open_core,
    open_core_beside,
    open_core_for_reading,
    open_for_reading,
    require_deletions_done,
    require_own_trees,
)
from bot.counting import counted
from bot.dataset.export import Export, ExportSummary, export_table
from bot.dataset.formats import Form
from bot.dataset.options import DatasetOptions, takes_dataset_options
from bot.dataset.output import STANDARD_OUTPUT
from bot.dataset.progress import shown_progress
from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.tables import TABLES, TableName
from bot.errors import BotError, StartError, StorageError
from bot.imports.detection import NAMES as FORM_NAMES
from bot.log import configure_logging, get_logger
from bot.protocol.messages import Role
from bot.protocol.scores import TimeFrame
from bot.settings import Settings, load_settings
from bot.store.owner_only import OWNER_ONLY
from bot.texts import Catalogue, TextFiles
from bot.texts.missing import listing, missing_texts
from bot.threshold_settings import ENV_FILE

_INSTALLED = tuple(Path(__file__).resolve().parent.with_name(name) for name in ("bot", "extensions"))
_NOTHING_TO_WRITE = 3

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"assistant-dataset-bot {__version__}")
        raise typer.Exit


@cli.callback()
def main_options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """Run a Discord bot with which a community builds an assistant dataset together."""


@cli.command()
def run() -> None:
    """Run the bot. Needs DISCORD_TOKEN; prints the link with which it is invited to a server."""
    settings = _settings(with_token=True)
    from bot.app import run as run_bot  # noqa: PLC0415 - a bad setting need not wait for Discord's library

    _finish(run_bot(settings))


@cli.command(name="import")
def import_(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Conversations or prompts, as JSON, JSON Lines, a table (.csv, .tsv) or text with one prompt a line "
            "(.txt), plain or as .gz. Of each file all is imported, or nothing."
        ),
    ] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be imported, with three samples, and store nothing.")
    ] = False,
    form: Annotated[
        str | None,
        typer.Option("--format", help=f"What a row is, where that cannot be seen: {', '.join(FORM_NAMES)}."),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(help="Language of messages that name none.", show_default="DEFAULT_LANGUAGE"),
    ] = None,
    human: Annotated[
        list[Role] | None,
        typer.Option(
            help="Whose messages people wrote, where the file does not say; may be given twice. What nobody claims for "
            "a person counts as a model's."
        ),
    ] = None,
    origin: Annotated[
        str | None,
        typer.Option(
            help="The dataset that the files belong to: by it, and their ids, messages are known again.",
            show_default="that of an earlier import which a file continues, or the file's name",
        ),
    ] = None,
    license_: Annotated[
        str | None, typer.Option("--license", help="The licence of conversations that name none, such as CC-BY-4.0.")
    ] = None,
    source_url: Annotated[str | None, typer.Option(help="Where the files come from.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List what was imported so far, each with its number.")] = False,
    undo: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", help="Take out what an import brought, if nobody has built on it."),
    ] = None,
) -> None:
    """Import conversations, or prompts, into the local backend. The bot must not be running (but for --list)."""
    if sum((bool(files), list_, undo is not None)) != 1:
        raise StartError("import needs either files, or --list, or --undo NUMBER. See: python -m bot import --help")
    if form is not None and form not in FORM_NAMES:
        raise StartError(f"--format: there is no form {form:.60}; there are {', '.join(FORM_NAMES)}.")
    wishes = ImportWishes(language, human or (), form, origin, source_url, license_, dry_run)
    settings = _settings()
    from bot.import_command import import_files, list_imports, undo_import  # noqa: PLC0415 - as in `stats`

    if list_:
        typer.echo(_finish(list_imports(settings)))
    elif undo is not None:
        typer.echo(_finish(undo_import(settings, undo)))
    elif not _finish(import_files(settings, files or [], wishes)):
        raise typer.Exit(1)


@cli.command()
@takes_dataset_options
def export(
    file: Annotated[
        Path,
        typer.Argument(
            help="Where to write; - is standard output. A name that ends in .gz, .zst or .parquet asks for that form, "
            "any other for JSON Lines: a JSON object a line. A file that is there is replaced once all is written. A "
            "symbolic link, a pipe, a device, and every file of the bot is refused."
        ),
    ],
    table: Annotated[TableName, typer.Option("--format", help="Which table: what a row is.")] = TableName.TREES,
    *,
    options: DatasetOptions,
) -> None:
    """Write a table of what is finished; where there is nothing, the exit code is 3. The bot may go on meanwhile."""
    settings = _settings()
    require_own_trees(settings)
    people = Pseudonyms.of_people(options.key())
    wanted = Export(
        path=file,
        table=TABLES[table],
        selection=options.selection(settings),
        terms=lambda messages: options.terms(settings, messages, people),
        scrub=options.scrub,
        protected=_protected(settings, options.pseudonym_key),
    )

    async def work() -> ExportSummary:
        async with open_for_reading(settings) as database:
            await require_deletions_done(database)
            with shown_progress() as progress:
                return await export_table(database, wanted, progress)

    summary = _finish(work())
    typer.echo(summary, err=file == STANDARD_OUTPUT or summary.rows == 0)
    if summary.rows == 0:
        raise typer.Exit(_NOTHING_TO_WRITE)


@cli.command()
@takes_dataset_options
def release(
    folder: Annotated[
        Path,
        typer.Argument(
            help="Where to write it: a folder that is not there, or is empty. It is there as a whole or not at all."
        ),
    ],
    version: Annotated[
        str | None, typer.Option(help="What the release is called. (Default: its date, such as 2026.1.31)")
    ] = None,
    release_date: Annotated[str | None, typer.Option(help="Its date. (Default: today, UTC)")] = None,
    title: Annotated[str, typer.Option(help="What people call the dataset.")] = "",
    form: Annotated[
        Form | None, typer.Option(help="Of its files. (Default: .parquet where pyarrow is installed, else .jsonl.gz)")
    ] = None,
    validation_percent: Annotated[
        int, typer.Option(min=0, max=50, help="So many of a hundred trees are for validation.")
    ] = 5,
    previous: Annotated[
        Path | None, typer.Option(help="The folder of the release before, where this database does not know it.")
    ] = None,
    benchmarks: Annotated[
        list[Path] | None,
        typer.Option(
            help="Texts that should not be in it, a file or folder; may be given again. (Default: BENCHMARK_TEXTS_PATH)"
        ),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace the release that is in the folder.")] = False,
    push_to_hub: Annotated[
        str, typer.Option(metavar="OWNER/NAME", help="Put it on the Hugging Face hub, too; HF_TOKEN has the token.")
    ] = "",
    *,
    options: DatasetOptions,
) -> None:
    """Make a release of the dataset: a folder with all tables, a card and the evidence. The bot may go on meanwhile."""
    settings = _settings()
    require_own_trees(settings)
    from bot.dataset.release import command  # noqa: PLC0415 - only this and `verify` need it

    asked = command.Asked(
        folder=Path(os.path.abspath(folder)),  # noqa: PTH100 - a link at its end is not followed
        options=options,
        version=version,
        release_date=release_date,
        title=title,
        form=form,
        validation_percent=validation_percent,
        previous=previous,
        benchmarks=tuple(benchmarks or ()),
        replaces=replace,
        repository=push_to_hub,
        token=os.environ.get("HF_TOKEN", ""),
    )

    async def work() -> str | None:
        async with open_core_beside(settings) as core:
            await require_deletions_done(core.database)
            with shown_progress() as progress:
                return await command.release(
                    core.database,
                    settings,
                    asked,
                    core.clock.now(),
                    progress,
                    _protected(settings, options.pseudonym_key),
                )

    said = _finish(work())
    typer.echo(said or "Nothing was released: there is nothing for it yet.", err=said is None)
    if said is None:
        raise typer.Exit(_NOTHING_TO_WRITE)


@cli.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="The folder of a release.")],
) -> None:
    """See that a release is what it says, and that all its ranks follow from the votes in it. Needs no database."""
    from bot.dataset.release.command import all_is_well  # noqa: PLC0415 - as in `release`
    from bot.dataset.release.verifying import differences  # noqa: PLC0415 - likewise

    count = 0
    for count, difference in enumerate(differences(folder), start=1):  # noqa: B007 - counted
        typer.echo(difference)
    if count:
        raise StartError(f"{folder} is not what it says: {counted(count, 'difference')}.")
    typer.echo(all_is_well(folder))


@cli.command()
def leaderboard(
    period: Annotated[TimeFrame, typer.Option(help="Which period to show.")] = TimeFrame.TOTAL,
    post: Annotated[
        bool, typer.Option("--post", help="Post and edit what is due in Discord, as the bot does by itself; for cron.")
    ] = False,
) -> None:
    """Show the leaderboard, or post what managers have set up with /boards. The bot may go on working meanwhile."""
    settings = _settings()
    from bot.leaderboard_command import post_boards, show_board  # noqa: PLC0415 - as in `run`

    typer.echo(_finish(post_boards(settings) if post else show_board(settings, period)))


@cli.command()
def stats() -> None:
    """Print what the conversation trees have become: the numbers of /stats. The bot may go on working meanwhile."""
    settings = _settings()
    from bot.statistics.table import print_statistics  # noqa: PLC0415 - other commands print no tables

    async def work() -> PoolStatistics:
        async with open_core_for_reading(settings) as core:
            return await core.backend.pool_statistics()

    print_statistics(_finish(work()), settings.dataset_goal_trees, Catalogue().sentences(None))


@cli.command()
def texts() -> None:
    """List what each translation lacks, of the project's texts and those in TEXTS_PATH: that is said in English."""
    files = TextFiles(_settings().texts_path)
    Catalogue(files)  # what cannot be used is no translation
    typer.echo(listing(missing_texts(files)))


@cli.command()
def backup(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to; it has to be there. (Default: BACKUP_PATH, or beside the database)")
    ] = None,
    *,
    drill: Annotated[
        bool,
        typer.Option("--drill", help="Make none, but restore the newest into a scratch file, and look through that."),
    ] = False,
) -> None:
    """Make a backup of the database, and look through it. The bot may go on working meanwhile."""
    settings = _settings()
    from bot.backups import command  # noqa: PLC0415 - as in `run`

    if drill:
        if folder is not None:
            raise StartError("--drill tries the newest backup where the bot has them: name no folder.")
        typer.echo(command.drill(settings, clock_of(settings)))
        return
    typer.echo(_finish(command.backup(settings, clock_of(settings), folder)))


@cli.command()
def restore(
    file: Annotated[Path | None, typer.Argument(help="The backup. (Default: the newest one)")] = None,
    *,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Put it in the place of a database that is there, which is kept beside it."),
    ] = False,
) -> None:
    """Put a backup, once it was looked through, in the place of the database. The bot must not be running."""
    settings = _settings()
    from bot.backups.restoring import restore as restore_backup  # noqa: PLC0415 - as in `run`

    typer.echo(restore_backup(folder_of(settings), file, clock_of(settings).now(), replace=replace))


@cli.command()
def migrate(
    *,
    check: Annotated[bool, typer.Option("--check", help="Say what is to be done, and do nothing.")] = False,
) -> None:
    """Bring the database to the form of this version. `run` does so too."""
    settings = _settings()
    if check:
        from bot.backups.updating import what_an_update_does  # noqa: PLC0415 - as in `run`

        typer.echo(what_an_update_does(folder_of(settings)))
        return

    async def work() -> str:
        async with open_core(settings):
            return f"{settings.database_path} is up to date."

    typer.echo(_finish(work()))


@cli.command()
def doctor(
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write one JSON document. docs/doctor.md tells its keys.")
    ] = False,
) -> None:
    """Look whether everything is in order, and say what to do where it is not. The bot may be running meanwhile."""
    from bot.app import load_commands  # noqa: PLC0415 - only this and `run` need Discord
    from bot.operation.doctor import show  # noqa: PLC0415 - likewise
    from bot.operation.examination import Composition  # noqa: PLC0415 - likewise

    all_is_well = asyncio.run(show(Composition(load_commands), as_json=as_json))
    raise typer.Exit(0 if all_is_well else 1)


@cli.command(name="support-bundle")
def support_bundle(
    file: Annotated[Path, typer.Argument(help="Where to write: a zip file. One that is there is replaced.")],
    *,
    log: Annotated[Path | None, typer.Option(help="The bot's log, for its last lines; - is standard input.")] = None,
) -> None:
    """Write what somebody needs who helps with the bot, without secrets and without texts, into one file."""
    from bot.app import load_commands  # noqa: PLC0415 - as in `doctor`
    from bot.operation.examination import Composition  # noqa: PLC0415 - likewise
    from bot.operation.support_bundle import write_bundle  # noqa: PLC0415 - likewise

    said = _finish(write_bundle(Composition(load_commands), file, log, _protected))
    typer.echo(said, err=file == STANDARD_OUTPUT)


@cli.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True}, add_help_option=False)
def demo(context: typer.Context) -> None:
    """Let a community work for a minute on a local Discord; the same as `python -m playground demo`."""
    if importlib.util.find_spec("playground") is None or importlib.util.find_spec("simcord") is None:
        raise StartError(
            "The playground is not installed. In a copy of the repository run: make demo; or install the extra: "
            "pip install 'assistant-dataset-bot[playground]'"
        )
    raise typer.Exit(subprocess.call([sys.executable, "-m", "playground", "demo", *context.args]))


def main() -> None:
    """Run the command line; what goes wrong is one clear line and exit code 1, never a traceback for bad input."""
    os.umask(OWNER_ONLY)
    try:
        cli()
    except StartError as error:
        sys.exit(f"error: {error}")
    except Exception:
        # A defect of ours. Python's own way of telling it would quote what logs leave out.
        get_logger(__name__).critical("ended by a defect", exc_info=True)
        sys.exit(1)


def _settings(*, with_token: bool = False) -> Settings:
    settings = load_settings(with_token=with_token)
    secrets = [secret.get_secret_value() for secret in (settings.discord_token, settings.task_backend_key) if secret]
    configure_logging(settings.log_level, settings.log_format, tuple(secrets))
    return settings


def _protected(settings: Settings, pseudonym_key: Path | None = None) -> tuple[Path, ...]:
    """Return the files of the bot and of its operator that nothing which it writes must take the place of."""
    own = (
        folder_of(settings).path,
        settings.texts_path,
        settings.known_texts_path,
        settings.checks_path,
        settings.benchmark_texts_path,
        pseudonym_key,
    )
    return (*_INSTALLED, ENV_FILE, *(path for path in own if path))


def _finish(work: Coroutine[Any, Any, Any]) -> Any:
    try:
        return asyncio.run(work)
    except StorageError as error:
        reason = error.__cause__ or "its file was deleted or replaced"
        raise StartError(f"The database does not work: {reason}. Run: python -m bot doctor") from error
    except BotError as error:
        raise StartError(Catalogue().sentences(None)(error.sentence, **error.arguments)) from error


if __name__ == "__main__":
    main()
