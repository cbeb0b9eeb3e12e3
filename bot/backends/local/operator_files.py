"""Reading a text file that a setting of the operator's names."""

from pathlib import Path

from bot.errors import StartError


def read_operator_file(setting: str, path: Path, largest: int) -> str:
    """Return what is in a file, UTF-8 with or without a byte order mark.

    Args:
        setting: Which names it.
        path: The file.
        largest: How large it may be, in bytes.

    Raises:
        StartError: It cannot be read, or is too large, or is no text; the sentence says which.
    """
    try:
        if path.stat().st_size > largest:
            raise StartError(f"{setting}: {path} is larger than {largest // 2**20} MiB.")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise StartError(f"{setting}: {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise StartError(f"{setting}: {path} is not UTF-8 text.") from None
