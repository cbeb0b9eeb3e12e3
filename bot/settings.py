"""Every setting of the bot: its name, its type, its default. `.env.example` explains each.

An environment variable wins over the file `.env`. A bad value stops the start with the variable's name.
"""

import base64
import os
import re
import shlex
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import StartError
from bot.protocol.moments import DAY, MINUTE, Span
from bot.rules.points import Scoring
from bot.rules.pool_rules import PoolRules
from bot.rules.rate_limits import RateLimit, RateLimits
from bot.rules.rotation import Kept
from bot.rules.thresholds import SMALL_COMMUNITY, Thresholds
from bot.rules.topics import MOST_TOPICS, key_of_topic, usable_topic
from bot.texts.catalogue import FACTS
from bot.texts.language_names import names_in_english
from bot.texts.typed_languages import did_you_mean, find_typed
from bot.threshold_settings import ENV_FILE, ENV_FILE_ENCODING, load_thresholds, threshold_setting_names

DISCORD_API = "https://discord.com/api/v10"

_MOST_OF_AN_ADDRESS = 2_000
_MOST_OF_A_PATH = 3_000
_MOST_OF_A_NAME = 200
"""In bytes, with room for the names that are put behind it, of the log for example: file systems take 4,096 and 255."""


class TaskBackendKind(StrEnum):
    """Where trees are kept."""

    LOCAL = "local"
    API = "api"


class CommunitySize(StrEnum):
    """Which preset of thresholds a tree needs to be finished."""

    LARGE = "large"
    SMALL = "small"


def _split_ids(value: object) -> object:
    if isinstance(value, str):
        return [part for part in re.split(r"[,\s]+", value) if part]
    return value


def _split_topics(value: object) -> object:
    return value.split(",") if isinstance(value, str) else value


def _listed_topics(value: tuple[str, ...]) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for place, text in enumerate(value, start=1):
        try:
            name = usable_topic(text)
        except ValueError as error:
            raise ValueError(f"topic {place}: {error}") from None
        if key_of_topic(name) in names:
            raise ValueError(f"topic {place} is the same as topic {list(names).index(key_of_topic(name)) + 1}")
        names[key_of_topic(name)] = name
    if len(names) > MOST_TOPICS:
        raise ValueError(f"at most {MOST_TOPICS} topics can be listed, and these are {len(names)}")
    return tuple(names.values())


def _known_language(value: str) -> str:
    # Everybody can choose the default language: it may be any that there is.
    language = find_typed(value, also=names_in_english())
    if language is None:
        raise ValueError(did_you_mean(value, also=names_in_english()))
    return language


def _http_address(value: str) -> str:
    if (
        len(value) > _MOST_OF_AN_ADDRESS
        or not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value)
        or not _has_a_place(value)
    ):
        raise ValueError("an address that starts with http:// or https:// is expected")
    return value.rstrip("/")


