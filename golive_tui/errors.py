"""Every error that golive raises on purpose, and the sentence that each owes to its reader.

GoliveError                   what happened, where, and in `hint` what to do next
├── InputError                bad input: exit 2
│   ├── ChecklistError        a checklist with problems, all of them at once
│   ├── UnitError             "5 m" where "5m" is meant
│   ├── TemplateError         an undefined `${name}`, an unset secret
│   └── ConditionError        an `expect` line that cannot be read
├── NotFound                  no such launch, item, probe: exit 3
├── Refused                   a person asked for what cannot be now: exit 4
│   └── Unanswered            the holder of a step's command did not answer
├── StoreError                the launch directory
│   ├── JournalDamaged        a line in the middle cannot be trusted
│   ├── StoreUnwritable       disk full, read-only, i/o error: nothing was recorded
│   ├── EventUnfit            this event would not read back as it was; others can be recorded
│   └── VersionMismatch       written by a newer golive
├── EngineError               the engine: exit 4
│   ├── EngineBusy            another engine holds the launch
│   └── EngineUnreachable     no engine answers
└── TerminalUnfit             the terminal cannot carry the dashboard: exit 2
"""

from collections.abc import Sequence
from dataclasses import dataclass


class GoliveError(Exception):
    """Root of the tree: a message for the person at the terminal, and a hint what to do next."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class InputError(GoliveError):
    """What was given cannot be used as it stands (exit code 2)."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One fault of a file: its line from 1 on (0: the whole file), key path, what, the remedy."""

    line: int
    path: str
    message: str
    hint: str = ""

    def sentence(self, file: str) -> str:
        """`file:line: key path: what is wrong, and what would be right`."""
        where = f"{file}:{self.line}: " if self.line else f"{file}: "
        key = f"{self.path}: " if self.path else ""
        remedy = f"; {self.hint}" if self.hint else ""
        return f"{where}{key}{self.message}{remedy}"


class ChecklistError(InputError):
    """All problems of one checklist file, sorted by line."""

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.file = file
        self.problems = tuple(sorted(problems))
        lines = [problem.sentence(file) for problem in self.problems]
        super().__init__("\n".join(lines))


class UnitError(InputError):
    """A text is not the duration, percentage, size or rate that it should be."""


class TemplateError(InputError):
    """A `${...}` names nothing that is defined here."""


class ConditionError(InputError):
    """An `expect` condition cannot be read."""


class NotFound(GoliveError):
    """The thing named does not exist (exit code 3)."""


class Refused(GoliveError):
    """A person asked for what cannot be now; shown to them, not a bug (exit code 4)."""


class Unanswered(Refused):
    """The holder of a step's command did not answer in time, or hung up."""


class StoreError(GoliveError):
    """The launch directory cannot be used as it stands."""


class JournalDamaged(StoreError):
    """A line in the middle of a journal does not parse, or breaks the chain; never skipped."""

    def __init__(self, message: str, *, line: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.line = line


class StoreUnwritable(StoreError):
    """The bytes could not be made durable: nothing was recorded, and the act must be repeated."""


class EventUnfit(StoreError):
    """An event would not read back as it was, so it is not recorded; others can be."""


class VersionMismatch(StoreError):
    """A file says a format version that is newer than this program knows."""


class EngineError(GoliveError):
    """The engine of a launch refused to start or cannot be spoken to (exit code 4)."""


class EngineBusy(EngineError):
    """Another engine holds the lock of this launch."""


class EngineUnreachable(EngineError):
    """No engine answers on the launch's socket."""


class TerminalUnfit(InputError):
    """The terminal cannot carry the dashboard; the hint names what can be used instead."""
