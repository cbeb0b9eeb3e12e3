"""Which tests are slow, and that they come first: the longest must not be the last that somebody waits for.

No law has a deadline: whether an example takes long is a matter of the machine. `make check` tries fewer examples. With
CI=true a test that skips itself fails, unless its reason is one of those that are named here: nobody looks at what a
machine leaves out.

Files of tests are in memory where the machine has room for them (Linux; set TMPDIR to have them elsewhere): thousands
of databases are opened, and each of their commits would wait for the disk.
"""

import gc
import os
import re
import shutil
import tempfile
from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings

settings.register_profile("thorough", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=25)
settings.load_profile("thorough")

_MEMORY = Path("/dev/shm")  # noqa: S108 - only as `tempfile` would use it
_ROOM = 1 << 30  # bytes, many times what tests need at once

if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)

_Report = TypeVar("_Report", pytest.TestReport, pytest.CollectReport)

_TESTS = Path(__file__).with_name("tests")
_SLOW_FOLDERS = {_TESTS / "end_to_end", _TESTS / "backends" / "oasst_api"}
_SLOW_PARAMETERS = {"oasst_api"}
"""The conformance suite by way of a server."""

_MAY_SKIP = re.compile(
    "|".join(
        (
            r"this backend .*",  # the conformance suite: a law that one of the backends leaves out
            r".* beside (us|this checkout|the checkout .*)",  # recordings that are no part of the project
            r"there is nothing to link to, or it is an ordinary file",  # a combination of parameters that says nothing
            r"files without a name cannot be made here",  # a file system
            r"(promtool|systemd-analyze) is not on this machine",
        )
    )
)
"""Why a test may skip itself even where everything that there is must pass."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what starts a bot, a playground or a server, and let it begin; first what a module calls slow."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        if isinstance(item, pytest.Function) and _is_slow(item):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what has been collected: it would look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that skips itself for a reason that is not named, where nobody looks."""
    return _failed_if_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a module that does so."""
    return _failed_if_skipped((yield))


def _failed_if_skipped(report: _Report) -> _Report:
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longreprtext if not isinstance(report.longrepr, tuple) else report.longrepr[2]
        reason = reason.removeprefix("Skipped: ")
        if not _MAY_SKIP.fullmatch(reason):
            report.outcome = "failed"
            report.longrepr = f"skipped, and conftest.py does not name this reason: {reason}"
    return report


def _is_slow(item: pytest.Function) -> bool:
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return (
        "playground" in item.fixturenames
        or _is_in_slow_folder(item.path)
        or any(isinstance(each, str) and each in _SLOW_PARAMETERS for each in parameters)
    )


@cache
def _is_in_slow_folder(module: Path) -> bool:
    return not _SLOW_FOLDERS.isdisjoint(module.parents)
