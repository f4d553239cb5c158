"""What is handed to an engine where it is assembled."""

from collections.abc import Mapping
from dataclasses import dataclass

from golive_tui.engine.engine import Disturber


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What is handed in: by a rehearsal the stand-in's addresses and what makes it suffer faults;
    and the port on which metrics are served (0: any; None: they are not)."""

    stand_in: Mapping[str, str] | None = None
    disturb: Disturber = lambda _faults: None
    metrics_port: int | None = None
