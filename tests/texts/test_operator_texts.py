"""Tests of the operator's own texts: what wins, and what is refused at the start."""

import os
from pathlib import Path

import pytest

from bot.errors import StartError
from bot.texts import Catalogue, LongTexts, TextFiles

EXPLODING = (
    "-a0 = xxxxxxxxxx\n"
    + "".join(f"-a{number} = {f'{{ -a{number - 1} }}' * 10}\n" for number in range(1, 12))
    + "error-storage = { -a11 }\n"
)
"""A sentence of 10 terms, each of 10 terms, and so on."""
OWN = "Our house rules: be kind."


def write(folder: Path, path: str, text: str | bytes) -> Path:
    """Put a file into the operator's folder, and return the folder."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def load(folder: Path) -> tuple[Catalogue, LongTexts]:
    """Read all texts, as at the start of the bot."""
    files = TextFiles(folder)
    return Catalogue(files), LongTexts(files)


def test_an_empty_folder_changes_nothing(tmp_path: Path) -> None:
    """A folder without files leaves all texts as they are."""
    catalogue, long_texts = load(tmp_path)
    assert catalogue.sentences("en")("button-submit") == "Submit"
    assert long_texts.names("en") == LongTexts().names("en")


def test_own_guidelines_win(tmp_path: Path) -> None:
    """A Markdown file at the same place replaces the text as a whole, in its language only."""
    _, long_texts = load(write(tmp_path, "en/guidelines/assistant_reply.md", f"{OWN}\n"))
    assert long_texts.guidelines("assistant_reply", "en-US") == OWN
    assert long_texts.guidelines("assistant_reply", "de") == LongTexts().guidelines("assistant_reply", "de")
    assert long_texts.guidelines("prompter_reply", "en") == LongTexts().guidelines("prompter_reply", "en")


def test_own_explanation_of_a_label_wins(tmp_path: Path) -> None:
    """A label is explained in the operator's words."""
    _, long_texts = load(write(tmp_path, "de/labels/spam.md", "Was wir Spam nennen."))
    assert long_texts.label("spam", "de") == "Was wir Spam nennen."


def test_own_sentences_win_key_by_key(tmp_path: Path) -> None:
    """A Fluent file replaces the keys that it has; all others stay."""
    folder = write(tmp_path, "en/people.ftl", "agreement-age = You are { $age } or older.\n")
    say = load(folder)[0].sentences("en")
    assert say("agreement-age", age=21) == "You are 21 or older."
    assert say("button-agree") == "I agree"


def test_a_language_of_ones_own(tmp_path: Path) -> None:
    """An operator can add a language; what it lacks is said in English."""
    folder = write(tmp_path, "nl/work.ftl", "button-submit = Versturen\n")
    write(tmp_path, "nl/guidelines/rate_summary.md", "Geef een cijfer.")
    catalogue, long_texts = load(folder)
    say = catalogue.sentences("nl")
    assert (say("button-submit"), say("button-skip")) == ("Versturen", "Skip")
    assert long_texts.guidelines("rate_summary", "nl") == "Geef een cijfer."
    assert long_texts.label("spam", "nl") == long_texts.label("spam", "en")


def test_files_from_windows_are_read(tmp_path: Path) -> None:
    """A byte order mark and line ends of two characters do no harm."""
    folder = write(tmp_path, "en/work.ftl", b"\xef\xbb\xbfbutton-skip = Leave it\r\nbutton-edit = Change\r\n")
    say = load(folder)[0].sentences("en")
    assert (say("button-skip"), say("button-edit")) == ("Leave it", "Change")


