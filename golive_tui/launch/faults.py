"""Every fault that a rehearsal can be made to suffer, and the acts that begin and end one.

A fault is a word and a few settings, all of them texts, so that a scenario, the wire, the journal
and the palette say the same. What the stand-in then does is in `rehearsal/disturb.py`.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct, field

from golive_tui.errors import GoliveError, NotFound, Refused, UnitError
from golive_tui.launch.commands import FaultRehearsal, MendRehearsal
from golive_tui.launch.fault_facts import RehearsalFaulted, RehearsalMended
from golive_tui.launch.state import LaunchState
from golive_tui.text import clean
from golive_tui.units import duration, percent

MOST: Final = 20
"""Faults in force at the same time."""
NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
LONGEST: Final = 600.0
"""Seconds that an answer can be held back."""


def _seconds(text: str) -> None:
    if duration(text) > LONGEST:
        raise UnitError("must be at most 10m")


def _share(text: str) -> None:
    if percent(text) > 1:
        raise UnitError("must be at most 100%")


def signed(text: str) -> float:
    """Seconds of "90s" or "-90s"; raises UnitError."""
    return -duration(text[1:]) if text.startswith("-") else duration(text)


def _signed(text: str) -> None:
    signed(text)


def _code(text: str) -> None:
    if not re.fullmatch(r"[1-4]\d{3}", text) or text in ("1004", "1005", "1006", "1015"):
        raise UnitError("must be a close code that may be sent", hint="such as 1011")


def _status(text: str) -> None:
    if not re.fullmatch(r"[45]\d\d", text):
        raise UnitError("must be an HTTP status from 400 to 599")


def _path(text: str) -> None:
    if not re.fullmatch(r"(?:[a-z]+:)?(?:/[!-<>-~]{0,39}|\*)", text):
        raise UnitError("must be a path", hint='such as "/health", "citypulse:/" or "*"')


class Setting(Struct, frozen=True, kw_only=True):
    """A setting of a fault: what it says, what it is when left out, and what reads it."""

    help: str
    default: str
    check: Callable[[str], None]


class FaultKind(Struct, frozen=True, kw_only=True):
    """A fault: what it does, in a sentence, and its settings."""

    does: str
    settings: Mapping[str, Setting] = field(default_factory=dict)


FAULTS: Final[Mapping[str, FaultKind]] = {
    "latency": FaultKind(
        does="Every answer takes longer.",
        settings={"add": Setting(help="By how much.", default="1200ms", check=_seconds)},
    ),
    "jitter": FaultKind(
        does="Each answer of the backend takes longer by chance.",
        settings={"up_to": Setting(help="At most so much.", default="500ms", check=_seconds)},
    ),
    "errors": FaultKind(
        does="A share of the backend's answers is HTTP 500.",
        settings={"ratio": Setting(help="The share.", default="20%", check=_share)},
    ),
    "status": FaultKind(
        does="One path, or each, answers with that status.",
        settings={
            "path": Setting(help="A path of the backend.", default="/health", check=_path),
            "status": Setting(help="The HTTP status.", default="503", check=_status),
        },
    ),
    "refused": FaultKind(does="The backend's ports refuse connections."),
    "hang": FaultKind(does="The backend takes connections and never answers."),
    "drip": FaultKind(
        does="The backend's answers come byte by byte.",
        settings={"pause": Setting(help="From byte to byte.", default="100ms", check=_seconds)},
    ),
    "flap": FaultKind(
        does="The backend is well, then answers 503, in turn.",
        settings={"every": Setting(help="How long each lasts.", default="30s", check=_seconds)},
    ),
    "ws-refused": FaultKind(
        does="A share of the WebSocket handshakes is refused.",
        settings={"ratio": Setting(help="The share.", default="100%", check=_share)},
    ),
    "ws-dropped": FaultKind(
        does="Every WebSocket is closed at once, also those that are open.",
        settings={"code": Setting(help="The close code.", default="1011", check=_code)},
    ),
    "certificate-expired": FaultKind(does="The backend shows a certificate that has expired."),
    "database-down": FaultKind(does="The backend says that its database does not answer."),
    "redis-down": FaultKind(does="The backend says that its Redis does not answer."),
    "metrics-gap": FaultKind(does="There are no metrics to be had."),
    "memory": FaultKind(
        does="So much of the server's memory is in use.",
        settings={"used": Setting(help="The share.", default="95%", check=_share)},
    ),
    "cpu": FaultKind(
        does="So much of the server's CPU is in use.",
        settings={"used": Setting(help="The share.", default="95%", check=_share)},
    ),
    "cut-off": FaultKind(does="This host reaches nothing: neither the backend nor anything else."),
    "clock": FaultKind(
        does="The wall clock of the engine's host is wrong.",
        settings={"by": Setting(help="By so much; back with `-`.", default="90s", check=_signed)},
    ),
}
"""Every fault by its word."""


def settings_of(fault: str, given: Mapping[str, str]) -> dict[str, str]:
    """All settings of a fault, those left out with their defaults; raises NotFound or Refused."""
    kind = FAULTS.get(fault)
    if kind is None:
        raise NotFound(f"no fault `{clean(fault, 60)}`", hint="one of: " + ", ".join(FAULTS))
    for name, text in given.items():
        if wrong := problem(fault, name, text):
            raise Refused(f"`{fault}`: `{clean(name, 60)}` {wrong}")
    return {name: given.get(name, each.default) for name, each in kind.settings.items()}


def problem(fault: str, name: str, text: str) -> str:
    """What is wrong with a setting of a known fault; empty when nothing is."""
    setting = FAULTS[fault].settings.get(name)
    if setting is None:
        known = ", ".join(FAULTS[fault].settings)
        return f"is no setting of it; it has {known}" if known else "is no setting: it has none"
    try:
        setting.check(text)
    except GoliveError as error:
        return clean(f"{error.message}; {error.hint}" if error.hint else error.message, 200)
    return ""


def decided(
    state: LaunchState, command: FaultRehearsal | MendRehearsal
) -> RehearsalFaulted | RehearsalMended:
    """What a person asks for; raises Refused and NotFound."""
    return begin(state, command) if isinstance(command, FaultRehearsal) else end(state, command)


def begin(state: LaunchState, command: FaultRehearsal) -> RehearsalFaulted:
    """The fault that is asked for; raises Refused, always so where real things are at stake."""
    _only_rehearsed(state)
    settings = settings_of(command.fault, command.settings)
    name = command.name or command.fault
    if not NAME.fullmatch(name):
        raise Refused("the name of a fault is made of small letters, digits and hyphens")
    if name not in state.faults and len(state.faults) >= MOST:
        raise Refused(f"{MOST} faults are in force already", hint="mend one of them first")
    return RehearsalFaulted(name=name, fault=command.fault, settings=settings)


def end(state: LaunchState, command: MendRehearsal) -> RehearsalMended:
    """The end of a fault, or of all; raises Refused and NotFound."""
    _only_rehearsed(state)
    if command.name and command.name not in state.faults:
        known = ", ".join(state.faults) or "none"
        raise NotFound(
            f"no fault `{clean(command.name, 60)}` is in force", hint=f"in force: {known}"
        )
    return RehearsalMended(name=command.name)


def _only_rehearsed(state: LaunchState) -> None:
    if state.origin is None or not state.origin.rehearsal:
        raise Refused("this is no rehearsal: nothing here is made to fail")
