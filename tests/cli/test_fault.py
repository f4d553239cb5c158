from pathlib import Path

import pytest

from golive_tui.launch.fault_facts import RehearsalFaulted, RehearsalMended
from golive_tui.launch.faults import FAULTS
from golive_tui.store import history
from tests.cli.made import Golive, begun


def test_every_fault_is_listed_with_its_settings(golive: Golive) -> None:
    said = golive("fault").out
    for name, kind in FAULTS.items():
        assert f"\n{name} " in f"\n{said}"
        assert all(f"{setting}={each.default}" in said for setting, each in kind.settings.items())


def test_a_setting_without_a_value_is_refused(golive: Golive, own_home: Path) -> None:
    result = golive("fault", "errors", "20%")
    assert result.code == 2
    assert "ratio=20%" in result.err


@pytest.mark.usefixtures("engines")
def test_a_rehearsal_that_runs_is_made_to_fail_and_mended(golive: Golive, shop: Path) -> None:
    launch = begun("shop-1", checklist=str(shop), target="rehearsal", rehearsal=True)
    assert golive("fault", "errors", "ratio=50%", "--as", "half").code == 0
    assert golive("fault", "--mend", "other").code == 3
    assert golive("fault", "--mend").code == 0
    facts = [event.fact for event in history.tail(launch, 3)]
    assert RehearsalFaulted(name="half", fault="errors", settings={"ratio": "50%"}) in facts
    assert RehearsalMended() in facts


@pytest.mark.usefixtures("engines")
def test_a_real_launch_is_not(golive: Golive, shop: Path) -> None:
    begun("shop-1", checklist=str(shop))
    result = golive("fault", "errors")
    assert result.code == 4
    assert "no rehearsal" in result.err
