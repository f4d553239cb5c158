"""What we use of Textual beyond its documented face.

When one of these fails, Textual has changed: see whether the module that it names still holds.
"""

import inspect
import re
from pathlib import Path

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.containers import Vertical
from textual.driver import Driver
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from golive_tui.tui import ground
from golive_tui.tui.ground.app import GroundApp
from golive_tui.tui.ground.driver import GroundDriver
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.ground.overlay import Overlay


def test_the_driver_is_still_made_of_these_parts() -> None:
    """For driver.py."""
    source = inspect.getsource(LinuxDriver)
    assert "self._file = sys.__stderr__" in source
    assert "self._writer_thread = WriterThread(self._file)" in source
    assert "self.attrs_before" in source
    assert "def _get_terminal_size(self) -> tuple[int, int]:" in source
    assert "def _enable_mouse_support(self) -> None:" in source
    assert "target=self._run_input_thread" in source
    assert "self.run_input_thread()" in source
    assert "while not self.exit_event.is_set():" in source
    assert "self._loop" in inspect.getsource(Driver)


def test_a_timer_asks_whether_it_may_be_missed_only_when_it_runs() -> None:
    """For app.py: `set_timer` lets none be missed."""
    assert "self._skip" in inspect.getsource(Timer._run)
    assert "create_task(self._run_timer()" in inspect.getsource(Timer._start)


def test_nothing_but_write_uses_the_writer_that_we_retire() -> None:
    """driver.py: it stops Textual's WriterThread, and `write` and `close` go round it."""
    source = inspect.getsource(LinuxDriver)
    uses = [line.strip() for line in source.splitlines() if "_writer_thread" in line]
    assert uses == [
        "self._writer_thread: WriterThread | None = None",
        'assert self._writer_thread is not None, "Driver must be in application mode"',
        "self._writer_thread.write(data)",
        "self._writer_thread = WriterThread(self._file)",
        "self._writer_thread.start()",
        "if self._writer_thread is not None:",
        "self._writer_thread.stop()",
    ]
    assert "self.join()" in inspect.getsource(WriterThread.stop)


def test_the_methods_that_we_fill_are_asked_for() -> None:
    """For driver.py, app.py, rows.py, overlay.py."""
    for ours, theirs, names in (
        (GroundDriver, LinuxDriver, ("write", "close", "run_input_thread", "_get_terminal_size")),
        (GroundDriver, LinuxDriver, ("start_application_mode", "stop_application_mode")),
        (GroundApp, App, ("get_driver_class", "get_line_filters", "post_display_hook")),
        (GroundApp, App, ("get_theme_variable_defaults", "check_action", "notify")),
        (LineList, Widget, ("render_line", "notify_style_update")),
    ):
        for name in names:
            assert getattr(theirs, name) is not getattr(ours, name)
            assert inspect.signature(getattr(theirs, name)).parameters.keys() == (
                inspect.signature(getattr(ours, name)).parameters.keys()
            )


def test_a_frame_ends_with_the_hook_that_watches_for_congestion() -> None:
    """app.py: and a held batch keeps frames back."""
    source = inspect.getsource(App._display)
    assert source.rstrip().endswith("self.post_display_hook()")
    assert "if self._batch_count:\n                return" in source


def test_a_modal_node_cuts_the_chain_of_bindings() -> None:
    """For overlay.py."""
    assert "if node.is_modal:" in inspect.getsource(Screen)
    assert isinstance(inspect.getattr_static(Overlay, "is_modal"), property)


def test_the_key_parser_is_fed_and_ticked() -> None:
    """For keyboard.py."""
    parser = XTermParser()
    assert [message.key for message in parser.feed("j")] == ["j"]  # type: ignore[attr-defined]
    assert list(parser.tick()) == []


PLAIN_CLASSES = {"keyboard", "outbox"}
MEANT = {"_get_terminal_size"}


def test_no_private_name_of_ours_is_textuals_too() -> None:
    """`_closing` on a dialog made it a dead message pump: such a clash is silent."""
    stock: set[str] = set()
    for kind in (App, Widget, Vertical, LinuxDriver):
        stock |= set(dir(kind))
    stock |= set(vars(App())) | set(vars(Widget()))
    for path in Path(ground.__path__[0]).glob("*.py"):
        if path.stem not in PLAIN_CLASSES:
            found = re.findall(
                r"self\.(_[a-z]\w*)(?:: .+)? = |def (_[a-z]\w*)\(self", path.read_text()
            )
            assert {name for pair in found for name in pair if name} & stock <= MEANT, path
