"""Reading files with conversations and prompts.

Two forms are read. A file whose name ends in `.json` is a list of messages, each with `user_message_id`,
`parent_message_id` (null for an initial prompt), `text`, `role` (`prompter` or `assistant`) and optionally `lang`, and
`tree_state` and `topic` on an initial prompt; other fields are ignored. Any other file is text, with one initial prompt
on each line (only LF, or CR LF, ends one), without the white space around it; a line that is a JSON object is refused,
since a file of another form is then taken for prompts.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.errors import StartError
from bot.protocol.messages import Role
from bot.protocol.trees import TreeState
from bot.rules.text import TextFault, check_text, shows_nothing
from bot.rules.thresholds import Thresholds
from bot.rules.topics import usable_topic
from bot.texts.typed_languages import did_you_mean, find_typed

LONGEST_TEXT: Final = 100_000
"""Characters that an imported message may have. What people write themselves has a tighter limit."""

DEEPEST: Final = 250
"""How many replies may hang one below the other. An exported tree has two levels of JSON for each, and readers of JSON
give up at some hundreds: Python's at a thousand."""

_RANKED: Final = (TreeState.RANKING, TreeState.BACKLOG_RANKING)
_STATES: Final = (
    TreeState.GROWING,
    TreeState.PROMPT_LOTTERY_WAITING,
    *_RANKED,
)


@dataclass(frozen=True, slots=True)
class ImportedMessage:
    """A message of a file; its ids are the file's."""

    name: str
    parent: str | None
    text: str
    role: Role
    language: str


@dataclass(frozen=True, slots=True)
class ImportedTree:
    """A tree of a file, each message after its parent; `state` and `topic` are None where the file does not say."""

    messages: tuple[ImportedMessage, ...]
    state: TreeState | None = None
    topic: str | None = None


def read_trees(path: Path, language: str, thresholds: Thresholds, default_language: str) -> list[ImportedTree]:
    """Read a file.

    Args:
        path: The file.
        language: That of what names none itself: a tag, or a name.
        thresholds: Say whose replies are ranked.
        default_language: The tag of the language that people can work in though it may not be listed.

    Returns:
        Its trees, in the order of their initial prompts.

    Raises:
        StartError: It cannot be read or used; the sentence names the line or entry and what is wrong with it.
    """
    also = (default_language,)
    tag = find_typed(language, also=also)
    if tag is None:
        raise StartError(f"--language: {did_you_mean(language, also)}.")
    try:
        content = path.read_bytes().decode("utf-8-sig")  # as text, each CR would become the end of a line
    except OSError as error:
        raise StartError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise StartError(f"{path} is not UTF-8 text.") from None
    is_json = path.suffix.lower() == ".json"
    trees = _from_json(path, content, tag, thresholds, also) if is_json else _from_lines(path, content, tag)
    if not trees:
        raise StartError(f"{path} has nothing to import.")
    return trees


def _from_lines(path: Path, content: str, language: str) -> list[ImportedTree]:
    found = []
    for number, line in enumerate(content.split("\n"), start=1):
        if not shows_nothing(line):
            if _is_json_object(line):
                raise StartError(
                    f"{path}, line {number}: this is JSON, and no prompt. Conversations are read from a file whose "
                    "name ends in .json and which is one list of messages; an exported dataset cannot be imported."
                )
            text = _text(f"{path}, line {number}", line.strip())
            found.append(ImportedTree((ImportedMessage("", None, text, Role.PROMPTER, language),)))
    return found


def _is_json_object(line: str) -> bool:
    if not line.lstrip().startswith("{"):
        return False
    try:
        json.loads(line)
    except RecursionError:  # a deep tree
        return True
    except ValueError:
        return False
    return True


def _from_json(
    path: Path, content: str, language: str, thresholds: Thresholds, also: Collection[str]
) -> list[ImportedTree]:
    try:
        entries = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise StartError(f"{path} is not JSON: {error}.") from None
    if not isinstance(entries, list):
        raise StartError(f"{path}: a list of messages is expected.")
    known: dict[str, ImportedMessage] = {}
    states: dict[str, TreeState] = {}
    topics: dict[str, str] = {}
    replies: defaultdict[str | None, list[str]] = defaultdict(list)
    places: dict[str, str] = {}
    for number, entry in enumerate(entries, start=1):
        place = f"{path}, entry {number}"
        message = _message(place, entry, language, also)
        if message.name in known:
            raise StartError(f"{place}: the user_message_id {message.name} is that of an earlier entry as well.")
        known[message.name] = message
        places[message.name] = place
        replies[message.parent].append(message.name)
        if message.parent is None and (state := _state(place, entry)) is not None:
            states[message.name] = state
        if message.parent is None and (topic := _topic(place, entry)) is not None:
            topics[message.name] = topic
    trees = [ImportedTree(_branch(known, replies, root), states.get(root), topics.get(root)) for root in replies[None]]
    reached = {message.name for tree in trees for message in tree.messages}
    for name, message in known.items():
        if name not in reached:
            missing = message.parent not in known
            problem = "which the file does not have" if missing else "but no initial prompt is above it"
            raise StartError(f"{places[name]}: it replies to {message.parent}, {problem}.")
    for tree in trees:
        _check_form(tree, places, thresholds)
    return trees


