import json
import math
import tomllib
from datetime import timedelta
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.launch import events as e
from golive_tui.launch.codec import (
    Plain,
    event_from_plain,
    event_to_plain,
    sample_from_plain,
    sample_to_plain,
    state_from_plain,
    state_to_plain,
    tally_from_plain,
    tally_to_plain,
    to_plain,
)
from golive_tui.launch.figures import Tally
from golive_tui.launch.fold import fold
from golive_tui.launch.samples import Sample
from golive_tui.launch.state import EMPTY, LaunchState
from tests.launch import facts as f
from tests.launch.world import ANA, START, after, sample


def by_way_of_json(plain: Plain) -> Any:
    return json.loads(json.dumps(plain, allow_nan=False))


def grown(facts: list[e.Fact]) -> LaunchState:
    state = EMPTY
    for number, fact in enumerate(facts, start=1):
        state = fold(state, e.Event(seq=number, at=after(number), epoch=1, by=ANA, fact=fact))
    return state


@given(f.events)
def test_an_event_comes_back_from_json_as_it_was(event: e.Event) -> None:
    assert event_from_plain(by_way_of_json(event_to_plain(event))) == event


@given(st.lists(f.any_fact(), max_size=15))
def test_a_state_comes_back_from_json_as_it_was(facts: list[e.Fact]) -> None:
    state = grown(facts)
    assert state_from_plain(by_way_of_json(state_to_plain(state))) == state


@given(st.lists(f.any_fact(), max_size=15))
def test_a_state_comes_back_from_toml_as_it_was(facts: list[e.Fact]) -> None:
    state = grown(facts)
    text = tomli_w.dumps(state_to_plain(state, native_times=True))
    assert state_from_plain(tomllib.loads(text)) == state


@given(f.samples)
def test_a_sample_comes_back_as_it_was(made: Sample) -> None:
    assert sample_from_plain(by_way_of_json(sample_to_plain(made))) == made


def test_what_is_usual_of_a_sample_is_left_out() -> None:
    assert sample_to_plain(sample(0)) == {
        "probe": "api",
        "at": "2026-11-24T12:00:00.000000Z",
        "outcome": "ok",
        "latency": 0.02,
        "scheduled": True,
    }


def test_a_tally_comes_back_as_it_was() -> None:
    tally = Tally(every=30.0, since=START)
    for slot, made in enumerate((sample(0), sample(30, "fail"), sample(90))):
        tally.add(made.at + timedelta(seconds=slot), made.outcome)
    assert tally_from_plain(by_way_of_json(tally_to_plain(tally))) == tally


def test_an_event_is_one_flat_table() -> None:
    event = e.Event(seq=7, at=after(0), epoch=2, by=ANA, fact=e.ItemPassed(item="cdn", note="n"))
    assert event_to_plain(event) == {
        "seq": 7,
        "at": "2026-11-24T12:00:00.000000Z",
        "epoch": 2,
        "by": {"user": "ana", "uid": 1001, "host": "jump1", "how": "peer", "claim": ""},
        "kind": "item.passed",
        "item": "cdn",
        "note": "n",
        "evidence": [],
        "against": "",
    }


def test_no_nan_and_no_infinity_is_ever_written() -> None:
    made = {"a": math.nan, "b": [math.inf, 1.0], "c": 2.0}
    assert to_plain(made) == {"b": [None, 1.0], "c": 2.0}


LINE: Plain = event_to_plain(
    e.Event(seq=7, at=after(0), epoch=2, by=ANA, fact=e.ItemPassed(item="cdn"))
)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": None}, "unknown kind"),
        ({"kind": "item.vanished"}, "unknown kind `item.vanished`"),
        ({"kind": ["item.passed"]}, "unknown kind"),
        ({"colour": "red"}, "`item.passed` has no `colour`"),
        ({"at": 12}, "`at` is not a time"),
        ({"at": "yesterday"}, "is not a time"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "is not a time"),
        ({"at": "9999-12-31T23:59:59-12:00"}, "is not a time"),
        ({"at": "2026-11-24T12:00:00"}, "has no time zone"),
        ({"seq": "7"}, "Expected `int`"),
        ({"seq": True}, "Expected `int`"),
        ({"item": 3}, r"Expected `str`, got `int` - at `\$.item`"),
        ({"by": {"user": "ana"}}, "missing required field"),
        ({"by": {**LINE["by"], "how": "magic"}}, "Invalid enum value"),
        ({"evidence": [{"what": "smell", "text": "x", "at": LINE["at"]}]}, "Invalid enum value"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_line_that_is_wrong_is_refused_and_the_sentence_says_why(
    change: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        event_from_plain({**LINE, **change})


@pytest.mark.parametrize("plain", [None, 7, "seq", [LINE]])
def test_what_is_no_table_is_no_event(plain: Any) -> None:
    with pytest.raises(ValueError, match="an event is an object"):
        event_from_plain(plain)


@pytest.mark.parametrize("key", ["seq", "at", "epoch", "by", "kind"])
def test_an_envelope_without_one_of_its_parts_is_refused(key: str) -> None:
    plain = {name: value for name, value in LINE.items() if name != key}
    with pytest.raises(ValueError, match=f"it has no `{key}`"):
        event_from_plain(plain)


def test_a_fact_without_a_field_that_has_no_default_is_refused() -> None:
    plain = {name: value for name, value in LINE.items() if name != "item"}
    with pytest.raises(ValueError, match="missing required field `item`"):
        event_from_plain(plain)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(LINE)), _json))
def test_hostile_lines_are_refused_and_nothing_else_happens(change: dict[str, object]) -> None:
    try:
        event = event_from_plain({**LINE, **change})
    except ValueError:
        return
    assert event_from_plain(by_way_of_json(event_to_plain(event))) == event
