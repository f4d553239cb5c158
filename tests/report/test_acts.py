from msgspec.structs import replace

from golive_tui.checklist.model import Channel, Gate
from golive_tui.launch import events as e
from golive_tui.launch.commands import PassItem, VoteGate
from golive_tui.launch.notice_facts import NoticeFailed, NoticeSent
from golive_tui.launch.readiness import readiness
from golive_tui.report import acts
from tests.launch.checking import Checked
from tests.launch.world import ANA, Rehearsed, after
from tests.report.made import plan

ASKED = e.StepRequested(
    step="ship", attempt="ship-1", argv=("x",), directory="/", target="rehearsal"
)
VERIFY = replace(ASKED, attempt="ship-2", purpose="verify")


def _launch() -> Rehearsed:
    launch = Rehearsed(plan())
    launch.begin()
    return launch


def test_a_step_tells_of_its_newest_run_and_not_of_its_verify() -> None:
    launch = _launch()
    assert acts.steps(launch.plan, launch.state, after(40))["ship"] == {
        "status": "ready", "attempt": None, "exit_code": None, "retry": 0, "retries": 0,
        "given_up": None, "approved_by": None, "approval": None, "started_at": None,
        "ended_at": None, "waits": None,
    }  # fmt: skip
    launch.record([ASKED, e.StepStarted(step="ship", attempt="ship-1", pid=7)], after(10))
    launch.record(
        [e.StepEnded(step="ship", attempt="ship-1", outcome="failed", exit_code=3)], after(20)
    )
    launch.record([VERIFY], after(30))
    assert acts.steps(launch.plan, launch.state, after(40))["ship"] == {
        "status": "failed", "attempt": "ship-1", "exit_code": 3,
        "retry": 0, "retries": 0, "given_up": None, "approved_by": None, "approval": None,
        "waits": None, "started_at": "2026-11-24T12:00:10.000000Z",
        "ended_at": "2026-11-24T12:00:20.000000Z",
    }  # fmt: skip


def test_what_a_machine_found_stands_beside_what_a_person_said() -> None:
    launch = Checked()
    assert acts.machine(None) is acts.override(None) is None
    launch.verify("cdn", "pass", "fail")
    launch.do(PassItem(item="cdn", note="it is known"), after(5))
    known = launch.state.item("cdn")
    machine, override = acts.machine(known.machine), acts.override(known.override)
    assert machine is not None
    assert override is not None
    assert (machine["verdict"], machine["reason"], machine["check"]) == (
        "fail", "http.status", "cdn-3",
    )  # fmt: skip
    assert [each["verdict"] for each in machine["results"]] == ["pass", "fail"]
    assert override == {
        "status": "passed", "by": "ana", "at": "2026-11-24T12:00:05.000000Z",
        "reason": "it is known", "against": "fail (http.status): it is fail",
    }  # fmt: skip


def test_a_gate_tells_what_each_station_says_now_and_said_then() -> None:
    launch = _launch()
    gate = Gate(id="poll", title="Poll", stations=("backend", "frontend"), valid_for=60.0)
    launch.plan = replace(launch.plan, gates=(gate,))
    vote = VoteGate(gate="poll", station="backend", vote="exception", name="Bea", reason="p95")
    launch.do(vote, after(1))
    stations = acts.gates(launch.plan, launch.state, after(2))["poll"]["stations"]
    assert stations["backend"] == {
        "word": "exception", "vote": "exception", "name": "Bea", "by": "ana",
        "at": "2026-11-24T12:00:01.000000Z", "expires_at": "2026-11-24T12:01:01.000000Z",
        "reason": "p95",
    }  # fmt: skip
    assert set(stations["frontend"].values()) == {"absent", None}
    later = acts.gates(launch.plan, launch.state, after(100))["poll"]
    assert (later["word"], later["stations"]["backend"]["word"]) == ("open", "expired")
    assert later["stations"]["backend"]["vote"] == "exception"


def test_rollback_and_sign_off_have_the_same_keys_before_and_after() -> None:
    launch = _launch()
    before = (
        acts.rollback(launch.state, readiness(launch.plan, launch.state)),
        acts.signoff(launch.state),
    )
    assert set(before[1].values()) == {None}
    launch.record([e.RollbackRequested(reason="", steps=("undo-it",))], after(1), ANA)
    launch.record([e.RollbackEnded(outcome="failed", step="undo-it", detail="exit 1")], after(2))
    launch.record([e.SignoffRecorded(approved=True, name="Ana", notes="fine")], after(3), ANA)
    rollback, signoff = (
        acts.rollback(launch.state, readiness(launch.plan, launch.state)),
        acts.signoff(launch.state),
    )
    assert (list(rollback), list(signoff)) == (list(before[0]), list(before[1]))
    assert (rollback["status"], rollback["failed_step"]) == ("failed", "undo-it")
    assert (signoff["approved"], signoff["name"], signoff["by"]) == (True, "Ana", "ana")


def test_a_channel_tells_whether_its_notices_arrive() -> None:
    launch = _launch()
    lead = Channel(id="lead", urls=("json://secret",), on=("trip",))
    launch.plan = replace(launch.plan, channels={"lead": lead})
    assert acts.notices(launch.plan, launch.state)["lead"] == {
        "broken": False, "sent": 0, "failed": 0, "sent_at": None, "failed_at": None,
        "reason": None,
    }  # fmt: skip
    launch.record([NoticeSent(channel="lead", key="a", what="trip")], after(1))
    launch.record([NoticeFailed(channel="lead", key="b", what="trip", reason="down")], after(2))
    assert acts.notices(launch.plan, launch.state)["lead"] == {
        "broken": True, "sent": 1, "failed": 1, "sent_at": "2026-11-24T12:00:01.000000Z",
        "failed_at": "2026-11-24T12:00:02.000000Z", "reason": "down",
    }  # fmt: skip
