"""How the screens look, as pictures: `pytest tests/screens --snapshot-update` takes new ones.

Nothing moves in them: the scene's clock stands still, no cursor blinks, and every test has a home
of its own.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.screens.shots import SHOTS, Shot

Compare = Callable[..., bool]


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_the_screen_looks_as_it_did(shot: Shot, snap_compare: Compare) -> None:
    async def pose(pilot: Any) -> None:
        await shot.pose(pilot)

    assert snap_compare(shot.app(), terminal_size=shot.size, run_before=pose)
