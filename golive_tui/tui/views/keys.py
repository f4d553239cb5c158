"""The keys of the views beside the first one; they join those of `tui/keys_table.py`."""

from typing import Final

from golive_tui.tui.ground.keys import Action

LOG: Final = (
    Action(
        id="log.find",
        keys=("slash",),
        action="find",
        label="find",
        help="Find: text, !not, @who, :item :round :probe :passed :failed.",
        group="Events",
        scope="log",
    ),
    Action(
        id="log.filter",
        keys=("f",),
        action="filter",
        label="filter",
        help="Show only items, only rounds, only probes, only the engine's, all.",
        group="Events",
        scope="log",
    ),
)
"""In the events."""

WHO: Final = (
    Action(
        id="who.copy",
        keys=("y",),
        action="copy",
        label="copy",
        help="Copy the name or address under the cursor.",
        group="Contacts",
        scope="who",
    ),
)
"""Among the contacts."""
