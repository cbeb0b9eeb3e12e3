"""The controls on a message that Discord handed over."""

from collections.abc import Iterable, Iterator

import hikari


def custom_ids_on(message: hikari.PartialMessage) -> tuple[str, ...]:
    """Return the custom ids of everything that can be pressed or chosen on a message, from top to bottom."""
    return tuple(_custom_ids(message.components or ()))


def _custom_ids(components: Iterable[hikari.PartialComponent]) -> Iterator[str]:
    for component in components:
        custom_id = getattr(component, "custom_id", None)
        if isinstance(custom_id, str):
            yield custom_id
        yield from _custom_ids(getattr(component, "components", ()))
