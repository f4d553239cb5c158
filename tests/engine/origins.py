"""The origin of a launch that needs no more than a directory."""

from pathlib import Path

from golive_tui.launch.state import Origin
from tests.engine.clocks import START


def origin_at(directory: Path, *, rehearsal: bool = False) -> Origin:
    """On the target `production`, or in a rehearsal on `rehearsal`."""
    return Origin(
        id="l",
        title="L",
        checklist="c.toml",
        sha256="0",
        target="rehearsal" if rehearsal else "production",
        directory=str(directory),
        rehearsal=rehearsal,
        speed=1.0,
        created_at=START,
        created_by="ana",
    )
