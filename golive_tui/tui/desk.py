"""What every view gets: the launch to read, and the one way to act on it.

The desk knows no widgets beyond two words, Panel and Overlay: a view subscribes, reads
`desk.mirror`, and asks by `act` or `do`. Nothing on the screen changes because a key was pressed:
it changes when the engine's event comes back. Until then the subject is `pending` (`…`).

Whether an act is allowed is decided in one place, `refusal`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from golive_tui.client.mirror import Changed, Mirror
from golive_tui.clock import real_now
from golive_tui.errors import EngineUnreachable, GoliveError
from golive_tui.launch.commands import GoLive
from golive_tui.launch.events import Event
from golive_tui.tui.ground.glyphs import Role
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.tui.ground.terminal import Terminal
from golive_tui.wire.messages import Request, Viewer

READS: Final = frozenset({"events", "samples", "attach", "step.show", "step.output"})
"""What may always be asked, also by a watcher (words of the wire)."""
WORDS: Final = frozenset({"helm.take", "step.approve", "gate.vote"})
"""What also a watcher may do who could take the helm: words of one's own."""
SILENT_AFTER: Final = 5.0
"""Real seconds without a word from an attached engine after which what is shown is stale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkState:
    """Whether an engine is attached, since when (real time), and why not."""

    up: bool
    since: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed since a panel last heard: `Changed` of the mirror, merged over half a second.

    `everything`: draw all afresh. `engine`: helm, viewers, link, banners, the launch itself.
    `items` also holds items whose `pending` mark came or went. `events`: in order.
    """

    everything: bool = False
    engine: bool = False
    items: frozenset[str] = frozenset()
    probes: frozenset[str] = frozenset()
    rounds: frozenset[str] = frozenset()
    events: tuple[Event, ...] = ()

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            everything=self.everything or other.everything,
            engine=self.engine or other.engine,
            items=self.items | other.items,
            probes=self.probes | other.probes,
            rounds=self.rounds | other.rounds,
            events=(*self.events, *other.events),
        )

    def __bool__(self) -> bool:
        return self != UNCHANGED


UNCHANGED: Final = Changes()
EVERYTHING: Final = Changes(everything=True, engine=True)


