"""Are the conversation trees within reach: those in the database, or those of the task server?"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.backends.errors import Refused, Unavailable
from bot.counting import counted
from bot.log import SHORTEST_SECRET
from bot.operation.examination import Examination, failed, fine, skipped, warning
from bot.operation.findings import Finding
from bot.protocol.trees import TreeState
from bot.settings import TaskBackendKind

if TYPE_CHECKING:
    from bot.backends.oasst_api import NoAnswer

BACKEND: Final = "backend"

_ADDRESS: Final = "Check TASK_BACKEND_URL"


async def check_backend(examination: Examination) -> list[Finding]:
    """Look whether there are trees to work on, or a task server that has some."""
    if examination.settings.task_backend is TaskBackendKind.API:
        return [await _task_server(examination), *_short_key(examination)]
    if examination.trees is None and ("DATABASE_PATH" in examination.unusable or _is_there(examination)):
        return [skipped(BACKEND, "Not looked at because of “database”, see above: the conversation trees are in it.")]
    if examination.trees is None:
        return [fine(BACKEND, "TASK_BACKEND=local: conversation trees are kept in the database, once there is one.")]
    return [fine(BACKEND, f"TASK_BACKEND=local: {_counted(examination.trees)} in the database.")]


def shown_address(url: str) -> str:
    """Return the address without a name and a password that may stand in it."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _is_there(examination: Examination) -> bool:
    return examination.settings.database_path.exists()


async def _task_server(examination: Examination) -> Finding:
    # Not before it is needed: whoever keeps the trees here needs no HTTP client.
    from bot.backends.oasst_api import KeyRefused, KeyRights, NoAnswer, rights_of_key  # noqa: PLC0415 - above

    url, key = examination.settings.task_backend_url, examination.settings.task_backend_key
    if url is None or key is None:
        return skipped(
            BACKEND, "Not looked at because TASK_BACKEND_URL or TASK_BACKEND_KEY is missing or unusable, see above."
        )
    try:
        address = shown_address(url)
        rights = await rights_of_key(url, key.get_secret_value().strip())
    except ValueError:
        return failed(
            BACKEND,
            "TASK_BACKEND_URL is no address, or TASK_BACKEND_KEY no key: an address such as https://example.org:8080 "
            "is expected, and a key of ASCII characters without blanks.",
        )
    except KeyRefused:
        return failed(
            BACKEND,
            f"The task server at {address} does not know the key. Ask whoever runs it for a key, and set it as "
            "TASK_BACKEND_KEY.",
        )
    except NoAnswer as error:
        return failed(BACKEND, explanation(error, address))
    except (Unavailable, Refused):
        return failed(
            BACKEND,
            f"The task server at {address} answers, but fails or refuses just now. See its log, or ask who runs it.",
        )
    if rights is KeyRights.TRUSTED:
        return fine(BACKEND, f"The task server at {address} takes the key, and trusts it.")
    return warning(
        BACKEND,
        f"The task server at {address} takes the key, but does not trust it: only people whom the task server knows "
        "already can work. Ask whoever runs it for a trusted key.",
    )


def _short_key(examination: Examination) -> list[Finding]:
    key = examination.settings.task_backend_key
    if key is None or len(key.get_secret_value().strip()) >= SHORTEST_SECRET:
        return []
    return [
        warning(
            BACKEND,
            "TASK_BACKEND_KEY is so short that it can be guessed, and that it is not blanked out in logs. Ask whoever "
            f"runs the task server for a key of {SHORTEST_SECRET} characters or more.",
        )
    ]


def explanation(error: "NoAnswer", address: str) -> str:
    """Say what happens at an address instead of an answer, and what to do about it."""
    from bot.backends.oasst_api import Why  # noqa: PLC0415 - see above

    detail = f" ({error.detail})" if error.detail else ""
    to = f" to {error.detail}" if error.detail else ""
    sentences: Mapping[Why, str] = {
        Why.UNKNOWN_HOST: f"No machine has the name in {address}. {_ADDRESS}, and the network's name server.",
        Why.NOBODY_THERE: f"Nobody listens at {address}. Start the task server, or correct TASK_BACKEND_URL.",
        Why.TLS: f"No secure connection to {address} can be made{detail}. If the task server has no TLS, "
        "TASK_BACKEND_URL begins with http://; otherwise this machine must know and accept its certificate.",
        Why.TIME_OUT: f"{address} does not answer in time. {_ADDRESS}; a firewall may be in between, or the task "
        "server overloaded.",
        Why.BROKEN_OFF: f"{address} breaks off in the middle of an answer, or does not speak HTTP. {_ADDRESS} and its "
        "port, and the task server's log.",
        Why.REDIRECT: f"{address} sends us elsewhere{to}, and the key goes to no other address. Set TASK_BACKEND_URL "
        "to the final address, without /api/v1.",
        Why.NO_SUCH_ROUTE: f"What answers at {address} does not know the API of a task server{detail}. {_ADDRESS}: "
        "the address ends before /api/v1.",
        Why.WEB_PAGE: f"{address} answers with a web page{detail}, not as a task server does. {_ADDRESS}: it is the "
        "address of the API, not of the website; and no proxy in between may ask for a login.",
        Why.BROKEN_JSON: f"The answers of {address} cannot be read: they break off, or are no JSON. {_ADDRESS}; if it "
        "is right, a proxy in between may cut answers off.",
        Why.TOO_LARGE: f"What answers at {address} does not stop: no answer of a task server is so long. {_ADDRESS}.",
        Why.NO_REASON: f"{address} answers with an error that has no reason in it{detail}. See the task server's log, "
        "or ask who runs it. If it knows nothing of our call, something else answers: then check TASK_BACKEND_URL.",
        Why.OTHER_JSON: f"What answers at {address} is no task server, or one of another version. {_ADDRESS}.",
    }
    return sentences[error.why]


def _counted(trees: Mapping[TreeState, int]) -> str:
    total = sum(trees.values())
    if not total:
        return "no conversation trees yet; people can write prompts, or `python -m bot import` brings some"
    finished = trees.get(TreeState.READY_FOR_EXPORT, 0)
    return f"{counted(total, 'conversation tree')}, {finished:,} of them finished,"
