"""The commands of the operator's guide that need neither Discord nor root, one after another as they stand there."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.prepared_database import prepared
from tests.settings_files import isolate

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
COMMAND = ".venv/bin/python -m bot "
NEEDS_DISCORD = ("doctor", "run")


def commands() -> list[list[str]]:
    """Every command of the bot in a block of the guide, without its comment: its arguments."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "operating.md").read_text("utf-8"), re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [shlex.split(line.removeprefix(COMMAND), comments=True) for line in lines if line.startswith(COMMAND)]


def test_each_command_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever follows the guide with a database that is there comes to its end; what needs a token says so."""
    isolate(monkeypatch, tmp_path)
    (tmp_path / "data").mkdir()
    prepared(tmp_path / "data" / "bot.sqlite3")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    found = commands()
    assert {"backup", "restore", "stats", "support-bundle"} <= {command for command, *_ in found}
    for arguments in found:
        ended = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            check=False,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
        )
        if arguments[0] in NEEDS_DISCORD:
            assert "DISCORD_TOKEN" in ended.stdout + ended.stderr
        else:
            assert ended.returncode == 0, (arguments, ended.stdout, ended.stderr)
