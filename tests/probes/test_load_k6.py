from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.errors import InputError
from golive_tui.probes.look.load_figures import FIGURES
from golive_tui.probes.look.load_k6 import read_k6
from tests.probes.load_files import TOKEN, k6, k6_export


def test_the_figures_of_handle_summary() -> None:
    figures = read_k6(k6())
    assert figures.format == "k6"
    assert figures.proven == {
        "requests": 1000.0,
        "failed": 2.0,
        "error_rate": 0.002,
        "p50": 0.0218,
        "p90": 0.0489,
        "p95": 0.0632,
        "max": 0.8124,
        "users": 1000.0,
        "duration": 90.5005,
        "checks": 0.75,
    }
    assert figures.lacking == {"p99": "k6 stores p(99) only when summaryTrendStats names it"}


def test_the_export_says_the_same_but_for_its_duration() -> None:
    one, other = read_k6(k6()), read_k6(k6_export())
    assert other.format == "k6-export"
    assert {**other.proven, "duration": 90.5005} == one.proven
    assert "duration" in other.lacking


def test_no_boolean_of_either_format_changes_anything() -> None:
    for make, crossed in ((k6, {"p(95)<50": {"ok": False}}), (k6_export, {"p(95)<50": True})):
        plain, turned = make(), make()
        turned["metrics"]["http_req_duration"]["thresholds"] = crossed
        assert read_k6(plain) == read_k6(turned)


def test_users_are_those_that_ran_and_not_those_set_aside() -> None:
    document = k6(users=40)
    assert read_k6(document).proven["users"] == 40.0
    del document["metrics"]["vus"]
    assert "set aside" in read_k6(document).lacking["users"]


def test_p99_is_there_when_the_script_asked_for_it() -> None:
    times = {"med": 1.0, "p(90)": 2.0, "p(95)": 3.0, "p(99)": 4.0, "max": 5.0}
    assert read_k6(k6(times=times)).proven["p99"] == 0.004


@pytest.mark.parametrize("make", [k6, k6_export])
def test_a_run_without_a_request_proves_nothing(make: Any) -> None:
    figures = read_k6(make(requests=0, failed=0))
    assert (figures.proven, figures.metrics) == ({}, {})
    assert set(figures.lacking.values()) == {"the run made no request"}


@pytest.mark.parametrize(
    ("failed", "why"),
    [
        ({"rate": 0.0, "passes": 2, "fails": 998}, "contradict each other"),
        ({"rate": 0.0, "passes": 0, "fails": 0}, "has no samples"),
        ({"rate": 0.002, "passes": 1, "fails": 499}, "judged 500 of 1000 requests"),
        ({"rate": 0.002}, "does not count them"),
        ({"rate": True, "passes": "2", "fails": None}, "does not count them"),
        ({}, "does not count them"),
    ],
)
def test_an_error_rate_that_the_counts_do_not_bear_out_is_none(failed: object, why: str) -> None:
    figures = read_k6(k6(metrics={"http_req_failed": {"values": failed}}))
    assert "error_rate" not in figures.proven
    assert why in figures.lacking["error_rate"]
    assert figures.proven["p95"] == 0.0632


def test_metrics_of_the_script_can_be_asked_for_by_name() -> None:
    metrics = read_k6(k6()).metrics
    assert metrics["ws_sessions"]["count"] == 77.0
    assert metrics["http_req_duration"]["p95"] == 63.2


def test_what_the_script_s_setup_returned_is_nowhere() -> None:
    assert TOKEN not in repr(read_k6(k6()))


@pytest.mark.parametrize(
    "document", [{}, {"metrics": []}, {"metrics": {}}, {"metrics": {"http": {"values": {}}}}]
)
def test_other_json_is_no_summary(document: dict[str, object]) -> None:
    with pytest.raises(InputError, match="no summary of k6"):
        read_k6(document)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from([0, 1, -1, 10**400]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["values", "passes", "fails", "rate", "count", "p(95)", "max", "med"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(list(k6()["metrics"])), JSON, max_size=4),
    st.dictionaries(st.sampled_from(["state", "metrics", "setup_data"]), JSON, max_size=2),
)
def test_whatever_is_changed_it_is_read_or_refused(
    metrics: dict[str, object], top: dict[str, object]
) -> None:
    document = k6(metrics=metrics) | top
    try:
        figures = read_k6(document)
    except InputError:
        return
    assert set(figures.proven) | set(figures.lacking) == set(FIGURES)
    assert all(value >= 0 for value in figures.proven.values())
    assert 0 <= figures.proven.get("error_rate", 0) <= 1


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.floats(0, 1e6))
def test_good_numbers_come_out_as_they_went_in(requests: int, failed: int, p95: float) -> None:
    failed = min(failed, requests)
    times = {"med": 0.0, "p(95)": p95, "max": 1e7}
    for make in (k6, k6_export):
        proven = read_k6(make(requests=requests, failed=failed, times=times)).proven
        assert proven["error_rate"] == failed / requests
        assert proven["p95"] == p95 / 1000
