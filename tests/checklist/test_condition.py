import contextlib
import math
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.checklist.condition import (
    LINE_LIMIT,
    OPERATORS,
    SEARCHED,
    Beginning,
    Condition,
    FirstLines,
    check_pattern,
    judge,
    look_up,
    parse,
)
from golive_tui.errors import ConditionError

FACTS: Mapping[str, object] = {
    "status": 200,
    "time": 0.02,
    "body": "all is well",
    "secure": True,
    "header": {"cf-ray": "8f2", "server": "nginx/1.25"},
    "json": {"status": "healthy", "database": {"pool": {"used": 3}}, "error": None, "none": []},
    "metric": {'http_requests_total{code="200"}': 7.0, "up.now": 1.0},
    "answers": ["203.0.113.7", "203.0.113.8"],
    "nan": math.nan,
    "empty": {},
}


def _holds(text: str) -> bool | None:
    return judge(parse(text), FACTS).holds


@pytest.mark.parametrize(
    "text",
    [
        "status == 200",
        "status==200",
        "status != 500",
        "time < 1s",
        "time <= 20ms",
        "json.database.pool.used > 2",
        "json.database.pool.used >= 3",
        "json.status == 'healthy'",
        'json.status != "unhealthy"',
        "json.error == null",
        "json.status != null",
        "secure == true",
        "secure != false",
        "body contains 'well'",
        "body not contains 'bad'",
        "not body contains 'bad'",
        "answers contains '203.0.113.7'",
        "answers not contains '192.0.2.1'",
        "answers.1 == '203.0.113.8'",
        "json contains 'status'",
        "header.server matches '^nginx/'",
        "header.server not matches 'apache'",
        "status in [200, 204]",
        "status not in [500, 503]",
        "json.status in ['healthy', \"ok\"]",
        "header.cf-ray exists",
        "header.via not exists",
        "not header.via exists",
        "json.error exists",
        "metric.up.now == 1",
    ],
)
def test_it_holds(text: str) -> None:
    assert _holds(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "status == 201",
        "status > 200",
        "time >= 1s",
        "json.status == 'unhealthy'",
        "json.error != null",
        "secure == false",
        "body contains 'bad'",
        "answers contains '192.0.2.1'",
        "json contains 'stat'",
        "header.server matches '^apache'",
        "status in [500, '200']",
        "header.cf-ray not exists",
        "header.via exists",
    ],
)
def test_it_does_not_hold(text: str) -> None:
    assert _holds(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "json.database.pool.free > 2",
        "not json.database.pool.free > 2",
        "header.via == 'x'",
        "header.via != 'x'",
        "header.via not contains 'x'",
        "answers.2 == 'x'",
        "answers.x == 'x'",
        "body.x == 'x'",
        "status == '200'",
        "status != '200'",
        "secure == 1",
        "json.status < 5",
        "secure < 5",
        "nan < 5",
        "nan == 5",
        "nan != 5",
        "status contains 2",
        "body contains 2",
        "answers contains 7",
        "answers not contains 7",
        "json.none contains 'x'",
        "json.none not contains 'x'",
        "empty not contains 'x'",
        "status matches '200'",
        "status in ['200', true]",
    ],
)
def test_what_is_missing_or_of_another_type_is_unknown(text: str) -> None:
    assert _holds(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("status == 201", "status is 200"),
        ("time < 1ms", "time is 0.02"),
        ("json.status == 'x'", "json.status is 'healthy'"),
        ("header.via == 'x'", "header.via is missing"),
        ("header.via exists", "it is not there"),
        ("header.server exists", "it is there"),
        ("secure < 1", "secure is True, which `<` cannot compare"),
    ],
)
def test_it_says_why(text: str, why: str) -> None:
    assert judge(parse(text), FACTS).why == why


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "`` is no condition"),
        ("status", "`status` is no condition"),
        ("200 == status", "`200 == status` is no condition"),
        ("status = 200", "`status = 200` is no condition"),
        ("status ==", "`status ==` has no value after `==`"),
        ("status exists 200", "`exists` takes no value, not `200`"),
        ("time < fast", "`fast` is no value"),
        ("time < 'fast'", "`<` compares numbers"),
        ("time < true", "`<` compares numbers"),
        ("status in 200", "`in` takes a list"),
        ("status in []", "`in` takes a list that is not empty"),
        ("body matches 3", "`matches` takes a quoted pattern"),
        ("body matches '('", "`(` is no pattern: missing ), unterminated subpattern at position 0"),
        ("body matches '[[a]'", "`[[a]` is no pattern: Possible nested set at position 1"),
        ("body matches 'a{99999999999}'", None),
        ("body matches '(a+)+'", "`(a+)+` repeats a repeat, and may search for ever"),
        ("x == " + "1" * LINE_LIMIT, f"a condition of {LINE_LIMIT + 5} characters"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, sentence: str | None) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert sentence is None or caught.value.message == sentence


