"""The messages of the wire, each way, as frozen values; their JSON, read strictly and bounded.

Client to engine: `{"id": 7, "do": "item.pass", "item": "dns-a-records", "note": "..."}`.
Engine to client: the answer `{"id": 7, "ok": true, "seq": 412}` or
`{"id": 7, "ok": false, "error": "...", "hint": "..."}`, and unasked one object with a single key:
`hello`, `event`, `sample`, `engine` (who watches, who steers, can it write) or `bye`.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Final

import msgspec
from msgspec import Struct, field

from golive_tui.launch.codec import Plain, from_plain, to_plain
from golive_tui.launch.commands import COMMANDS, PLANNED, Command, Planned

PROTOCOL: Final = 1
"""Version of the wire; client and engine must speak the same."""
REQUEST_LIMIT: Final = 64 * 1024
"""Bytes of a client's message; a larger one closes the connection."""
ANSWER_LIMIT: Final = 64 * 1024 * 1024
"""Bytes of an engine's message that a client accepts: hello carries state and windows."""


# -- what a client asks beside the launch's commands ---------------------------------------------


class Attach(Struct, frozen=True, kw_only=True):
    """The first message: who comes (`dashboard` or `script`), from which terminal, and whether it
    only watches. An engine that speaks another `protocol` says so and closes."""

    DO: ClassVar[str] = "attach"
    role: str = "script"
    read_only: bool = False
    protocol: int = PROTOCOL
    tty: str = ""


class TakeHelm(Struct, frozen=True, kw_only=True):
    """Steer from now on; a reason is needed when a living client of another user has the helm."""

    DO: ClassVar[str] = "helm.take"
    reason: str = ""


class ReadEvents(Struct, frozen=True, kw_only=True):
    """Events before `before` (exclusive; None: the newest), at most `count`, oldest first.

    `item` or `round` narrows them to one subject.
    """

    DO: ClassVar[str] = "events"
    before: int | None = None
    count: int = 100
    item: str = ""
    round: str = ""


class ReadSamples(Struct, frozen=True, kw_only=True):
    """The newest samples of a probe, oldest first; or, with `since` and `until`, the stretch of
    time between them in `count` equal buckets (`launch.buckets.Bucket`)."""

    DO: ClassVar[str] = "samples"
    probe: str
    count: int = 100
    since: datetime | None = None
    until: datetime | None = None


class AcceptChecklist(Struct, frozen=True, kw_only=True):
    """Take in the changed checklist whose SHA-256 is `sha256`, as it was shown."""

    DO: ClassVar[str] = "checklist.accept"
    sha256: str


class StopEngine(Struct, frozen=True, kw_only=True):
    """End the engine in order; the launch stays on disk."""

    DO: ClassVar[str] = "engine.stop"
    reason: str = ""


class ShowStep(Struct, frozen=True, kw_only=True):
    """What a step would run, filled in, before it runs; `refusal` says why it cannot now."""

    DO: ClassVar[str] = "step.show"
    step: str


class ReadOutput(Struct, frozen=True, kw_only=True):
    """Lines of an attempt's transcript: the last ones (`offset` None), those from an offset that
    an answer said to read on at, or those before one (`back`).

    `file`: of that file of its evidence instead (`evidence.copy`). `keyboard`: the answer also has
    `echo`, whether its terminal shows what is typed (none: nothing can be typed). Where the holder
    of an attempt that runs does not answer, the answer has its pid as `deaf`."""

    DO: ClassVar[str] = "step.output"
    attempt: str
    offset: int | None = None
    count: int = 200
    back: bool = False
    file: str = ""
    keyboard: bool = False


class TypeIn(Struct, frozen=True, kw_only=True):
    """Type into a running interactive step; `text` goes to its terminal as it is. `attempt`: only
    into that one, and not into one that has followed it; empty: whichever runs."""

    DO: ClassVar[str] = "step.type"
    step: str
    text: str
    attempt: str = ""


class TryNotice(Struct, frozen=True, kw_only=True):
    """Send a test notice to a channel, or to all when it is empty; the answer says what came of
    it, once each channel has tried."""

    DO: ClassVar[str] = "notice.test"
    channel: str = ""


