"""The acts of `golive step`, each once; what they do in detail is in test_step_*.py."""

import json
from pathlib import Path

import pytest

from golive_tui.launch import events as e
from tests.cli.made import RUNNING, STARTED, Golive, begun

ASKED = e.StepRequested(
    step="ship", attempt="ship-1", argv=("x",), directory="/srv", target="production"
)
LOST = e.StepLost(step="ship", attempt="ship-1", why="the host was started anew")


@pytest.mark.usefixtures("engines")
def test_a_person_settles_what_nobody_can_tell_of(golive: Golive, own_home: Path) -> None:
    source = own_home / "shop.toml"
    source.write_text(RUNNING)
    begun("shop-1", (1, STARTED), (2, ASKED), (3, LOST), text=RUNNING, checklist=str(source))
    refused = golive("step", "run", "ship")
    assert refused.code == 4
    assert "nobody knows what became" in refused.err
    assert golive("step", "settle", "ship", "succeeded").code == 4
    assert golive("step", "settle", "ship", "succeeded", "--reason", "I looked").code == 0
    steps = json.loads(golive("status", "--json").out)["steps"]
    assert steps["ship"]["status"] == "succeeded"
    assert golive("step", "settle", "ship", "failed", "--reason", "no").code == 4


def test_an_act_that_there_is_not_is_bad_usage(golive: Golive) -> None:
    said = golive("step", "fly")
    assert (said.code, said.out) == (2, "")
    assert golive("step").code == 2


def test_every_act_has_a_line_in_its_help(golive: Golive) -> None:
    said = golive("step", "--help")
    assert said.code == 0
    for word in ("list", "show", "run", "cancel", "output", "verify", "settle", "type"):
        assert word in said.out
