"""How settings are read; what is refused is in `test_behaviour.py` too, whole."""

import pytest

from golive_tui.errors import InputError, UnitError
from golive_tui.rehearsal.stand_in import readings


def test_what_is_read() -> None:
    assert readings.number("7.5GiB") == 7.5 * 1024**3
    assert readings.number(39) == 39
    assert readings.ratio("5%") == 0.05
    assert readings.seconds("1.2s") == 1.2
    assert readings.words(["a", "b"]) == ("a", "b")
    assert readings.one_of("on", "off")("off") == "off"
    assert readings.some_of("redis")(["redis"]) == ("redis",)
    assert readings.or_none(readings.word)("") is None
    assert readings.table(readings.number, ("cpu",))({"cpu": "92%"}) == {"cpu": 0.92}
    assert readings.statuses({"/health": 503, "flowmind:/": 404}) == {
        "api:/health": 503,
        "flowmind:/": 404,
    }


@pytest.mark.parametrize(
    ("read", "value", "why"),
    [
        (readings.number, -1, "must be a number"),
        (readings.number, True, "must be a number"),
        (readings.number, float("nan"), "must be a number"),
        (readings.words, "a", "must be a list"),
        (readings.words, ["a"] * 65, "at most 64"),
        (readings.one_of("on", "off"), "maybe", "one of on, off"),
        (readings.some_of("redis"), ["ssh"], "one of redis"),
        (readings.table(readings.word, ("a",)), {"b": "x"}, '"b" is not one of a'),
        (readings.pairs_of, [], "must be a table"),
    ],
)
def test_what_is_refused(read: readings.Reader, value: object, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read(value)


def test_a_number_with_an_unknown_unit_is_refused() -> None:
    with pytest.raises(UnitError):
        readings.number("7 parsecs")
