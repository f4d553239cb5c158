"""An event as one line for people: the same words in the dashboard, the journal and the report."""

from typing import Final, assert_never

from golive_tui.checklist.model import Checklist
from golive_tui.launch import events as e
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.check_facts import CheckCancelled, CheckRequested, EvidenceRecorded
from golive_tui.launch.fault_facts import RehearsalFaulted, RehearsalMended
from golive_tui.launch.notice_facts import NoticeFailed, NoticeSent, NoticeWhat
from golive_tui.launch.sentences_checks import check_sentence, check_tone
from golive_tui.launch.sentences_faults import fault_sentence
from golive_tui.launch.sentences_triggers import trigger_line
from golive_tui.text import clean, plural
from golive_tui.units import show_duration


def about(fact: e.Fact) -> str:
    """What a fact is about: launch, engine, item, probe, round, helm, clock..."""
    return fact.kind.partition(".")[0]


TONES: Final[dict[str, str]] = {
    "item.passed": "passed",
    "item.failed": "failed",
    "item.skipped": "skipped",
    "item.started": "doing",
    "item.staled": "stale",
    "round.overdue": "overdue",
    "round.missed": "missed",
    "round.due": "due",
    "round.completed": "completed",
    "launch.went_live": "live",
    "engine.resumed": "notice",
    "clock.stepped": "notice",
    "step.started": "doing",
    "step.lost": "stale",
    "step.given_up": "failed",
    "step.prompted": "notice",
    "item.vouched": "doing",
    "gate.overridden": "stale",
    "rollback.requested": "failed",
    "trigger.tripped": "failed",
    "trigger.blocked": "failed",
    "trigger.asked": "failed",
    "trigger.blind": "stale",
    "trigger.disarmed": "stale",
    "trigger.overridden": "stale",
    "trigger.streak_broken": "notice",
    "rollback.ended": "failed",
    "signoff.recorded": "live",
    "notice.failed": "failed",
    "rehearsal.faulted": "notice",
}
"""Kind -> the state whose glyph and colour its line bears; `probe.changed` and
`evidence.recorded` bear their verdicts."""


NOTICE_WORDS: Final[dict[NoticeWhat, str]] = {
    "trip": "a trigger that tripped",
    "blind": "a trigger that is blind",
    "round_due": "a round that is due",
    "round_missed": "a missed round",
    "step_failed": "a step that failed",
    "rollback": "the rollback",
    "engine": "the engine",
    "test": "a test",
}
"""What a notice is about, in words."""


def tone(fact: e.Fact) -> str:
    """The state whose glyph and colour the line bears; empty for plain lines."""
    if isinstance(fact, e.ProbeChanged):
        return fact.verdict
    if isinstance(fact, EvidenceRecorded):
        return check_tone(fact)
    return TONES.get(fact.kind, "")


