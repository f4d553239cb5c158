"""`golive` alone, on the screen: what can be opened here, and the command line that opens it.

Knows nothing of launches and files: whoever calls `pick` has looked, and hands in rows. Imports
Textual only once the terminal was looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from golive_tui.tui.ground.terminal import look, prepare

EngineWord = Literal["running", "stopped", ""]
VerdictWord = Literal["go", "hold", "no-go", "broken", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One row: what it does (`resume`, `start`, `rehearse`, `demo`, `mend`), what it is called,
    and the arguments of `golive` that do it. `detail` stands below the list; `when` is short."""

    does: str
    name: str
    detail: str
    argv: tuple[str, ...]
    engine: EngineWord = ""
    verdict: VerdictWord = ""
    when: str = ""


def pick(choices: Sequence[Choice], *, host: str) -> list[str]:
    """The arguments of the row that was chosen; empty when the person left.

    Raises TerminalUnfit where nothing can be drawn.
    """
    terminal = look()
    prepare(terminal)
    from golive_tui.tui.picker_app import PickerApp

    app = PickerApp(terminal, choices, host=host)
    app.run(mouse=terminal.mouse)
    return list(app.chosen)
