"""Which sentences the source asks for, found by reading the source itself."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEY = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True)
class Call:
    """A call of `say` with a key in plain sight: where, the key, and the names of its arguments (None: unknown)."""

    where: str
    key: str
    arguments: frozenset[str] | None


@cache
def modules() -> list[tuple[str, ast.Module]]:
    """Every module of the bot and its extensions, by path."""
    paths = [path for folder in ("bot", "extensions") for path in sorted((ROOT / folder).rglob("*.py"))]
    return [(str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def calls() -> list[Call]:
    """Every call of `say` whose key is written out."""
    found = []
    for path, module in modules():
        for node in ast.walk(module):
            if not isinstance(node, ast.Call) or not _is_say(node):
                continue
            keys = [key for inner in ast.walk(node.args[0]) if (key := _key(inner)) is not None]
            names = {keyword.arg for keyword in node.keywords}
            arguments = None if None in names else frozenset(name for name in names if name)
            found += [Call(f"{path}:{node.lineno}", key, arguments) for key in keys]
    return found


def literals() -> set[str]:
    """Every string of the source that has the form of a key."""
    return {key for _, module in modules() for node in ast.walk(module) if (key := _key(node)) is not None}


def families() -> set[str]:
    """The patterns of all f-strings of the source that may make a key, as regular expressions."""
    found = set()
    for _, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.JoinedStr) and (pattern := _pattern(node)) is not None:
                found.add(pattern)
    return found


@cache
def sentence_classes() -> dict[str, tuple[str, str]]:
    """Every class with a sentence: where it is, and the key, by name."""
    found = {}
    for path, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef):
                for statement in node.body:
                    key = _sentence(statement)
                    if key is not None:
                        found[node.name] = (f"{path}:{node.lineno}", key)
    return found


def raised() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Every place that makes an error with a sentence: where, the class, and the names of its keyword arguments."""
    classes = sentence_classes()
    for path, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in classes:
                names = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
                yield f"{path}:{node.lineno}", node.func.id, names
            elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name) and node.exc.id in classes:
                yield f"{path}:{node.lineno}", node.exc.id, frozenset()


def _is_say(node: ast.Call) -> bool:
    match node.func:
        case ast.Name("say") | ast.Attribute(attr="say"):
            return bool(node.args)
        case _:
            return False


def _key(node: ast.AST) -> str | None:
    match node:
        case ast.Constant(str(text)) if KEY.fullmatch(text):
            return text
        case _:
            return None


def _sentence(statement: ast.stmt) -> str | None:
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    else:
        return None
    if [target.id for target in targets if isinstance(target, ast.Name)] != ["sentence"] or statement.value is None:
        return None
    return _key(statement.value)


def _pattern(node: ast.JoinedStr) -> str | None:
    parts = []
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append(re.escape(str(value.value)))
        else:
            parts.append("[a-z-]+")
    written = "".join(str(value.value) for value in node.values if isinstance(value, ast.Constant))
    return "".join(parts) if re.fullmatch(r"[a-z]+-[a-z-]*|-[a-z]+", written) else None