def sentence(event: e.Event, checklist: Checklist) -> str:
    """One clean line, without time: who did what."""
    who = event.by.user
    match event.fact:
        case (
            e.ItemStarted() | e.ItemPassed() | e.ItemVouched() | e.ItemFailed() | e.ItemSkipped()
            | e.ItemReopened() | e.ItemRestored() | e.ItemStaled() | e.ItemNoted()
            | e.ItemAssigned()
        ):  # fmt: skip
            line = _item(who, event.fact, checklist)
        case (
            e.RoundDue() | e.RoundDigested() | e.RoundAnswered() | e.RoundOverdue()
            | e.RoundCompleted() | e.RoundMissed()
        ):  # fmt: skip
            line = _round(who, event.fact, checklist)
        case (
            e.StepRequested() | e.StepStarted() | e.StepEnded() | e.StepLost()
            | e.StepCancelled() | e.StepSettled() | e.StepGivenUp() | e.StepApproved()
            | e.StepPrompted()
        ):  # fmt: skip
            line = _step(who, event.fact, checklist)
        case (
            e.GatePolled() | e.GatePassed() | e.GateOverridden() | e.GateResolved()
            | e.RollbackRequested() | e.RollbackEnded() | e.RollbackChecked()
            | e.SignoffRecorded()
        ):  # fmt: skip
            line = _gate_or_end(who, event.fact, checklist)
        case CheckRequested() | EvidenceRecorded() | CheckCancelled():
            line = check_sentence(who, event.fact, checklist)
        case e.ProbeChanged() | e.ProbeAsked():
            line = _probe(who, event.fact, checklist)
        case NoticeSent(channel=channel, what=what):
            line = f"told {channel} of {NOTICE_WORDS[what]}"
        case NoticeFailed(channel=channel, what=what, reason=reason, tries=tries):
            line = f"could not tell {channel} of {NOTICE_WORDS[what]}, {_tries(tries)}: {reason}"
        case (
            t.TriggerArmed() | t.TriggerPending() | t.TriggerCleared() | t.TriggerTripped()
            | t.TriggerAcknowledged() | t.TriggerHeld() | t.TriggerAsked() | t.TriggerBlocked()
            | t.TriggerOverridden() | t.TriggerDisarmed() | t.TriggerReset() | t.TriggerBlind()
            | t.TriggerSighted() | t.TriggerStreakBroken()
        ):  # fmt: skip
            line = trigger_line(who, event.fact, checklist)
        case RehearsalFaulted() | RehearsalMended():
            line = fault_sentence(who, event.fact)
        case _:
            line = _launch(who, event.fact)
    return clean(line)


def _tries(count: int) -> str:
    return plural(count, "try", "tries")


def _tail(note: str) -> str:
    return f": {note}" if note else ""


def _item(
    who: str,
    fact: e.ItemStarted
    | e.ItemPassed
    | e.ItemVouched
    | e.ItemFailed
    | e.ItemSkipped
    | e.ItemReopened
    | e.ItemRestored
    | e.ItemStaled
    | e.ItemNoted
    | e.ItemAssigned,
    checklist: Checklist,
) -> str:
    found = checklist.item(fact.item)
    title = f'"{found.title}"' if found else fact.item
    match fact:
        case e.ItemStarted(note=note):
            return f"{who} took {title} in hand{_tail(note)}"
        case e.ItemPassed(note=note, against=against):
            return f"{who} passed {title}{_against(against)}{_tail(note)}"
        case e.ItemVouched(name=name, note=note):
            said = f"{name or who} passed {title}"
            return f"{said}, a second person must confirm{_tail(note)}"
        case e.ItemFailed(note=note, against=against):
            return f"{who} failed {title}{_against(against)}{_tail(note)}"
        case e.ItemSkipped(reason=reason):
            return f"{who} skipped {title}{_tail(reason)}"
        case e.ItemReopened(note=note):
            return f"{who} reopened {title}{_tail(note)}"
        case e.ItemRestored(record=record):
            return f"{who} took back the last act on {title}: {record.status} again"
        case e.ItemStaled(reason=reason):
            return f"{title} is stale{_tail(reason)}"
        case e.ItemNoted(text=text):
            return f"{who} noted on {title}: {text}"
        case e.ItemAssigned(owner=owner):
            return f"{who} gave {title} to {owner or 'its owner in the checklist'}"
        case _:
            assert_never(fact)


def _against(against: str) -> str:
    return f" against its check, which says {against}" if against else ""


def _round(
    who: str,
    fact: e.RoundDue
    | e.RoundDigested
    | e.RoundAnswered
    | e.RoundOverdue
    | e.RoundCompleted
    | e.RoundMissed,
    checklist: Checklist,
) -> str:
    name = round_name(fact.round, checklist)
    match fact:
        case e.RoundDue():
            return f"{name} is due"
        case e.RoundDigested(digests=digests, answers=answers):
            looks = sum(each.n for each in digests.values())
            failed = sum(each.failed for each in digests.values())
            return (
                f"{name}: {plural(looks, 'look')}, {failed} failed, "
                f"{plural(len(answers), 'question')} answered by probes"
            )
        case e.RoundAnswered(item=item, status=status, note=note):
            asked = _question(fact.round, item, checklist)
            return f"{who} answered {asked} of {name}: {status}{_tail(note)}"
        case e.RoundOverdue():
            return f"{name} is overdue"
        case e.RoundCompleted(note=note):
            return f"{who} completed {name}{_tail(note)}"
        case e.RoundMissed(unattended=unattended):
            return f"{name} was missed{': no engine ran when it fell due' if unattended else ''}"
        case _:
            assert_never(fact)


