"""What the tests leave out where nobody looks."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

SKIPPING = """
import pytest

@pytest.mark.skip(reason="this backend cannot do that: fly")
def test_named(): ...

def test_unnamed():
    pytest.skip("there is no GPU here")

@pytest.mark.skipif(True, reason="it is Monday")
def test_marked(): ...

@pytest.mark.xfail(reason="not yet", strict=True)
def test_expected(): raise ValueError
"""
MODULE = 'import pytest\npytest.importorskip("a_module_that_nobody_has")\n'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "ci", "told"),
    [
        (SKIPPING, "true", {"1 failed", "1 skipped", "1 xfailed", "1 error"}),  # a mark skips before the test begins
        (SKIPPING, "", {"3 skipped", "1 xfailed"}),
        (MODULE, "true", {"1 error"}),
    ],
)
def test_a_skip_without_a_known_reason_fails(tmp_path: Path, source: str, ci: str, told: set[str]) -> None:
    """With CI=true a test or module that skips itself fails unless conftest.py names its reason; else it is skipped."""
    (tmp_path / "test_it.py").write_text(source)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "conftest",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        "test_it.py",
    ]
    ended = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "CI": ci, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert told <= set(re.split(r"[=,]? +in |[=,] ", ended.stdout.splitlines()[-1]))
    assert ("conftest.py does not name this reason" in ended.stdout) is (ci == "true")
