from golive_tui.checklist.format import SUBJECTS
from golive_tui.checklist.model import Channel, Contact, Phase, Rollback, RoundItem, Signoff, Step
from tests.checklist.checklists import HEAD, PROBE, TREE, WHOLE, read


def test_a_probe_has_its_defaults() -> None:
    probe = read(HEAD + '[probes.site]\nkind = "web"\nurl = "u"\n' + TREE).probes["site"]
    assert (probe.id, probe.title, probe.kind, probe.group) == ("site", "site", "web", "")
    assert (probe.every, probe.timeout, probe.window, probe.slow) == (30.0, 5.0, 900.0, None)
    assert (probe.fail_after, probe.recover_after, probe.expect, probe.values) == (2, 2, (), {})
    assert probe.settings == {"url": "u", "method": "GET", "state": "open"}


def test_the_time_out_of_a_fast_probe_is_half_of_its_interval() -> None:
    assert read(WHOLE.replace('"10s"', '"2s"')).probes["site"].timeout == 1.0


def test_a_probe_has_what_the_file_says() -> None:
    more = (
        'title = "Site"\ngroup = "Web"\ntimeout = "3s"\nslow = "100ms"\nwindow = "1h"\n'
        'fail_after = 3\nrecover_after = 4\nexpect = ["status == 200"]\nargs = ["a", "b"]\n'
    )
    probe = read(HEAD + PROBE + more + TREE).probes["site"]
    assert (probe.title, probe.group, probe.timeout, probe.slow) == ("Site", "Web", 3.0, 0.1)
    assert (probe.window, probe.fail_after, probe.recover_after) == (3600.0, 3, 4)
    assert [each.text for each in probe.expect] == ["status == 200"]
    assert probe.values == {"hits": "metric.hits"}
    assert probe.settings["args"] == ("a", "b")


def test_a_check_is_a_look_with_its_own_time_out() -> None:
    text = WHOLE + 'check = { kind = "web", url = "u", expect = ["a == 1"] }\n'
    (check,) = read(text).stages[0].sections[0].items[0].checks
    assert (check.kind, check.timeout, check.settings["url"]) == ("web", 5.0, "u")
    assert [each.fact for each in check.expect] == ["a"]


def test_an_item_may_have_several_checks() -> None:
    text = WHOLE + (
        '[[stage.section.item.check]]\nkind = "web"\nurl = "u"\nexpect = ["a == 1"]\n'
        '[[stage.section.item.check]]\nkind = "web"\nurl = "v"\ntimeout = "9s"\n'
    )
    checks = read(text).stages[0].sections[0].items[0].checks
    assert [(each.settings["url"], each.timeout) for each in checks] == [("u", 5.0), ("v", 9.0)]


def test_a_step_has_its_defaults() -> None:
    item = read(WHOLE + 'run = ["make", "it"]\n').stages[0].sections[0].items[0]
    assert item.step == Step(run=("make", "it"))


def test_a_step_has_what_the_file_says() -> None:
    more = """
run = "make it && echo"
shell = true
cwd = "deploy"
env = { A = "b" }
timeout = "15m"
success_exit_codes = [0, 99]
retries = 2
needs = ["first"]
verify = ["true"]
rehearse = ["echo"]
confirm = "type-target"
rerun = "safe"
exclusive = "deploy"
interactive = true
outputs = ["VERSION"]
evidence = ["out.json"]
[[stage.section.item]]
id = "first"
title = "First"
"""
    assert read(WHOLE + more).stages[0].sections[0].items[0].step == Step(  # noqa: S604
        run=("make it && echo",),
        shell=True,
        cwd="deploy",
        env={"A": "b"},
        timeout=900.0,
        success_exit_codes=(0, 99),
        retries=2,
        needs=("first",),
        verify=("true",),
        rehearse=("echo",),
        confirm="type-target",
        rerun="safe",
        exclusive="deploy",
        interactive=True,
        outputs=("VERSION",),
        evidence=("out.json",),
    )


def test_the_owner_of_a_group_owns_its_items() -> None:
    text = (
        WHOLE
        + 'owner = "ops"\n[[stage.section.item.item]]\ntitle = "D"\n'
        + '[[stage.section.item.item]]\ntitle = "E"\nowner = "dev"\n'
    )
    (group,) = read(text).stages[0].sections[0].items
    assert [(item.id, item.owner) for item in group.items] == [("d", "ops"), ("e", "dev")]


def test_lines_are_those_of_the_file() -> None:
    checklist = read(WHOLE)
    stage = checklist.stages[0]
    assert (stage.line, stage.sections[0].line, stage.sections[0].items[0].line) == (13, 15, 17)


def test_a_stage_and_its_section_have_what_the_file_says() -> None:
    text = (
        HEAD
        + TREE.replace('"A"', '"A"\nbefore_go_live = true\nrollback = true')
        + 'after_go_live = true\nvalid_for = "1h"\nhelp = """\nOne.\nTwo."""\n'
    )
    (stage,) = read(text).stages
    assert (stage.id, stage.before_go_live, stage.rollback) == ("a", True, True)
    (item,) = stage.sections[0].items
    assert (item.after_go_live, item.valid_for, item.help) == (True, 3600.0, "One.\nTwo.")


