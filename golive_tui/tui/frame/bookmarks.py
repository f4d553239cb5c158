"""Where this person was when they left: kept beside the launches, and lost without harm.

One small JSON file a launch, in the user's cache; a dashboard on another host starts without.
"""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Final

from golive_tui.client.mirror import Mirror
from golive_tui.clock import real_now
from golive_tui.errors import UnitError
from golive_tui.launch.events import EngineResumed
from golive_tui.tui.desk import Bookmark, Desk
from golive_tui.units import instant, show_instant

AWAY_AFTER: Final = 600.0
"""Real seconds without a key after which the next key finds "you were here"."""

GONE_AFTER: Final = 60.0
"""Launch seconds since the last sign of life after which coming back is told what happened."""
GONE_AT_LEAST: Final = 15.0
"""Real seconds of the same: a fast clock must not tell a second window what the first one shows."""
KEEP_EVERY: Final = 10.0
"""Real seconds between two writes of the bookmark."""


def bookmark_file(launch_id: str) -> Path:
    """Where the bookmark of a launch is kept."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    root = Path(base) if base else Path.home() / ".cache"
    return root / "golive" / "seen" / f"{launch_id}.json"


def load(path: Path) -> Bookmark | None:
    """The bookmark; None when there is none that can be read."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        return Bookmark(
            seq=int(plain["seq"]),
            at=instant(plain["at"]),
            view=str(plain["view"]),
            subject=str(plain["subject"]),
            seen_at=instant(plain["seen_at"]),
            places={str(view): str(on) for view, on in plain.get("places", {}).items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, UnitError):
        return None


def save(path: Path, mark: Bookmark) -> None:
    """Keep it; a disk that does not take it is no matter."""
    plain = {
        "seq": mark.seq,
        "at": show_instant(mark.at),
        "view": mark.view,
        "subject": mark.subject,
        "seen_at": show_instant(mark.seen_at or real_now()),
        "places": dict(mark.places),
    }
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}")
        new.write_text(json.dumps(plain), encoding="utf-8")
        new.replace(path)
    except OSError:
        return


def is_worth_telling(mark: Bookmark, seq: int, now: datetime, speed: float = 1.0) -> bool:
    """Whether something happened in a while: a second window of the same person tells nothing."""
    if mark.seen_at is None:
        return False
    gone = max(GONE_AFTER / speed, GONE_AT_LEAST)
    return seq > mark.seq and (now - mark.seen_at).total_seconds() > gone


def was_interrupted(mark: Bookmark, mirror: Mirror) -> bool:
    """Whether the engine died, and did not stop in order, since the mark was made."""
    return any(
        event.seq > mark.seq and isinstance(event.fact, EngineResumed) and not event.fact.clean
        for event in mirror.events
    )


class Attendance:
    """Keeps count of when this person was last seen, and by which event."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._mark: Bookmark | None = None
        self._key_at = real_now()
        self._kept_at = real_now()

    def arrive(self) -> Bookmark | None:
        """The launch is known now: where this person left it, if that was long ago."""
        mirror = self._desk.mirror
        if mirror is None or mirror.state.origin is None:
            return None
        found = load(bookmark_file(mirror.state.origin.id))
        if found is not None:
            self._desk.places = {**found.places, **self._desk.places}
        self._note()
        if found is None:
            return None
        speed = mirror.state.origin.speed
        if was_interrupted(found, mirror) or is_worth_telling(
            found, mirror.state.seq, real_now(), speed
        ):
            return found
        return None

    def key(self) -> Bookmark | None:
        """A key was pressed; the bookmark to show when the one before was long ago."""
        now = real_now()
        away = (now - self._key_at).total_seconds() > AWAY_AFTER
        self._key_at = now
        before = self._mark
        self._note()
        mirror = self._desk.mirror
        if away and before is not None and mirror is not None and mirror.state.seq > before.seq:
            return before
        return None

    def keep(self, *, now: bool = False) -> None:
        """Write the mark down, now and then."""
        mirror = self._desk.mirror
        moment = real_now()
        due = now or (moment - self._kept_at).total_seconds() > KEEP_EVERY
        if self._mark is None or mirror is None or mirror.state.origin is None or not due:
            return
        if now or self._key_at > self._kept_at:
            save(bookmark_file(mirror.state.origin.id), self._mark)
        self._kept_at = moment

    def _note(self) -> None:
        mirror = self._desk.mirror
        if mirror is not None:
            self._mark = Bookmark(
                seq=mirror.state.seq,
                at=mirror.now,
                view=self._desk.host.where[0],
                subject=self._desk.host.where[1],
                seen_at=real_now(),
                places=dict(self._desk.places),
            )
