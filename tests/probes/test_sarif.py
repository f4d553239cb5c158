import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.errors import InputError
from golive_tui.probes.look.sarif import is_sarif, read_sarif
from tests.probes.report_files import Json, sarif


@pytest.mark.parametrize(
    ("result", "severity"),
    [
        ({"ruleId": "scored"}, "critical"),
        ({"ruleId": "scored/variety"}, "critical"),
        ({"ruleIndex": 0}, "critical"),
        ({"rule": {"id": "scored"}}, "critical"),
        ({"rule": {"index": 0}}, "critical"),
        ({"rule": {"index": 0, "toolComponent": {"index": 0}}}, "medium"),
        ({"ruleId": "scored", "properties": {"security-severity": "5.0"}}, "medium"),
        ({"ruleId": "levelled"}, "high"),
        ({"ruleId": "levelled", "level": "note"}, "low"),
        ({"ruleId": "plain"}, "medium"),
        ({"ruleId": "plain", "level": "none"}, "info"),
        ({"ruleId": "plain", "kind": "review"}, "unknown"),
        ({"ruleId": "nowhere", "ruleIndex": 99}, "medium"),
        ({"ruleId": "plain", "properties": {"security-severity": "eleven"}}, "medium"),
        ({"ruleId": "plain", "properties": {"security-severity": "11"}}, "medium"),
    ],
)
def test_a_result_has_its_score_s_severity_else_its_level_s(result: Json, severity: str) -> None:
    document = sarif(result)
    assert is_sarif(document)
    found = read_sarif(document)
    assert {name for name, count in found.counts.items() if count} == {severity}


@pytest.mark.parametrize(
    "result",
    [{"kind": "pass"}, {"kind": "notApplicable"}, {"kind": "informational"},
     {"baselineState": "absent"}],
)  # fmt: skip
def test_what_is_no_finding_is_not_counted(result: Json) -> None:
    found = read_sarif(sarif({"ruleId": "scored", **result}))
    assert (sum(found.counts.values()), found.suppressed) == (0, 0)


@pytest.mark.parametrize(
    ("suppressions", "aside"),
    [
        ([], False),
        ([{"kind": "external"}], True),
        ([{"kind": "external", "state": "accepted"}], True),
        ([{"kind": "external", "state": "underReview"}], False),
        ([{"kind": "inSource"}, {"kind": "external", "state": "rejected"}], False),
    ],
)
def test_only_what_is_accepted_is_set_aside(suppressions: list[Json], aside: bool) -> None:
    found = read_sarif(sarif({"ruleId": "scored", "suppressions": suppressions}))
    assert (found.suppressed, found.counts["critical"]) == ((1, 0) if aside else (0, 1))


def test_rules_of_an_extension_are_found_by_id() -> None:
    extension = {"rules": [{"id": "ext", "properties": {"security-severity": 7.5}}]}
    tool = {"driver": {"name": "CodeQL"}, "extensions": [extension]}
    assert read_sarif(sarif({"ruleId": "ext"}, tool=tool)).counts["high"] == 1


def test_the_tools_and_the_latest_time_of_all_runs() -> None:
    document = sarif()
    later = sarif(invocations=[{"endTimeUtc": "2026-11-25T10:00:00Z"}])["runs"][0]
    later["tool"] = {"driver": {"name": "Semgrep"}}
    document["runs"].append(later)
    found = read_sarif(document)
    assert found.tool == "CodeQL, Semgrep"
    assert found.told is not None
    assert found.told.at.day == 25


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ({"version": "2.1.0", "runs": []}, "no run"),
        ({"version": "1.0.0", "runs": [{}]}, "version 2.1.0"),
        (sarif(results=None), "has no results"),
        (sarif(invocations=[{"executionSuccessful": False}]), "did not succeed"),
    ],
)
def test_a_run_that_did_not_look_proves_nothing(document: Json, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read_sarif(document)


_KEYS = st.sampled_from(
    ["tool", "driver", "rules", "id", "name", "results", "ruleId", "ruleIndex", "rule", "level",
     "properties", "security-severity", "kind", "suppressions", "invocations", "endTimeUtc"]
)  # fmt: skip
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=15,
)


@given(st.lists(st.dictionaries(_KEYS, _JSON), max_size=3), st.lists(_JSON, max_size=3))
def test_no_json_is_too_strange(runs: list[Json], results: list[object]) -> None:
    with contextlib.suppress(InputError):
        read_sarif({"version": "2.1.0", "runs": [{**run, "results": results} for run in runs]})
