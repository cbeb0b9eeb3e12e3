"""The suite on a task server that is a process of its own, as on any that runs somewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backends.community import Law

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
LAWS = (
    "test_errors.py::test_too_many_pending",  # moves the clock
    "test_life.py::test_languages_do_not_compete",  # needs other thresholds
    "test_life.py::test_a_rejected_reply_makes_room_for_another",  # needs still others
    "test_reads.py::test_a_message_and_its_conversation",
    "test_boards.py::test_nobody_yet",
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A small server; what the suite has to find in the environment."""
    said = {"PLAYGROUND_CLOCK_FILE": str(tmp_path / "clock"), "GOAL_TREE_SIZE": "12"}
    environment = {**os.environ, "CI": "", **said}  # what a server lacks is a reason to skip there, in CI too
    command = [sys.executable, "-m", "tests.backends.oasst_api", str(tmp_path / "trees.sqlite3")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url, key = process.stdout.readline().strip(), process.stdout.readline().strip()
        yield {**environment, "TASK_BACKEND_URL": url, "TASK_BACKEND_KEY": key}
        process.terminate()


def run(environment: dict[str, str]) -> str:
    """Run some laws, twice on the same server; what pytest says of the second time."""
    tests = [str(HERE / law) for law in LAWS]
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rsp", "-k", "live", *tests]
    for _ in range(2):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
    return done.stdout


def test_any_server_can_be_looked_at(server: dict[str, str]) -> None:
    """What can be held against a server that others have worked on is; the rest is left out, each with its reason."""
    told = run(server)
    assert sorted(re.findall(r"PASSED .*::(\w+)\[live\]", told)) == [
        "test_a_message_and_its_conversation",
        "test_too_many_pending",
    ]
    assert str(Law.ALONE) in told
    assert "the law needs num_reviews_initial_prompt=1, max_active_trees=1" in told
    assert "the law needs goal_tree_size=2, max_children_count=1" in told


def test_a_server_whose_clock_cannot_be_moved(server: dict[str, str]) -> None:
    """Without a clock of the server's own, what needs another time is left out, and nothing fails by that."""
    told = run({**server, "PLAYGROUND_CLOCK_FILE": ""})
    assert str(Law.CLOCK) in told
    assert re.findall(r"PASSED .*::(\w+)\[live\]", told) == ["test_a_message_and_its_conversation"]