def _has_a_place(address: str) -> bool:
    """Say whether there is a host in an address, and its port, if it names one, can be one."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets without their partner, a port that is no number or too large
        return False


def _file_path(value: Path) -> Path:
    if not value.name:
        raise ValueError("the path of a file is expected")
    return _possible_path(value)


def _possible_path(value: Path) -> Path:
    try:
        path = value.expanduser()
    except RuntimeError:
        raise ValueError("there is no such user, whose home it begins with") from None
    if "\0" in str(path) or len(os.fsencode(path)) > _MOST_OF_A_PATH or _longest_part(path) > _MOST_OF_A_NAME:
        raise ValueError("a path is expected that a file system can have")
    return path


def _longest_part(path: Path) -> int:
    return max((len(os.fsencode(part)) for part in path.parts), default=0)


def _readable(value: str) -> str:
    """See that people can read a text wherever it is shown, on one line."""
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in value):
        raise ValueError("one line of text is expected, without control characters")
    return value


def _rate_limit(value: object) -> object:
    if value is None or isinstance(value, RateLimit):
        return value
    match = re.fullmatch(r"([1-9]\d{0,5})/([1-9]\d{0,5})", str(value).strip())
    if match is None:
        raise ValueError("a number of tasks and of minutes is expected, such as 30/4 for 30 in 4 minutes")
    return RateLimit(int(match[1]), int(match[2]) * MINUTE)


def _minute_of_the_day(value: object) -> object:
    if value is None or isinstance(value, int):
        return value
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", str(value).strip())
    if match is None:
        raise ValueError("a time of the day (UTC) is expected, such as 03:30")
    return int(match[1]) * 60 + int(match[2])


def _kept_backups(value: object) -> object:
    if isinstance(value, Kept):
        return value
    match = re.fullmatch(r"(\d{1,3})/(\d{1,3})/(\d{1,3})", str(value).strip())
    if match is None:
        raise ValueError("how many days, weeks and months is expected, such as 7/4/12")
    return Kept(int(match[1]), int(match[2]), int(match[3]))


def _command(value: str) -> str:
    try:
        shlex.split(value)
    except ValueError:
        raise ValueError("a command is expected, with as many quotes closed as opened") from None
    return value


HttpAddress = Annotated[str, AfterValidator(_http_address)]
TaskRate = Annotated[RateLimit | None, BeforeValidator(_rate_limit)]
Snowflake = Annotated[int, Field(gt=0, lt=2**63)]
PossiblePath = Annotated[Path, AfterValidator(_possible_path)]
Line = Annotated[str, AfterValidator(_readable)]


class Settings(BaseSettings):
    """What the operator decides, validated."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_file_encoding=ENV_FILE_ENCODING, extra="ignore", frozen=True, env_ignore_empty=True
    )

    discord_token: SecretStr | None = None
    discord_api_url: HttpAddress = DISCORD_API
    owner_ids: Annotated[tuple[Snowflake, ...], Field(max_length=100), NoDecode, BeforeValidator(_split_ids)] = ()

    database_path: Annotated[Path, AfterValidator(_file_path)] = Path("data/bot.sqlite3")
    backup_path: PossiblePath | None = None
    backup_schedule: Annotated[int | None, BeforeValidator(_minute_of_the_day)] = None
    backup_kept: Annotated[Kept, NoDecode, BeforeValidator(_kept_backups)] = Kept(7, 4, 12)
    backup_hook: Annotated[Line, Field(max_length=1_000), AfterValidator(_command)] = ""
    task_backend: TaskBackendKind = TaskBackendKind.LOCAL
    task_backend_url: HttpAddress | None = None
    task_backend_key: Annotated[SecretStr, Field(max_length=1_000)] | None = None
    default_language: Annotated[str, AfterValidator(_known_language)] = "en"
    community_size: CommunitySize = CommunitySize.LARGE
    scoring: Scoring = Scoring.QUALITY
    dataset_goal_trees: Annotated[int, Field(gt=0, lt=10**9)] | None = None
    topics: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split_topics), AfterValidator(_listed_topics)] = ()

    rate_limit_tasks: TaskRate = None
    rate_limit_assistant_replies: TaskRate = None
    rate_limit_prompter_replies: TaskRate = None

    operator_name: Annotated[Line, Field(max_length=100)] = ""
    operator_contact: Annotated[Line, Field(max_length=200)] = ""
    dataset_licence: Annotated[Line, Field(min_length=1, max_length=100)] = "CC BY 4.0"
    minimum_age: Annotated[int, Field(ge=13, le=99)] = 18
    kept_text_days: Annotated[int, Field(ge=0, le=3_650)] = FACTS["text_days"]
    kept_log_days: Annotated[int, Field(ge=1, le=36_500)] = FACTS["log_days"]
    kept_draft_days: Annotated[int, Field(ge=1, le=365)] = FACTS["draft_days"]
    texts_path: PossiblePath | None = None
    known_texts_path: Annotated[Path, AfterValidator(_file_path)] | None = None
    benchmark_texts_path: PossiblePath | None = None
    attention_checks: Annotated[float, Field(ge=0, le=0.5)] = 0.0
    checks_path: Annotated[Path, AfterValidator(_file_path)] | None = None

    watch_port: Annotated[int, Field(ge=0, le=65_535)] = 0

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"

    playground_clock_file: PossiblePath | None = None
    playground_random_seed: Annotated[int, Field(ge=-(2**63), lt=2**63)] | None = None

    _thresholds: Thresholds = PrivateAttr(default_factory=Thresholds)

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds of a tree's life."""
        return self._thresholds

    @property
    def drafts_kept(self) -> Span:
        """How long work sessions are kept that ended or were put aside, with their drafts."""
        return self.kept_draft_days * DAY

    @property
    def pool_rules(self) -> PoolRules:
        """What all work on the pool depends on, where trees are kept here."""
        return PoolRules(
            thresholds=self.thresholds,
            rate_limits=RateLimits(
                tasks=self.rate_limit_tasks,
                assistant_replies=self.rate_limit_assistant_replies,
                prompter_replies=self.rate_limit_prompter_replies,
            ),
            scoring=self.scoring,
            check_rate=self.attention_checks,
            kept_text_span=self.kept_text_days * DAY,
            kept_log_span=self.kept_log_days * DAY,
        )

    @property
    def token(self) -> str:
        """The Discord token.

        Raises:
            StartError: there is none; the sentence says where to get one.
        """
        token = self.discord_token.get_secret_value().strip() if self.discord_token else ""
        if not token:
            raise StartError(
                "DISCORD_TOKEN is missing. Get one at https://discord.com/developers/applications: "
                "New Application → Bot → Reset Token; then put DISCORD_TOKEN=… into the file .env. "
                "To try the bot without Discord, run: make demo"
            )
        if not re.fullmatch(r"[A-Za-z0-9_.-]{10,200}", token) or not _begins_with_an_id(token):
            raise StartError(
                "DISCORD_TOKEN does not look like a bot token: three parts of letters and digits, joined by dots, are "
                "expected, without quotes, blanks or the word Bot. It is not the application's public key or secret."
            )
        return token


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """A setting that cannot be used.

    Attributes:
        name: of the variable.
        sentence: what is wrong, with the name. Never shows the value: it may be a secret.
    """

    name: str
    sentence: str


