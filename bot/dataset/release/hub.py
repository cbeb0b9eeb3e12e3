"""Putting a release on the Hugging Face hub, through its own library."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from bot.dataset.release.manifest import Manifest
from bot.errors import StartError

TOKEN: Final = "HF_TOKEN"  # noqa: S105 - the name of the variable
"""The environment variable that has the hub's token."""

_REPOSITORY: Final = re.compile(r"[\w.-]{1,96}/[\w.-]{1,96}", re.ASCII)


def check_hub(repository: str, token: str) -> None:
    """See that a release can be put on the hub, before there is one.

    Args:
        repository: As `owner/name`.
        token: The hub's, which may write there.

    Raises:
        StartError: The library is not installed, or one of the two cannot be meant.
    """
    if not _REPOSITORY.fullmatch(repository):
        raise StartError(f"--push-to-hub: a repository such as owner/name is expected, not {repository}.")
    if not token:
        raise StartError(f"--push-to-hub needs {TOKEN}: a token of the hub that may write to {repository}.")
    try:
        import huggingface_hub  # noqa: F401, PLC0415 - only who pushes needs it, and it takes half a second
    except ImportError:
        raise StartError(
            "--push-to-hub needs the library of the hub: make release in a copy of the repository, or "
            "pip install 'assistant-dataset-bot[release]'."
        ) from None


def push(folder: Path, manifest: Manifest, repository: str, token: str, endpoint: str | None = None) -> str:
    """Make a repository hold a release, and no file of one before it; tag it with the version.

    A repository that is not there yet is made, and only its owner sees it until they say otherwise on its page.

    Args:
        folder: Of the release.
        manifest: Of the release.
        repository: From `check_hub`.
        token: From `check_hub`.
        endpoint: The address of the hub; None for the library's own.

    Returns:
        The address of what was put there.

    Raises:
        StartError: The hub refused or was not reached. The release in the folder is complete.
    """
    from httpx2 import HTTPError  # noqa: PLC0415 - as in `check_hub`; what the hub's library calls with
    from huggingface_hub import HfApi  # noqa: PLC0415 - likewise
    from huggingface_hub.errors import HfHubHTTPError  # noqa: PLC0415 - likewise

    api = HfApi(endpoint=endpoint, token=token)
    try:
        api.create_repo(repository, repo_type="dataset", private=True, exist_ok=True)
        committed = api.upload_folder(
            repo_id=repository,
            repo_type="dataset",
            folder_path=folder,
            commit_message=f"Release {manifest.version}",
            delete_patterns=["data/**"],
        )
        api.create_tag(repository, repo_type="dataset", tag=manifest.version, exist_ok=True)
    except (HfHubHTTPError, HTTPError, OSError, ValueError) as error:
        # Not the library's words: they quote what was sent.
        status = getattr(getattr(error, "response", None), "status_code", None)
        reason = f"it answered {status}" if status else f"it was not reached ({type(error).__name__})"
        raise StartError(
            f"{folder} is complete, but was not put on the hub: {reason}. Once that is mended: "
            f"hf upload --repo-type dataset {repository} {folder}"
        ) from None
    return str(committed.commit_url)
