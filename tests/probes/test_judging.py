import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.checklist.condition import SEARCHED, judge, parse
from golive_tui.launch.samples import REASONS, Sample
from golive_tui.probes.facts import Absent, LazyFacts
from golive_tui.probes.judging import sample_of
from golive_tui.probes.kind import Objection, Observation
from golive_tui.secrets import Redactor
from tests.probes.fault_server import HOSTILE, SECRET
from tests.probes.looking import AT, probe


def ok(**facts: object) -> Observation:
    return Observation(outcome="ok", facts=facts, latency=0.25, phases={"dns": 0.1})


def judged(seen: Observation, *expect: str, **values: str) -> Sample:
    return sample_of(seen, probe("tcp", *expect, values=values), AT, Redactor([SECRET]))


def test_a_sample_carries_what_was_observed() -> None:
    sample = sample_of(ok(n=3), probe("tcp", "n == 3"), AT, Redactor(), scheduled=False)
    assert sample == Sample(
        probe="a-tcp",
        at=AT,
        outcome="ok",
        latency=0.25,
        detail="n is 3",
        phases={"dns": 0.1},
        scheduled=False,
    )


@pytest.mark.parametrize(
    ("expect", "reason", "detail"),
    [
        (("n == 4",), "assert.failed", "n == 4: n is 3"),
        (("m == 4",), "assert.missing_value", "m == 4: m is missing"),
        (("not m == 4",), "assert.missing_value", "not m == 4: m is missing"),
        (("n == 'x'",), "assert.type", "n == 'x': n is 3, which it cannot be compared with"),
        (("not n == 'x'",), "assert.type", None),
        (("m exists",), "assert.failed", "m exists: m is missing"),
        # What is false outweighs what is unknown.
        (("m == 4", "n == 3", "n > 5"), "assert.failed", "n > 5: n is 3"),
        (("n > 5", "n > 6", "n > 7"), "assert.failed", "n > 5: n is 3 (and 2 more)"),
    ],
)
def test_a_condition_that_does_not_hold_fails_the_sample(
    expect: tuple[str, ...], reason: str, detail: str | None
) -> None:
    sample = judged(ok(n=3), *expect)
    assert (sample.outcome, sample.reason) == ("fail", reason)
    assert sample.latency == 0.25
    if detail is not None:
        assert sample.detail == detail


@pytest.mark.parametrize(
    ("expect", "outcome", "reason", "detail"),
    [
        (
            ("not body matches 'ERROR'",),
            "error",
            "inconclusive",
            "not body matches 'ERROR': of body only the beginning was looked at",
        ),
        # What was looked at decides, where it is wrong.
        (("not body matches 'ERROR'", "n == 4"), "fail", "assert.failed", None),
        (("not body matches 'ERROR'", "m == 4"), "fail", "assert.missing_value", None),
        (("not body matches 'xx'",), "fail", "assert.failed", None),
        (("body matches 'xx'",), "ok", None, None),
    ],
)
def test_what_was_not_looked_at_speaks_for_nothing_and_against_nobody(
    expect: tuple[str, ...], outcome: str, reason: str | None, detail: str | None
) -> None:
    sample = judged(ok(n=3, body="x" * SEARCHED + "ERROR"), *expect)
    assert (sample.outcome, sample.reason) == (outcome, reason)
    assert detail is None or sample.detail == detail


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "a": st.none()
        | st.booleans()
        | st.floats()
        | st.text(max_size=5)
        | st.lists(st.integers()),
        "b": st.integers() | st.dictionaries(st.text(max_size=3), st.integers()),
    },
)
LINES = st.lists(
    st.sampled_from(
        ["a == 1", "not a == 1", "b > 2", "a exists", "not b exists", "a contains 'x'",
         "b in [1, 2]", "not a matches 'y'", "a.b == 3", "b != 'z'"]
    ),
    max_size=4,
)  # fmt: skip


@given(facts=FACTS, lines=LINES)
def test_only_what_holds_in_every_condition_passes(
    facts: dict[str, object], lines: list[str]
) -> None:
    sample = judged(Observation(outcome="ok", facts=facts), *lines)
    holds = [judge(parse(line), facts).holds for line in lines]
    assert (sample.outcome == "ok") == all(each is True for each in holds)
    assert sample.reason is None or sample.reason in REASONS


@pytest.mark.parametrize("outcome", ["fail", "error"])
def test_conditions_are_not_judged_over_a_look_that_failed(outcome: str) -> None:
    seen = Observation(
        outcome="fail" if outcome == "fail" else "error",
        facts={"n": 3},
        reason="tcp.refused",
        detail="refused",
    )
    for expect in ("n == 3", "n == 4"):
        sample = judged(seen, expect)
        assert (sample.outcome, sample.reason) == (outcome, "tcp.refused")
        assert sample.detail == "refused"


