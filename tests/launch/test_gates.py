from datetime import timedelta

import pytest
from msgspec.structs import replace

from golive_tui.checklist import model as m
from golive_tui.errors import NotFound, Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch import gates
from tests.launch.stepping import Stepped, begun, checklist
from tests.launch.world import ANA, HOUR, LEE, after

WORK = m.Gate(id="work-poll", title="Ready to work", stations=("Lead", "Network"), before="work")
LIVE = m.Gate(id="live-poll", title="Go live", stations=("Lead",), valid_for=HOUR)


def polled() -> Stepped:
    return begun(checklist(gates=(WORK, LIVE)))


def vote(
    launch: Stepped,
    station: str,
    word: e.Vote = "go",
    *,
    at: float = 10,
    gate: str = "work-poll",
    reason: str = "",
    name: str = "Ana",
    valid_for: float | None = None,
) -> e.GatePolled:
    command = c.VoteGate(
        gate=gate, station=station, vote=word, name=name, reason=reason, valid_for=valid_for
    )
    fact = launch.do(command, after(at))[0].fact
    assert isinstance(fact, e.GatePolled)
    return fact


def poll(launch: Stepped, at: float = 11, gate: m.Gate = WORK) -> gates.Poll:
    return gates.poll(launch.plan, launch.state, gate, after(at))


def words(launch: Stepped, at: float = 11, gate: m.Gate = WORK) -> list[str]:
    found = poll(launch, at, gate)
    return [found.word, *(station.word for station in found.stations)]


def test_a_gate_that_nobody_was_asked_about_is_not_open() -> None:
    launch = polled()
    assert words(launch) == ["open", "absent", "absent"]
    assert not poll(launch).is_open
    assert [station.vote for station in poll(launch).stations] == [None, None]


def test_a_gate_without_stations_lets_nobody_through() -> None:
    nobody = m.Gate(id="none", title="None", stations=(), before="work")
    assert poll(begun(checklist(gates=(nobody,))), gate=nobody).word == "open"


def test_go_is_when_all_stations_say_so() -> None:
    launch = polled()
    vote(launch, "Lead")
    assert words(launch) == ["open", "go", "absent"]
    vote(launch, "Network")
    assert words(launch) == ["go", "go", "go"]
    assert poll(launch).is_open


def test_one_no_go_wins_and_needs_a_reason() -> None:
    launch = polled()
    vote(launch, "Lead")
    with pytest.raises(Refused, match="no-go needs a reason"):
        vote(launch, "Network", "no-go")
    vote(launch, "Network", "no-go", reason="the link flaps")
    assert words(launch) == ["no-go", "go", "no-go"]
    assert not poll(launch).is_open


def test_a_no_go_holds_until_its_station_says_otherwise() -> None:
    launch = polled()
    vote(launch, "Lead", "no-go", reason="not yet")
    launch.do(c.PassItem(item="look"), after(20))
    assert words(launch, 10 * HOUR) == ["no-go", "no-go", "absent"]
    vote(launch, "Lead", at=10 * HOUR)
    assert words(launch, 10 * HOUR)[1] == "go"


def test_an_exception_lets_through_with_its_reason() -> None:
    launch = polled()
    vote(launch, "Lead")
    with pytest.raises(Refused, match="exception needs a reason"):
        vote(launch, "Network", "exception", reason=" \n ")
    vote(launch, "Network", "exception", reason=" one link is enough ")
    assert words(launch) == ["go", "go", "exception"]
    found = poll(launch).stations[1].vote
    assert found is not None
    assert (found.reason, found.name, found.by, found.at) == (
        "one link is enough", "Ana", "ana", after(10),
    )  # fmt: skip


def test_a_vote_expires_at_its_time_and_not_before() -> None:
    launch = polled()
    fact = vote(launch, "Lead")
    assert fact.expires_at == after(10) + timedelta(seconds=1800)
    assert words(launch, 10 + 1799.9)[1] == "go"
    assert words(launch, 10 + 1800)[1] == "expired"


def test_an_exception_may_be_shorter_than_the_gate_allows_and_never_longer() -> None:
    launch = polled()
    short = vote(launch, "Network", "exception", reason="for now", valid_for=60)
    assert short.expires_at == after(70)
    assert words(launch, 70)[2] == "expired"
    assert vote(launch, "Network", valid_for=10 * HOUR).expires_at == after(1810)
    for never in (0.0, -5.0):
        with pytest.raises(Refused, match="good for some time"):
            vote(launch, "Network", valid_for=never)


