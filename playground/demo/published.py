"""Trees as a task server's API tells them, in the form in which the dataset was published.

The API tells neither single labels nor who reacted: those fields are missing. The ids are the server's own.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from playground.demo.task_server import Json

READY = "ready_for_export"


def published_tree(state: str, messages: Sequence[Json], *, everything: bool) -> dict[str, Any] | None:
    """Return one tree.

    Args:
        state: the tree's.
        messages: all of its messages, in any order.
        everything: with what was rejected, deleted or not reviewed; else what was accepted with its whole way up.

    Returns:
        The tree, or None where nothing of it is wanted.
    """
    below: dict[str | None, list[Json]] = {}
    for message in messages:
        below.setdefault(message.get("parent_id"), []).append(message)
    wanted = [message for message in below.get(None, ()) if everything or _is_accepted(message)]
    if not wanted:
        return None
    prompt = wanted[0]
    tree_id = prompt.get("message_tree_id") or prompt["id"]
    return {
        "message_tree_id": tree_id,
        "tree_state": state,
        "prompt": _node(prompt, below, everything=everything),
    }


def _node(message: Json, below: Mapping[str | None, Sequence[Json]], *, everything: bool) -> dict[str, Any]:
    replies = [reply for reply in below.get(message["id"], ()) if everything or _is_accepted(reply)]
    emojis = {code: count for code, count in (message.get("emojis") or {}).items() if count and code[0] != "_"}
    node = {
        "message_id": message["id"],
        "parent_id": message.get("parent_id"),
        "user_id": message.get("user_id"),
        "created_date": message.get("created_date"),
        "text": message["text"],
        "role": "assistant" if message["is_assistant"] else "prompter",
        "lang": message.get("lang"),
        "review_count": message.get("review_count"),
        "review_result": message.get("review_result"),
        "deleted": message.get("deleted"),
        "rank": message.get("rank"),
        "synthetic": message.get("synthetic"),
        "model_name": message.get("model_name"),
        "emojis": emojis or None,
        "replies": [_node(reply, below, everything=everything) for reply in sorted(replies, key=_place)],
    }
    return {name: value for name, value in node.items() if value is not None}


def _is_accepted(message: Json) -> bool:
    return bool(message.get("review_result")) and not message.get("deleted")


def _place(message: Json) -> tuple[bool, int, str]:
    rank = message.get("rank")
    return rank is None, rank or 0, str(message.get("created_date"))
