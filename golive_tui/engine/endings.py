"""From what became of an attempt to the facts that tell it: its end, or that nobody knows."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from golive_tui.checklist.model import Step
from golive_tui.checklist.template import Lookup
from golive_tui.engine.evidence import Collector
from golive_tui.engine.outputs import read_outputs
from golive_tui.errors import StoreError
from golive_tui.holder import adopt
from golive_tui.holder.place import Place
from golive_tui.holder.processes import Left
from golive_tui.holder.record import record_of
from golive_tui.holder.result import Result
from golive_tui.launch import events as e
from golive_tui.secrets import Redactor
from golive_tui.text import clean

DETAIL_LIMIT = 300
"""Characters of what an end says beside its code."""


def not_started(step_id: str, attempt: str, why: str) -> e.StepEnded:
    """Nothing ran, and nothing will."""
    return e.StepEnded(
        step=step_id, attempt=attempt, outcome="not_started", detail=clean(why, DETAIL_LIMIT)
    )


def told_barely(
    step_id: str,
    attempt: str,
    outlook: adopt.Settled,
    error: Exception,
    *,
    good: tuple[int, ...],
    told: bool,
) -> tuple[e.Fact, ...]:
    """What is told of an attempt where an error of our own kept us from telling all: no outputs,
    no evidence, no text of the command's, since not even the list of secrets may be at hand."""
    what = f"golive failed while it took this in ({type(error).__name__}; see the engine's log)"
    if isinstance(outlook, adopt.NeverStarted):
        return (not_started(step_id, attempt, what),)
    if not isinstance(outlook, adopt.Finished):
        return (e.StepLost(step=step_id, attempt=attempt, why=what),)
    result = outlook.result
    if result.not_started:
        return (not_started(step_id, attempt, what),)
    ended = e.StepEnded(
        step=step_id,
        attempt=attempt,
        outcome=_outcome(result, good),
        exit_code=result.exit_code,
        signal=result.signal,
        seconds=round(result.duration, 3),
        bytes=result.size,
        sha256=result.sha256,
        survivors=tuple(f"pid {each.process.pid}" for each in result.survivors),
        detail=f"its outputs and evidence are lacking: {what}",
    )
    return (ended,) if told else (e.StepStarted(step=step_id, attempt=attempt, pid=0), ended)


class Teller:
    """Tells the end of attempts."""

    def __init__(
        self,
        redactor: Callable[[str], Redactor],
        from_real: Callable[[float], datetime],
        lookup: Callable[[], Lookup],
    ) -> None:
        self._redactor = redactor
        self._lookup = lookup
        self._from_real = from_real

    def facts(
        self,
        step_id: str,
        folder: Path,
        outlook: adopt.Finished | adopt.NeverStarted | adopt.Unknown,
        *,
        step: Step | None,
        told: bool,
        directory: str = "",
    ) -> tuple[e.Fact, ...]:
        """What to record. `step`: its definition where this was a run of its command, for its
        good exit codes, its outputs and the files that it leaves; `told`: that it has started is
        recorded already; `directory`: where it ran. Reads files: not for the event loop."""
        attempt = folder.name
        if isinstance(outlook, adopt.NeverStarted):
            return (not_started(step_id, attempt, outlook.why),)
        if isinstance(outlook, adopt.Unknown):
            return (e.StepLost(step=step_id, attempt=attempt, why=self._lost(step_id, outlook)),)
        result = outlook.result
        if result.not_started:
            why = self._redactor(step_id).redact(result.not_started)
            return (not_started(step_id, attempt, why),)
        ended = self._ended(step_id, folder, result, step, directory)
        if told:
            return (ended,)
        # It was quicker than our look, or ended while no engine ran.
        return (e.StepStarted(step=step_id, attempt=attempt, pid=_pid(folder)), ended)

    def _ended(
        self, step_id: str, folder: Path, result: Result, step: Step | None, directory: str
    ) -> e.StepEnded:
        redactor = self._redactor(step_id)
        outcome = _outcome(result, step.success_exit_codes if step is not None else (0,))
        values: Mapping[str, str] = {}
        lacking = ""
        if step is not None and step.outputs and outcome == "succeeded":
            values, lacking = read_outputs(Place(folder).outputs, step.outputs, redactor)
        behind = ", ".join(_left(each) for each in result.left_running)
        says = (result.trouble, lacking, f"it left behind: {behind}" if behind else "")
        return e.StepEnded(
            step=step_id,
            attempt=folder.name,
            outcome=outcome,
            exit_code=result.exit_code,
            signal=result.signal,
            seconds=round(result.duration, 3),
            bytes=result.size,
            sha256=result.sha256,
            survivors=tuple(clean(redactor.redact(_left(each)), 200) for each in result.survivors),
            outputs=values,
            detail=clean(redactor.redact("; ".join(each for each in says if each)), DETAIL_LIMIT),
            started_at=self._from_real(result.started_at.timestamp()),
            ended_at=self._from_real(result.ended_at.timestamp()),
            evidence=self._evidence(folder, result, step, directory, redactor),
        )

    def _evidence(
        self, folder: Path, result: Result, step: Step | None, directory: str, redactor: Redactor
    ) -> tuple[e.EvidenceFile, ...]:
        if step is None or not step.evidence or not directory:
            return ()
        collector = Collector(
            folder=folder,
            directory=directory,
            since=result.started_at.timestamp(),
            lookup=self._lookup(),
            redactor=redactor,
        )
        return collector.collect(step.evidence)

    def _lost(self, step_id: str, outlook: adopt.Unknown) -> str:
        still = ", ".join(_left(each) for each in outlook.left)
        why = f"{outlook.why} Still there: {still}" if still else outlook.why
        return clean(self._redactor(step_id).redact(why), DETAIL_LIMIT)


def _outcome(result: Result, good: tuple[int, ...]) -> e.StepOutcome:
    if result.timed_out:
        return "timed_out"
    if result.cancelled_by:
        return "cancelled"
    return "succeeded" if result.exit_code in good else "failed"


def _left(each: Left) -> str:
    """`./migrate --all (pid 812)`, and why it is still there."""
    told = f"{each.command} (pid {each.process.pid})"
    return f"{told}: {each.why}" if each.why else told


def _pid(folder: Path) -> int:
    """The command's pid, for the record; 0 where its own record cannot be read any more."""
    try:
        record = record_of(Place(folder))
    except (OSError, ValueError, StoreError):
        return 0
    return record.child.pid if record is not None and record.child is not None else 0
