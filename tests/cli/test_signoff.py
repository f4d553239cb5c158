import json
from pathlib import Path

import pytest

from golive_tui.launch.events import LaunchWentLive
from tests.cli.made import STARTED, Golive, begun


@pytest.mark.usefixtures("engines")
def test_the_record_is_frozen_with_the_name_and_the_words(golive: Golive, shop: Path) -> None:
    begun("shop-1", (1, STARTED), (2, LaunchWentLive()), checklist=str(shop))
    assert golive("signoff", "--approve").code == 4
    assert golive("signoff", "--name", "Ana", "--notes", "one thing is left").code == 0
    signed = json.loads(golive("status", "--json").out)["signoff"]
    assert (signed["approved"], signed["name"]) == (False, "Ana")
    assert golive("signoff", "--approve", "--name", "Ana").code == 0
    assert "signed off by Ana" in golive("status").out


@pytest.mark.usefixtures("engines")
def test_before_going_live_there_is_nothing_to_sign(golive: Golive, shop: Path) -> None:
    begun("shop-1", (1, STARTED), checklist=str(shop))
    said = golive("signoff", "--approve", "--name", "Ana")
    assert said.code == 4
    assert "has not gone live" in said.err
