"""Tests of the settings: each bad value names its variable and what is expected, and never shows a secret."""

import os
import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.errors import StartError
from bot.rules.rate_limits import NO_LIMITS, RateLimit, RateLimits
from bot.rules.thresholds import SMALL_COMMUNITY, Thresholds
from bot.settings import CommunitySize, Settings, TaskBackendKind, load_settings
from bot.threshold_settings import setting_name
from tests.settings_files import isolate

ROOT = Path(__file__).resolve().parents[1]
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz_0123456789"  # noqa: S105 - made up


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path)


def test_nothing_needs_to_be_set() -> None:
    """Every setting but the token has a default."""
    settings = load_settings()
    assert settings.task_backend is TaskBackendKind.LOCAL
    assert settings.community_size is CommunitySize.LARGE
    assert settings.thresholds == Thresholds()
    assert settings.owner_ids == ()


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DISCORD_API_URL", "discord.com", "http:// or https://"),
        ("DISCORD_API_URL", "ftp://discord.com", "http:// or https://"),
        ("DISCORD_API_URL", "https://", "http:// or https://"),
        ("OWNER_IDS", "somebody", "integer"),
        ("OWNER_IDS", "12,0", "greater than 0"),
        ("OWNER_IDS", str(2**63), "less than"),
        ("DATABASE_PATH", ".", "path of a file"),
        ("DATABASE_PATH", "/", "path of a file"),
        ("BACKUP_SCHEDULE", "24:00", "a time of the day (UTC) is expected, such as 03:30"),
        ("BACKUP_KEPT", "7", "how many days, weeks and months is expected, such as 7/4/12"),
        ("BACKUP_HOOK", "rclone 'copy", "as many quotes closed as opened"),
        ("TASK_BACKEND", "postgres", "'local' or 'api'"),
        ("TASK_BACKEND_URL", "backend", "http:// or https://"),
        ("TASK_BACKEND_URL", "http://[::1", "http:// or https://"),
        ("TASK_BACKEND_URL", "http://host:port", "http:// or https://"),
        ("TASK_BACKEND_URL", "http://host:99999", "http:// or https://"),
        ("TASK_BACKEND_URL", "http://:80", "http:// or https://"),
        ("DEFAULT_LANGUAGE", "no language", "a language is expected"),
        ("DEFAULT_LANGUAGE", "engilsh", "did you mean en (English)?"),
        ("DEFAULT_LANGUAGE", "qq", "a tag such as en, de or pt-BR"),
        ("DATASET_GOAL_TREES", "0", "greater than 0"),
        ("TOPICS", "cooking,,health", "topic 2: a topic has a name that can be read"),
        ("TOPICS", "cooking," + "x" * 31, "topic 2: a topic has at most 30 characters, and this one 31"),
        ("TOPICS", "a\nb", "topic 1: a topic is one line of text, without control characters"),
        ("TOPICS", "Cooking, health, cooking", "topic 3 is the same as topic 1"),
        ("TOPICS", ",".join(map(str, range(21))), "at most 20 topics can be listed, and these are 21"),
        ("DATASET_GOAL_TREES", "some", "integer"),
        ("COMMUNITY_SIZE", "huge", "'large' or 'small'"),
        ("OPERATOR_NAME", "x" * 101, "at most 100"),
        ("OPERATOR_CONTACT", "x" * 201, "at most 200"),
        ("DATASET_LICENCE", "x" * 101, "at most 100"),
        ("MINIMUM_AGE", "12", "greater than or equal to 13"),
        ("MINIMUM_AGE", "100", "less than or equal to 99"),
        ("MINIMUM_AGE", "old", "integer"),
        ("LOG_LEVEL", "LOUD", "'DEBUG', 'INFO'"),
        ("LOG_FORMAT", "xml", "'console' or 'json'"),
        ("PLAYGROUND_RANDOM_SEED", "dice", "integer"),
        ("PLAYGROUND_RANDOM_SEED", str(2**63), "less than"),
        ("OWNER_IDS", ",".join(map(str, range(1, 102))), "at most 100"),
        ("OWNER_IDS", "me,you,0", "integer"),
        ("DATABASE_PATH", "x" * 201, "a path is expected that a file system can have"),
        ("DATABASE_PATH", "x/" * 2_000 + "x", "a path is expected that a file system can have"),
        ("DATABASE_PATH", "~nobody-of-that-name/bot.sqlite3", "there is no such user"),
        ("KNOWN_TEXTS_PATH", ".", "path of a file"),
        ("TEXTS_PATH", "x" * 201, "a path is expected that a file system can have"),
        ("PLAYGROUND_CLOCK_FILE", "~nobody-of-that-name/clock", "there is no such user"),
        ("DISCORD_API_URL", "https://" + "x" * 2_000, "http:// or https://"),
        ("TASK_BACKEND_KEY", "x" * 1_001, "at most 1000"),
        ("OPERATOR_NAME", "Ann\nBob", "one line of text"),
        ("OPERATOR_NAME", "Ann\x1b[31m", "one line of text"),
        ("OPERATOR_NAME", os.fsdecode(b"Ann\xff"), "one line of text"),
        ("OPERATOR_CONTACT", "ann@example.org\u2028", "one line of text"),
        ("DATASET_LICENCE", "CC\tBY", "one line of text"),
        ("DEFAULT_LANGUAGE", "en-" + "x" * 10_000, "a language is expected"),
        ("RATE_LIMIT_TASKS", "1000000/1", "a number of tasks and of minutes"),
        ("DATASET_GOAL_TREES", str(2**63), "less than"),
        ("GOAL_TREE_SIZE", "0", "from 1 to 1000000"),
        ("GOAL_TREE_SIZE", str(2**63), "from 1 to 1000000"),
        ("GOAL_TREE_SIZE", "9" * 5_000, "integer"),
        ("MAX_TREE_DEPTH", "101", "from 0 to 100"),
        ("MESSAGE_SIZE", "4001", "from 1 to 4000"),
        ("GOAL_TREE_SIZE", "many", "integer"),
        ("TASK_VALIDITY_MINUTES", "0", "from 1 to 5256000"),
        ("DUPLICATE_WINDOW_MINUTES", str(2**62), "from 0 to 5256000"),
        ("ACCEPTANCE_THRESHOLD_REPLY", "nan", "from 0 to 1"),
        ("P_LONELY_CHILD_EXTENSION", "inf", "from 0 to 1"),
        ("P_LONELY_CHILD_EXTENSION", "1.5", "from 0 to 1"),
        ("ACCEPTANCE_THRESHOLD_REPLY", "-1", "from 0 to 1"),
        ("RANK_PROMPTER_REPLIES", "perhaps", "boolean"),
    ],
)
def test_a_bad_value_is_explained(monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: str) -> None:
    """A value that cannot be used stops the start, with one line that names the variable and what is expected."""
    monkeypatch.setenv(name, value)
    with pytest.raises(StartError) as caught:
        load_settings()
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert expected in message
    assert "\n" not in message
    assert caught.value.__context__ is None


