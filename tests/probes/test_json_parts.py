import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.errors import InputError
from golive_tui.probes.look.json_parts import amount, mapping, mappings, words


@pytest.mark.parametrize(
    ("value", "number"), [(3, 3), ("3", 3), ("-3", None), (-3, None), (True, None), (3.0, None)]
)
def test_a_count_is_a_whole_number(value: object, number: int | None) -> None:
    assert amount(value) == number


@given(st.none() | st.text() | st.integers() | st.lists(st.integers()))
def test_what_is_of_another_type_is_empty(value: object) -> None:
    assert mapping(value) == {}
    assert len(words(value, 3)) <= 3


def test_objects_are_taken_as_they_are() -> None:
    assert mapping({"a": 1}) == {"a": 1}
    assert mappings([{"a": 1}, {}]) == [{"a": 1}, {}]
    assert words("abc", 2) == "ab"


@pytest.mark.parametrize("value", ["x", 5, {}, [1], [{}, None]])
def test_a_list_of_anything_else_is_damaged(value: object) -> None:
    assert mappings(None) == []
    with pytest.raises(InputError, match="damaged"):
        mappings(value)
