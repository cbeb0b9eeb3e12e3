"""Tests of who is hidden, and that it holds."""

from pathlib import Path

from tests.services.boards import open_house


async def test_a_wish_survives_a_restart(tmp_path: Path) -> None:
    """Who is hidden stays so, is not hidden twice, and can be shown again any number of times."""
    async with open_house(tmp_path) as house:
        ann = await house.person()
        assert await house.visibility.hide(ann)
        assert await house.visibility.hide(ann)
    async with open_house(tmp_path) as house:
        assert await house.visibility.hidden() == {ann.person_id}
        assert await house.visibility.show(ann)
        assert await house.visibility.show(ann)
        assert await house.visibility.hidden() == frozenset()