def test_a_vote_is_void_when_what_it_rested_on_changes() -> None:
    launch = polled()
    vote(launch, "Lead")
    vote(launch, "Network")
    launch.do(c.NoteItem(item="look", text="well"), after(12))
    assert words(launch, 13) == ["go", "go", "go"]
    launch.do(c.PassItem(item="look"), after(14))
    assert words(launch, 15) == ["open", "void", "void"]


def test_a_vote_does_not_rest_on_what_comes_after_its_gate() -> None:
    launch = polled()
    vote(launch, "Lead")
    launch.do(c.StartItem(item="build"), after(12))
    launch.do(c.PassItem(item="told"), after(13))
    assert words(launch, 14)[1] == "go"


def test_a_vote_is_void_when_the_checklist_changes() -> None:
    launch = polled()
    vote(launch, "Lead")
    launch.record([e.ChecklistAccepted(sha256="1" * 64, title="Other")], after(12))
    assert words(launch, 13)[1] == "void"


def test_going_live_rests_on_the_stages_before_it_alone() -> None:
    launch = polled()
    before = gates.basis(launch.plan, launch.state, LIVE)
    launch.do(c.PassItem(item="build"), after(1))
    launch.do(c.PassItem(item="told"), after(1))
    assert gates.basis(launch.plan, launch.state, LIVE) == before
    launch.do(c.PassItem(item="look"), after(2))
    assert gates.basis(launch.plan, launch.state, LIVE) != before


def test_a_gate_before_the_first_stage_rests_on_nothing_but_the_checklist() -> None:
    first = m.Gate(id="first", title="First", stations=("Lead",), before="before")
    launch = begun(checklist(gates=(first,)))
    vote(launch, "Lead", gate="first")
    launch.do(c.PassItem(item="look"), after(12))
    assert words(launch, 13, first) == ["go", "go"]


def test_before_the_first_event_there_is_a_basis_too() -> None:
    launch = Stepped(checklist(gates=(WORK,)))
    assert len(gates.basis(launch.plan, launch.state, WORK)) == 16


def test_a_vote_is_for_a_station_of_a_gate_and_in_somebodys_name() -> None:
    launch = polled()
    with pytest.raises(NotFound) as gone:
        vote(launch, "Lead", gate="none")
    assert (gone.value.message, gone.value.hint) == ("no gate `none`", "work-poll, live-poll")
    with pytest.raises(NotFound) as caught:
        vote(launch, "Kitchen")
    assert (caught.value.message, caught.value.hint) == (
        "Ready to work has no station `Kitchen`",
        "Lead, Network",
    )
    for name in ("", " \n"):
        with pytest.raises(Refused, match="needs the name of who speaks"):
            vote(launch, "Lead", name=name)
    assert vote(launch, "Lead", name=" Ana\x1b[2J\nand all ").name == "Ana␛[2J"


def test_gates_are_found_by_what_they_stand_before() -> None:
    plan = polled().plan
    assert gates.gates_before(plan, "work") == [WORK]
    assert gates.gates_before(plan, "after") == []
    assert gates.go_live_gates(plan) == [LIVE]


# -- overrides ------------------------------------------------------------------------------------


def test_an_override_needs_a_reason_and_lets_through() -> None:
    launch = polled()
    for reason in ("", " \n"):
        with pytest.raises(Refused, match="an override needs a reason"):
            launch.do(c.OverrideGate(gate="work-poll", reason=reason), after(1))
    launch.do(c.OverrideGate(gate="work-poll", reason=" no time "), after(10), LEE)
    known = launch.state.gate("work-poll")
    assert (known.overridden, known.overridden_by, known.overridden_at, known.reason) == (
        True, "lee", after(10), "no time",
    )  # fmt: skip
    assert words(launch)[0] == "open"
    assert poll(launch).overridden
    assert poll(launch).is_open


def test_an_override_stands_until_somebody_answers_for_it() -> None:
    launch = polled()
    vote(launch, "Lead")
    launch.do(c.OverrideGate(gate="work-poll", reason="no time"), after(11))
    vote(launch, "Network", at=12)
    assert launch.state.gate("work-poll").overridden
    with pytest.raises(Refused, match="say how it was answered for"):
        launch.do(c.ResolveGate(gate="work-poll", note=" "), after(13))
    launch.do(c.ResolveGate(gate="work-poll", note="both voted after all"), after(14))
    known = launch.state.gate("work-poll")
    assert (known.overridden, known.reason, sorted(known.votes)) == (False, "", ["Lead", "Network"])
    assert poll(launch).is_open


