"""The operator's own command for each backup, which copies it elsewhere, say."""

import asyncio
import os
import shlex
import signal
from contextlib import suppress
from pathlib import Path
from typing import Final

from bot.errors import StartError

HOOK_SECONDS: Final = 3_600.0

_SECRETS: Final = ("DISCORD_TOKEN", "TASK_BACKEND_KEY", "HF_TOKEN")
_MOST_SHOWN: Final = 300


async def run_hook(command: str, backup: Path, most_seconds: float = HOOK_SECONDS) -> None:
    """Run a command with the path of a backup as its last argument. It does not get the bot's secrets.

    Args:
        command: As in a shell, but no shell reads it.
        backup: The file.
        most_seconds: After so many seconds it is ended, with what it has started.

    Raises:
        StartError: It failed; the sentence says how.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _SECRETS}
    try:
        process = await asyncio.create_subprocess_exec(
            *shlex.split(command),
            str(backup),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env=environment,
            process_group=0,
        )
    except (OSError, ValueError) as error:
        raise StartError(f"BACKUP_HOOK cannot be run: {error}. The backup {backup} is there.") from error
    try:
        async with asyncio.timeout(most_seconds):
            _, errors = await process.communicate()
    except TimeoutError:
        raise StartError(
            f"BACKUP_HOOK was ended after {most_seconds:,.0f} seconds. The backup {backup} is there."
        ) from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    if process.returncode:
        said = " ".join(errors.decode("utf-8", "replace").split())[-_MOST_SHOWN:]
        raise StartError(
            f"BACKUP_HOOK ended with {process.returncode}{': ' if said else ''}{said}. The backup {backup} is there."
        )
