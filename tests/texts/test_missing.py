"""Tests of partial translations: what is missing is said in English, and listed."""

from pathlib import Path

from bot.texts import Catalogue, LongTexts, TextFiles
from bot.texts.missing import listing, missing_texts


def begin_french(folder: Path) -> TextFiles:
    """A translation with one sentence and one longer text."""
    (folder / "fr" / "guidelines").mkdir(parents=True)
    (folder / "fr" / "people.ftl").write_text("button-agree = J’accepte\n", encoding="utf-8")
    (folder / "fr" / "guidelines" / "overview.md").write_text("### Bienvenue\n", encoding="utf-8")
    return TextFiles(folder)


def test_what_a_translation_lacks_is_said_in_english(tmp_path: Path) -> None:
    """A reader gets what there is in their language, and the rest in English."""
    files = begin_french(tmp_path)
    say = Catalogue(files).sentences("fr")
    assert (say("button-agree"), say("button-decline")) == ("J’accepte", "No thanks")
    texts = LongTexts(files)
    assert texts.guidelines("overview", "fr") == "### Bienvenue"
    assert texts.label("spam", "fr") == texts.label("spam", "en")


def test_what_a_translation_lacks_is_listed(tmp_path: Path) -> None:
    """Each language has a line, each missing text one below it, by file and key."""
    missing = missing_texts(begin_french(tmp_path))
    assert (missing["de"], missing["en"]) == ((), ())
    assert {"people.ftl: button-decline", "labels/spam.md"} <= set(missing["fr"])
    assert not {"people.ftl: button-agree", "guidelines/overview.md"} & set(missing["fr"])
    lines = listing(missing).splitlines()
    assert lines[:3] == ["de: complete", "en: complete", f"fr: {len(missing['fr'])} missing, said in English"]
    assert "  people.ftl: button-decline" in lines