def test_a_path_that_no_file_can_have(tmp_path: Path) -> None:
    """A NUL character, which a file can hold though no variable can, is refused too."""
    (tmp_path / ".env").write_bytes(b"DATABASE_PATH='bot\0.sqlite3'\nTEXTS_PATH='a\0b'\n")
    with pytest.raises(StartError) as caught:
        load_settings()
    assert [line.partition(":")[0] for line in str(caught.value).splitlines()] == ["DATABASE_PATH", "TEXTS_PATH"]


def test_every_bad_threshold_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thresholds that are no numbers and those that are out of range are told together, a line each."""
    for name, value in {"GOAL_TREE_SIZE": "many", "MAX_TREE_DEPTH": "1000", "TASK_VALIDITY_MINUTES": "0"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(StartError) as caught:
        load_settings()
    named = [line.partition(":")[0] for line in str(caught.value).splitlines()]
    assert named == ["GOAL_TREE_SIZE", "MAX_TREE_DEPTH", "TASK_VALIDITY_MINUTES"]


def test_every_bad_value_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two bad values are two lines."""
    monkeypatch.setenv("MINIMUM_AGE", "1")
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    with pytest.raises(StartError, match=r"MINIMUM_AGE: .*\nLOG_LEVEL: ") as caught:
        load_settings()
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize(
    "token",
    [
        "short",
        "Bot " + TOKEN,
        '"' + TOKEN + '"',
        TOKEN.replace(".", " "),
        TOKEN + "ä",
        TOKEN + "\u0661",
        "x" * 201,
        TOKEN + "\n" + TOKEN,
        "0123456789abcdef" * 4,
        "abc.def.ghijklmnop",
    ],
)
def test_a_bad_token_is_never_shown(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    """What is no token is refused with a hint, and not shown."""
    monkeypatch.setenv("DISCORD_TOKEN", token)
    settings = load_settings()
    with pytest.raises(StartError, match="does not look like a bot token") as caught:
        _ = settings.token
    assert token not in str(caught.value)
    assert TOKEN not in repr(settings) + str(caught.value)


def test_a_token_that_is_needed_is_told_with_all_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever needs a token hears of it together with every other setting that cannot be used."""
    monkeypatch.setenv("MINIMUM_AGE", "1")
    with pytest.raises(StartError, match=r"MINIMUM_AGE: .*\nDISCORD_TOKEN is missing"):
        load_settings(with_token=True)
    monkeypatch.setenv("MINIMUM_AGE", "18")
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    assert load_settings(with_token=True).token == TOKEN


@pytest.mark.parametrize("token", [None, "", "   "])
def test_a_missing_token_is_told(monkeypatch: pytest.MonkeyPatch, token: str | None) -> None:
    """Without a token the sentence says where to get one; all else can be loaded."""
    if token is not None:
        monkeypatch.setenv("DISCORD_TOKEN", token)
    settings = load_settings()
    with pytest.raises(StartError, match="DISCORD_TOKEN is missing"):
        _ = settings.token


def test_a_token_is_freed_of_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blanks and line ends around a token do no harm, and the settings never show it."""
    monkeypatch.setenv("DISCORD_TOKEN", f" {TOKEN}\r\n")
    settings = load_settings()
    assert settings.token == TOKEN
    assert TOKEN not in repr(settings)
    assert TOKEN not in str(settings.model_dump())


def test_the_backend_api_needs_its_address_and_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """With TASK_BACKEND=api the missing one of its two settings is named."""
    monkeypatch.setenv("TASK_BACKEND", "api")
    with pytest.raises(StartError, match="TASK_BACKEND_URL is missing"):
        load_settings()
    monkeypatch.setenv("TASK_BACKEND_URL", "https://backend.example/")
    with pytest.raises(StartError, match="TASK_BACKEND_KEY is missing"):
        load_settings()
    monkeypatch.setenv("TASK_BACKEND_KEY", "secret key")
    settings = load_settings()
    assert settings.task_backend_url == "https://backend.example"
    assert settings.task_backend_key == SecretStr("secret key")
    assert "secret key" not in repr(settings)


@pytest.mark.parametrize("written", ["1,2", "1, 2", "1 2", " 1\n2 ", "1,,2,"])
def test_owners_are_separated_by_commas_or_blanks(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    """Several ids may be written in any usual way."""
    monkeypatch.setenv("OWNER_IDS", written)
    assert load_settings().owner_ids == (1, 2)


def test_topics_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each may have several words, and is kept as it is written but for the blanks around it."""
    monkeypatch.setenv("TOPICS", "Slow  cooking, programming ,Gesundheit")
    assert load_settings().topics == ("Slow cooking", "programming", "Gesundheit")


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A variable of the environment wins over `.env`, for the settings and the thresholds; an empty one does not."""
    (tmp_path / ".env").write_text("MINIMUM_AGE=20\nGOAL_TREE_SIZE=20\nLOG_LEVEL=ERROR\n")
    monkeypatch.setenv("MINIMUM_AGE", "30")
    monkeypatch.setenv("GOAL_TREE_SIZE", "30")
    monkeypatch.setenv("LOG_LEVEL", "")
    settings = load_settings()
    assert (settings.minimum_age, settings.thresholds.goal_tree_size, settings.log_level) == (30, 30, "ERROR")


def test_what_is_handed_in_wins_over_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that the command line hands in wins over all others."""
    monkeypatch.setenv("MINIMUM_AGE", "30")
    assert load_settings(minimum_age=40).minimum_age == 40


def test_empty_values_are_defaults(tmp_path: Path) -> None:
    """A variable that is set to nothing counts as not set."""
    (tmp_path / ".env").write_text("MINIMUM_AGE=\nOWNER_IDS=\nGOAL_TREE_SIZE=\nTASK_BACKEND_URL=\nDATABASE_PATH=\n")
    settings = load_settings()
    assert settings.minimum_age == 18
    assert settings.database_path == Path("data/bot.sqlite3")
    assert settings.thresholds == Thresholds()


def test_comments_and_quotes_in_the_file(tmp_path: Path) -> None:
    """Comments are skipped, quotes removed, and unknown variables left to others."""
    (tmp_path / ".env").write_text(
        "# a comment\n\nOPERATOR_NAME='A # B' # behind\nexport MINIMUM_AGE=21\nOTHER=1\nDATASET_LICENCE=\"CC0 1.0\"\n"
    )
    settings = load_settings()
    assert (settings.operator_name, settings.minimum_age, settings.dataset_licence) == ("A # B", 21, "CC0 1.0")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_file_is_utf_8(tmp_path: Path, encoding: str) -> None:
    """The file is read as UTF-8, with or without the mark that some editors put before it."""
    (tmp_path / ".env").write_text("MINIMUM_AGE=21\r\nOPERATOR_NAME=Jürgen 操\r\n", encoding=encoding, newline="")
    settings = load_settings()
    assert (settings.minimum_age, settings.operator_name) == (21, "Jürgen 操")


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_another_encoding_is_told(tmp_path: Path, encoding: str) -> None:
    """A file in another encoding stops the start with a sentence."""
    (tmp_path / ".env").write_text("OPERATOR_NAME=Jürgen\n", encoding=encoding)
    with pytest.raises(StartError, match="not UTF-8"):
        load_settings()


def test_a_small_community_has_its_preset(monkeypatch: pytest.MonkeyPatch) -> None:
    """COMMUNITY_SIZE chooses the preset, and a threshold that is set wins over it."""
    monkeypatch.setenv("COMMUNITY_SIZE", "small")
    assert load_settings().thresholds == SMALL_COMMUNITY
    monkeypatch.setenv("NUM_REVIEWS_REPLY", "2")
    thresholds = load_settings().thresholds
    assert thresholds.num_reviews_reply == 2
    assert thresholds.goal_tree_size == SMALL_COMMUNITY.goal_tree_size


def test_a_path_may_begin_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`~` means the home folder in `.env` too, where no shell replaces it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_PATH", "~/bot.sqlite3")
    assert load_settings().database_path == tmp_path / "bot.sqlite3"


def all_names() -> set[str]:
    """The names of all settings."""
    return {name.upper() for name in Settings.model_fields} | {
        setting_name(threshold) for threshold in Thresholds.__dataclass_fields__
    }


def example() -> dict[str, str]:
    """What `.env.example` lists, commented out or not: values by names."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    found = [match for line in lines if (match := re.fullmatch(r"(?:# ?)?([A-Z][A-Z0-9_]*)=(.*)", line))]
    assert len(found) == len({match[1] for match in found}), "a setting is listed twice"
    return {match[1]: match[2] for match in found}


def test_the_example_lists_every_setting() -> None:
    """`.env.example` lists all settings and nothing else."""
    assert example().keys() == all_names()


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    """The values in `.env.example` are the defaults: with all of them taken over, nothing changes."""
    default = load_settings()
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in example().items()), encoding="utf-8")
    loaded = load_settings()
    assert loaded.model_dump() == default.model_dump()
    assert loaded.thresholds == default.thresholds


def test_rate_limits_are_off_unless_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit is a number of tasks in a number of minutes; what is not set is not limited."""
    assert load_settings().pool_rules.rate_limits == NO_LIMITS
    monkeypatch.setenv("RATE_LIMIT_ASSISTANT_REPLIES", "4/2")
    assert load_settings().pool_rules.rate_limits == RateLimits(assistant_replies=RateLimit(4, 120_000))


@pytest.mark.parametrize("value", ["4", "4 in 2", "0/2", "4/0", "-1/2", "4/2/1"])
def test_a_rate_limit_that_is_none_is_explained(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """The variable is named, and what is expected of it."""
    monkeypatch.setenv("RATE_LIMIT_TASKS", value)
    with pytest.raises(StartError, match="RATE_LIMIT_TASKS: a number of tasks and of minutes is expected"):
        load_settings()
