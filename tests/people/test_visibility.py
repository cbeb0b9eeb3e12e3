"""Tests of who is hidden, and that it holds."""

from pathlib import Path

from tests.services.boards import open_board_services


async def test_a_wish_survives_a_restart(tmp_path: Path) -> None:
    """Who is hidden stays so, is not hidden twice, and can be shown again any number of times."""
    async with open_board_services(tmp_path) as services:
        ann = await services.person()
        assert await services.visibility.hide(ann)
        assert await services.visibility.hide(ann)
    async with open_board_services(tmp_path) as services:
        assert await services.visibility.hidden() == {ann.person_id}
        assert await services.visibility.show(ann)
        assert await services.visibility.show(ann)
        assert await services.visibility.hidden() == frozenset()
