"""What concerns the launch as a whole: going live, undo, the helm, the decision, alarms."""

from collections.abc import Mapping
from typing import Final

from golive_tui.client.mirror import Mirror
from golive_tui.launch import commands as c
from golive_tui.launch.fold_triggers import LATCHED
from golive_tui.launch.progress import decision
from golive_tui.launch.state import Act
from golive_tui.launch.verifying import verified
from golive_tui.text import plural
from golive_tui.tui.desk import Desk
from golive_tui.tui.dialogs.following import Following
from golive_tui.tui.dialogs.item import LEAST_REASON, WIDTH
from golive_tui.tui.dialogs.trigger import trigger_box
from golive_tui.tui.frame.alarms import alarms
from golive_tui.tui.frame.words import coarse, when
from golive_tui.tui.ground.content import literal
from golive_tui.tui.ground.dialog import Dialog, Field, at_least, typed
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.wire.messages import TakeHelm

GO: Final = "GO"
"""What must be typed to go live."""
_SHOWN: Final = 6
"""Lines of a list in a dialog; the rest is a number."""

Values = Mapping[str, str]


def go_live(desk: Desk) -> Dialog | None:
    """Shows what speaks against it now, and asks for the word."""
    mirror = desk.mirror
    if mirror is None or not desk.may(c.GoLive):
        return None
    if (since := mirror.state.went_live_at) is not None:
        desk.notice(f"already live, since {when(since, desk.now)}", "muted")
        return None

    origin = mirror.state.origin
    return Following(
        desk,
        f"Go live on {origin.target.upper() if origin else '?'}",
        against,
        (
            Field(name="word", label=f"type {GO}", refuse=typed(GO)),
            Field(name="note", label="note", placeholder="goes into the record"),
        ),
        hint="enter goes live: T0 is now, and the rounds begin · esc cancel",
        width=WIDTH + 6,
        answered=lambda values: desk.do(c.GoLive(note=values["note"])),
        id="go-live",
    )


def against(mirror: Mirror, desk: Desk) -> list[str]:
    """Everything that is open, failing or not filled in, as lines."""
    lines = [f"▲ {reason}" for reason in decision(mirror.checklist, mirror.state, desk.now).reasons]
    still = [
        item.title
        for _, stage, item in mirror.checklist.leaves()
        if stage.before_go_live
        and not item.after_go_live
        and mirror.state.item(item.id).record.status not in ("passed", "skipped")
    ]
    lines += _few("  ○ ", still)
    unfilled = [each.role for each in mirror.checklist.contacts if not each.filled]
    if unfilled:
        lines.append(f"? {plural(len(unfilled), 'contact')} not filled in: {', '.join(unfilled)}")
    return lines or ["✓ nothing speaks against it"]


def _few(mark: str, names: list[str]) -> list[str]:
    lines = [f"{mark}{name}" for name in names[:_SHOWN]]
    return [*lines, f"{mark}and {len(names) - _SHOWN} more"] if len(names) > _SHOWN else lines


def undo(desk: Desk) -> Dialog | None:
    """Shows what would be taken back."""
    mirror = desk.mirror
    if mirror is None or not desk.may(c.Undo):
        return None
    act = last_act(mirror, desk)
    if act is None:
        desk.notice("nothing of yours to undo", "muted")
        return None

    def send(_values: Values) -> None:
        desk.do(c.Undo(item=act.item), act.item)

    found = mirror.checklist.item(act.item)
    record = mirror.state.item(act.item).record
    at = f" at {when(record.at, desk.now)}" if record.at else ""
    said = f": {record.note}" if record.note else ""
    return Dialog(
        "Undo your last act",
        [
            found.title if found else act.item,
            f"it is {record.status}{at}{said}",
            f"it would be {act.before.status} again, as before; both stay in the record",
        ],
        hint="enter takes it back · esc cancel",
        width=WIDTH,
        answered=send,
        id="undo",
    )


