import pytest
from msgspec.structs import replace

from golive_tui.checklist import model as m
from golive_tui.errors import Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch import four_eyes
from golive_tui.launch.steps import Plan
from tests.launch.stepping import DEPLOY, Stepped, begun, checklist, plan
from tests.launch.world import ANA, ENGINE, LEE, after

SHIP = replace(DEPLOY, id="ship", four_eyes=True)
SEEN = m.Item(id="seen", title="Seen by two", four_eyes=True)
SHARED = e.By(user="deploy", uid=900, host="jump1", how="peer")
PLAN = plan()


def launch() -> Stepped:
    return begun(checklist(works=(SHIP, SEEN, DEPLOY)))


# -- items ----------------------------------------------------------------------------------------


def test_the_first_pass_waits_for_a_second_person() -> None:
    two = launch()
    two.do(c.PassItem(item="seen", note="looks right"), after(5), ANA)
    record = two.state.item("seen").record
    assert record.status == "doing"
    assert record.note == "passed by ana, a second person must confirm: looks right"
    assert record.first == e.Vouch(by=ANA, at=after(5), note="looks right")


def test_the_second_pass_passes_it_and_says_who_both_are() -> None:
    two = launch()
    two.do(c.PassItem(item="seen", note="looks right", link="https://a"), after(5), ANA)
    two.do(c.PassItem(item="seen", note="yes"), after(9), LEE)
    record = two.state.item("seen").record
    assert (record.status, record.by) == ("passed", "lee")
    assert record.note == "passed by ana, confirmed by lee: looks right; yes"
    assert [each.text for each in record.evidence] == [
        "https://a",
        "passed by ana, confirmed by lee",
    ]
    assert record.first is None


def test_nobody_confirms_their_own_pass() -> None:
    two = launch()
    two.do(c.PassItem(item="seen"), after(5), ANA)
    with pytest.raises(Refused, match="ana has passed `seen`: a second person must confirm"):
        two.do(c.PassItem(item="seen"), after(6), ANA)


def test_on_a_shared_account_a_name_counts_with_the_words_that_it_is_not_proven() -> None:
    two = launch()
    two.do(c.PassItem(item="seen", name="Ana"), after(5), SHARED)
    with pytest.raises(Refused, match="Ana has passed"):
        two.do(c.PassItem(item="seen", name="ana"), after(6), SHARED)
    two.do(c.PassItem(item="seen", name="Lee"), after(7), SHARED)
    said = "passed by Ana, confirmed by Lee (identity not proven)"
    assert two.state.item("seen").record.note == said


@pytest.mark.parametrize(
    "act",
    [
        c.FailItem(item="seen"),
        c.ReopenItem(item="seen"),
        c.SkipItem(item="seen", reason="not today"),
        c.Undo(item="seen"),
    ],
)
def test_every_other_act_takes_the_first_pass_back(act: c.Command) -> None:
    two = launch()
    two.do(c.PassItem(item="seen"), after(5), ANA)
    two.do(act, after(6), ANA)
    assert two.state.item("seen").record.first is None
    two.do(c.PassItem(item="seen"), after(7), LEE)
    assert two.status("seen") == "doing"


def test_an_undo_of_the_second_pass_leaves_the_first() -> None:
    two = launch()
    two.do(c.PassItem(item="seen"), after(5), ANA)
    two.do(c.PassItem(item="seen"), after(6), LEE)
    two.do(c.Undo(item="seen"), after(7), LEE)
    first = two.state.item("seen").record.first
    assert first is not None
    assert first.by == ANA


def test_a_changed_checklist_voids_the_first_pass() -> None:
    two = launch()
    two.do(c.PassItem(item="seen"), after(5), ANA)
    two.record([e.ChecklistAccepted(sha256="b", title="T", changed=("seen",))], after(6))
    record = two.state.item("seen").record
    assert (record.status, record.first) == ("stale", None)


def test_what_two_have_passed_is_reopened_before_it_is_passed_again() -> None:
    two = launch()
    two.do(c.PassItem(item="seen"), after(5), ANA)
    two.do(c.PassItem(item="seen"), after(6), LEE)
    with pytest.raises(Refused, match="`seen` is passed: it cannot be passed"):
        two.do(c.PassItem(item="seen"), after(7), ANA)


