"""A release on the hub, by the hub's own library and a stand-in of the hub."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

from bot.dataset.release.folder import files_below
from bot.dataset.release.hub import check_hub, push
from bot.errors import StartError
from tests.dataset.release.manifests import manifest
from tests.dataset.release.stand_in_hub import TOKEN, StandInHub, running_hub

pytestmark = pytest.mark.slow


@pytest.fixture
def hub() -> Iterator[StandInHub]:
    """A hub."""
    with running_hub() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A release."""
    folder = tmp_path / "release"
    (folder / "data" / "sft").mkdir(parents=True)
    (folder / "README.md").write_text("---\nlicense: cc-by-4.0\n---\n# Bees\n")
    (folder / "data" / "sft" / "train.parquet").write_bytes(b"PAR1" + bytes(range(256)) * 50)
    (folder / "data" / "sft" / "validation.jsonl").write_text("{}\n")
    (folder / "errata.txt").write_text("")
    return folder


def test_a_release_is_put_on_the_hub(hub: StandInHub, folder: Path) -> None:
    """The repository has the release's files and none of an earlier one, is private, and tagged with the version."""
    address = push(folder, manifest(), "bees/talk", TOKEN, hub.address)
    assert address.startswith(f"{hub.address}/datasets/bees/talk/commit/")
    there = hub.repositories["bees/talk"]
    assert sorted(there) == sorted([".gitattributes", *files_below(folder)])
    assert all(there[path] == (folder / path).read_bytes() for path in files_below(folder))
    assert hub.private == {"bees/talk"}
    assert hub.tags == {"bees/talk": ["2026.11.30"]}
    assert hub.messages == ["Release 2026.11.30"]


def test_a_later_release_follows(hub: StandInHub, folder: Path) -> None:
    """A repository that is there gets the next release, and loses tables that are no longer in it."""
    push(folder, manifest(), "bees/talk", TOKEN, hub.address)
    (folder / "data" / "sft" / "validation.jsonl").unlink()
    (folder / "errata.txt").write_text("an id\n")
    push(folder, manifest("2026.12.31"), "bees/talk", TOKEN, hub.address)
    assert sorted(hub.repositories["bees/talk"]) == sorted([".gitattributes", *files_below(folder)])
    assert hub.repositories["bees/talk"]["errata.txt"] == b"an id\n"


@pytest.mark.parametrize("status", [HTTPStatus.FORBIDDEN, HTTPStatus.BAD_REQUEST])
def test_a_hub_that_refuses(hub: StandInHub, folder: Path, status: HTTPStatus) -> None:
    """What the hub answered is said, with what to do; the token is not."""
    hub.refuses = status
    with pytest.raises(StartError, match=f"complete, .* it answered {status.value}.*hf upload") as raised:
        push(folder, manifest(), "bees/talk", TOKEN, hub.address)
    assert TOKEN not in str(raised.value)


def test_a_hub_that_is_not_there(folder: Path) -> None:
    """A hub that cannot be reached is said, with what to do."""
    with pytest.raises(StartError, match=r"complete, .* not reached.*hf upload"):
        push(folder, manifest(), "bees/talk", TOKEN, "http://127.0.0.1:9")


def test_what_is_needed_is_said_before() -> None:
    """A repository without an owner, and no token, are refused before anything is made."""
    check_hub("bees/talk", TOKEN)
    with pytest.raises(StartError, match="owner/name"):
        check_hub("talk", TOKEN)
    with pytest.raises(StartError, match="HF_TOKEN"):
        check_hub("bees/talk", "")