def test_only_an_override_can_be_answered_for() -> None:
    with pytest.raises(Refused, match="Ready to work is not overridden"):
        polled().do(c.ResolveGate(gate="work-poll", note="well"), after(1))


# -- going live -----------------------------------------------------------------------------------


def test_going_live_is_refused_while_its_gate_is_not_open() -> None:
    launch = polled()
    vote(launch, "Lead", gate="live-poll", at=10)
    launch.do(c.PassItem(item="look"), after(11))
    with pytest.raises(Refused) as caught:
        launch.do(c.GoLive(), after(12))
    assert (caught.value.message, caught.value.hint) == (
        "Go live says OPEN: Lead void",
        "poll the stations, or override it with a reason",
    )
    vote(launch, "Lead", gate="live-poll", at=13)
    launch.do(c.GoLive(), after(14), ANA)
    assert launch.state.went_live_at == after(14)


def test_going_live_does_not_wait_for_the_gates_of_stages() -> None:
    launch = begun(checklist(gates=(WORK,)))
    launch.do(c.GoLive(), after(1))
    assert launch.state.went_live_at == after(1)


def test_an_override_lets_the_launch_go_live_and_stays_on_record() -> None:
    launch = polled()
    launch.do(c.OverrideGate(gate="live-poll", reason="the lead is ill"), after(1))
    launch.do(c.GoLive(), after(2))
    assert launch.state.gate("live-poll").overridden


def test_the_first_act_behind_an_open_gate_freezes_its_poll_until_somebody_says_no_go() -> None:
    """A long deployment must not stop halfway because the votes of its beginning expired."""
    launch = polled()
    vote(launch, "Lead")
    vote(launch, "Network", "exception", reason="one link only")
    [passed] = gates.passing(launch.plan, launch.state, [WORK], after(11))
    assert passed.votes == {"Lead": "go by Ana", "Network": "exception by Ana"}
    launch.record([passed], after(11))
    late = 10 * HOUR
    assert words(launch, late) == ["open", "expired", "expired"]
    assert poll(launch, late).is_open
    assert gates.passing(launch.plan, launch.state, [WORK], after(late)) == []
    vote(launch, "Network", "no-go", at=late, reason="stop")
    assert not poll(launch, late).is_open


def test_a_gate_that_is_not_open_is_not_passed() -> None:
    launch = polled()
    vote(launch, "Lead")
    assert gates.passing(launch.plan, launch.state, [WORK], after(11)) == []


# -- four eyes ------------------------------------------------------------------------------------

SHARED = e.By(user="deploy", uid=900, host="jump1", how="peer")


def answered(station: str, by: e.By, name: str, launch: Stepped, at: float = 10) -> e.GatePolled:
    command = c.VoteGate(gate=WORK.id, station=station, vote="go", name=name)
    fact = launch.do(command, after(at), by)[0].fact
    assert isinstance(fact, e.GatePolled)
    return fact


def doubled() -> Stepped:
    return begun(checklist(gates=(replace(WORK, four_eyes=True),)))


def test_where_a_gate_needs_four_eyes_nobody_answers_for_two_stations() -> None:
    launch = doubled()
    answered("Lead", ANA, "Ana", launch)
    with pytest.raises(Refused, match="ana answers for Lead: no person answers for two stations"):
        answered("Network", ANA, "ana", launch)
    assert answered("Network", LEE, "Lee", launch).identity == ""
    assert answered("Lead", ANA, "Ana", launch).identity == ""


def test_a_second_name_on_one_account_counts_as_not_proven() -> None:
    launch = doubled()
    answered("Lead", SHARED, "Ana", launch)
    assert answered("Network", SHARED, "Lee", launch).identity == "identity not proven"
    assert launch.state.gate(WORK.id).votes["Network"].identity == "identity not proven"


def test_a_vote_that_holds_no_more_binds_nobody() -> None:
    launch = doubled()
    answered("Lead", ANA, "Ana", launch)
    assert answered("Network", ANA, "Ana", launch, at=5000).identity == ""


def test_without_four_eyes_one_person_may_answer_for_all() -> None:
    launch = polled()
    answered("Lead", ANA, "Ana", launch)
    assert answered("Network", ANA, "Ana", launch).identity == ""
