"""The load test and its report."""

import json

import pytest

from golive_tui.rehearsal.deploy.acts import End, Leave, Scene
from golive_tui.rehearsal.deploy.load import CROSSED, load_test


@pytest.mark.parametrize("fails", [False, True])
def test_the_load_test_leaves_a_report_whose_verdicts_are_those_of_its_figures(
    fails: bool,
) -> None:
    acts = list(load_test(Scene(where="", fails=fails)))
    [left] = [act for act in acts if isinstance(act, Leave)]
    metrics = json.loads(left.text)["metrics"]
    p95 = metrics["http_req_duration"]["values"]["p(95)"]
    assert metrics["http_req_duration"]["thresholds"]["p(95)<500"]["ok"] == (p95 < 500)
    failed = metrics["http_req_failed"]["values"]
    assert failed["passes"] + failed["fails"] == metrics["http_reqs"]["values"]["count"]
    assert failed["rate"] == failed["passes"] / (failed["passes"] + failed["fails"])
    assert metrics["http_req_failed"]["thresholds"]["rate<0.1"]["ok"] == (failed["rate"] < 0.1)
    assert [act.code for act in acts if isinstance(act, End)] == ([CROSSED] if fails else [])
    assert (p95 < 100) is not fails
