"""README, CONTRIBUTING and docs/ tell of everything that there is, and of nothing that there is not."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import hikari
import pytest
import typer
from typer.main import get_command

import bot.__main__
import playground.__main__
from bot.app import load_commands
from bot.imports.detection import NAMES
from tests.catalogue import CATALOGUE

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
TEXT = "\n".join(page.read_text("utf-8") for page in PAGES)
MADE_BY_A_COMMAND = {"docs/cards/"}
"""Folders that are not in the repository until somebody makes them."""

_SPAN = re.compile(r"`([^`\n]+)`")
_FOLDERS = ("bot", "extensions", "tests", "playground", "docs", "bench")
_PATH = re.compile(rf"(?:{'|'.join(_FOLDERS)})/[\w./*<>-]*")
_PLACEHOLDER = re.compile(r"<\w+>")


def tables(page: str, first_heading: str) -> Iterator[list[str]]:
    """Yield the first cells of each table of a page whose first column has this heading."""
    for table in re.findall(r"(?:^\|.*\n?)+", (ROOT / page).read_text("utf-8"), re.MULTILINE):
        rows = [line.strip("|").split(" | ")[0].strip() for line in table.splitlines()]
        if rows[0] == first_heading:
            yield rows[2:]


def commands_named_in(page: str) -> set[str]:
    """Return the commands of Discord that a page's table names; controls stand behind a colon, options in brackets."""
    named = set()
    for cells in tables(page, "command"):
        for cell in cells:
            spans = [re.sub(r" \[.*", "", span) for span in _SPAN.findall(cell.partition(":")[0])]
            if spans and spans[0].startswith("/"):
                group = spans[0].split()[0]
                named |= {span if span.startswith("/") else f"{group} {span}" for span in spans}
    return named


async def commands_offered() -> set[str]:
    """Return the commands that the extensions have, those of a group each by itself; without those in menus."""
    offered = set()
    for builder in await load_commands(CATALOGUE):
        if not isinstance(builder, hikari.api.SlashCommandBuilder):
            continue
        below = [option.name for option in builder.options if option.type is hikari.OptionType.SUB_COMMAND]
        offered |= {f"/{builder.name} {name}" for name in below} or {f"/{builder.name}"}
    return offered


def targets() -> set[str]:
    """Return what `make` can be asked for."""
    return set(re.findall(r"^([a-z][a-z-]*):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def terminal_commands(application: typer.Typer) -> set[str]:
    """Return the commands of a command line."""
    command = get_command(application)
    assert isinstance(command, typer.core.TyperGroup)
    return set(command.commands)


def layers() -> list[set[str]]:
    """Return the layers of the contract, top to bottom: the names of packages and modules in each."""
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (contract,) = [each for each in configured["tool"]["importlinter"]["contracts"] if each["type"] == "layers"]
    return [set(layer.split(" | ")) for layer in contract["layers"]]


@pytest.mark.parametrize("page", ["README.md", "docs/api-mode.md"])
async def test_commands_in_menus_are_named(page: str) -> None:
    """Each command in the menu of a message or a person is named in the table."""
    menus = [
        builder.name
        for builder in await load_commands(CATALOGUE)
        if isinstance(builder, hikari.api.ContextMenuCommandBuilder)
    ]
    assert menus
    rows = " ".join(cell for cells in tables(page, "command") for cell in cells)
    assert [name for name in menus if f"**{name}**" not in rows] == []


@pytest.mark.parametrize("page", ["README.md", "docs/api-mode.md"])
async def test_the_table_of_commands_is_complete(page: str) -> None:
    """The table has every command of Discord that the extensions have, sub-commands too, and no other."""
    assert commands_named_in(page) == await commands_offered()


def test_every_target_of_make_is_told() -> None:
    """`make …` is written for each target, and for nothing that is none."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    code = "\n".join([*_SPAN.findall(TEXT), *blocks])
    assert set(re.findall(r"^make ([a-z][a-z-]*)\b", code, re.MULTILINE)) == targets()


def test_every_command_of_the_bot_on_a_terminal_is_told() -> None:
    """Each command of `python -m bot` is in the table of docs/api-mode.md, and whatever is named is one."""
    cells = [cell for table in tables("docs/api-mode.md", "command") for cell in table if not cell.startswith("`/")]
    in_table = {span.split()[0] for cell in cells for span in _SPAN.findall(cell)}
    there = terminal_commands(bot.__main__.cli)
    assert in_table == there
    assert set(re.findall(r"python -m bot ([a-z]+(?:-[a-z]+)*)", TEXT)) - there == set()


def test_every_command_of_the_playground_is_told() -> None:
    """`python -m playground …` is written for each of its commands, and for nothing that is none."""
    assert set(re.findall(r"python -m playground ([a-z]+)", TEXT)) == terminal_commands(playground.__main__.app)


def test_every_form_of_an_import_is_told() -> None:
    """docs/imports.md has a row for each form that `--format` takes, and no other."""
    [cells] = tables("docs/imports.md", "form")
    assert sorted(name for cell in cells for name in _SPAN.findall(cell)) == sorted(NAMES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_exists(page: Path) -> None:
    """Every path below a folder of ours that stands in backticks or is linked to is there, and every test."""
    text = page.read_text("utf-8")
    paths = {span for span in _SPAN.findall(text) if _PATH.fullmatch(span)} | {
        (page.parent / link).resolve().relative_to(ROOT).as_posix() for link in re.findall(r"\]\(([^)#:]+)\)", text)
    }
    missing = {path for path in paths if not any(ROOT.glob(_PLACEHOLDER.sub("*", path).rstrip("/")))}
    assert missing - MADE_BY_A_COMMAND == set()
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = set(re.findall(r"\b(test_\w+)\b(?!\.py)", text))
    assert {name for name in named if f"def {name}(" not in tests} == set()


def test_the_architecture_is_that_of_the_contract() -> None:
    """The table has each package and module of bot/ once, in the layers of the contract that `make lint` holds."""
    rows = [
        [re.sub(r"^bot/|/$|\.py$", "", span) for span in _SPAN.findall(cell)]
        for table in tables("docs/ARCHITECTURE.md", "package")
        for cell in table
        if cell.startswith("`bot/")
    ]
    assert [set(row) for row in rows] == layers()
    there = {path.stem for path in (ROOT / "bot").iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert sorted(name for row in rows for name in row) == sorted(there - {"__init__"})
