"""Logs: one line an event, for people or as JSON. Never a token, a key or, at INFO and above, a contributor's text."""

import json
import logging
import re
import sys

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
        structlog.processors.format_exc_info,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
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