AGAINST = Objection(facts=("status",), reason="http.status", detail="HTTP 503: no pool")


@pytest.mark.parametrize(
    ("expect", "outcome", "reason", "detail"),
    [
        ((), "fail", "http.status", "HTTP 503: no pool"),
        (("n == 1",), "fail", "http.status", "HTTP 503: no pool"),
        (("n == 2",), "fail", "http.status", "HTTP 503: no pool"),
        (("status == 503",), "ok", None, "status is 503"),
        (("status == 503", "n == 2"), "fail", "assert.failed", "n == 2: n is 1"),
        # The objection says better than the condition why it does not hold.
        (("status == 200",), "fail", "http.status", "status == 200: HTTP 503: no pool"),
        (("status >= 500", "status < 503"), "fail", "http.status", None),
        (("status == 'x'",), "fail", "http.status", None),
    ],
)
def test_an_objection_holds_unless_the_conditions_speak_of_it_and_hold(
    expect: tuple[str, ...], outcome: str, reason: str | None, detail: str | None
) -> None:
    seen = Observation(outcome="ok", facts={"status": 503, "n": 1}, objection=AGAINST)
    sample = judged(seen, *expect)
    assert (sample.outcome, sample.reason) == (outcome, reason)
    assert detail is None or sample.detail == detail


def test_an_objection_may_be_our_own_trouble() -> None:
    against = Objection(facts=("exit",), reason="cmd.not_found", detail="exit 127", outcome="error")
    seen = Observation(outcome="ok", facts={"exit": 127}, objection=against)
    assert judged(seen, "exit == 0").outcome == "error"


def test_numbers_are_kept_and_what_is_none_is_left_out() -> None:
    facts: dict[str, object] = {
        "whole": 7,
        "text": "42.5",
        "yes": True,
        "word": "seven",
        "nothing": None,
        "many": [1],
        "endless": float("inf"),
        "huge": 10**400,
    }
    wanted = {name: name for name in (*facts, "missing")}
    assert judged(ok(**facts), **wanted).values == {"whole": 7.0, "text": 42.5, "yes": 1.0}


def test_values_are_kept_of_a_sample_that_fails() -> None:
    sample = judged(ok(n=3), "n == 4", n="n")
    assert (sample.outcome, sample.values) == ("fail", {"n": 3.0})


def test_a_fact_that_was_not_made_says_why() -> None:
    facts = LazyFacts({}, {"json": lambda: Absent("the body: it is no JSON")})
    sample = judged(Observation(outcome="ok", facts=facts), "json.a == 1")
    assert sample.detail == "json.a == 1: json.a is missing (the body: it is no JSON)"


def test_a_reason_that_nobody_knows_is_a_bug() -> None:
    sample = judged(Observation(outcome="fail", reason="made.up", detail="x"))
    assert (sample.outcome, sample.reason) == ("error", "probe.bug")


def test_what_the_look_says_of_itself_comes_first() -> None:
    seen = Observation(outcome="ok", facts={"cpu": 0.9}, detail="this host (jump)")
    assert judged(seen, "cpu > 0").detail == "this host (jump); cpu is 0.9"
    assert judged(seen, "cpu < 50%").detail == "this host (jump); cpu < 50%: cpu is 0.9"


def test_the_detail_is_one_clean_line_without_secrets() -> None:
    sample = judged(Observation(outcome="fail", reason="tcp.refused", detail=HOSTILE))
    assert sample.detail == "␛]0;pwned␇␛[31m***\ufffd\ufffd\ufffd2J⏎second line"


def test_a_secret_is_not_told_by_half_where_a_fact_is_cut() -> None:
    for start in range(60, 100):
        sample = judged(ok(it="x" * start + SECRET), "it == 'y'")
        assert SECRET[:4] not in sample.detail


def test_a_secret_in_the_condition_itself_is_redacted() -> None:
    assert judged(ok(it="x"), f"it == '{SECRET}'").detail == "it == '***': it is 'x'"


@pytest.mark.parametrize(
    ("expect", "reason"),
    [
        ("n < 6", "config.invalid"),
        ("n <= 5", "config.invalid"),
        ("not n >= 6", "config.invalid"),
        ("n < 5", None),
        ("n > 9", "assert.failed"),
        ("n == 3", None),
        ("m < 9", None),
    ],
)
def test_a_condition_that_nothing_can_break_proves_nothing(expect: str, reason: str | None) -> None:
    seen = Observation(outcome="ok", facts={"n": 3, "m": 3}, ceilings={"n": 5})
    assert judged(seen, expect).reason == reason