def _question(round_id: str, item: str, checklist: Checklist) -> str:
    """The question's title in quotes; its id where the checklist does not ask it any more."""
    phase = checklist.phase(round_id.rpartition("/")[0])
    asked = (each.title for each in (phase.items if phase else ()) if each.id == item)
    title = next(asked, "")
    return f'"{title}"' if title else item


def round_name(round_id: str, checklist: Checklist) -> str:
    """`round 3 of 24, Hour 1-6: Critical Monitoring`."""
    phase_id, _, number = round_id.rpartition("/")
    phase = checklist.phase(phase_id)
    if phase is None:
        return f"round {round_id}"
    return f"round {number} of {phase.rounds}, {phase.title}"


def _step(
    who: str,
    fact: e.StepRequested
    | e.StepStarted
    | e.StepEnded
    | e.StepLost
    | e.StepCancelled
    | e.StepSettled
    | e.StepGivenUp
    | e.StepApproved
    | e.StepPrompted,
    checklist: Checklist,
) -> str:
    found = checklist.item(fact.step)
    title = f'"{found.title}"' if found else fact.step
    match fact:
        case e.StepRequested():
            return _asked(who, title, fact)
        case e.StepStarted(pid=pid, adopted=adopted):
            where = f" (pid {pid})" if pid else ""
            return f"{title} {'still runs' if adopted else 'runs'}{where}"
        case e.StepEnded():
            return f"{title} {_ending(fact)}"
        case e.StepLost(why=why):
            return f"{title} is unknown: {why}"
        case e.StepCancelled(reason=reason):
            return f"{who} cancelled {title}{_tail(reason)}"
        case e.StepSettled(outcome=outcome, reason=reason):
            return f"{who} says that {title} {outcome}{_tail(reason)}"
        case e.StepGivenUp(why=why):
            return f"{title} is not tried again{_tail(why)}"
        case e.StepApproved(name=name, expires_at=expires_at, note=note):
            until = f"until {expires_at:%H:%M} UTC"
            return f"{name or who} approved to run {title} once, {until}{_tail(note)}"
        case e.StepPrompted(waiting=waiting, line=line):
            return f"{title} waits for input{_tail(line)}" if waiting else f"{title} goes on"
        case _:
            assert_never(fact)


def _asked(who: str, title: str, fact: e.StepRequested) -> str:
    what = f"{'verify' if fact.purpose == 'verify' else 'run'} {title}"
    rehearsed = " (rehearsed)" if fact.rehearsed else ""
    let = f", approved by {fact.approved_by}" if fact.approved_by else ""
    return f"{who} asked to {what}{rehearsed}{let}{_tail(fact.reason)}"


def _gate_or_end(
    who: str,
    fact: e.GatePolled
    | e.GatePassed
    | e.GateOverridden
    | e.GateResolved
    | e.RollbackRequested
    | e.RollbackEnded
    | e.RollbackChecked
    | e.SignoffRecorded,
    checklist: Checklist,
) -> str:
    match fact:
        case e.GatePolled(station=station, vote=vote, name=name, reason=reason):
            doubt = f", {fact.identity}" if fact.identity else ""
            return f"{station} votes {vote.upper()} ({name}, as {who}{doubt}){_tail(reason)}"
        case e.GatePassed(gate=gate, votes=votes):
            return f"{_gate_title(gate, checklist)} is passed: {plural(len(votes), 'vote')} frozen"
        case e.GateOverridden(gate=gate, reason=reason):
            return f"{who} goes on against {_gate_title(gate, checklist)}{_tail(reason)}"
        case e.GateResolved(gate=gate, note=note):
            return f"{who} answers for {_gate_title(gate, checklist)}{_tail(note)}"
        case e.RollbackRequested(reason=reason, steps=steps, waits_for=waits_for):
            waits = f", once {', '.join(waits_for)} has ended" if waits_for else ""
            return f"{who} rolls back, {plural(len(steps), 'step')}{waits}{_tail(reason)}"
        case e.RollbackEnded(outcome="rolled_back"):
            return "ROLLED BACK"
        case e.RollbackEnded(step=step, detail=detail):
            return f"ROLLBACK FAILED at {step}{_tail(detail)}"
        case e.RollbackChecked(steps=steps, wanting=wanting, elsewhere=last):
            if not wanting:
                went = f", last gone through in launch {last.launch}" if last else ""
                return f"the rollback could run: {plural(len(steps), 'step')} looked at{went}"
            said = "; ".join(wanting.values())
            return f"the rollback could not run{_tail(said)}"
        case e.SignoffRecorded(approved=approved, name=name, notes=notes):
            word = "signed off" if approved else "recorded a sign-off that does not approve"
            return f"{who} {word} as {name}{_tail(notes)}"
        case _:
            assert_never(fact)


