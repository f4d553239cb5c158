from pathlib import Path

import pytest

from golive_tui.errors import ChecklistError, NotFound
from golive_tui.rehearsal.scenario import Act, Expectation, Fault, Planned, Policy
from golive_tui.rehearsal.scenario_file import find, load, read, shipped
from tests.rehearsal.scenarios import NEVER, flowmind, scenario

WHOLE = """
[[fault]]
fault = "errors"
ratio = "33%"
at = "2m"
until = "5m"

[[fault]]
fault = "engine-killed"
after = "errors"
at = "30s"
for = "10s"

[[act]]
do = "hold"
trigger = "error-rate"
reason = "look first"
for = "5m"
after = "trigger.tripped"
at = "10s"
refused = "nothing to hold"

[[expect]]
trigger = "error-rate"
state = "tripped"
between = ["5m", "5m40s"]
after = "errors"

[[expect]]
rollback = 1
state = "rolled_back"

[[expect]]
verdict = "no-go"

[[expect]]
round = "any"
state = "due"
at_least = 2
"""


def problems(text: str) -> list[str]:
    with pytest.raises(ChecklistError) as caught:
        read(text.encode(), "bad.toml", "bad", flowmind())
    return str(caught.value).splitlines()


def test_a_scenario_is_read_with_its_units_and_its_defaults() -> None:
    read_ = scenario(WHOLE)
    assert read_.faults[0] == Fault(
        name="errors", fault="errors", settings={"ratio": "33%"}, when=Planned(at=120), lasts=180
    )
    killed = read_.faults[1]
    assert (killed.when, killed.lasts) == (Planned(at=30, after="errors"), 10)
    assert read_.acts[2] == Act(
        do="hold",
        when=Planned(at=10, after="trigger.tripped"),
        given={"trigger": "error-rate", "reason": "look first", "for": "300s"},
        refused="nothing to hold",
    )
    tripped, rolled, said, rounds = read_.expectations
    assert tripped == Expectation(
        subject="trigger",
        name="error-rate",
        word="tripped",
        between=(300, 340),
        after="errors",
        line=tripped.line,
    )
    assert tripped.line > 0
    assert (rolled.word, rolled.count) == ("rolled_back", (1, 1))
    assert (said.subject, said.word) == ("verdict", "no-go")
    assert rounds.count is not None
    assert rounds.count[0] == 2
    assert (read_.how, read_.until, read_.rounds, read_.speed) == ("instant", 1200, True, 30)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[fault]]\nfault = "erors"\nat = "1m"', "did you mean `errors`"),
        ('[[fault]]\nfault = "errors"\nat = "1m"\nratio = "120%"', "`ratio` must be at most 100%"),
        ('[[fault]]\nfault = "errors"\nat = "1m"\nrate = "1%"', "it has ratio"),
        ('[[fault]]\nfault = "errors"\nat = "soon"', "is not a duration"),
        ('[[fault]]\nfault = "errors"\nat = "1m"\nfor = "1m"\nuntil = "2m"', "say the same"),
        ('[[fault]]\nfault = "errors"\nat = "2m"\nuntil = "1m"', "is not after `at`"),
        ('[[fault]]\nfault = "hang"\nat = "1m"\nafter = "eror"', "nothing here is called `eror`"),
        ('[[fault]]\nfault = "engine-killed"\nat = "1m"\nhard = "yes"', "has no settings"),
        (
            '[[fault]]\nfault = "hang"\nat = "1m"\n[[fault]]\nfault = "hang"\nat = "2m"',
            "a second fault is called `hang`",
        ),
        ('[[act]]\ndo = "hold"\nat = "1m"', "`hold` needs `trigger`"),
        ('[[act]]\ndo = "pass"\nitem = "nope"\nat = "1m"', "no item `nope`"),
        ('[[act]]\ndo = "hold"\ntrigger = "eror-rate"\nat = "1m"', "did you mean `error-rate`"),
        ('[[expect]]\ntrigger = "error-rate"\nprobe = "redis"\nstate = "ok"', "about one thing"),
        ('[[expect]]\nstate = "ok"', "this names nothing"),
        ('[[expect]]\ntrigger = "error-rate"', "needs a `state`"),
        ('[[expect]]\ntrigger = "error-rate"\nstate = "triped"', "did you mean `tripped`"),
        ('[[expect]]\nprobe = "redis-x"\nstate = "ok"', "the checklist has no probe `redis-x`"),
        ('[[expect]]\nevent = "trigger.triped"', "no kind of event"),
        ('[[expect]]\nverdict = "nogo"', "no-go"),
        (
            '[[expect]]\nprobe = "redis"\nstate = "ok"\nbetween = ["2m", "1m"]',
            "ends before it begins",
        ),
        ('[[expect]]\nprobe = "redis"\nstate = "ok"\nbetwen = ["2m", "1m"]', "`between`"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, told: str) -> None:
    head = f'title = "x"\nuntil = "1m"\n{NEVER}\n'
    found = problems(head + text + "\n")
    assert any(told in line for line in found), found
    assert all(line.startswith("bad.toml:") for line in found)


def test_all_of_it_is_told_at_once() -> None:
    found = problems('until = "1m"\nspeeed = 3\n[[fault]]\nfault = "hang"\n')
    assert len(found) == 4
    assert any("`title` is missing" in line for line in found)
    assert any("did you mean `speed`?" in line for line in found)
    assert any("`at` is missing" in line for line in found)
    assert any("`expect` is missing" in line for line in found)


@pytest.mark.parametrize("name", shipped())
def test_every_scenario_that_comes_with_golive_fits_its_document(name: str) -> None:
    found = load(find(name), flowmind())
    assert found.name == name
    assert found.expectations


def test_one_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="did you mean `quiet-week`"):
        find("quite-week")
    with pytest.raises(NotFound, match="golive has:"):
        find("/zzz")
    with pytest.raises(ChecklistError, match="cannot be read"):
        load(tmp_path, flowmind())


def test_policies_are_read_and_what_they_lack_is_told() -> None:
    text = '[policy.error-rate]\naction = "countdown"\ncountdown = "1m"\n' + NEVER
    head = 'title = "x"\nuntil = "1m"\nprevious = "{}"\n'
    read_ = scenario(text, head=head.format("deploy-staging"))
    assert read_.policies == (Policy(trigger="error-rate", action="countdown", countdown=60),)
    assert read_.previous == "deploy-staging"
    bad = text.replace("error-rate", "eror-rate").replace('"countdown"', '"ask"')
    told = problems(head.format("deploy") + bad)
    assert [each for each in told if "no item `deploy`" in each]
    assert [each for each in told if "no trigger `eror-rate`" in each and "error-rate" in each]
    assert [each for each in told if "`ask` has no countdown" in each]
    [lacking] = problems('title = "x"\nuntil = "1m"\n' + text)
    assert "`countdown` needs to know what there is to go back to" in lacking
