"""Which handler answers which custom id. An extension has one `Routes` for its room, and `app.py` collects them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.interactions.custom_id import CustomId
from bot.interactions.responses import AnswerKind, Result

Handler = Callable[..., Awaitable[Result]]
"""Gets the `Click`; further parameters are injected by their types."""


@dataclass(frozen=True, slots=True)
class Action:
    """An action of a room: the kind of its answer, and who answers."""

    kind: AnswerKind
    handler: Handler


class Routes:
    """The actions of one room; a room's name is the first part of its custom ids."""

    def __init__(self, room: str) -> None:
        self.room = room
        self._actions: dict[str, Action] = {}

    @property
    def actions(self) -> Mapping[str, Action]:
        """The actions by name."""
        return self._actions

    def action(self, name: str, kind: AnswerKind) -> Callable[[Handler], Handler]:
        """Decorate the handler of an action.

        Args:
            name: as in the custom id: lower-case letters and hyphens.
            kind: how it answers.

        Raises:
            ValueError: the room has such an action, or no custom id can name it.
        """
        str(CustomId(self.room, name))

        def register(handler: Handler) -> Handler:
            if name in self._actions:
                raise ValueError(f"the room {self.room} has two actions {name}")
            self._actions[name] = Action(kind, handler)
            return handler

        return register

    def injected(self, inject: Callable[[Any], Any]) -> dict[tuple[str, str], Action]:
        """The actions by room and name, their handlers made ready for dependency injection."""
        return {
            (self.room, name): Action(action.kind, inject(action.handler)) for name, action in self._actions.items()
        }
