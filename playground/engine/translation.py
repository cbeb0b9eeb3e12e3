"""What the engine raises, said in the playground's words: Discord's refusals, and routes that it does not know."""

from collections.abc import Iterator
from contextlib import contextmanager

from simcord.backend.errors import BackendError
from simcord.http.router import RouteNotImplemented, UnsupportedField

from playground.refusal import INVALID_FORM, NotImplementedHere, Refusal, invalid_form


@contextmanager
def readable() -> Iterator[None]:
    """Take a request that the engine stumbles over for one that is malformed, and say what it stumbled over."""
    try:
        yield
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise invalid_form("", f"cannot be read ({type(error).__name__}: {error})") from error


@contextmanager
def translated() -> Iterator[None]:
    """Turn the engine's errors into the playground's.

    Raises:
        Refusal: what Discord would refuse.
        NotImplementedHere: what the engine does not have.
    """
    try:
        yield
    except RouteNotImplemented as error:
        msg = "there is no such route"
        raise NotImplementedHere(msg) from error
    except UnsupportedField as error:
        msg = f"the fields {', '.join(error.fields)}"
        raise NotImplementedHere(msg) from error
    except BackendError as error:
        faults, message = error.errors, error.message
        if error.code == INVALID_FORM and faults is None:
            detail = message.removeprefix("Invalid Form Body").removeprefix(": ") or "Invalid value"
            message = "Invalid Form Body"
            faults = {"_errors": [{"code": "BASE_TYPE_BAD_VALUE", "message": detail}]}
        raise Refusal(error.status, error.code, message, faults) from error
    except NotImplementedError as error:
        raise NotImplementedHere(str(error)) from error
