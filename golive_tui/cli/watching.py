"""Waiting at the command line for what steps come to: their output as it grows, their ends as the
journal has them.

An engine that dies meanwhile is followed by another; one that was stopped on purpose is not. The
commands of the steps go on in either case.
"""

import shlex
from collections.abc import Callable, Collection
from typing import Final

from golive_tui import clock
from golive_tui.cli.output import close_streams, tell
from golive_tui.cli.read import read_definition
from golive_tui.cli.tail import Tail
from golive_tui.errors import EngineUnreachable
from golive_tui.holder import adopt
from golive_tui.holder.processes import Process, stopped
from golive_tui.launch import events as e
from golive_tui.launch.sentences import sentence
from golive_tui.store import history
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder
from golive_tui.text import clean

NAP: Final = 0.1
"""Real seconds between two looks."""
ENGINE_EVERY: Final = 10
"""Looks after which the engine is looked for as well."""


class Watch:
    """The events of a launch after number `seq`, and the output of those steps."""

    def __init__(
        self, launch: LaunchDirectory, seq: int, steps: Collection[str], *, output: bool = True
    ) -> None:
        self._launch = launch
        self._seq = seq
        self._steps = steps
        self._output = output
        self._checklist = read_definition(launch)
        self._tails: dict[str, Tail] = {}
        self._open: set[str] = set()
        self._told_of: set[int] = set()
        self._stopped = ""

    def until(self, over: Callable[[e.Event], bool]) -> e.Event:
        """The first event of which `over` is true. Raises EngineUnreachable when the engine was
        stopped, or none can be started."""
        looks = 0
        while True:
            for event in history.since(self._launch, self._seq):
                self._seq = event.seq
                self._take(event)
                if over(event):
                    return event
            for tail in self._tails.values():
                tail.pull()
            close_streams()
            looks += 1
            if looks % ENGINE_EVERY == 0:
                self._see_to_engine()
                self._see_to_holders()
            clock.pause(NAP)

    def _take(self, event: e.Event) -> None:
        self._follow(event.fact)
        match event.fact:
            case e.StepRequested(step=step, attempt=attempt) if step in self._steps:
                tell(told(event.fact))
                if self._output:
                    self._tails[attempt] = Tail(self._launch.steps / attempt / "transcript")
            case e.StepEnded(step=step, attempt=attempt) | e.StepLost(step=step, attempt=attempt):
                if (tail := self._tails.pop(attempt, None)) is not None:
                    tail.finish()
                if step in self._steps:
                    close_streams()
                    self._tell_end(event)
            case e.StepPrompted(step=step, waiting=True, line=line) if step in self._steps:
                asked = f": {clean(line).strip()}" if line.strip() else ""
                close_streams()
                tell(f"`{step}` waits for input{asked}")
                tell(f"golive step type {step} TEXT answers; golive step cancel {step} ends it")
            case e.EngineStopped(reason=reason):
                self._stopped = reason
            case e.EngineStarted():
                self._stopped = ""

    def _follow(self, fact: e.Fact) -> None:
        """Which attempts of the steps have not ended."""
        match fact:
            case e.StepRequested() | e.StepCancelled() if fact.step in self._steps:
                self._open.add(fact.attempt)
            case e.StepEnded() | e.StepLost():
                self._open.discard(fact.attempt)

    def _see_to_holders(self) -> None:
        """Say once of a holder that was stopped what lets it go on: nothing comes until then."""
        for attempt in self._open:
            outlook = adopt.look(self._launch.steps / attempt)
            held = outlook.record.holder if isinstance(outlook, adopt.Running) else None
            if held is not None and held.pid not in self._told_of and _stopped(held):
                self._told_of.add(held.pid)
                close_streams()
                tell(f"the holder of {attempt} was stopped: kill -CONT {held.pid} lets it go on")

    def _tell_end(self, event: e.Event) -> None:
        tell(sentence(event, self._checklist))
        if isinstance(event.fact, e.StepEnded):
            for process in event.fact.survivors:
                tell(f"still there: {clean(process)}")
        if isinstance(event.fact, e.StepLost):
            step = event.fact.step
            tell(
                f"golive step verify {step} looks; golive step settle {step} says what became of it"
            )

    def _see_to_engine(self) -> None:
        if holder(self._launch) is not None:
            return
        if self._stopped:
            raise EngineUnreachable(
                f"the engine was stopped: {clean(self._stopped)}",
                hint="what it started goes on; golive step list says what became of it",
            )
        from golive_tui.client.start import ensure_engine_now

        ensure_engine_now(self._launch.path)
        tell("the engine had gone; another one looks after the launch now")


def _stopped(holder: Process) -> bool:
    try:
        return stopped(holder)
    except OSError:  # it cannot be looked at now: the next look may
        return False


def told(fact: e.StepRequested) -> str:
    """What runs, where, on which target: one clean line."""
    rehearsed = ", rehearsed" if fact.rehearsed else ""
    return clean(
        f"{fact.attempt}: {command_line(fact.argv, is_line=fact.shell)}"
        f" (in {fact.directory}, on {fact.target}{rehearsed})",
        1000,
    )


def command_line(argv: Collection[str], *, is_line: bool) -> str:
    """A command as one could type it; `is_line`: it is a line for a shell already."""
    return " ".join(argv) if is_line else shlex.join(argv)
