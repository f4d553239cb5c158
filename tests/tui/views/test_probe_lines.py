from msgspec.structs import replace

from golive_tui.tui.views.probe_lines import Line, is_there, lines_of, probe_of, probes_of
from tests.screens.scene import mirror_at


def test_probes_come_first_each_that_is_not_well_with_its_reason() -> None:
    lines = lines_of(mirror_at("live"))
    assert lines[:3] == [
        Line("probe", "api-health"), Line("why", "api-health"), Line("probe", "api-traffic"),
    ]  # fmt: skip
    assert lines.count(Line("heading", "Objectives")) == 1
    assert [each.ref for each in lines if each.kind == "trigger"] == [
        "health-failures", "error-rate", "response-time", "websocket-failures",
    ]  # fmt: skip


def test_no_row_stands_twice() -> None:
    """The cursor finds its row again by what it is."""
    lines = lines_of(mirror_at("live"))
    assert len(set(lines)) == len(lines)


def test_a_checklist_without_rules_has_no_headings_for_them() -> None:
    mirror = mirror_at("week")
    mirror.checklist = replace(mirror.checklist, objectives={}, triggers={})
    assert {each.kind for each in lines_of(mirror)} == {"probe"}


def test_a_rule_stands_on_its_probes_and_leads_to_the_first() -> None:
    plan = mirror_at("live").checklist
    trigger = Line("trigger", "websocket-failures")
    assert probes_of(trigger, plan) == {"ws-connect"}
    assert probe_of(trigger, plan) == "ws-connect"
    assert probe_of(Line("objective", "cpu-usage"), plan) == "api-metrics"
    assert probe_of(Line("why", "api-health"), plan) == "api-health"
    heading = Line("heading", "Objectives")
    assert (probes_of(heading, plan), probe_of(heading, plan)) == (frozenset(), "")


def test_a_row_of_what_the_checklist_has_no_more_is_about_nothing() -> None:
    plan = mirror_at("live").checklist
    bare = replace(plan, probes={}, objectives={}, triggers={})
    rows = [each for each in lines_of(mirror_at("live")) if each.kind not in ("blank", "heading")]
    assert all(is_there(each, plan) for each in rows)
    assert not any(is_there(each, bare) for each in rows)
    assert {probe_of(each, bare) for each in rows} == {""}
    assert {probes_of(each, bare) for each in rows} == {frozenset()}
