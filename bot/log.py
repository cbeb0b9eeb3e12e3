"""Logs: one line an event, for people or as JSON. Never a token, a key or a contributor's text."""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType

from bot.errors import StorageError

# structlog loads rich, 3 MB for as long as the bot runs, to draw tracebacks; ours are plain. It does without where rich
# is absent, which is what None means here.
_rich_is_in_use = "rich" in sys.modules
sys.modules.setdefault("rich", None)  # type: ignore[arg-type]  # typeshed knows no absent modules
import structlog  # noqa: E402 - above

if not _rich_is_in_use:
    del sys.modules["rich"]

get_logger = structlog.get_logger
"""A logger by the name of its module. Whoever logs takes it from here: see above."""

LIBRARIES = ("hikari", "lightbulb", "aiosqlite", "httpx", "discord")
"""Libraries that tell at INFO what only a developer wants to know."""

QUOTING_LOGGERS = ("hikari.entity_factory", "hikari.gateway", "lightbulb.client")
"""Loggers that write what Discord sent, below WARNING."""

READING_ERRORS = (LookupError, TypeError, ValueError)
"""Errors of whoever reads something and finds something else; of pydantic and of JSON too, which are values' errors."""

OURS = ("bot", "extensions")
"""Packages whose own errors quote nothing."""

SHORTEST_SECRET = 6
"""In characters. What is shorter is no secret, and blanking it out would make other words unreadable."""

_TOKEN_IN_ADDRESS = re.compile(r"(/(?:webhooks|interactions)/\d+/)[^/\s?'\"]+")
"""Addresses of Discord's API that have a token in them; hikari's errors name the address of the call that failed."""


def configure_logging(level: str, form: str, secrets: tuple[str, ...]) -> None:
    """Set up structlog, and let the libraries' records go the same way.

    Args:
        level: DEBUG, INFO, WARNING or ERROR.
        form: `console` or `json`.
        secrets: strings that are blanked out wherever they turn up, unless they are very short.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
        structlog.processors.ExceptionRenderer(describe_exception),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            leave_out_told,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer, Blanker(secrets)],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in LIBRARIES:
        # hikari tells every connection at INFO, and the others' details help nobody. At other levels: as we do.
        logging.getLogger(name).setLevel("WARNING" if level == "INFO" else "NOTSET")
    for name in QUOTING_LOGGERS:
        logging.getLogger(name).setLevel(max(root.level, logging.WARNING))


def leave_out_told(_logger: object, method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Leave out the error that something failed because nothing can be stored: the database tells that, once."""
    error = event.get("exc_info")
    if error is True:
        error = sys.exc_info()[1]
    if method in {"error", "exception"} and isinstance(error, StorageError):
        raise structlog.DropEvent
    return event


def describe_exception(exc_info: tuple[type[BaseException], BaseException, TracebackType | None]) -> str:
    """Write down an exception and what led to it, as Python does, without what may be quoted from a message.

    A library that reads something says in its errors what it found there: a number that is none, a key that is missing.
    That may be what somebody typed, a name or a token, so of those errors only the kind and the place are written.
    """
    return "".join(_described(exc_info[1], set())).rstrip("\n")


def _described(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    cause, context = error.__cause__, None if error.__suppress_context__ else error.__context__
    if cause is not None and id(cause) not in seen:
        yield from _described(cause, seen)
        yield "\nThe above exception was the direct cause of the following exception:\n\n"
    elif context is not None and id(context) not in seen:
        yield from _described(context, seen)
        yield "\nDuring handling of the above exception, another exception occurred:\n\n"
    if error.__traceback__ is not None:
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(error.__traceback__)
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    message = "(its message is left out)" if _may_quote(error) else str(error)
    yield f"{name}: {message}\n" if message else f"{name}\n"
    for part in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        if id(part) not in seen:
            yield "\nOne of the exceptions in it:\n\n"
            yield from _described(part, seen)


def _may_quote(error: BaseException) -> bool:
    """Whether an error tells, in other words than ours, of something that was read."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    module = frames[-1].f_globals.get("__name__", "") if frames else ""
    return isinstance(error, READING_ERRORS) and module.partition(".")[0] not in OURS


class Blanker:
    """The last processor: the finished line with every secret, and the tokens of interactions, replaced."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        stripped = {secret.strip() for secret in secrets if len(secret.strip()) >= SHORTEST_SECRET}
        # Longest first, so that a secret which contains another one leaves no rest.
        self._secrets = sorted({form for secret in stripped for form in _written(secret)}, key=len, reverse=True)

    def __call__(self, _logger: object, _method: str, line: structlog.typing.EventDict) -> str:
        """Blank a finished line."""
        return self.blank(str(line))

    def blank(self, text: str) -> str:
        """Return the text without any secret."""
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        return _TOKEN_IN_ADDRESS.sub(r"\1[secret]", text)


def _written(secret: str) -> set[str]:
    """Return the secret as a line may show it: as it is, and with quotes, backslashes and accents escaped."""
    forms = {secret, repr(secret)[1:-1]}
    return forms | {json.dumps(form)[1:-1] for form in forms}