def changes_of(changed: Changed) -> Changes:
    """One message's changes."""
    return Changes(
        everything=changed.everything,
        engine=changed.engine,
        items=changed.items,
        probes=changed.probes,
        rounds=changed.rounds,
        events=(changed.event,) if changed.event else (),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """Where this person was when last seen here: the last event seen, the view, the subject.

    `at` is launch time of the last sign of life (a key, or leaving), `seen_at` real time. The
    "you were here" overlay gets it: events after `seq` are what happened meanwhile. `places` says
    by view what was chosen in it.
    """

    seq: int
    at: datetime
    view: str = "dash"
    subject: str = ""
    seen_at: datetime | None = None
    places: Mapping[str, str] = field(default_factory=dict)


class Panel(Protocol):
    """Whatever shows a part of the launch."""

    def changed(self, changes: Changes) -> None:
        """Draw what changed; at most twice a second, and only while `desk.mirror` is there."""

    def tick(self, now: datetime) -> None:
        """A second of real time passed; `now` is launch time. Update clocks, nothing else."""


class Asks(Protocol):
    """The link, as far as the desk needs it."""

    async def ask(self, request: Request) -> Mapping[str, Any]:
        """Send and return the answer; raises the error that the engine refused it with."""


class Host(Protocol):
    """The app, as far as the desk needs it."""

    @property
    def where(self) -> tuple[str, str]:
        """The view in front, and the subject that is chosen in it."""

    def show_view(self, view: str, subject: str = "") -> None:
        """Bring a view to the front, at that subject."""

    def back(self) -> None:
        """To the view before."""

    def open(self, overlay: Overlay) -> None:
        """Show an overlay over the view."""

    def notice(self, text: str, tone: Role) -> None:
        """Say one sentence on the line above the keys."""

    def start(self, work: "Work") -> None:
        """Run a coroutine function in the background, its errors shown."""

    def redraw_soon(self) -> None:
        """Something was marked changed: have `flush` called within half a second."""


class Work(Protocol):
    """A coroutine function without arguments."""

    async def __call__(self) -> object:
        """Do it."""


@dataclass(slots=True, eq=False)
class Desk:
    """The services of the dashboard. Attributes are to be read; only app and link set them."""

    terminal: Terminal
    host: Host
    link: Asks | None = None
    mirror: Mirror | None = None
    linked: LinkState = field(
        default_factory=lambda: LinkState(up=False, since=real_now(), reason="connecting")
    )
    read_only: bool = False
    bookmark: Bookmark | None = None
    places: dict[str, str] = field(default_factory=dict)
    """By view, what this person chose in it last, also before they came back."""
    heard_at: datetime = field(default_factory=real_now)
    """Real time of the last word from the engine."""
    _panels: list[Panel] = field(default_factory=list)
    _dirty: Changes = UNCHANGED
    _pending: dict[str, int] = field(default_factory=dict)

    # -- reading ----------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        """Launch time, or the machine's before anything is known of a launch."""
        return self.mirror.now if self.mirror else real_now()

    @property
    def silent_for(self) -> float:
        """Real seconds since the engine last said a word."""
        return (real_now() - self.heard_at).total_seconds()

    @property
    def is_stale(self) -> bool:
        """Whether what the mirror shows may be out of date: no engine, or a silent one."""
        return self.mirror is not None and (not self.linked.up or self.silent_for > SILENT_AFTER)

    def is_pending(self, subject: str) -> bool:
        """Whether an act on that item, round or probe waits for its event: show `…`."""
        return subject in self._pending

    def subscribe(self, panel: Panel) -> Callable[[], None]:
        """Have `panel` told of changes and ticks, from now on; the call returned ends it."""
        self._panels.append(panel)
        return lambda: self._panels.remove(panel) if panel in self._panels else None

    # -- acting -----------------------------------------------------------------------------------

    def refusal(self, request: type[Request] | Request) -> str:
        """Why this cannot be asked now, as a sentence; empty when it can. The only gate."""
        if not self.linked.up or self.link is None or self.mirror is None:
            return "the engine is away: nothing can be recorded until it is back"
        if request.DO in READS:
            return ""
        if self.read_only:
            return "this dashboard only watches: it was opened with --read-only"
        free = self.mirror.engine.helm is None
        if request.DO in WORDS or self.mirror.at_helm or free:
            return ""
        return f"watching; {self.helm_user or 'somebody'} has the helm (T takes it)"

    def may(self, request: type[Request] | Request) -> bool:
        """Whether it can be asked now; says why not. Call it before a dialog is opened."""
        sentence = self.refusal(request)
        if sentence:
            self.notice(sentence, "warn")
        return not sentence

    @property
    def watching(self) -> str:
        """Why this dashboard only watches; empty when it may act, or when all is stale anyway."""
        if not self.linked.up or self.mirror is None:
            return ""
        return self.refusal(GoLive)

    @property
    def me(self) -> Viewer | None:
        """This dashboard, as the engine knows it: user, uid."""
        if self.mirror is None:
            return None
        you = self.mirror.you
        return next((each for each in self.mirror.engine.viewers if each.client == you), None)

    @property
    def helm_user(self) -> str:
        """Who steers now, by an attached client; empty when nobody does."""
        if self.mirror is None:
            return ""
        engine = self.mirror.engine
        return next((each.user for each in engine.viewers if each.client == engine.helm), "")

    async def act(self, request: Request, subject: str = "") -> bool:
        """Ask for an act; a refusal is shown as a notice. Whether it was carried out.

        `subject` (item, round or probe id) is pending until the event is back.
        """
        if sentence := self.refusal(request):
            self.notice(sentence, "warn")
            return False
        assert self.link is not None  # noqa: S101 - `refusal` said so
        self._mark(subject, 1)
        try:
            answer = await self.link.ask(request)
        except EngineUnreachable as error:
            self.notice(_sentence(error), "bad")
            return False
        except GoliveError as error:
            self.notice(_sentence(error), "warn")
            return False
        finally:
            self._mark(subject, -1)
        return bool(answer.get("ok"))

    def do(self, request: Request, subject: str = "") -> None:
        """As `act`, in the background."""

        async def work() -> bool:
            return await self.act(request, subject)

        self.host.start(work)

    async def ask(self, request: Request) -> Mapping[str, Any]:
        """Ask a question (ReadEvents, ReadSamples); raises a GoliveError with its sentence."""
        if sentence := self.refusal(request):
            raise EngineUnreachable(sentence)
        assert self.link is not None  # noqa: S101 - `refusal` said so
        return await self.link.ask(request)

    # -- the screen -------------------------------------------------------------------------------

    def notice(self, text: str, tone: Role = "text") -> None:
        """Say one sentence on the line above the keys."""
        self.host.notice(text, tone)

    def open(self, overlay: Overlay) -> None:
        """Show an overlay."""
        self.host.open(overlay)

    def show(self, view: str, subject: str = "") -> None:
        """Bring a view to the front: `dash`, `probes`, `timer`, `run`, `events` or `who`."""
        self.host.show_view(view, subject)

    def back(self) -> None:
        """To the view before."""
        self.host.back()

    # -- for app and link -------------------------------------------------------------------------

    def mark(self, changes: Changes) -> None:
        """These changed; panels are told with the next flush."""
        if changes:
            self._dirty = self._dirty | changes
            self.host.redraw_soon()

    def flush(self) -> None:
        """Tell the panels what changed since the last flush."""
        changes, self._dirty = self._dirty, UNCHANGED
        if changes and self.mirror is not None:
            for panel in tuple(self._panels):
                panel.changed(changes)

    def tick(self) -> None:
        """Tell the panels that a second passed."""
        now = self.now
        for panel in tuple(self._panels):
            panel.tick(now)

    def _mark(self, subject: str, by: int) -> None:
        if not subject:
            return
        self._pending[subject] = self._pending.get(subject, 0) + by
        if self._pending[subject] <= 0:
            del self._pending[subject]
        one = frozenset({subject})
        self.mark(Changes(items=one, rounds=one, probes=one))


def _sentence(error: GoliveError) -> str:
    return f"{error.message}; {error.hint}" if error.hint else error.message
