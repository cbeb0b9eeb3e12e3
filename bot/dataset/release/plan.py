"""What a release is asked to be."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from bot.dataset.formats import Form
from bot.dataset.options import DatasetOptions
from bot.dataset.release.manifest import Setting
from bot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a release is asked to be.

    Attributes:
        settings: The operator's.
        options: What of the database is in it, and how it is written.
        key: From which pseudonyms of people and ids of judgements are made.
        name: A short name of the dataset.
        title: What people call it; empty where nobody said.
        url: Where it will be found; None where that is not known.
        version: What the release is called.
        date: Its day (UTC), YYYY-MM-DD.
        form: Of the tables' files.
        validation_percent: So many of a hundred trees are for validation.
        previous: The folder of the release before, where the database does not know it.
        benchmarks: Files and folders of texts that should not be in it.
        checks_languages: Whether a child process guesses which language each text is in.
    """

    settings: Settings
    options: DatasetOptions
    key: bytes
    name: str
    title: str
    url: str | None
    version: str
    date: str
    form: Form
    validation_percent: int = 5
    previous: Path | None = None
    benchmarks: tuple[Path, ...] = ()
    checks_languages: bool = True

    def stated(self) -> dict[str, Setting]:
        """Return what decides what is in a release, and is no secret."""
        given: dict[str, Setting] = {
            each.name: _as_setting(getattr(self.options, each.name))
            for each in fields(self.options)
            if each.name != "pseudonym_key"
        }
        return given | {
            "form": str(self.form),
            "validation_percent": self.validation_percent,
            "community_size": str(self.settings.community_size),
            "scoring": str(self.settings.scoring),
            "minimum_age": self.settings.minimum_age,
        }


def _as_setting(value: object) -> Setting:
    if isinstance(value, list):
        return [str(each) for each in value]
    return value if isinstance(value, bool | int | float | None) else str(value)
