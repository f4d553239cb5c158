import pytest

from golive_tui.errors import InputError
from golive_tui.probes.look.business_figures import Demands, Figure, Shape

SHAPE = Shape(select="", group="frontend", value="value", at="at")


def test_an_object_by_group_and_rows() -> None:
    assert SHAPE.of_document({"a": 1, "b": {"value": "2.5"}}) == {
        "a": Figure(value=1),
        "b": Figure(value=2.5),
    }
    assert SHAPE.of_rows([{"frontend": "a.b", "value": 1, "at": 5}]) == {
        "a-b": Figure(value=1, at=5.0)
    }


@pytest.mark.parametrize(
    "document",
    [5, None, {"a": True}, {"a": "NaN"}, [{"value": 1}], [{"frontend": "a", "value": 1}] * 2],
)
def test_what_has_no_figures_is_said(document: object) -> None:
    with pytest.raises(InputError):
        SHAPE.of_document(document)


def test_a_baseline_by_group_demands_the_group() -> None:
    demands = Demands(baseline={"a": 10.0, "b": 10.0}, max_drop=0.5)
    found = demands.objection({"a": Figure(value=9)}, 0.0, {})
    assert found is not None
    assert found.reason == "assert.missing_value"
    both = {"a": Figure(value=9), "b": Figure(value=6)}
    assert demands.objection(both, 0.0, {}) is None
    assert demands.drops(both) == pytest.approx({"a": 0.1, "b": 0.4})


def test_a_baseline_names_its_group_as_the_source_does() -> None:
    demands = Demands(baseline={"City Pulse": 100.0}, max_drop=0.5)
    figures = SHAPE.of_document({"City Pulse": 3})
    assert demands.drops(figures) == pytest.approx({"City-Pulse": 0.97})
    found = demands.objection(figures, 0.0, {})
    assert found is not None
    assert found.detail == "City-Pulse is 97% below its baseline"


@pytest.mark.parametrize("at", [1_700_000_000_000, "2101-01-01T00:00:00Z", 1_700_000_061.0])
def test_a_time_that_is_still_to_come_proves_nothing(at: object) -> None:
    """Milliseconds, or a clock that is far ahead: nobody knows how old the figure is."""
    figures = SHAPE.of_rows([{"frontend": "a", "value": 1, "at": at}])
    found = Demands(max_age=300.0).objection(figures, 1_700_000_000.0, {})
    assert found is not None
    assert (found.outcome, found.reason) == ("error", "inconclusive")
    assert "still to come" in found.detail


def test_a_clock_may_be_a_little_ahead_and_no_number_is_no_time() -> None:
    demands = Demands(max_age=300.0)
    ahead = SHAPE.of_rows([{"frontend": "a", "value": 1, "at": 1_700_000_059.0}])
    assert demands.objection(ahead, 1_700_000_000.0, {}) is None
    unknown = SHAPE.of_rows([{"frontend": "a", "value": 1, "at": float("nan")}])
    found = demands.objection(unknown, 1_700_000_000.0, {})
    assert found is not None
    assert found.reason == "stale.no_sample"
