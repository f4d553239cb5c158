"""The modes of the dashboard by key, and where the code of each is: imported when first shown.

First content must stand within 0.8 s, so only the dash is imported at the start. One line plugs a
view in; the overlays that are opened from anywhere are named here too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from golive_tui.tui.desk import Bookmark, Desk
from golive_tui.tui.frame.view import View
from golive_tui.tui.ground.keys import Action
from golive_tui.tui.ground.overlay import Overlay


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """One view: its key, its id for `desk.show`, its title on the tab, and `module:Class`."""

    key: str
    id: str
    title: str
    where: str


MODES: Final = (
    Mode(key="1", id="dash", title="Checklist", where="golive_tui.tui.dash.dash:Dash"),
    Mode(key="2", id="probes", title="Probes", where="golive_tui.tui.views.probes:ProbesView"),
    Mode(key="3", id="timer", title="Timer", where="golive_tui.tui.views.timer:TimerView"),
    Mode(key="4", id="run", title="Run", where="golive_tui.tui.run.view:RunView"),
    Mode(key="5", id="events", title="Events", where="golive_tui.tui.views.events:EventsView"),
    Mode(key="6", id="who", title="Who", where="golive_tui.tui.views.contacts:ContactsView"),
)

ITEM_DETAIL: Final = "golive_tui.tui.views.item:ItemDetail"
HELP: Final = "golive_tui.tui.views.help:HelpOverlay"
YOU_WERE_HERE: Final = "golive_tui.tui.views.here:YouWereHere"

DIALOGS: Final[Mapping[str, str]] = {
    "go_live": "golive_tui.tui.dialogs.launch:go_live",
    "undo": "golive_tui.tui.dialogs.launch:undo",
    "helm": "golive_tui.tui.dialogs.launch:helm",
    "decision": "golive_tui.tui.dialogs.launch:why",
    "alarms": "golive_tui.tui.dialogs.launch:alarm_list",
    "round": "golive_tui.tui.dialogs.round:round_dialog",
    "changes": "golive_tui.tui.dialogs.changes:changes_dialog",
    "gates": "golive_tui.tui.dialogs.gate:gate_box",
    "triggers": "golive_tui.tui.dialogs.trigger:trigger_box",
    "next": "golive_tui.tui.dialogs.onward:run_next",
    "rollback": "golive_tui.tui.dialogs.rollback:roll_back",
    "signoff": "golive_tui.tui.dialogs.signoff:sign_off",
}
"""What `ask('...')` in the table of keys opens: `make(desk)` gives an overlay, or None and a
notice that says why not."""


def mode(id: str) -> Mode | None:
    """The mode of that id."""
    return next((each for each in MODES if each.id == id), None)


def make_view(which: Mode, desk: Desk) -> View:
    """A new view of that mode: `Class(desk)`."""
    made = _named(which.where)(desk)
    assert isinstance(made, View)  # noqa: S101 - a wrong line in MODES
    return made


def item_detail(desk: Desk, item_id: str) -> Overlay:
    """What is known of an item, and its history: `ItemDetail(desk, item_id)`."""
    return _overlay(_named(ITEM_DETAIL)(desk, item_id))


def help_overlay(desk: Desk, actions: tuple[Action, ...], topic: str) -> Overlay:
    """The keys that hold here: `HelpOverlay(desk, actions, topic)`."""
    return _overlay(_named(HELP)(desk, actions, topic))


def you_were_here(desk: Desk, bookmark: Bookmark) -> Overlay:
    """What happened since: `YouWereHere(desk, bookmark)`."""
    return _overlay(_named(YOU_WERE_HERE)(desk, bookmark))


def dialog(what: str, desk: Desk) -> Overlay | None:
    """The dialog of that name, if the moment allows it."""
    made = _named(DIALOGS[what])(desk)
    return None if made is None else _overlay(made)


def _named(where: str) -> Callable[..., object]:
    module, _, name = where.partition(":")
    named: Callable[..., object] = getattr(import_module(module), name)
    return named


def _overlay(made: object) -> Overlay:
    assert isinstance(made, Overlay)  # noqa: S101 - a wrong name above
    return made
