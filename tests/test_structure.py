"""Rules that hold for every package, also those that are built later."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import lightbulb
import pytest

import bot
from bot.app import extension_names
from bot.interactions.actions import actions_of

ROOT = Path(__file__).resolve().parents[1]
BOT = ROOT / "bot"

_STATEMENT = re.compile(r"\s*(SELECT \S|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE (TABLE|INDEX)|PRAGMA \w|VACUUM)")


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Every module of some folders, by its path below the root."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def services() -> set[type]:
    """Every class of the bot that declares what it answers."""
    modules = [importlib.import_module(module.name) for module in pkgutil.walk_packages(bot.__path__, "bot.")]
    classes = (value for module in modules for value in vars(module).values() if isinstance(value, type))
    return {each for each in classes if each.__module__.startswith("bot.") and actions_of(each)}


def test_sql_stands_in_repositories_only() -> None:
    """A statement of SQL is found in a package's repository or in the store, and nowhere else."""
    found = {
        path
        for path, module in sources("bot", "extensions")
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _STATEMENT.match(node.value)
    }
    allowed = re.compile(r"bot/(store/.*|(.*/)?repository(\.py|/.*)|(.*/)?\w*_repository\.py)")
    assert [path for path in sorted(found) if not allowed.fullmatch(path)] == []


@pytest.mark.parametrize("name", extension_names())
def test_every_extension_has_a_loader(name: str) -> None:
    """Each module in extensions/ can be loaded by lightbulb, and imports no other extension."""
    module = importlib.import_module(name)
    assert isinstance(module.loader, lightbulb.Loader)


def test_every_action_has_one_answer() -> None:
    """No two services answer the same action, and the running bot has all of those services."""
    declared = [key for service in services() for key in actions_of(service)]
    assert len(declared) > 50
    assert sorted(declared) == sorted(set(declared))
    root = ast.parse((BOT / "services.py").read_text("utf-8"))
    composed = {
        node.func.id for node in ast.walk(root) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert {service.__name__ for service in services()} - composed == set()


def test_every_action_on_a_card_is_answered() -> None:
    """What a card puts into a custom id is an action of some service; a button never leads nowhere."""
    answered = {name for service in services() for _, name in actions_of(service)}
    built = {
        node.args[1].value
        for _, module in sources("bot/cards")
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"control", "CustomId"}
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
    }
    assert len(built) > 10
    assert built - answered == set()


def test_no_file_names_a_machine() -> None:
    """No path of a machine and no host of a package index stands in a file of the project."""
    suspicious = re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/|files\.python" r"hosted|pypi\.org")
    texts = [path for suffix in ("py", "toml", "md", "lock", "sql", "ftl") for path in ROOT.rglob(f"*.{suffix}")]
    made = re.compile(r"\.venv.*|demo-out|\.git")
    own = [path for path in texts if not any(map(made.fullmatch, path.relative_to(ROOT).parts))]
    assert len(own) > 100
    assert [path.name for path in own if suspicious.search(path.read_text("utf-8"))] == []
