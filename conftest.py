"""Which tests are slow, and that they come first: the longest must not be the last that somebody waits for.

No property has a deadline: whether an example takes long is a matter of the machine.
"""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

_TESTS = Path(__file__).with_name("tests")
_SLOW_FOLDERS = {_TESTS / "end_to_end", _TESTS / "backends" / "oasst_api"}
_SLOW_PARAMETERS = {"oasst_api"}
"""The conformance suite by way of a server."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what starts a bot, a playground or a server, and let it begin; first what a module calls slow."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        if isinstance(item, pytest.Function) and _is_slow(item):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def _is_slow(item: pytest.Function) -> bool:
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return (
        "playground" in item.fixturenames
        or not _SLOW_FOLDERS.isdisjoint(item.path.parents)
        or any(isinstance(each, str) and each in _SLOW_PARAMETERS for each in parameters)
    )
