"""A notice as words: what a service shows to somebody who is not at the terminal.

Plain text: the launch, the target, what happened, since when, and what to type.
"""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from golive_tui.checklist.model import Checklist
from golive_tui.launch.events import Event
from golive_tui.launch.intents import Notify
from golive_tui.launch.notice_facts import NoticeWhat
from golive_tui.launch.sentences import sentence
from golive_tui.launch.state import LaunchState, Origin
from golive_tui.text import clean

TITLE_LIMIT: Final = 120
"""Characters."""
HEADS: Final[Mapping[NoticeWhat, str]] = {
    "trip": "a trigger tripped",
    "blind": "a trigger is blind",
    "round_due": "a round is due",
    "round_missed": "a round was missed",
    "step_failed": "a step failed",
    "rollback": "rollback",
    "engine": "the engine",
    "test": "a test",
}
_KEYS: Final[Mapping[NoticeWhat, str]] = {
    "trip": "! shows the alarm, ctrl+r rolls back",
    "blind": "2 shows the probes",
    "round_due": "w works through the round",
    "round_missed": "3 shows the rounds",
    "step_failed": "4 shows the step and what it wrote",
    "rollback": "4 shows the steps of the rollback",
    "engine": "5 shows the events",
    "test": "nothing is to be done",
}
"""What to press in the dashboard that `golive attach` opens."""


class Notice(Struct, frozen=True, kw_only=True):
    """One thing to tell: `key` is its own, `title` and `body` are clean text."""

    what: NoticeWhat
    key: str
    title: str
    body: str


def notice(intent: Notify, event: Event, checklist: Checklist, state: LaunchState) -> Notice:
    """The notice of an event."""
    text = intent.text or sentence(event, checklist)
    since = f"since {event.at:%Y-%m-%d %H:%M:%S} UTC, on {event.by.host or 'this host'}"
    return worded(intent.what, intent.key, text, since, state.origin)


def worded(what: NoticeWhat, key: str, text: str, since: str, origin: Origin | None) -> Notice:
    """A notice from its parts; `since` is a line of its own and may be empty."""
    name, target, launch = (
        (origin.title, origin.target.upper(), origin.id) if origin else ("golive", "", "")
    )
    rehearsal = "REHEARSAL " if origin is not None and origin.rehearsal else ""
    place = f"{name} on {target}" if target else name
    lines = (
        text,
        f"launch: {place}",
        since,
        f"type: golive attach {launch}".rstrip() + f"   ({_KEYS[what]})",
    )
    return Notice(
        what=what,
        key=key,
        title=clean(f"{rehearsal}{place}: {HEADS[what]}", TITLE_LIMIT),
        body="\n".join(clean(line) for line in lines if line),
    )
