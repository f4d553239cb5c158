"""What calls for a person."""

from datetime import timedelta

from msgspec.structs import replace

from golive_tui.checklist.model import Channel
from golive_tui.launch.state import ChannelState, ProbeState
from golive_tui.tui.frame.alarms import alarms, why, worst_probe
from tests.screens.scene import mirror_at


def test_a_failing_probe_is_an_alarm_and_says_why() -> None:
    mirror = mirror_at("live")
    found = alarms(mirror)
    assert len(found) == 1
    assert found[0].view == "probes"
    assert "fails: ws.no_reply" in found[0].text


def test_a_slow_probe_is_none() -> None:
    mirror = mirror_at("live")
    slow = [name for name in mirror.checklist.probes if mirror.state.probe(name).verdict == "slow"]
    assert slow
    assert not {each.subject for each in alarms(mirror)} & set(slow)


def test_a_round_is_an_alarm_only_when_it_is_late() -> None:
    mirror = mirror_at("round-due")
    assert all(each.view != "timer" for each in alarms(mirror))
    late = {
        key: replace(each, status="overdue") if each.status == "due" else each
        for key, each in mirror.state.rounds.items()
    }
    mirror.state = replace(mirror.state, rounds=late)
    assert any(each.view == "timer" for each in alarms(mirror))


def test_what_cannot_be_recorded_comes_first() -> None:
    mirror = mirror_at("live")
    mirror.engine = replace(mirror.engine, unwritable="the disk is full")
    assert alarms(mirror)[0].text == "the disk is full"


def test_a_channel_whose_notices_do_not_arrive_is_an_alarm_until_one_does() -> None:
    mirror = mirror_at("week")
    before = len(alarms(mirror))
    lead = Channel(id="lead", urls=("json://secret",), on=("trip",))
    mirror.checklist = replace(mirror.checklist, channels={"lead": lead})
    broken = ChannelState(failed=1, failed_at=mirror.now, what="trip", reason="error=403")
    mirror.state = replace(mirror.state, channels={"lead": broken})
    assert "notices to lead do not arrive: error=403" in {each.text for each in alarms(mirror)}
    mended = replace(broken, sent=1, sent_at=mirror.now + timedelta(seconds=1))
    mirror.state = replace(mirror.state, channels={"lead": mended})
    assert len(alarms(mirror)) == before


def test_the_worst_probe_is_the_failing_one_before_the_slow_one() -> None:
    mirror = mirror_at("live")
    worst = worst_probe(mirror, mirror.now)
    assert worst.verdict == "fail"
    assert "ws.no_reply" in worst.detail


def test_when_all_are_well_it_says_how_many() -> None:
    mirror = mirror_at("week")
    worst = worst_probe(mirror, mirror.now)
    assert (worst.verdict, worst.title) == ("ok", f"all {len(mirror.checklist.probes)} ok")


def test_a_checklist_without_probes_is_not_well() -> None:
    mirror = mirror_at("live")
    mirror.checklist = replace(mirror.checklist, probes={})
    assert worst_probe(mirror, mirror.now).verdict == "unknown"


def test_a_reason_is_said_with_its_detail_or_not_at_all() -> None:
    assert why(ProbeState(reason="tcp.refused", detail="nobody listens")) == (
        ": tcp.refused, nobody listens"
    )
    assert why(ProbeState()) == ""
