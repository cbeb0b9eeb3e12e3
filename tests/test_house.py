"""The whole house: rules that hold for every room, also those that are built later."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import lightbulb
import pytest

from bot.app import extension_names
from bot.interactions.actions import Routes

ROOT = Path(__file__).resolve().parents[1]
BOT = ROOT / "bot"

_STATEMENT = re.compile(r"\s*(SELECT \S|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE (TABLE|INDEX)|PRAGMA \w|VACUUM)")


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Every module of some folders, by its path below the root."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def loaded_routes() -> list[Routes]:
    """The routes of all extensions."""
    modules = [importlib.import_module(name) for name in extension_names()]
    return [module.routes for module in modules if isinstance(getattr(module, "routes", None), Routes)]


def test_sql_stands_in_repositories_only() -> None:
    """A statement of SQL is found in a room's repository or in the store, and nowhere else."""
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


def test_every_room_of_custom_ids_has_one_extension() -> None:
    """No two extensions answer the same room, so that no custom id has two answers."""
    rooms = [routes.room for routes in loaded_routes()]
    assert sorted(rooms) == sorted(set(rooms))


def test_every_action_on_a_card_is_answered() -> None:
    """What a card puts into a custom id is an action of some room; a button never leads nowhere."""
    answered = {action for routes in loaded_routes() for action in routes.actions}
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
    own = [path for path in texts if not {".venv", "demo-out", ".git"} & set(path.relative_to(ROOT).parts)]
    assert len(own) > 100
    assert [path.name for path in own if suspicious.search(path.read_text("utf-8"))] == []
