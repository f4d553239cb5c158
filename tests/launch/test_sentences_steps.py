"""Steps, gates, the rollback and the sign-off, each fact in one line."""

import pytest

from golive_tui.checklist.model import Gate
from golive_tui.launch import events as e
from golive_tui.launch.sentences import sentence
from tests.launch.stepping import checklist
from tests.launch.world import ANA, after

PLAN = checklist(gates=(Gate(id="poll", title="Ready?", stations=("Lead",)),))


def said(fact: e.Fact) -> str:
    return sentence(e.Event(seq=1, at=after(0), epoch=1, by=ANA, fact=fact), PLAN)


def requested(**more: object) -> e.StepRequested:
    plain = {"step": "deploy", "attempt": "deploy-1", "argv": ("./it",), "directory": "/srv"}
    return e.StepRequested(**plain, target="production", **more)  # type: ignore[arg-type] # any field


def ended(outcome: e.StepOutcome, seconds: float = 2.0, **more: object) -> e.StepEnded:
    plain = {"step": "deploy", "attempt": "deploy-1", "seconds": seconds}
    return e.StepEnded(outcome=outcome, **plain, **more)  # type: ignore[arg-type] # any field


def vote(word: e.Vote, reason: str = "") -> e.GatePolled:
    return e.GatePolled(
        gate="poll",
        station="Lead",
        vote=word,
        name="Ana",
        basis="x",
        expires_at=after(9),
        reason=reason,
    )


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        (requested(), 'ana asked to run "Deploy"'),
        (requested(reason="rollback"), 'ana asked to run "Deploy": rollback'),
        (requested(purpose="verify"), 'ana asked to verify "Deploy"'),
        (requested(rehearsed=True), 'ana asked to run "Deploy" (rehearsed)'),
        (
            requested(approved_by="lee (identity not proven)", reason="now"),
            'ana asked to run "Deploy", approved by lee (identity not proven): now',
        ),
        (
            e.StepGivenUp(step="deploy", attempt="d-1", why="its directory is gone"),
            '"Deploy" is not tried again: its directory is gone',
        ),
        (
            e.StepApproved(step="deploy", digest="ab", expires_at=after(900), note="go on"),
            'ana approved to run "Deploy" once, until 12:15 UTC: go on',
        ),
        (
            e.StepPrompted(step="deploy", attempt="d-1", waiting=True, line="Password:"),
            '"Deploy" waits for input: Password:',
        ),
        (
            e.StepPrompted(step="deploy", attempt="d-1", waiting=False),
            '"Deploy" goes on',
        ),
        (e.StepStarted(step="deploy", attempt="d-1", pid=812), '"Deploy" runs (pid 812)'),
        (e.StepStarted(step="gone", attempt="g-1", pid=0), "gone runs"),
        (
            e.StepStarted(step="deploy", attempt="d-1", pid=812, adopted=True),
            '"Deploy" still runs (pid 812)',
        ),
        (ended("succeeded", exit_code=0, seconds=3.0), '"Deploy" succeeded after 3.0 s: exit 0'),
        (ended("failed", signal="SIGSEGV"), '"Deploy" failed after 2.0 s: SIGSEGV'),
        (
            ended("timed_out", seconds=90.0, detail="no space left", signal="SIGKILL"),
            '"Deploy" ran out of time after 1:30: SIGKILL, no space left',
        ),
        (
            ended("cancelled", survivors=("sleep 9 (pid 3)",), exit_code=143),
            '"Deploy" was cancelled after 2.0 s: exit 143; 1 process left',
        ),
        (
            ended("cancelled", survivors=("a", "b")),
            '"Deploy" was cancelled after 2.0 s; 2 processes left',
        ),
        (ended("not_started", detail="no program"), '"Deploy" was never started: no program'),
        (
            e.StepLost(step="deploy", attempt="d-1", why="a reboot"),
            '"Deploy" is unknown: a reboot',
        ),
        (
            e.StepCancelled(step="deploy", attempt="d-1", reason="the wrong one"),
            'ana cancelled "Deploy": the wrong one',
        ),
        (
            e.StepSettled(step="deploy", attempt="d-1", outcome="failed", reason="no site"),
            'ana says that "Deploy" failed: no site',
        ),
        (vote("go"), "Lead votes GO (Ana, as ana)"),
        (vote("no-go", "the link flaps"), "Lead votes NO-GO (Ana, as ana): the link flaps"),
        (
            e.GatePassed(gate="poll", votes={"Lead": "go by Ana"}),
            '"Ready?" is passed: 1 vote frozen',
        ),
        (
            e.GateOverridden(gate="poll", reason="no time"),
            'ana goes on against "Ready?": no time',
        ),
        (e.GateResolved(gate="gone", note="all voted"), "ana answers for gone: all voted"),
        (
            e.RollbackRequested(reason="errors", steps=("stop", "back")),
            "ana rolls back, 2 steps: errors",
        ),
        (e.RollbackEnded(outcome="rolled_back"), "ROLLED BACK"),
        (
            e.RollbackEnded(outcome="failed", step="back", detail="exit 4"),
            "ROLLBACK FAILED at back: exit 4",
        ),
        (e.SignoffRecorded(approved=True, name="Ana H."), "ana signed off as Ana H."),
        (
            e.SignoffRecorded(approved=False, name="Ana H.", notes="not yet"),
            "ana recorded a sign-off that does not approve as Ana H.: not yet",
        ),
    ],
)  # fmt: skip
def test_a_fact_reads_as_one_line(fact: e.Fact, line: str) -> None:
    assert said(fact) == line
