"""What a translation lacks: it is said in English, and listed here for whoever goes on translating."""

from collections.abc import Mapping

from bot.texts.fluent_file import variables_by_key
from bot.texts.text_files import FALLBACK_LANGUAGE, TextFile, TextFiles


def missing_texts(files: TextFiles) -> Mapping[str, tuple[str, ...]]:
    """Return what each language lacks of what there is in English.

    Args:
        files: the project's and the operator's.

    Returns:
        By language, in the order of the alphabet: sentences as `work.ftl: task-hint`, longer texts by the path of their
        file. Nothing where a language is complete.
    """
    everything = (*files.shipped, *files.replacing)
    wanted = {part for file in files.shipped if file.language == FALLBACK_LANGUAGE for part in _parts(file)}
    found: dict[str, set[str]] = {language: set() for language in files.languages}
    for file in everything:
        found[file.language].update(_parts(file))
    return {language: tuple(sorted(wanted - parts)) for language, parts in found.items()}


def listing(missing: Mapping[str, tuple[str, ...]]) -> str:
    """Say what is missing, a line for each language and each missing text."""
    lines: list[str] = []
    for language, texts in missing.items():
        lines.append(f"{language}: {f'{len(texts)} missing, said in English' if texts else 'complete'}")
        lines += [f"  {text}" for text in texts]
    return "\n".join(lines)


def _parts(file: TextFile) -> list[str]:
    if not file.name.endswith(".ftl"):
        return [file.name]
    return [f"{file.name}: {key}" for key in variables_by_key(file.text)]
