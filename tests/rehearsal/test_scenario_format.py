from golive_tui.launch.faults import FAULTS
from golive_tui.rehearsal.acts import ACTS
from golive_tui.rehearsal.scenario_format import (
    ACT,
    EXPECT,
    FAULT,
    POLICY,
    SCENARIO,
    SUBJECTS,
)
from tests.rules.project import ROOT


def test_the_page_tells_every_key_fault_and_act() -> None:
    page = (ROOT / "docs" / "rehearse.md").read_text(encoding="utf-8")
    keys = {field.name for spec in (SCENARIO, POLICY, FAULT, ACT, EXPECT) for field in spec.fields}
    assert all(f"`[[{table}]]`" in page for table in ("fault", "act", "expect"))
    assert "`[policy.NAME]`" in page
    keys -= {"act", "expect", "policy"}
    wanted = {*keys, *SUBJECTS, *FAULTS, *ACTS}
    assert not {each for each in wanted if f"`{each}`" not in page}
