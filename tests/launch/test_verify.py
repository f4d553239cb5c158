import pytest

from golive_tui.errors import NotFound, Refused
from golive_tui.launch import commands as c
from golive_tui.launch.check_facts import CheckRequested, Verdict
from golive_tui.launch.verdicts import overridden
from golive_tui.launch.verify import meant
from tests.launch.checking import Checked
from tests.launch.world import after


def asked(launch: Checked, command: c.VerifyItems) -> list[str]:
    events = launch.do(command, after(1))
    return [event.fact.item for event in events if isinstance(event.fact, CheckRequested)]


def test_an_item_is_asked_for_by_a_name_of_its_own_run() -> None:
    launch = Checked()
    (event,) = launch.ask("cdn")
    assert event.fact == CheckRequested(item="cdn", check="cdn-3")
    launch.record([launch.evidence("cdn", "pass", "pass")], after(2))
    (event,) = launch.ask("cdn", seconds=3)
    assert event.fact == CheckRequested(item="cdn", check="cdn-5")


def test_a_group_stands_for_what_it_holds() -> None:
    assert asked(Checked(), c.VerifyItems(items=("dns",))) == ["domain", "records"]


@pytest.mark.parametrize(
    "command",
    [c.VerifyItems(all=True), c.VerifyItems(stage="pre"), c.VerifyItems(section="infra")],
)
def test_a_stage_a_section_and_all_stand_for_what_can_be_verified_now(
    command: c.VerifyItems,
) -> None:
    launch = Checked()
    launch.do(c.SkipItem(item="domain", reason="bought long ago"), after(1))
    launch.ask("records")
    assert asked(launch, command) == ["cdn"]
    launch.do(c.GoLive(), after(2))
    assert asked(launch, command) == ["day"]


def test_being_armed_is_said_of_each() -> None:
    launch = Checked()
    launch.do(c.VerifyItems(items=("dns",), armed=True), after(1))
    assert launch.state.item("domain").checking is not None
    assert [each.checking.armed for each in launch.state.items.values() if each.checking] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("items", "message"),
    [
        (("ship",), "`ship` has no check: a person answers for it"),
        (("day",), "`day` can only be answered once the launch is live"),
        (("records",), "`records` is being checked already"),
        (("domain",), "`domain` is skipped: reopen it first"),
        ((), "nothing is named to be verified"),
        (("dns",), "nothing there can be verified now"),
    ],
)
def test_what_cannot_be_verified_is_refused(items: tuple[str, ...], message: str) -> None:
    launch = Checked()
    launch.do(c.SkipItem(item="domain", reason="bought long ago"), after(0))
    launch.ask("records")
    with pytest.raises(Refused, match=message):
        launch.ask(*items)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (c.VerifyItems(items=("cnd",)), "no item `cnd`"),
        (c.VerifyItems(stage="pred"), "no stage `pred`"),
        (c.VerifyItems(stage="pre", section="step-1"), "no section `step-1`"),
    ],
)
def test_what_is_not_there_is_not_found(command: c.VerifyItems, message: str) -> None:
    with pytest.raises(NotFound, match=message):
        Checked().do(command, after(1))


def test_runs_are_called_off_by_name_or_all() -> None:
    launch = Checked()
    launch.ask("domain", "records", "cdn")
    launch.do(c.CancelChecks(items=("cdn",), reason="wrong target"), after(2))
    assert launch.state.item("cdn").checking is None
    launch.do(c.CancelChecks(), after(3))
    assert not [each for each in launch.state.items.values() if each.checking]
    with pytest.raises(Refused, match="`cdn` is not being checked"):
        launch.do(c.CancelChecks(items=("cdn",)), after(4))
    with pytest.raises(Refused, match="nothing is being checked"):
        launch.do(c.CancelChecks(), after(4))


@pytest.mark.parametrize("verdict", ["fail", "inconclusive", "error"])
def test_who_passes_what_did_not_pass_says_why(verdict: Verdict) -> None:
    launch = Checked()
    launch.verify("domain", verdict)
    with pytest.raises(Refused, match=rf"the check of `domain` says {verdict} \("):
        launch.do(c.PassItem(item="domain", link="https://registrar.example"), after(5))
    launch.do(c.PassItem(item="domain", note="the registrar has confirmed it"), after(5))
    assert launch.status("domain") == "passed"
    assert overridden(launch.state, "domain")


def test_who_fails_what_passed_says_why() -> None:
    launch = Checked()
    launch.verify("domain", "pass")
    with pytest.raises(Refused, match="the check of `domain` says pass: status is 200"):
        launch.do(c.FailItem(item="domain"), after(5))
    launch.do(c.FailItem(item="domain", note="it is the wrong one"), after(5))
    assert overridden(launch.state, "domain")


def test_who_agrees_with_the_check_needs_no_reason() -> None:
    launch = Checked()
    launch.verify("domain", "pass")
    launch.verify("records", "fail")
    launch.do(c.PassItem(item="domain"), after(5))
    launch.do(c.FailItem(item="records"), after(5))
    assert not overridden(launch.state, "domain")
    assert not overridden(launch.state, "records")


def test_a_persons_word_is_not_asked_about_with_the_many() -> None:
    """Who verifies all every quarter of an hour must not lose what was decided by hand."""
    launch = Checked()
    launch.verify("domain", "fail")
    launch.do(c.PassItem(item="domain", note="the registrar has confirmed it"), after(5))
    assert asked(launch, c.VerifyItems(all=True)) == ["records", "cdn"]
    assert asked(launch, c.VerifyItems(items=("domain",))) == ["domain"]


def test_what_is_meant_is_every_leaf_that_was_named_whether_it_can_be_verified_or_not() -> None:
    plan = Checked().plan
    named = meant(plan, c.VerifyItems(items=("dns", "records", "nowhere")))
    assert [each.id for each in named] == ["domain", "records"]
    whole = meant(plan, c.VerifyItems(items=("cdn",), section="infra"))
    assert [each.id for each in whole] == ["cdn", "domain", "records", "day"]
