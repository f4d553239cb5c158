import pytest

from tests.checklist.checklists import WHOLE, read, told

OFTEN = """
[probes.often]
kind = "web"
url = "x"
every = "2s"
window = "1h"
values = { hits = "metric.hits" }
"""


def _rule(table: str, **keys: str) -> str:
    lines = {"title": '"R"', "measure": '"p95"', "of": '["often"]', "window": '"60s"'} | keys
    pairs = "\n".join(f"{key.rstrip('_')} = {value}" for key, value in lines.items() if value)
    return WHOLE + OFTEN + f"[{table}.rule]\n{pairs}\n"


def _trigger(**keys: str) -> str:
    return _rule("triggers", **keys)


def _objective(**keys: str) -> str:
    return _rule("objectives", **keys)


def test_a_look_must_end_before_the_next_begins() -> None:
    text = WHOLE.replace('every = "10s"', 'every = "10s"\ntimeout = "10s"')
    assert told(text) == [
        (
            "probes.site.timeout: 10s is not shorter than `every`, which is 10s; "
            "one look must end before the next begins"
        )
    ]
    assert read(text.replace('timeout = "10s"', 'timeout = "9s"')).probes["site"].timeout == 9


@pytest.mark.parametrize(
    "keys",
    [
        {"above": '"1s"'},
        {"measure": '"error_rate"', "above": '"5%"'},
        {"measure": '"availability"', "below": '"95%"'},
        {"measure": '"availability"', "below": '"99.9%"', "window": '"24h"'},
        {"measure": '"consecutive_failures"', "above": "3", "window": ""},
        {"measure": '"consecutive_failures"', "above": "0", "window": '"2s"'},
        {"measure": '"consecutive_failures"', "above": "5", "of": '["often", "site"]'},
        {"measure": '"value:hits"', "above": "7", "window": ""},
        {"measure": '"value:hits"', "above": '"5%"'},
        {"measure": '"mean:hits"', "above": "-7.5"},
        {"measure": '"rate:hits"', "above": '"10/min"', "window": '"4s"'},
        {"measure": '"max"', "above": '"1s"', "window": '"2s"'},
        {"measure": '"p99"', "above": '"1s"', "window": '"200s"'},
        {"measure": '"p95"', "above": '"1s"', "of": '["often", "site"]', "window": '"34s"'},
    ],
)
def test_a_rule_that_can_be_measured_has_no_problem(keys: dict[str, str]) -> None:
    assert read(_trigger(**keys)).triggers["rule"].title == "R"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({}, ": no bound; give it `above` or `below`"),
        (
            {"above": '"1s"', "below": '"2s"'},
            ".below: both `above` and `below`; give it one of them",
        ),
        (
            {"measure": '"error_rate"', "above": "0.05"},
            (
                ".above: 0.05 where a percentage is needed, since `error_rate` is one; "
                'write it like "5%"'
            ),
        ),
        (
            {"measure": '"error_rate"', "above": "5"},
            (
                ".above: 5 where a percentage is needed, since `error_rate` is one; "
                'write it like "5%"'
            ),
        ),
        (
            {"measure": '"error_rate"', "above": '"5s"'},
            (
                '.above: "5s" where a percentage is needed, since `error_rate` is one; '
                'write it like "5%"'
            ),
        ),
        (
            {"measure": '"error_rate"', "above": '"150%"'},
            '.above: "150%" is more than all of them; at most 100%',
        ),
        (
            {"above": "1"},
            (
                ".above: 1 where a duration is needed, since `p95` is one; "
                'write it like "1s" or "100ms"'
            ),
        ),
        (
            {"above": '"5%"'},
            (
                '.above: "5%" where a duration is needed, since `p95` is one; '
                'write it like "1s" or "100ms"'
            ),
        ),
        (
            {"measure": '"rate:hits"', "above": "1000"},
            (
                ".above: 1000 where a rate is needed, since `rate:hits` is one; "
                'write it like "1000/min"'
            ),
        ),
        (
            {"measure": '"consecutive_failures"', "above": '"3"'},
            '.above: "3" is no quantity; write it like "100ms", "5%", "256KiB" or "1000/min"',
        ),
        (
            {"measure": '"consecutive_failures"', "above": "2.5"},
            (
                ".above: 2.5 where a whole number is needed, since `consecutive_failures` is one; "
                "write it like 3"
            ),
        ),
        (
            {"measure": '"consecutive_failures"', "below": "3"},
            ".below: few failures in a row are no reason to roll back; write `above`",
        ),
        (
            {"measure": '"value:hist"', "above": "3", "window": ""},
            ".measure: the probe `often` keeps no value `hist`; did you mean `hits`?",
        ),
        (
            {"measure": '"value:xyz"', "above": "3", "window": ""},
            ".measure: the probe `often` keeps no value `xyz`; one of `hits`",
        ),
        (
            {"measure": '"error-rate"', "above": '"1s"'},
            '.measure: "error-rate" does not fit here; did you mean `error_rate`?',
        ),
        ({"window": "", "above": '"1s"'}, ": `window` is missing; `p95` is measured over one"),
        (
            {"window": '"30s"', "above": '"1s"'},
            (
                ".window: 30s of `often` every 2s is 15 samples; it needs 20; "
                'a window of "40s", or a probe that looks more often'
            ),
        ),
        (
            {"measure": '"error_rate"', "above": '"1%"'},
            (
                ".window: 1m of `often` every 2s is 30 samples; it needs 100; "
                'a window of "3m20s", or a probe that looks more often'
            ),
        ),
        (
            {"above": '"1s"', "needs": "50"},
            (
                ".window: 1m of `often` every 2s is 30 samples; it needs 50; "
                'a window of "1m40s", or a probe that looks more often'
            ),
        ),
        (
            {"above": '"1s"', "needs": "19"},
            ".needs: 19 is too few for a verdict of `p95`; at least 20",
        ),
        (
            {"measure": '"error_rate"', "above": '"5%"', "needs": "10"},
            ".needs: 10 is too few for a verdict of `error_rate`; at least 20",
        ),
        (
            {"measure": '"consecutive_failures"', "above": "7", "of": '["often", "site"]'},
            (
                ".window: 1m of `site` every 10s is 6 samples; it needs 8; "
                'a window of "1m20s", or a probe that looks more often'
            ),
        ),
        (
            {"window": '"2h"', "above": '"1s"'},
            (
                ".window: 2h is longer than the probe `often` keeps its samples; "
                'give that probe `window = "2h"`; it keeps 1h'
            ),
        ),
        ({"of": "[]", "above": '"1s"'}, ".of: an empty list; at least 1"),
        ({"of": '["no"]', "above": '"1s"'}, ".of[1]: no probe `no`; define the probe"),
        ({"window": "60", "above": '"1s"'}, '.window: 60 has no unit; write it like "60s"'),
        ({"above": '"1s"', "for_": "60"}, '.for: 60 has no unit; write it like "60s"'),
    ],
)
def test_a_trigger_that_cannot_be_measured_is_told(keys: dict[str, str], said: str) -> None:
    assert told(_trigger(**keys)) == [f"triggers.rule{said}"]


