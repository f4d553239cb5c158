"""What the strip says of the connection to the engine: nothing, as long as all is well."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from golive_tui.tui.desk import SILENT_AFTER, LinkState
from golive_tui.tui.frame.words import countdown


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkWords:
    """`text` for the line of names, `stale` for the tile of the decision; both empty when well."""

    text: str = ""
    stale: str = ""


WELL: Final = LinkWords()


def link_words(linked: LinkState, silent_for: float, now: datetime) -> LinkWords:
    """At `now` (real time); `silent_for` is how long an attached engine has said nothing."""
    if not linked.up:
        gone = countdown((now - linked.since).total_seconds())
        return LinkWords(text=f"ENGINE LOST, starting another… {gone}", stale=f"STALE {gone}")
    if silent_for > SILENT_AFTER:
        quiet = countdown(silent_for)
        return LinkWords(text=f"the engine is silent {quiet}", stale=f"STALE {quiet}")
    return WELL