def _check_form(tree: ImportedTree, places: Mapping[str, str], thresholds: Thresholds) -> None:
    """See that a tree is not too deep, that its roles alternate, and that there is something to rank if it says so."""
    root, *replies = tree.messages
    known, depths = {root.name: root}, {root.name: 0}
    ranked: Counter[str] = Counter()
    for message in replies:
        parent = known[message.parent or ""]
        depth = depths[message.name] = depths[parent.name] + 1
        known[message.name] = message
        if depth > DEEPEST:
            raise StartError(
                f"{places[message.name]}: {depth} messages are above it, and at most {DEEPEST} can be. "
                "Cut the conversation into several."
            )
        if message.role is parent.role:
            raise StartError(
                f"{places[message.name]}: its role is {message.role}, and so is that of the message to which it "
                f"replies ({places[parent.name].rpartition(', ')[2]}); prompter and assistant take turns."
            )
        if thresholds.is_ranked(message.role):
            ranked[parent.name] += 1
    if tree.state in _RANKED and max(ranked.values(), default=0) < 2:
        raise StartError(
            f"{places[root.name]}: tree_state is {tree.state}, but no message of the tree has two replies that can be "
            "ranked."
        )


def _branch(
    known: Mapping[str, ImportedMessage], replies: Mapping[str | None, Sequence[str]], root: str
) -> tuple[ImportedMessage, ...]:
    """Return the messages from one on down, generation by generation."""
    names = [root]
    for name in names:
        names.extend(replies.get(name, ()))
    return tuple(known[name] for name in names)


def _message(place: str, entry: Any, language: str, also: Collection[str]) -> ImportedMessage:
    if not isinstance(entry, dict):
        raise StartError(f"{place}: an object with text and role is expected.")
    name, parent = entry.get("user_message_id"), entry.get("parent_message_id")
    if not isinstance(name, str) or not name:
        raise StartError(f"{place}: user_message_id is missing, or no text.")
    if parent is not None and not isinstance(parent, str):
        raise StartError(f"{place}: parent_message_id is neither null nor a text.")
    if not isinstance(entry.get("text"), str):
        raise StartError(f"{place}: text is missing, or no text.")
    if entry.get("role") not in tuple(Role):
        raise StartError(f"{place}: role is neither prompter nor assistant.")
    role = Role(entry["role"])
    if parent is None and role is not Role.PROMPTER:
        raise StartError(f"{place}: an initial prompt is the prompter's, not the assistant's.")
    own_language = entry.get("lang")
    tag = language if own_language is None else find_typed(str(own_language), also=also)
    if tag is None:
        raise StartError(f"{place}: lang: {did_you_mean(str(own_language), also)}.")
    return ImportedMessage(name, parent, _text(place, entry["text"]), role, tag)


def _state(place: str, entry: Mapping[str, Any]) -> TreeState | None:
    state = entry.get("tree_state")
    if state is None:
        return None
    if state not in _STATES:
        raise StartError(f"{place}: tree_state is none of {', '.join(_STATES)}.")
    return TreeState(state)


def _topic(place: str, entry: Mapping[str, Any]) -> str | None:
    topic = entry.get("topic")
    if topic is None:
        return None
    if not isinstance(topic, str):
        raise StartError(f"{place}: topic is neither null nor a text.")
    try:
        return usable_topic(topic)
    except ValueError as error:
        raise StartError(f"{place}: topic: {error}.") from None


def _text(place: str, text: str) -> str:
    checked = check_text(text, LONGEST_TEXT)
    problems = {
        TextFault.EMPTY: "the text is empty",
        TextFault.TOO_LONG: f"the text has {checked.length} characters, more than {LONGEST_TEXT}",
        TextFault.NUL: "the text contains the character NUL",
        TextFault.BROKEN: "the text contains half of a character (a lone surrogate)",
    }
    if checked.fault is not None:
        raise StartError(f"{place}: {problems[checked.fault]}.")
    return checked.text
