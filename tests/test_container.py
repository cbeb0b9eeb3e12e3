"""The files for a container, which cannot be built where these tests run: what they name is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RECIPE = (ROOT / "Dockerfile").read_text("utf-8")


def test_all_that_is_copied_is_let_into_the_image_and_nothing_else() -> None:
    """What the recipe copies from the project is what .dockerignore lets through, and it is there."""
    lines = re.findall(r"^COPY ([^-\s].*)", RECIPE, re.MULTILINE)
    copied = {source for line in lines for source in line.split()[:-1]}
    assert copied == set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE))
    assert [path for path in copied if not (ROOT / path).exists()] == []


def test_libraries_are_installed_as_make_does() -> None:
    """No package without a hash from the lock file, and none that is built from source."""
    (command,) = re.findall(r"pip install ((?:.*\\\n)*.*)", RECIPE)
    assert {"--require-hashes", "--only-binary", ":all:", "requirements/run.lock"} <= set(command.split())


def test_no_process_of_it_has_rights() -> None:
    """It runs as a user of its own, and on a file system that cannot be written to."""
    service = (ROOT / "compose.yaml").read_text("utf-8")
    assert RECIPE.index("\nUSER bot\n") < RECIPE.index("\nENTRYPOINT")
    for line in ("read_only: true", "init: true", "cap_drop: [ALL]", "env_file: .env"):
        assert f"    {line}\n" in service
