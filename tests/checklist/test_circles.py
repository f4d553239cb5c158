import itertools

from hypothesis import given
from hypothesis import strategies as st

from golive_tui.checklist.circles import circles


def test_a_circle_is_told_from_one_of_its_members_to_itself() -> None:
    assert list(circles({"x": ["a"], "a": ["b"], "b": ["c"], "c": ["a"]})) == [("a", "b", "c", "a")]


def test_what_needs_itself_is_a_circle() -> None:
    assert list(circles({"a": ["a"]})) == [("a", "a")]


def test_two_circles_are_told_apart() -> None:
    assert list(circles({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c", "a"]})) == [
        ("a", "b", "a"),
        ("c", "d", "c"),
    ]


def test_many_ways_to_the_same_place_are_no_circle() -> None:
    assert list(circles({"a": ["b", "c", "zzz"], "b": ["d"], "c": ["d"], "d": []})) == []


def test_a_long_way_is_walked_without_recursion() -> None:
    waits = {str(n): [str(n + 1)] for n in range(20_000)} | {"20000": ["0"]}
    (circle,) = circles(waits)
    assert len(circle) == 20_002


_NAMES = st.sampled_from("abcdef")


@given(st.dictionaries(_NAMES, st.lists(_NAMES, max_size=3)))
def test_there_is_a_circle_exactly_where_something_waits_for_itself(
    waits: dict[str, list[str]],
) -> None:
    reach = {name: set(waits.get(name, [])) for name in "abcdef"}
    for _ in range(6):
        reach = {n: r | {x for each in r for x in reach[each]} for n, r in reach.items()}
    found = list(circles(waits))
    assert bool(found) is any(name in reach[name] for name in waits)
    for circle in found:
        assert circle[0] == circle[-1]
        assert all(b in waits[a] for a, b in itertools.pairwise(circle))
