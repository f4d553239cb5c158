import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.made import Golive, begun

pytestmark = pytest.mark.usefixtures("engines")


def _status(golive: Golive) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(golive("status", "--json").out)
    return document


def test_going_live_is_t0_and_happens_once(golive: Golive, shop: Path) -> None:
    begun("shop-1", checklist=str(shop))
    assert _status(golive)["watch"]["elapsed_seconds"] is None
    assert golive("go", "--note", "all hands").code == 0
    document = _status(golive)
    assert document["launch"]["went_live_at"]
    assert document["watch"]["phase"] == "hour"
    again = golive("go")
    assert again.code == 4
    assert "already live" in again.err