@pytest.mark.parametrize("pattern", ["(a+)+", "((a+)b)*", "(a*){20}", "(?:x{3,})*", r"(\w+\s?)*$"])
def test_a_repeat_within_a_repeat_is_refused(pattern: str) -> None:
    with pytest.raises(ConditionError, match="may search for ever"):
        check_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [r"^(\d{1,3}\.){3}\d{1,3}$", "(ab)+c*", r"[(+)]+(x)+", r"\(a+\)+", "(?P<n>[0-9]+)px", "(a+)?b"],
)
def test_other_patterns_are_taken(pattern: str) -> None:
    check_pattern(pattern)


def test_values_with_units_are_numbers() -> None:
    texts = ("250ms", "5%", "1KiB", "600/min", "-3", "1.5")
    values = [parse(f"x == {text}").value for text in texts]
    assert values == [0.25, 0.05, 1024.0, 10.0, -3.0, 1.5]


def test_a_condition_keeps_its_own_words() -> None:
    assert parse("  not status == 200 ") == Condition(
        text="  not status == 200 ", fact="status", operator="==", negated=True, value=200.0
    )


LONG = "x" * SEARCHED


@pytest.mark.parametrize(
    ("pattern", "text", "holds"),
    [
        ("y", LONG + "y", None),
        ("y", LONG, False),
        ("y", LONG[1:] + "y", True),
        ("y", "y" + LONG, True),
        ("xx+", LONG + "y", True),
        # The beginning has an end that the whole has not, or lacks what it goes on with.
        ("x$", LONG + "y", None),
        (r"a$", LONG[2:] + "a\nb", None),
        (r"x\b", LONG + "y", None),
        ("(?m)^y$", "y\n" + LONG, True),
        ("(?s)^(?!.*y)", LONG + "y", None),
        ("(?s)^(?!.*y)", LONG, True),
    ],
    ids=lambda value: str(value)[-9:],
)
def test_of_a_long_text_only_what_its_beginning_proves_is_told(
    pattern: str, text: str, holds: bool | None
) -> None:
    facts = {"body": text}
    straight = judge(parse(f"body matches '{pattern}'"), facts)
    turned = judge(parse(f"not body matches '{pattern}'"), facts)
    assert straight.holds is holds
    assert turned.holds is (None if holds is None else not holds)
    assert straight.unread is turned.unread is (holds is None)
    if holds is None:
        assert straight.why == "of body only the beginning was looked at"


def test_a_fact_that_no_pattern_can_search_was_not_left_unread() -> None:
    assert not judge(parse("status matches '2'"), FACTS).unread
    assert not judge(parse("body < 2"), FACTS).unread


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("out contains 'begun'", True),
        ("out contains 'FATAL'", None),
        ("not out contains 'FATAL'", None),
        ("not out contains 'begun'", False),
        ("out matches '^beg'", True),
        ("not out matches 'FATAL'", None),
        ("out matches 'begun$'", None),
        ("out == 'begun'", None),
        ("out != 'ended'", None),
        ("out in ['begun']", None),
        ("out exists", True),
        ("lines contains 'one'", True),
        ("not lines contains 'two'", None),
    ],
)
def test_the_beginning_of_a_text_proves_what_is_in_it_alone(text: str, holds: bool | None) -> None:
    facts = {"out": Beginning("begun"), "lines": FirstLines(["one"])}
    found = judge(parse(text), facts)
    assert (found.holds, found.unread) == (holds, holds is None)


def test_a_path_of_strange_digits_finds_nothing() -> None:
    assert look_up({"answers": ["x"]}, "answers.²") == (False, None)


def test_a_key_may_hold_dots() -> None:
    assert look_up({"a": {"b.c": 1}}, "a.b.c") == (True, 1)


_FACT = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner)),
    max_leaves=4,
)
_VALUE = st.sampled_from(["200", "1s", "5%", "'x'", "''", "true", "null", "-1", "'203.0.113.7'"])


@given(st.sampled_from(OPERATORS), _VALUE, _FACT, st.booleans())
def test_not_turns_true_and_false_and_leaves_unknown(
    operator: str, value: str, fact: object, present: bool
) -> None:
    rest = {"exists": "", "in": f" [{value}]"}.get(operator, f" {value}")
    try:
        plain, negated = parse(f"x {operator}{rest}"), parse(f"not x {operator}{rest}")
    except ConditionError:
        return
    facts = {"x": fact} if present else {}
    straight, turned = judge(plain, facts).holds, judge(negated, facts).holds
    assert turned is (None if straight is None else not straight)
    if not present and operator != "exists":
        assert straight is None


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ConditionError):
        judge(parse(text), FACTS)