def last_act(mirror: Mirror, desk: Desk) -> Act | None:
    """The newest act of this user that can be undone."""
    me = desk.me
    mine = [act for act in mirror.state.acts if me is not None and act.uid == me.uid]
    return mine[-1] if mine else None


def helm(desk: Desk) -> Dialog | None:
    """Asks for a reason where somebody else has it."""
    mirror = desk.mirror
    if mirror is None or not desk.may(TakeHelm):
        return None
    if mirror.at_helm:
        desk.notice("you have the helm", "muted")
        return None
    holder = desk.helm_user
    reason = Field(name="reason", label="reason", placeholder="it goes into the record")

    def send(values: Values) -> None:
        desk.do(TakeHelm(reason=values.get("reason", "")))

    if not holder:
        body = ["Nobody is at the helm."]
        fields: tuple[Field, ...] = ()
    else:
        body = [f"{holder} has it, and will only watch from then on."]
        fields = (Field(name=reason.name, label=reason.label, placeholder=reason.placeholder,
                        refuse=at_least(LEAST_REASON)),)  # fmt: skip
    return Dialog(
        "Take the helm",
        body,
        fields,
        hint="enter takes it · esc cancel",
        width=WIDTH,
        answered=send,
        id="helm",
    )


class Why(Following):
    """The decision and all its reasons; the title is the decision of now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Decision", reasons, hint="", width=WIDTH, id="why")
        self.look()

    def look(self) -> None:
        """Another decision, and going live is offered until it was done."""
        super().look()
        mirror = self._desk.mirror
        if mirror is None:
            return
        made = decision(mirror.checklist, mirror.state, self._desk.now)
        self.border_title = literal(f"Decision: {made.word.upper()}")
        self.change_hint("esc close" if mirror.state.went_live_at else "G goes live · esc close")


def why(desk: Desk) -> Dialog | None:
    """The decision and all its reasons."""
    return Why(desk) if desk.mirror is not None else None


def reasons(mirror: Mirror, desk: Desk) -> list[str]:
    """Everything that the decision rests on, as lines."""
    made = decision(mirror.checklist, mirror.state, desk.now)
    found = [f"· {reason}" for reason in made.reasons] or ["nothing speaks against it"]
    return found + by_machine(mirror)


def by_machine(mirror: Mirror) -> list[str]:
    """`verified by machine: 56 of 58, 2 inconclusive`, and where to go from there."""
    sums = verified(mirror.checklist, mirror.state)
    if not sums.of:
        return []
    counts = (
        (sums.failed, "failed"), (sums.inconclusive, "inconclusive"), (sums.error, "error"),
        (sums.stale, "stale"), (sums.against, "on a person's word against it"),
    )  # fmt: skip
    parts = [f"{sums.passed} of {sums.of}", *(f"{n} {word}" for n, word in counts if n)]
    wanting = sums.failed + sums.inconclusive + sums.error + sums.stale
    keys = "n goes to the next of them" if wanting else ""
    keys = keys or ("E verifies all" if sums.passed < sums.of else "")
    return ["", f"verified by machine: {', '.join(parts)}{f' · {keys}' if keys else ''}"]


def alarm_list(desk: Desk) -> Overlay | None:
    """What wants an answer, oldest first; while a trigger waits for one, the triggers."""
    mirror = desk.mirror
    if mirror is None:
        return None
    if any(each.status in LATCHED for each in mirror.state.triggers.values()):
        return trigger_box(desk)
    return Following(
        desk,
        "Alarms",
        alarm_lines,
        hint="2 probes, R triggers, w answers a round · esc close",
        width=WIDTH + 6,
        id="alarms",
    )


def alarm_lines(mirror: Mirror, desk: Desk) -> list[str]:
    """A line an alarm, with how long it has lasted; one that says so when there is none."""
    lines = [
        f"▲ {each.text}"
        + (f" · {coarse((desk.now - each.since).total_seconds())}" if each.since else "")
        for each in alarms(mirror)
    ]
    return lines or ["none: nothing wants an answer now"]