# -- steps ----------------------------------------------------------------------------------------


def approved(name: str = "", *, by: e.By = ANA) -> Stepped:
    two = launch()
    command = c.ApproveStep(step="ship", name=name)
    two.record([four_eyes.approve(SHIP, PLAN, command, after(0))], after(0), by)
    return two


def lets(two: Stepped, by: e.By, *, name: str = "", seconds: float = 60) -> str:
    known = four_eyes.approval(SHIP, two.state, PLAN, after(seconds))
    assert known is not None
    return four_eyes.approver(SHIP, known, by, name)


def test_a_step_without_four_eyes_needs_no_approval_and_takes_none() -> None:
    assert four_eyes.approval(DEPLOY, launch().state, PLAN, after(1)) is None
    with pytest.raises(Refused, match="`deploy` needs no approval"):
        four_eyes.approve(DEPLOY, PLAN, c.ApproveStep(step="deploy"), after(1))


def test_one_approves_and_another_runs() -> None:
    assert lets(approved(), LEE) == "ana"
    with pytest.raises(Refused, match="ana approved `ship`: another person must run it"):
        lets(approved(), ANA)


def test_a_second_person_by_their_word_only_counts_as_that() -> None:
    assert lets(approved("Ana", by=SHARED), SHARED, name="Lee") == "Ana (identity not proven)"
    with pytest.raises(Refused, match="another person must run it"):
        lets(approved("Ana", by=SHARED), SHARED, name=" ana ")


def test_without_an_approval_it_does_not_run() -> None:
    with pytest.raises(Refused, match="nobody has approved it") as caught:
        four_eyes.approval(SHIP, launch().state, PLAN, after(1))
    assert "golive step approve ship" in caught.value.hint


@pytest.mark.parametrize(("seconds", "holds"), [(899.9, True), (900.0, False), (5000.0, False)])
def test_an_approval_is_good_for_a_quarter_of_an_hour(seconds: float, holds: bool) -> None:
    if holds:
        assert lets(approved(), LEE, seconds=seconds) == "ana"
    else:
        with pytest.raises(
            Refused, match=r"the approval of `ship` by ana \(12:00 UTC\) has expired"
        ):
            lets(approved(), LEE, seconds=seconds)


@pytest.mark.parametrize(
    "changed",
    [
        plan("./other"),
        replace(PLAN, directory="/elsewhere"),
        replace(PLAN, env={"A": "b"}),
        replace(PLAN, target="production"),
        replace(PLAN, shell=True),  # noqa: S604 - a plan, and nothing that runs
    ],
)
def test_an_approval_is_void_when_another_command_would_run(changed: Plan) -> None:
    with pytest.raises(Refused, match="has changed since ana approved it"):
        four_eyes.approval(SHIP, approved().state, changed, after(1))


def test_an_approval_of_what_was_shown_is_refused_when_that_is_no_more() -> None:
    command = c.ApproveStep(step="ship", digest=four_eyes.digest(plan("./old")))
    with pytest.raises(Refused, match="another command than the one that was shown"):
        four_eyes.approve(SHIP, PLAN, command, after(1))
    same = replace(command, digest=four_eyes.digest(PLAN))
    assert four_eyes.approve(SHIP, PLAN, same, after(1)).digest == four_eyes.digest(PLAN)


def test_an_approval_is_used_up_by_one_run_and_covers_its_retries() -> None:
    two = approved()
    asked = e.StepRequested(
        step="ship", attempt="ship-1", argv=PLAN.argv, directory=PLAN.directory,
        target=PLAN.target, approved_by="ana", retries=1,
    )  # fmt: skip
    two.record([asked], after(5), LEE)
    assert two.state.step("ship").approval is None
    attempt = two.state.step("ship").attempts[0]
    assert four_eyes.still_approved(attempt, PLAN)
    assert not four_eyes.still_approved(attempt, plan("./other"))
    assert not four_eyes.still_approved(replace(attempt, approved_by=""), PLAN)


def test_the_engine_is_no_person_that_is_proven() -> None:
    assert lets(approved(), ENGINE) == "ana (identity not proven)"
