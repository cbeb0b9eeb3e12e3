"""Which method answers which control. A service declares it where the action is carried out; the router collects it."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.interactions.click import Click
from bot.interactions.custom_id import CustomId
from bot.interactions.responses import AnyResponse, ResponseKind

Handler = Callable[[Click], Awaitable[AnyResponse]]
Method = TypeVar("Method", bound=Callable[..., Awaitable[AnyResponse]])

_DECLARED = "declared_actions"


@dataclass(frozen=True, slots=True)
class Action:
    """The kind in which an action is answered, and who answers."""

    kind: ResponseKind
    handler: Handler


def action(kind: ResponseKind, namespace: str, *names: str) -> Callable[[Method], Method]:
    """Declare that a method of a service answers actions; it gets the `Click` and nothing else.

    Args:
        kind: how it answers. It is fixed before anything else happens; a `MODAL` must not call a backend.
        namespace: the first part of the custom ids.
        names: of the actions, as in the custom ids: lower-case letters and hyphens.

    Returns:
        A decorator, which leaves the method as it is.

    Raises:
        ValueError: no custom id can name such an action.
    """
    ids = [(namespace, name) for name in names]
    for each in ids:
        str(CustomId(*each))

    def declare(method: Method) -> Method:
        declared = vars(method).setdefault(_DECLARED, {})
        declared.update(dict.fromkeys(ids, kind))
        return method

    return declare


def actions_of(service: object) -> Mapping[tuple[str, str], Action]:
    """Collect what the methods of a service answer, by namespace and name of the action.

    Args:
        service: an instance; a class gives handlers that still lack it.

    Returns:
        The actions; none where the service declares none.

    Raises:
        ValueError: two of its methods answer the same action.
    """
    found: dict[tuple[str, str], Action] = {}
    for handler in _methods(service):
        for key, kind in getattr(handler, _DECLARED, {}).items():
            if key in found:
                raise ValueError(f"{type(service).__name__} answers {':'.join(key)} twice")
            found[key] = Action(kind, handler)
    return found


def _methods(service: object) -> Iterator[Handler]:
    cls = service if isinstance(service, type) else type(service)
    for name in dir(cls):
        if hasattr(getattr(cls, name, None), _DECLARED):
            yield getattr(service, name)
