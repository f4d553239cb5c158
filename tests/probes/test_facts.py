import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.probes.facts import DEEPEST, Absent, LazyFacts, Metrics, read_json

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=30,
)


@given(value=JSON.filter(lambda value: "Infinity" not in json.dumps(value)))
def test_what_is_json_is_read(value: object) -> None:
    assert read_json(json.dumps(value)) == value


@given(text=st.text(alphabet='[]{}",:\\ 1x', max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    read_json(text)


@pytest.mark.parametrize("text", ["", "no", "{", "NaN", '{"a": Infinity}', "1" * 5000, "'a'"])
def test_what_is_no_json_is_absent(text: str) -> None:
    assert isinstance(read_json(text), Absent)


def test_the_depth_is_bounded_and_brackets_in_strings_do_not_count() -> None:
    assert not isinstance(read_json("[" * DEEPEST + "]" * DEEPEST), Absent)
    assert isinstance(read_json("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)), Absent)
    assert read_json(json.dumps("[" * 1000)) == "[" * 1000
    assert read_json(json.dumps('\\"[[' * 1000)) == '\\"[[' * 1000


@pytest.mark.parametrize("unit", ['\\"', '"', "[", "\\", '["', "{}", '"\\'])
def test_no_body_of_the_largest_size_takes_for_ever(unit: str) -> None:
    """A search that grew with the square of the length would run into the suite's time limit."""
    read_json(unit * (256 * 1024 // len(unit)))


def test_a_fact_is_made_when_asked_for_and_once() -> None:
    made: list[str] = []

    def make() -> object:
        made.append("it")
        return 5

    facts = LazyFacts({"at_hand": 1}, {"it": make, "not": lambda: Absent("it rains")})
    assert made == []
    assert set(facts) == {"at_hand", "it", "not"}
    assert "it" in facts
    assert facts["it"] == 5
    assert made == ["it"]
    assert "not" not in facts
    assert facts.why_missing("not.at.all") == "it rains"
    assert facts.why_missing("other") == ""
    assert len(facts) == 2


def test_metrics_parse_only_what_is_asked_for() -> None:
    metrics = Metrics('a{x="1"} 2\na{x="2"} 3\nbroken{\nab 9\na_total 4 1700000000000\n')
    assert metrics["a"] == 5
    assert metrics["a.x.2"] == 3
    assert metrics["a_total"] == 4
    assert list(metrics) == ["a", "a_total"]
    assert "broken" not in metrics
    assert metrics.why_missing("broken") == "its lines are no Prometheus text"


@given(text=st.text(alphabet='a{}="1.5 \n#,\\xeE+-', max_size=80))
def test_no_page_of_metrics_is_too_odd(text: str) -> None:
    value = Metrics(text).get("a")
    assert value is None or math.isfinite(float(str(value)))


def test_a_time_that_no_float_holds_is_no_prometheus_text() -> None:
    metrics = Metrics(f"up 1 {10**400}\n")
    assert metrics.get("up") is None
    assert metrics.why_missing("up") == "its lines are no Prometheus text"