def test_hidden_files_are_overlooked(tmp_path: Path) -> None:
    """What file managers leave behind is no text."""
    load(write(write(tmp_path, ".git/config.md", "x"), "en/.people.ftl", "x"))


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("en/guidelines/assistant_reply.md", "x" * 3_401, "3401 characters"),
        ("en/guidelines/assistant_reply.md", "规" * 2_900, "8700 bytes"),
        ("en/labels/spam.md", "x" * 701, "701 characters"),
        ("en/guidelines/overview.md", " \n", "it is empty"),
        ("en/guidelines/overview.md", "```\ncode", "opened and not closed"),
        ("en/guidelines/overview.md", "a\0b", "NUL"),
        ("en/guidelines/asistant_reply.md", OWN, "replaces nothing. There are: "),
        ("en/other.ftl", "a = b", "replaces nothing"),
        ("people.ftl", "a = b", "in the folder of its language"),
        ("english!/people.ftl", "a = b", "did you mean en (English)?"),
        ("en/people.ftl", b"\xff\xfe", "not UTF-8"),
        ("en/people.ftl", "button-agree = I agree\nbutton-decline\n", "line 2"),
        ("en/people.ftl", "button-agree = { $x\n", "line 1"),
        ("en/people.ftl", "button-agree = a\nbutton-agree = b\n", "stands twice"),
        ("en/people.ftl", "button-agre = Yes\n", "did you mean button-agree?"),
        ("en/people.ftl", "button-agree = Yes, { $name }\n", "it names $name"),
        ("en/people.ftl", "agreement-age = You are { $years }\n", "what is known there is $age"),
        ("en/people.ftl", "button-agree =\n    .title = Yes\n", "it has no text"),
        ("en/people.ftl", "button-agree = { -who } agrees\n", "cannot be formed"),
        ("en/people.ftl", f"button-agree = {'x' * 81}\n", "81 characters, at most 80"),
        ("de/work.ftl", f"modal-title-initial-prompt = {'x' * 46}\n", "46 characters, at most 45"),
        ("en/commands.ftl", f"command-work = {'x' * 101}\n", "101 characters, at most 100"),
        ("en/commands.ftl", "option-task = What to do\n", "no spaces"),
        ("en/commands.ftl", "option-task = Task\n", "small letters"),
        ("en/people.ftl", f"agreement-who = {'x' * 1_700}\n", "the agreement is too long"),
        (
            "en/errors.ftl",
            f"error-storage = {'x' * 200_000}\n",
            "error-storage: it has 200000 characters, at most 1000",
        ),
        ("en/errors.ftl", "-who = { -who }\nerror-storage = { -who }\n", "error-storage in en refers to itself"),
        ("en/errors.ftl", "-a = { -b }\n-b = { -a }\nerror-storage = { -a }\n", "error-storage in en refers to itself"),
        ("en/errors.ftl", "error-storage = { error-storage }\n", "error-storage in en refers to itself"),
        ("en/errors.ftl", f'error-storage = {"{ " * 400}"x"{" }" * 400}\n', "braces stand in one another"),
        ("en/errors.ftl", EXPLODING, "the sentence error-storage in en cannot be formed"),
        ("en/errors.ftl", f"# {'x' * 1_000_000}\n", "more than 1,000,000 bytes"),
    ],
)
def test_what_is_of_no_use_is_refused_at_the_start(tmp_path: Path, path: str, text: str | bytes, told: str) -> None:
    """One clear line names the file and what is wrong with it."""
    with pytest.raises(StartError) as caught:
        load(write(tmp_path, path, text))
    message = str(caught.value)
    assert message.startswith("TEXTS_PATH: ")
    assert told in message
    assert path.partition("/")[0] in message


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A folder that does not exist is named."""
    with pytest.raises(StartError, match="elsewhere is not a folder"):
        TextFiles(tmp_path / "elsewhere")


def test_everything_that_is_of_no_use_is_told_at_once(tmp_path: Path) -> None:
    """Each bad file, sentence and text has its own line."""
    write(tmp_path, "en/errors.ftl", "-who = { -who }\nerror-storage = { -who }\nerror-text-empty = { -who }\n")
    write(tmp_path, "en/people.ftl", "button-agre = Yes\nbutton-decline = { $name }\n")
    files = TextFiles(write(tmp_path, "de/errors.ftl", "error-unexpected"))
    with pytest.raises(StartError) as caught:
        Catalogue(files)
    told = str(caught.value).splitlines()
    assert [line.split(": ")[1] for line in told] == [
        "de/errors.ftl", "en/errors.ftl", "en/errors.ftl", "en/people.ftl", "en/people.ftl",
    ]  # fmt: skip
    write(tmp_path, "stray.md", "x")
    write(tmp_path, "en/nothing.md", "x")
    with pytest.raises(StartError) as caught:
        TextFiles(write(tmp_path, "deutsch!/errors.ftl", "x"))
    assert len(str(caught.value).splitlines()) == 3
    shorter = tmp_path / "shorter"
    write(shorter, "en/guidelines/overview.md", " ")
    with pytest.raises(StartError) as caught:
        LongTexts(TextFiles(write(shorter, "en/labels/spam.md", "```")))
    assert len(str(caught.value).splitlines()) == 2


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A pipe that is called like a text does not hold up the start."""
    (tmp_path / "en").mkdir()
    os.mkfifo(tmp_path / "en" / "people.ftl")
    with pytest.raises(StartError, match=r"en/people\.ftl cannot be read \(it is no file\)"):
        TextFiles(tmp_path)