RULES = """
[triggers.streak]
title = "S"
measure = "consecutive_failures"
of = ["site"]
above = 3
[triggers.errors]
title = "E"
measure = "error_rate"
of = ["site"]
window = "10m"
above = "5%"
for = "5m"
action = "notify"
needs = 30
clear_at = "3%"
every = "20s"
[objectives.disk]
title = "D"
group = "Server"
measure = "value:hits"
of = ["site"]
below = 7
"""


def test_rules_have_their_windows_and_their_needs() -> None:
    checklist = read(WHOLE + RULES)
    streak, errors = checklist.triggers["streak"], checklist.triggers["errors"]
    assert (streak.measure.window, streak.measure.above, streak.needs) == (60.0, 3.0, 4)
    assert (streak.action, streak.for_seconds) == ("ask", 0.0)
    assert (errors.measure.window, errors.measure.above, errors.needs) == (600.0, 0.05, 30)
    assert (errors.action, errors.for_seconds, errors.measure.of) == ("notify", 300.0, ("site",))
    assert (errors.clear_at, errors.every, errors.coverage, errors.arm_after) == (
        0.03,
        20.0,
        0.8,
        "go-live",
    )
    disk = checklist.objectives["disk"]
    assert (disk.measure.window, disk.measure.below, disk.measure.limit) == (30.0, 7.0, 7.0)
    assert disk.group == "Server"


def test_the_watch_has_its_grace_and_its_questions() -> None:
    text = (
        WHOLE
        + """
[[watch]]
title = "First"
from = "0h"
until = "6h"
every = "15m"
items = ["One?", { id = "own", title = "Two?", probes = ["site"] }]
[[watch]]
title = "Then"
from = "6h"
until = "3d6h"
every = "1d"
grace = "2h"
items = ["One?"]
[[watch]]
title = "Late"
from = "4d"
until = "6d"
every = "2d"
items = ["One?"]
"""
    )
    first, then, late = read(text).watch
    assert first == Phase(
        id="first",
        title="First",
        start=0.0,
        until=21600.0,
        every=900.0,
        grace=300.0,
        items=(
            RoundItem(id="one", title="One?"),
            RoundItem(id="own", title="Two?", probes=("site",)),
        ),
    )
    assert (first.rounds, then.rounds, late.rounds) == (24, 3, 1)
    assert (then.grace, late.grace) == (7200.0, 3600.0)


def test_a_name_in_square_brackets_is_not_filled() -> None:
    text = (
        WHOLE
        + """
[[contact]]
group = "Ops"
role = "Lead"
name = "Jürgen"
[[contact]]
group = "Ops"
role = "On call"
name = "[somebody]"
"""
    )
    assert read(text).contacts == (
        Contact(group="Ops", role="Lead", name="Jürgen", filled=True, line=20),
        Contact(group="Ops", role="On call", name="[somebody]", filled=False, line=24),
    )


def test_confirmations_are_items() -> None:
    text = (
        WHOLE
        + """
[[stage.section]]
title = "Sign-off"
signoff = true
[signoff]
fields = ["Date"]
confirm = ["All done", { id = "go", title = "Approved", owner = "PO", help = "Ask." }]
"""
    )
    signoff = read(text).signoff
    assert signoff.fields == ("Date",)
    done, go = signoff.confirm
    assert (done.id, done.title, done.owner, done.line) == ("all-done", "All done", "", 25)
    assert (go.id, go.title, go.owner, go.help, go.line) == ("go", "Approved", "PO", "Ask.", 25)
    assert read(WHOLE).signoff == Signoff()


def test_a_channel_is_told_of_everything_unless_it_says_of_what() -> None:
    more = (
        '[notify.lead]\nurls = "${env:URL}"\n'
        '[notify.team]\nurls = ["a://", "b://"]\non = ["trip", "rollback"]\n'
    )
    channels = read(WHOLE + more).channels
    assert channels["lead"] == Channel(id="lead", urls=("${env:URL}",), on=SUBJECTS)
    assert channels["team"].on == ("trip", "rollback")
    assert channels["team"].urls == ("a://", "b://")


def test_a_rehearsal_may_ask_for_notices() -> None:
    practice = "[targets.practice]\nrehearsal = true\nnotify = true\napi = 'x'\n"
    targets = read(HEAD + practice + TREE).targets
    assert targets["practice"].notify
    assert targets["practice"].values == {"api": "x"}
    assert not targets["here"].notify


def test_the_rollback_says_what_it_goes_back_to_and_what_must_be_well() -> None:
    rollback = read(WHOLE + '[rollback]\nprevious = "c"\nhealthy = ["site"]\n').rollback
    assert rollback == Rollback(previous="c", healthy=("site",))
    assert read(WHOLE).rollback == Rollback()


def test_a_gate_is_built_with_its_stations() -> None:
    text = '[[gate]]\ntitle = "Go"\nstations = ["Lead", "Net"]\nbefore = "a"\nfour_eyes = true\n'
    (gate,) = read(WHOLE + text).gates
    assert (gate.id, gate.title, gate.before) == ("go", "Go", "a")
    assert (gate.stations, gate.four_eyes) == (("Lead", "Net"), True)