def _begins_with_an_id(token: str) -> bool:
    """Say whether a token's first part is what every bot's is: its id, in base64. hikari reads it there."""
    part = token.partition(".")[0]
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), validate=True).isdigit()
    except ValueError:
        return False


def load_settings(*, with_token: bool = False, **overrides: Any) -> Settings:
    """Read the settings from the environment and `.env`.

    Args:
        with_token: Whether a Discord token is needed too.
        overrides: values that win over both, by field name.

    Raises:
        StartError: a value is unusable; the sentence names each variable and what is expected of it.
    """
    settings, problems = examine_settings(**overrides)
    sentences = [problem.sentence for problem in problems]
    if with_token:
        try:
            _ = settings.token
        except StartError as error:
            sentences.append(str(error))
    if sentences:
        raise StartError("\n".join(sentences))
    return settings


def examine_settings(**overrides: Any) -> tuple[Settings, tuple[SettingProblem, ...]]:
    """Read the settings as far as they can be used.

    Args:
        overrides: values that win over the environment and `.env`, by field name.

    Returns:
        The settings, with the default in place of every value that cannot be used; and what is wrong with those.

    Raises:
        StartError: the file `.env` cannot be read at all.
    """
    problems: list[SettingProblem] = []
    try:
        settings = _read_settings(overrides, problems)
        preset = SMALL_COMMUNITY if settings.community_size is CommunitySize.SMALL else Thresholds()
        settings._thresholds, unusable_thresholds = load_thresholds(preset)
        problems += (_explain(name, message) for name, message in unusable_thresholds.items())
    except UnicodeDecodeError:
        raise StartError("The file .env is not UTF-8 text. Save it as UTF-8.") from None
    except OSError as error:
        raise StartError(f"The file .env cannot be read ({error.strerror}).") from None
    if settings.task_backend is TaskBackendKind.API:
        unusable = {problem.name for problem in problems}
        for field in ("task_backend_url", "task_backend_key"):
            name = field.upper()
            if getattr(settings, field) is None and name not in unusable:
                problems.append(SettingProblem(name, f"{name} is missing: TASK_BACKEND=api needs it."))
    return settings, tuple(problems)


def setting_names() -> frozenset[str]:
    """Return the names of all settings, as variables of the environment."""
    return frozenset({name.upper() for name in Settings.model_fields} | threshold_setting_names())


def _read_settings(overrides: dict[str, Any], problems: list[SettingProblem]) -> Settings:
    try:
        return Settings(**overrides)
    except ValidationError as error:
        # One line for each setting, also where several of its parts are bad.
        first = {str(problem["loc"][0]): problem["msg"] for problem in reversed(error.errors())}
    problems += (_explain(name, first[name]) for name in Settings.model_fields if name in first)
    defaults = {name: Settings.model_fields[name].get_default() for name in first}
    return Settings(**{**overrides, **defaults})


def _explain(name: str, message: str) -> SettingProblem:
    """One line for one unusable value."""
    message = message.removeprefix("Value error, ")
    return SettingProblem(name.upper(), f"{name.upper()}: {message[0].lower() + message[1:]}")
