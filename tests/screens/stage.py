"""The dashboard on a scene: the real app, with a link that answers from the scene."""

from pathlib import Path

from golive_tui.clock import real_now, shifted
from golive_tui.tui.desk import EVERYTHING, LinkState
from golive_tui.tui.frame.app import GoliveApp
from golive_tui.tui.ground.terminal import Terminal
from tests.screens.scene import Answers, Moment, Scene, scene

DAY = 86400.0


def terminal(*, theme: str = "golive-dark", ascii: bool = False, mono: bool = False) -> Terminal:
    """A terminal with true colour, or with none."""
    return Terminal(
        ascii=ascii,
        colour="none" if mono else "truecolor",
        theme="golive-mono" if mono else theme,
        slow=False,
        mouse=False,
        columns=80,
        rows=24,
    )


class SceneApp(GoliveApp):
    """Shows a scene instead of attaching to an engine."""

    def __init__(self, shown: Scene, drawn_on: Terminal | None = None) -> None:
        super().__init__(drawn_on or terminal(), Path("/nowhere"))
        self.shown = shown
        self.answers = Answers(shown)

    def attach(self) -> None:
        """The scene is there at once, and never falls silent."""
        self.desk.link = self.answers
        self.desk.mirror = self.shown.mirror()
        self.desk.linked = LinkState(up=True, since=real_now())
        self.desk.heard_at = shifted(real_now(), DAY)
        self.desk.mark(EVERYTHING)


def app_at(moment: Moment, drawn_on: Terminal | None = None) -> SceneApp:
    """The dashboard at that moment."""
    return SceneApp(scene(moment), drawn_on)
