"""Which tests are slow, and that they come first: the longest must not be the last that somebody waits for.

No property has a deadline: whether an example takes long is a matter of the machine.
"""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

_END_TO_END = Path(__file__).with_name("tests") / "end_to_end"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what starts a bot or a playground, and let it begin; at first what its own module calls slow."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        starts_playground = isinstance(item, pytest.Function) and "playground" in item.fixturenames
        if starts_playground or _END_TO_END in item.path.parents:
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
