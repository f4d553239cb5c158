"""Every scenario in `scenarios/`: the sentences of runbooks 2.4, each played and looked at."""

from pathlib import Path

import pytest

from tests.launch.scenario import load, play

SCENARIOS = sorted((Path(__file__).parent / "scenarios").glob("*.toml"))


def test_there_are_scenarios_enough() -> None:
    assert len(SCENARIOS) >= 25


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_it_goes_as_the_file_says(path: Path) -> None:
    scenario = load(path)
    assert scenario["about"].endswith(".")
    play(scenario)
