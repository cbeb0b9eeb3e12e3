"""A release to load, and what a training run needs beside it: everything from the disk, nothing from a hub."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def release() -> Path:
    """The folder of a release, as `python -m bot release` has written it; RELEASE names it."""
    return Path(os.environ["RELEASE"])
