import pytest
from msgspec.structs import replace

from golive_tui.checklist import model as m
from golive_tui.errors import Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch import signing
from tests.launch.stepping import Stepped, begun, checklist, kinds
from tests.launch.world import after, sample

LOOKS = 30
NOW = LOOKS * 30.0


def objective(name: str, *, below: float, of: str = "api") -> m.Objective:
    rule = m.Measure(measure="p95", of=(of,), window=NOW, below=below)
    return m.Objective(id=name, title=name.title(), measure=rule)


def measured(*, live: bool = True) -> Stepped:
    """A launch under way whose p95 is 20 ms."""
    objectives = (
        objective("fast", below=0.1),
        objective("faster", below=0.01),
        objective("unseen", below=0.1, of="ws"),
    )
    section = m.Section(id="final", title="Final", signoff=True)
    plan = checklist()
    after_ = replace(plan.stages[2], sections=(*plan.stages[2].sections, section))
    launch = begun(
        replace(
            plan,
            stages=(*plan.stages[:2], after_, plan.stages[3]),
            objectives={each.id: each for each in objectives},
        )
    )
    if live:
        launch.do(c.GoLive(), after(0))
    for number in range(LOOKS):
        launch.look(sample(number * 30.0))
    return launch


def sign(
    launch: Stepped, *, approved: bool = False, name: str = "Ana", notes: str = ""
) -> e.SignoffRecorded:
    command = c.SignOff(name=name, approved=approved, notes=notes)
    return signing.record(launch.plan, launch.state, launch.sight, command, after(NOW))


def criteria(launch: Stepped) -> dict[str, e.Criterion]:
    return {each.id: each for each in sign(launch).criteria}


def test_every_objective_is_met_not_met_or_not_measured() -> None:
    found = criteria(measured())
    assert {name: found[name].word for name in ("fast", "faster", "unseen")} == {
        "fast": "met",
        "faster": "not met",
        "unseen": "not measured",
    }


def test_a_criterion_says_what_it_rests_on() -> None:
    found = criteria(measured())
    assert found["fast"].title == "Fast"
    assert found["fast"].detail == "20 ms, limit 100 ms, over 15:00, n=29, 100.0 % observed"
    assert found["unseen"].detail
    assert "limit" not in found["unseen"].detail


def test_what_was_not_looked_at_is_unknown_and_not_zero() -> None:
    launch = measured()
    launch.sight.clear()
    assert {each.word for each in sign(launch).criteria} == {"not measured"}


def test_a_figure_that_no_number_tells_is_unknown() -> None:
    launch = measured()
    rule = m.Measure(measure="value:users", of=("api",), window=NOW, above=1000)
    users = m.Objective(id="users", title="Users", measure=rule)
    launch.plan = replace(launch.plan, objectives={"users": users})
    found = criteria(launch)["users"]
    assert found.word == "not measured"


def test_what_a_person_answers_after_going_live_is_a_criterion_too() -> None:
    launch = measured()
    assert list(criteria(launch)) == ["fast", "faster", "unseen", "calm", "approved"]
    assert criteria(launch)["calm"] == e.Criterion(
        id="calm", title="It is calm", word="not measured", detail="open"
    )
    launch.do(c.PassItem(item="calm", note="all night"), after(20))
    assert criteria(launch)["calm"].word == "met"
    assert criteria(launch)["calm"].detail == "passed, ana: all night"
    launch.do(c.FailItem(item="calm"), after(21))
    assert (criteria(launch)["calm"].word, criteria(launch)["calm"].detail) == (
        "not met",
        "failed, ana",
    )
    launch.do(c.SkipItem(item="calm", reason="nobody looked"), after(22))
    assert criteria(launch)["calm"].word == "not measured"


def test_the_record_has_who_what_was_skipped_and_why_and_the_fields() -> None:
    launch = measured()
    launch.do(c.SkipItem(item="look", reason="seen yesterday"), after(20))
    launch.do(c.FillSignoff(field="Date", text="24 Nov"), after(21))
    made = sign(launch, name=" Ana\nHunter", notes=" well done \n")
    assert (made.approved, made.name, made.notes) == (False, "Ana", "well done")
    assert made.skipped == {"look": "seen yesterday"}
    assert made.fields == {"Date": "24 Nov"}


def test_there_is_nothing_to_sign_before_going_live() -> None:
    with pytest.raises(Refused, match="has not gone live"):
        sign(measured(live=False))


def test_a_sign_off_needs_a_name() -> None:
    for name in ("", " \n"):
        with pytest.raises(Refused, match="needs a name"):
            sign(measured(), name=name)


def test_who_approves_has_confirmed_everything() -> None:
    launch = measured()
    with pytest.raises(Refused) as caught:
        sign(launch, approved=True)
    assert (caught.value.message, caught.value.hint) == (
        "not confirmed: Go-live approved",
        "confirm them first, or do not approve",
    )
    launch.do(c.SkipItem(item="approved", reason="no time"), after(20))
    with pytest.raises(Refused, match="not confirmed"):
        sign(launch, approved=True)
    launch.do(c.PassItem(item="approved"), after(21))
    assert sign(launch, approved=True).approved


def test_a_refusal_to_approve_is_recorded_without_confirmations() -> None:
    launch = measured()
    made = launch.record([sign(launch)], after(NOW))
    assert kinds(made) == ["signoff.recorded"]
    signed = launch.state.signed
    assert signed is not None
    assert not signed.approved
    assert signed.seq == launch.state.seq
