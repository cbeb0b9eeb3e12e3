"""Which messages of a file are known: their ids here, and the origin under which they count."""

from collections import Counter
from collections.abc import Iterable

from bot.backends.local.ids import Key, key_from
from bot.backends.local.repository import imports
from bot.backends.local.step import Step
from bot.imports.detection import LINES, Detected
from bot.imports.values import ImportedMessage, Item
from bot.rules.fingerprints import fingerprint


def key_in_origin(step: Step, origin: str, source_id: str) -> Key:
    """Return the id that a message of an origin has here."""
    return key_from(fingerprint(step.secret_key, "imported message", f"{origin}\0{source_id}"))


def former_key(step: Step, message: ImportedMessage, form: str) -> Key:
    """Return the id that earlier versions gave to a message: by its language, its id in the file, and its text.

    Args:
        step: The transaction.
        message: The message.
        form: Of the file; lines had no id.
    """
    name = "" if form == LINES else message.source_id
    contents = "\0".join((message.language, name, message.text.strip()))
    return key_from(fingerprint(step.secret_key, "import", contents))


def continued_origin(step: Step, detected: Detected, first: Iterable[Item]) -> str | None:
    """Return the origin which a file seems to continue: it was imported under it, or begins with prompts of it.

    Args:
        step: The transaction.
        detected: The file.
        first: What is at its beginning.

    Returns:
        The origin that has most of these prompts; None where none has any.
    """
    again = imports.origin_of_file(step.connection, detected.source.digest)
    if again is not None:
        return again
    roots = [item for item in first if isinstance(item, ImportedMessage) and item.parent is None]
    found: Counter[str] = Counter()
    for root in roots:
        found.update(imports.origins_of(step.connection, root.source_id, root.text))
    if not found and roots and imports.has_unnamed(step.connection):
        former = [former_key(step, root, detected.form.name) for root in roots]
        found.update(imports.origins_of_trees(step.connection, former))
    most = max(found.values(), default=0)
    return min((origin for origin, times in found.items() if times == most), default=None)
