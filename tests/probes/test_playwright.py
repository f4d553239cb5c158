import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.errors import InputError
from golive_tui.probes.look.playwright import is_playwright, read_playwright
from tests.probes.report_files import COMMIT, playwright


def test_tests_of_all_suites_are_counted() -> None:
    run = read_playwright(playwright("expected", "flaky", "skipped", "unexpected"))
    counts = run.counts
    assert (counts.tests, counts.passed, counts.failed, counts.skipped) == (4, 2, 1, 1)
    assert counts.flaky == 1
    assert run.disagree == ()
    assert run.failing == ("logged in does 3",)
    assert run.commit == COMMIT
    assert run.duration == pytest.approx(8.1234)


def test_sums_that_are_not_those_of_the_tests_are_told() -> None:
    run = read_playwright(playwright("expected", "expected", stats={"expected": 3}))
    assert run.disagree == ("it tells of 3 expected, and holds 2",)
    none = read_playwright(playwright("expected", stats={"flaky": None}))
    assert none.disagree == ("it tells of no flaky, and holds 0",)


def test_errors_outside_of_tests_count() -> None:
    assert read_playwright(playwright("expected", errors=[{"message": "no"}])).counts.errors == 1


def test_an_interrupted_run_is_told() -> None:
    report = playwright("expected", "skipped")
    test = report["suites"][0]["suites"][0]["specs"][0]["tests"][0]
    test["results"] = [{"status": "interrupted"}]
    assert read_playwright(report).interrupted == "logged in does 1"


def test_a_status_that_nobody_knows_proves_nothing() -> None:
    with pytest.raises(InputError, match="no status that golive knows"):
        read_playwright(playwright("splendid"))


@pytest.mark.parametrize(
    ("metadata", "commit_at", "commit"),
    [
        ({"ci": {"commitHash": COMMIT}}, "", COMMIT),
        ({"revision.id": COMMIT}, "", COMMIT),
        ({"build": {"sha": COMMIT}}, "config.metadata.build.sha", COMMIT),
        ({"build": {"sha": COMMIT}}, "config.metadata.build.none", None),
        ({}, "", None),
    ],
)
def test_the_commit_is_where_tools_put_it_or_where_one_says(
    metadata: dict[str, Any], commit_at: str, commit: str | None
) -> None:
    report = playwright("expected")
    report["config"]["metadata"] = metadata
    assert read_playwright(report, commit_at).commit == commit


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["suites", "specs", "tests", "status", "results", "title", "stats", "config"]
            ),
            inner,
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["config", "errors", "x"]), _JSON), st.lists(_JSON), _JSON)
def test_no_json_is_too_strange(
    more: dict[str, object], suites: list[object], stats: object
) -> None:
    document = {**more, "suites": suites, "stats": stats if isinstance(stats, dict) else {}}
    assert is_playwright(document)
    with contextlib.suppress(InputError):
        assert read_playwright(document).counts.tests >= 0