def _gate_title(gate: str, checklist: Checklist) -> str:
    found = checklist.gate(gate)
    return f'"{found.title}"' if found else gate


def _ending(fact: e.StepEnded) -> str:
    words = {
        "succeeded": "succeeded",
        "failed": "failed",
        "timed_out": "ran out of time",
        "cancelled": "was cancelled",
        "not_started": "was never started",
    }
    how = (
        fact.signal
        if fact.signal is not None
        else f"exit {fact.exit_code}"
        if fact.exit_code is not None
        else ""
    )
    left = f"; {plural(len(fact.survivors), 'process', 'processes')} left" if fact.survivors else ""
    parts = [part for part in (how, fact.detail) if part]
    about = f": {', '.join(parts)}" if parts else ""
    took = "" if fact.outcome == "not_started" else f" after {show_duration(fact.seconds)}"
    return f"{words[fact.outcome]}{took}{about}{left}"


def _probe(who: str, fact: e.ProbeChanged | e.ProbeAsked, checklist: Checklist) -> str:
    probe = checklist.probes.get(fact.probe)
    title = probe.title if probe else fact.probe
    if isinstance(fact, e.ProbeAsked):
        return f"{who} asked for a look at {title} now"
    why = f" ({fact.reason})" if fact.reason else ""
    return f"{title}: {fact.verdict}, was {fact.was}{why}{_tail(fact.detail)}"


def _launch(
    who: str,
    fact: e.LaunchCreated
    | e.LaunchWentLive
    | e.EngineStarted
    | e.EngineResumed
    | e.EngineStopped
    | e.HelmTaken
    | e.ClockStepped
    | e.ChecklistAccepted
    | e.SignoffFilled,
) -> str:
    match fact:
        case e.LaunchCreated(title=title, target=target):
            return f"{who} began {title} on {target}"
        case e.LaunchWentLive(open_items=open_items, note=note):
            still = f", {plural(open_items, 'item')} open" if open_items else ""
            return f"{who} went live{still}{_tail(note)}"
        case e.EngineStarted(pid=pid):
            return f"engine started (pid {pid})"
        case e.EngineResumed(since=since, notices=notices):
            told = "; ".join(("", *notices))
            return f"engine resumed; last seen {since:%Y-%m-%d %H:%M:%S} UTC{told}"
        case e.EngineStopped(reason=reason):
            return f"engine stopped: {reason}"
        case e.HelmTaken(user=user, before=before, reason=reason):
            return f"{user} has the helm{f', before: {before}' if before else ''}{_tail(reason)}"
        case e.ClockStepped(cause="suspend", seconds=seconds):
            return f"this host slept for {show_duration(seconds)}"
        case e.ClockStepped(seconds=seconds):
            way = "forward" if seconds > 0 else "back"
            return f"the wall clock was set {way} by {show_duration(abs(seconds))}"
        case e.ChecklistAccepted(changed=changed, added=added, removed=removed):
            counts = f"{len(changed)} changed, {len(added)} added, {len(removed)} removed"
            return f"{who} took in the changed checklist: {counts}"
        case e.SignoffFilled(field=field, text=text):
            return f"{who} filled {field}: {text}"
        case _:
            assert_never(fact)