Request = (
    Attach
    | TakeHelm
    | ReadEvents
    | ReadSamples
    | AcceptChecklist
    | StopEngine
    | ShowStep
    | ReadOutput
    | TypeIn
    | TryNotice
    | Planned
    | Command
)

REQUESTS: Final[Mapping[str, type[Request]]] = {
    **{
        request.DO: request
        for request in (
            Attach,
            TakeHelm,
            ReadEvents,
            ReadSamples,
            AcceptChecklist,
            StopEngine,
            ShowStep,
            ReadOutput,
            TypeIn,
            TryNotice,
        )
    },
    **PLANNED,
    **COMMANDS,
}
"""Every word that a client can say after `do`."""


# -- what the engine tells ------------------------------------------------------------------------


class ClockFacts(Struct, frozen=True, kw_only=True):
    """How to make the launch's clock: `origin` is a real instant, `speed` launch s a real s."""

    origin: datetime
    speed: float


class Viewer(Struct, frozen=True, kw_only=True):
    """An attached client."""

    client: int
    user: str
    uid: int
    role: str
    read_only: bool
    since: datetime
    tty: str = ""


class EngineFacts(Struct, frozen=True, kw_only=True):
    """What is true of the engine now and not of the launch.

    `helm` is the client id that steers (None: nobody is at the helm). `unwritable` is a sentence
    while acts are refused because nothing can be recorded. `changed_checklist` is the SHA-256 of
    the source when it differs from what the launch took in, `diff` how (bounded).
    `missed_slots` counts probe slots that could not be served in time. `metrics` is where they
    are served, `metrics_problem` a sentence when they should be and are not.
    """

    pid: int
    epoch: int
    version: str
    helm: int | None = None
    viewers: tuple[Viewer, ...] = ()
    unwritable: str = ""
    changed_checklist: str = ""
    diff: str = ""
    missed_slots: int = 0
    metrics: str = ""
    metrics_problem: str = ""


class Hello(Struct, frozen=True, kw_only=True):
    """The first answer: all that a client needs to fold along.

    `state` is as of its `seq`; `events` are the newest ones, oldest first, up to it. `sight` maps a
    probe to its `tally`, its `window` of samples and its newest `extra` ones that do not count.
    """

    you: int
    protocol: int
    launch_dir: str
    clock: ClockFacts
    engine: EngineFacts
    checklist: str
    state: Plain
    events: list[Plain] = field(default_factory=list)
    sight: dict[str, Plain] = field(default_factory=dict)


# -- JSON ------------------------------------------------------------------------------------------


def dumps(message: Mapping[str, Any]) -> str:
    """One message as compact JSON."""
    return json.dumps(message, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def loads(text: str | bytes) -> dict[str, Any]:
    """A message of an engine; raises ValueError saying what is wrong."""
    try:
        message = json.loads(text)
    except RecursionError:
        raise ValueError("its message is nested too deeply") from None
    if not isinstance(message, dict):
        raise ValueError("its message is no object")
    return message


def request_to_json(number: int, request: Request) -> str:
    """A request with its number."""
    return dumps({"id": number, "do": request.DO, **to_plain(request)})


def request_from_json(text: str | bytes) -> tuple[int, Request]:
    """The number and request of a message; raises ValueError saying what is wrong.

    Read by msgspec, which refuses half a surrogate pair: no text may pass that cannot be sent on.
    """
    try:
        plain = msgspec.json.decode(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(plain, dict):
        raise ValueError("a request is an object")
    number = from_plain(plain.pop("id", None), int)
    do = plain.pop("do", None)
    type_ = REQUESTS.get(do) if isinstance(do, str) else None
    if type_ is None:
        raise ValueError(f"nothing is called `{str(do)[:60]}`")
    unknown = sorted(plain.keys() - set(type_.__struct_fields__))
    if unknown:
        raise ValueError(f"`{do}` takes no `{unknown[0][:60]}`")
    request = from_plain(plain, type_)
    _check_times(request)
    return number, request


def _check_times(request: Request) -> None:
    """A time without a zone names no instant, and compares with none that does."""
    for name in request.__struct_fields__:
        value = getattr(request, name)
        if isinstance(value, datetime) and value.tzinfo is None:
            raise ValueError(f"`{name}` has no time zone")
