import unicodedata

import pytest
from hypothesis import given
from msgspec.structs import replace

from golive_tui.launch import events as e
from golive_tui.launch.check_facts import EvidenceRecorded
from golive_tui.launch.events import FACTS
from golive_tui.launch.figures import Digest
from golive_tui.launch.notice_facts import NoticeFailed, NoticeSent
from golive_tui.launch.sentences import TONES, about, round_name, sentence, tone
from tests.launch.checking import found
from tests.launch.facts import any_fact
from tests.launch.world import ANA, CREATED, STARTED, after, checklist

DIGESTED = e.RoundDigested(
    round="hour-1-6/3",
    digests={"api": Digest(n=30, failed=2), "ws": Digest(n=15, failed=0)},
    answers={"endpoints": e.RoundAnswer(status="failed", by="probes", at=after(0))},
)
ROUND = "round 3 of 24, Hour 1-6"


def said(fact: e.Fact) -> str:
    return sentence(e.Event(seq=1, at=after(0), epoch=1, by=ANA, fact=fact), checklist())


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        (CREATED, "ana began Small launch on rehearsal"),
        (e.LaunchWentLive(), "ana went live"),
        (e.LaunchWentLive(open_items=2, note="go"), "ana went live, 2 items open: go"),
        (STARTED, "engine started (pid 4412)"),
        (
            e.EngineResumed(since=after(0), notices=("a torn line was cut",)),
            "engine resumed; last seen 2026-11-24 12:00:00 UTC; a torn line was cut",
        ),
        (e.EngineStopped(reason="asked to"), "engine stopped: asked to"),
        (e.HelmTaken(user="lee", uid=2), "lee has the helm"),
        (
            e.HelmTaken(user="lee", uid=2, before="ana", reason="lunch"),
            "lee has the helm, before: ana: lunch",
        ),
        (e.ClockStepped(cause="suspend", seconds=3720), "this host slept for 1 h 02 m"),
        (e.ClockStepped(cause="wall", seconds=5), "the wall clock was set forward by 5.0 s"),
        (e.ClockStepped(cause="wall", seconds=-90), "the wall clock was set back by 1:30"),
        (
            e.ChecklistAccepted(sha256="1", title="T", changed=("a",), added=("b", "c")),
            "ana took in the changed checklist: 1 changed, 2 added, 0 removed",
        ),
        (
            NoticeSent(channel="lead", key="k", what="round_due"),
            "told lead of a round that is due",
        ),
        (
            NoticeFailed(channel="lead", key="k", what="trip", reason="refused", tries=5),
            "could not tell lead of a trigger that tripped, 5 tries: refused",
        ),
        (e.SignoffFilled(field="Date", text="24 Nov"), "ana filled Date: 24 Nov"),
        (e.ItemStarted(item="cdn"), 'ana took "CDN" in hand'),
        (
            e.ItemVouched(item="cdn", name="lee", note="seen"),
            'lee passed "CDN", a second person must confirm: seen',
        ),
        (e.ItemPassed(item="cdn", note="seen"), 'ana passed "CDN": seen'),
        (e.ItemFailed(item="gone"), "ana failed gone"),
        (
            e.ItemPassed(item="cdn", note="seen", against="fail (http.status): it is 503"),
            'ana passed "CDN" against its check, which says fail (http.status): it is 503: seen',
        ),
        (e.ItemSkipped(item="cdn", reason="ours"), 'ana skipped "CDN": ours'),
        (e.ItemReopened(item="cdn"), 'ana reopened "CDN"'),
        (
            e.ItemRestored(item="cdn", undoes=3, record=e.ItemRecord(status="doing")),
            'ana took back the last act on "CDN": doing again',
        ),
        (e.ItemStaled(item="cdn", reason="too old"), '"CDN" is stale: too old'),
        (e.ItemNoted(item="cdn", text="well"), 'ana noted on "CDN": well'),
        (e.ItemAssigned(item="cdn", owner="lee"), 'ana gave "CDN" to lee'),
        (
            e.ItemAssigned(item="cdn", owner=""),
            'ana gave "CDN" to its owner in the checklist',
        ),
        (
            e.ProbeChanged(probe="api", verdict="fail", was="ok", reason="tcp.refused", detail="x"),
            "API: fail, was ok (tcp.refused): x",
        ),
        (e.ProbeChanged(probe="gone", verdict="ok", was="fail"), "gone: ok, was fail"),
        (e.ProbeAsked(probe="api"), "ana asked for a look at API now"),
        (
            e.RoundDue(round="hour-1-6/3", phase="hour-1-6", number=3, due_at=after(0)),
            f"{ROUND} is due",
        ),
        (DIGESTED, f"{ROUND}: 45 looks, 2 failed, 1 question answered by probes"),
        (
            e.RoundAnswered(round="hour-1-6/3", item="logs", status="skipped", note="later"),
            f'ana answered "Check error logs for anomalies" of {ROUND}: skipped: later',
        ),
        (
            e.RoundAnswered(round="old/1", item="logs", status="passed"),
            "ana answered logs of round old/1: passed",
        ),
        (e.RoundOverdue(round="hour-1-6/3"), f"{ROUND} is overdue"),
        (e.RoundCompleted(round="hour-1-6/3", note="quiet"), f"ana completed {ROUND}: quiet"),
        (
            e.RoundMissed(round="hour-1-6/3", phase="hour-1-6", number=3, due_at=after(0)),
            f"{ROUND} was missed",
        ),
        (
            e.RoundMissed(
                round="old/3", phase="old", number=3, due_at=after(0), unattended=True
            ),
            "round old/3 was missed: no engine ran when it fell due",
        ),
    ],
)  # fmt: skip
def test_a_fact_reads_as_one_line(fact: e.Fact, line: str) -> None:
    assert said(fact) == line


@given(any_fact())
def test_every_fact_has_a_clean_line_whatever_people_wrote(fact: e.Fact) -> None:
    line = said(fact)
    assert line
    assert {unicodedata.category(char) for char in line} & {"Cc", "Cs", "Zl", "Zp"} == set()


@given(any_fact())
def test_a_fact_is_about_its_noun(fact: e.Fact) -> None:
    assert fact.kind.startswith(f"{about(fact)}.")


def test_every_toned_kind_exists() -> None:
    assert set(TONES) <= set(FACTS)


def test_a_line_bears_the_tone_of_its_kind_and_a_probe_s_its_verdict() -> None:
    assert tone(e.ItemFailed(item="cdn")) == "failed"
    assert tone(e.ItemNoted(item="cdn", text="x")) == ""
    good = EvidenceRecorded(item="cdn", check="cdn-1", found=(found("pass"),))
    assert (tone(good), tone(replace(good, found=()))) == ("passed", "stale")
    assert tone(e.ProbeChanged(probe="api", verdict="slow", was="ok")) == "slow"


def test_a_round_is_named_by_its_phase() -> None:
    assert round_name("week-1/6", checklist()) == "round 6 of 6, Week 1"
    assert round_name("old/6", checklist()) == "round old/6"


def test_a_look_at_the_rollback_says_what_is_wanting() -> None:
    looked = e.RollbackChecked(steps=("a", "b"), wanting={})
    assert said(looked) == "the rollback could run: 2 steps looked at"
    other = e.GoneThrough(launch="small-1", at=after(0), took=9.0, rehearsed=True)
    assert said(replace(looked, elsewhere=other)).endswith("last gone through in launch small-1")
    wanting = replace(looked, wanting={"a": "no file", "b": "no secret"})
    assert said(wanting) == "the rollback could not run: no file; no secret"
