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
