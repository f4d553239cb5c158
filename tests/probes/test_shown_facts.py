from hypothesis import given
from hypothesis import strategies as st

from golive_tui.launch.check_facts import LONGEST_FACT, MOST_FACTS
from golive_tui.probes.facts import LazyFacts, Metrics
from golive_tui.probes.shown_facts import LONGEST_PATH, shown, text_of
from golive_tui.secrets import Redactor

NONE = Redactor()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=60,
)


def test_facts_are_flat() -> None:
    facts = {
        "status": 200,
        "time": 0.0312345678,
        "header": {"server": "nginx", "x": {"y": True}},
        "answers": ["a", "b"],
        "hops": [{"url": "http://a"}, {"url": "http://b"}],
    }
    assert shown(facts, (), NONE) == {
        "status": "200",
        "time": "0.0312346",
        "header.server": "nginx",
        "header.x.y": "True",
        "answers": "a, b",
        "hops.0.url": "http://a",
        "hops.1.url": "http://b",
    }


def test_what_the_verdict_rests_on_is_never_cut_away() -> None:
    facts = {**{f"f{n}": n for n in range(100)}, "deep": {"down": {"here": "yes"}}}
    found = shown(facts, ["deep.down.here", "nowhere"], NONE)
    assert len(found) == MOST_FACTS
    assert list(found)[:2] == ["deep.down.here", "f0"]


def test_nothing_is_made_for_it_but_what_was_asked_for() -> None:
    made: list[str] = []

    def maker() -> object:
        made.append("json")
        return {"status": "ok"}

    facts = LazyFacts({"status": 200}, {"json": maker, "metric": lambda: Metrics("a 1\n")})
    assert shown(facts, (), NONE) == {"status": "200"}
    assert made == []
    found = shown(facts, ["json.status", "metric.a"], NONE)
    assert found == {"json.status": "ok", "metric.a": "1", "status": "200"}


def test_a_secret_is_masked_by_its_value_and_by_the_name_it_bears() -> None:
    redactor = Redactor(["hunter2-sesame"])
    facts = {
        "body": "x" * 195 + "hunter2-sesame" + "y" * 9000,
        "header": {"set-cookie": "id=abcdefgh", "x-hunter2-sesame": "1"},
        "json": {"access_token": "abcdefgh", "secret_length": 256},
        "listed": ["hunter2-sesame"],
    }
    found = shown(facts, (), redactor)
    text = repr(found)
    assert "hunter2" not in text
    assert "abcdefgh" not in text
    assert found["json.secret_length"] == "256"


def test_a_text_from_outside_is_one_clean_short_line() -> None:
    told = text_of("banner", "\x1b[31mred\nline\u202e" + "z" * 900, NONE)
    assert len(told) <= LONGEST_FACT
    assert told.isprintable()


@given(st.dictionaries(st.text(), VALUES), st.lists(st.text(), max_size=5))
def test_whatever_was_seen_is_bounded(facts: dict[str, object], first: list[str]) -> None:
    found = shown(facts, first, NONE)
    assert len(found) <= MOST_FACTS
    for path, text in found.items():
        assert len(path) <= LONGEST_PATH
        assert len(text) <= LONGEST_FACT
