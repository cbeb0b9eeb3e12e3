"""The child process that makes or tries a backup beside the bot: `python -m bot.backups.child`.

It gets a question as JSON on its standard input, answers with JSON, and ends. So neither the bot's memory nor its event
loop feels it, and the bot can end at any moment.
"""

import json
import os
import sys
from pathlib import Path
from typing import Final

from bot.backups.drill import try_newest
from bot.backups.folder import BackupFolder
from bot.backups.making import back_up
from bot.errors import StartError

_NICE: Final = 10


def main() -> None:
    """Make a backup, or try the newest; the answer has the `path` of it, or the `error` that the operator reads."""
    os.nice(_NICE)
    asked = json.load(sys.stdin)
    folder = BackupFolder(Path(asked["folder"]), Path(asked["database"]), asked["is_own"])
    try:
        work = try_newest if asked["is_drill"] else back_up
        answer = {"path": str(work(folder, asked["now"]).path)}
    except StartError as error:
        answer = {"error": str(error)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