def test_a_probe_without_values_keeps_none() -> None:
    text = _trigger(measure='"value:x"', above="1", window="").replace(
        'values = { hits = "metric.hits" }', ""
    )
    assert told(text) == [
        "triggers.rule.measure: the probe `often` keeps no value `x`; give the probe `values`"
    ]


@pytest.mark.parametrize(
    "keys",
    [
        {"below": '"1s"', "window": '"40s"'},
        {"measure": '"error_rate"', "below": '"0.1%"', "window": '"4s"'},
        {"measure": '"consecutive_failures"', "below": "3", "window": ""},
        {"measure": '"availability"', "above": '"99.9%"', "window": '"24h"'},
    ],
)
def test_an_objective_shows_its_figure_with_however_few_samples(keys: dict[str, str]) -> None:
    assert read(_objective(**keys)).objectives["rule"].title == "R"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            {"below": '"1s"', "window": '"10s"'},
            (
                ".window: 10s of `often` every 2s is 5 samples; it needs 20; "
                'a window of "40s", or a probe that looks more often'
            ),
        ),
        (
            {"measure": '"rate:hits"', "above": '"1000/min"', "window": '"2s"'},
            (
                ".window: 2s of `often` every 2s is 1 sample; it needs 2; "
                'a window of "4s", or a probe that looks more often'
            ),
        ),
        (
            {"measure": '"availability"', "above": "99.9"},
            (
                ".above: 99.9 where a percentage is needed, since `availability` is one; "
                'write it like "5%"'
            ),
        ),
    ],
)
def test_an_objective_without_a_figure_is_told(keys: dict[str, str], said: str) -> None:
    assert told(_objective(**keys)) == [f"objectives.rule{said}"]


def test_what_is_wrong_with_a_probe_is_not_told_again_of_its_rules() -> None:
    text = _trigger(above='"1s"').replace('every = "2s"', "every = 2")
    assert told(text) == ['probes.often.every: 2 has no unit; write it like "2s"']
