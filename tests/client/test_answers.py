import pytest

from golive_tui.client.answers import ERRORS, answered
from golive_tui.errors import EngineError, GoliveError, NotFound


def test_a_good_answer_is_handed_on() -> None:
    assert answered({"id": 1, "ok": True, "seq": 412})["seq"] == 412


@pytest.mark.parametrize(("why", "error"), ERRORS.items())
def test_a_refusal_is_raised_as_the_engine_meant_it(why: str, error: type[GoliveError]) -> None:
    answer = {"ok": False, "why": why, "error": "no round is due", "hint": "wait"}
    with pytest.raises(GoliveError) as caught:
        answered(answer)
    assert (type(caught.value), caught.value.message, caught.value.hint) == (
        error,
        "no round is due",
        "wait",
    )


@pytest.mark.parametrize(
    "answer",
    [{}, {"ok": 1}, {"ok": "true"}, {"ok": False}, {"ok": False, "why": ["x"], "error": 7}],
)
def test_whatever_is_not_clearly_good_is_an_error_of_the_engine(answer: dict[str, object]) -> None:
    with pytest.raises(EngineError):
        answered(answer)


def test_an_item_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound, match="no item `x`"):
        answered({"ok": False, "why": "not_found", "error": "no item `x`"})
