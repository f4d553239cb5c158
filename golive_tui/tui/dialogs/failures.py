"""The ways in which a rehearsal can be made to fail, by name; a real launch has none of them."""

from collections.abc import Callable
from typing import Final

from golive_tui.launch.commands import FaultRehearsal, MendRehearsal
from golive_tui.tui.desk import Desk
from golive_tui.tui.dialogs.entry import Entry

FAILURES: Final = (
    ("errors 20 %", FaultRehearsal(fault="errors", settings={"ratio": "20%"})),
    ("slow answers", FaultRehearsal(fault="latency", settings={"add": "1200ms"})),
    ("health down", FaultRehearsal(fault="status", name="health-down")),
    ("WebSockets refused", FaultRehearsal(fault="ws-refused")),
    ("cut this host off", FaultRehearsal(fault="cut-off")),
    ("database down", FaultRehearsal(fault="database-down")),
)
"""What each is called, and what is asked of the engine."""


def failures(desk: Desk) -> list[Entry]:
    """Entries of the palette: none but in a rehearsal."""
    mirror = desk.mirror
    origin = mirror.state.origin if mirror is not None else None
    if origin is None or not origin.rehearsal:
        return []

    def ask(request: FaultRehearsal | MendRehearsal) -> Callable[[], object]:
        return lambda: desk.do(request)

    return [
        *(
            Entry(kind="fail", name=f"make the demo fail: {name}", key="", run=ask(request))
            for name, request in FAILURES
        ),
        Entry(
            kind="fail",
            name="make the demo fail no more: mend everything",
            key="",
            run=ask(MendRehearsal()),
        ),
    ]
