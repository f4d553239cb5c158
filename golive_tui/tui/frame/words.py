"""Times, intervals and targets in the words that all parts of the dashboard use."""

from datetime import datetime
from typing import Final

from golive_tui.checklist.model import Target
from golive_tui.tui.ground.glyphs import Role
from golive_tui.units import show_duration

_NO_PRODUCTION: Final = ("stag", "dev", "test", "qa", "sandbox", "local")


def countdown(seconds: float) -> str:
    """A wait that ticks while it is short: `0:45`, `12:48`, then `3 h 12 m`, `6 d 01 h`."""
    whole = max(0, int(seconds))
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02d}"
    return show_duration(float(whole))


def coarse(seconds: float) -> str:
    """As `countdown`, but whole minutes from one minute on: what does not tick costs nothing."""
    whole = max(0, int(seconds))
    return f"{whole // 60} min" if 60 <= whole < 3600 else countdown(whole)


def show_every(seconds: float) -> str:
    """An interval as people say it: `15 min`, `1 h`, `1 d`."""
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        if size <= seconds <= 180 * size and seconds % size == 0:
            return f"{seconds / size:.0f} {unit}"
    return show_duration(seconds)


def when(at: datetime, now: datetime) -> str:
    """`13:04Z` today, `24 Nov` on another day."""
    return f"{at:%H:%M}Z" if at.date() == now.date() else f"{at:%d %b}"


def is_production(target: Target | None, name: str) -> bool:
    """Whether to shout the target's name: all that is not plainly something else is production."""
    if target is not None and target.rehearsal:
        return False
    return not name.lower().startswith(_NO_PRODUCTION)


def target_role(target: Target | None, name: str) -> Role:
    """The target's colour: production is loud, a rehearsal calm."""
    if target is not None and target.rehearsal:
        return "ok"
    return "prod" if is_production(target, name) else "warn"
