import pytest

from golive_tui.errors import InputError
from golive_tui.probes.look.prometheus_answer import (
    NothingMeasured,
    grouped,
    named,
    refusal,
    results,
)


def vector(*pairs: tuple[dict[str, str], str]) -> dict[str, object]:
    found = [{"metric": labels, "value": [1.0, value]} for labels, value in pairs]
    return {"resultType": "vector", "result": found}


def test_a_number_and_a_vector() -> None:
    assert [each.value for each in results({"resultType": "scalar", "result": [1.0, "5"]})] == [5.0]
    found = results(vector(({"__name__": "up", "job": "a.b", "zone": "1"}, "2")))
    assert [(each.name, each.value) for each in found] == [("a-b-1", 2.0)]
    assert named("127.0.0.1:9090") == "127-0-0-1-9090"


@pytest.mark.parametrize(
    "data",
    [
        vector(),
        vector(({}, "NaN")),
        vector(({}, "1"), ({"a": "b"}, "+Inf")),
        {"resultType": "scalar", "result": [1.0, "x"]},
        {"resultType": "scalar", "result": None},
        {"resultType": "scalar", "result": [1.0, 10**400]},
    ],
)
def test_what_is_no_number_was_not_measured(data: object) -> None:
    with pytest.raises(NothingMeasured):
        results(data)


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"resultType": "matrix"},
        {"resultType": []},
        {"resultType": "vector"},
        {"resultType": "vector", "result": [{"metric": {}, "histogram": []}]},
    ],
)
def test_what_yields_no_numbers_is_a_wrong_query(data: object) -> None:
    with pytest.raises(InputError):
        results(data)


def test_two_results_of_one_group_are_to_be_aggregated() -> None:
    found = results(vector(({"frontend": "a"}, "1"), ({"frontend": "b"}, "2")))
    assert grouped(found, "frontend") == {"a": 1.0, "b": 2.0}
    with pytest.raises(InputError):
        grouped(found, "zone")


def test_the_server_s_own_refusals() -> None:
    told = refusal({"errorType": "bad_data", "error": "parse error"}, 400)
    assert (told.outcome, told.reason) == ("error", "config.invalid")
    told = refusal({"errorType": "timeout", "error": "slow"}, 503)
    assert (told.outcome, told.reason) == ("fail", "http.timeout_first_byte")
    assert refusal({}, 500).reason == "http.status"
