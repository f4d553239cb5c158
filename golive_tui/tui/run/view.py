"""The run view: all steps, and of the chosen one an attempt's command, standing and live output.

The output is asked for twice a second while it is shown and may grow, and not at all otherwise.
"""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from golive_tui.checklist.model import Item
from golive_tui.launch.rollback import is_running
from golive_tui.tui.dash.find_bar import FindBar
from golive_tui.tui.dash.panel import Panel
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.dialogs.approve import approve_step
from golive_tui.tui.dialogs.item import skip_item
from golive_tui.tui.dialogs.onward import rerun_from
from golive_tui.tui.dialogs.step import cancel_step, run_step
from golive_tui.tui.frame.running import running
from golive_tui.tui.frame.view import View
from golive_tui.tui.ground.keys import Action, bindings
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.tui.keys_table import RUN
from golive_tui.tui.run.chosen import Chosen
from golive_tui.tui.run.evidence import evidence_box
from golive_tui.tui.run.facts import ROWS, Sign, fact_rows
from golive_tui.tui.run.heading import heading_words
from golive_tui.tui.run.output import OutputList
from golive_tui.tui.run.reader import Reader
from golive_tui.tui.run.step_list import VIEW, StepList, waits_for
from golive_tui.tui.run.type_line import TypeLine
from golive_tui.tui.views.relabel import relabel
from golive_tui.tui.views.rows import Row
from golive_tui.tui.views.sheet import Sheet
from golive_tui.wire.messages import TypeIn

POLL: Final = 0.5
"""Real seconds between two questions for more output."""
BESIDE: Final = 120
"""Columns from which the output stands beside the steps."""


class RunView(View):
    """Steps, facts, output, and the line that is typed into it."""

    HELP = "Steps"
    ACTIONS: ClassVar[tuple[Action, ...]] = RUN
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(RUN)]
    DEFAULT_CSS = f"""
    RunView #run-columns {{ layout: vertical; height: 1fr; width: 1fr; }}
    RunView #step-panel {{ height: 8; }}
    RunView.-attached #step-panel {{ display: none; }}
    RunView.-beside #run-columns {{ layout: horizontal; }}
    RunView.-beside #step-panel {{
        display: block; height: 1fr; width: 2fr; margin: 0 1 0 0;
    }}
    RunView.-beside #output-panel {{ width: 3fr; }}
    RunView #run-facts {{ height: {ROWS}; }}
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="run-view")
        self.step_panel = Panel("Steps", id="step-panel")
        self.steps = StepList(desk)
        self.output_panel = Panel("Output", id="output-panel")
        self.facts = Sheet(self._facts, id="run-facts")
        self.facts.can_focus = False
        self.find = FindBar()
        self.find.placeholder = "find in the output that is held"
        self.output = OutputList()
        self.line = TypeLine()
        self.chosen = Chosen(desk, self.steps)
        self._typing_into: tuple[str, str] | None = None  # step and attempt
        self._follows = False  # whether what the cursor stands on is still to be shown
        self.reader = Reader(desk, self.output, self._came)

    def compose(self) -> ComposeResult:
        """Steps, then one attempt."""
        with Container(id="run-columns"):
            with self.step_panel:
                yield self.step_panel.heading
                yield self.steps
            with self.output_panel:
                yield self.output_panel.heading
                yield self.facts
                yield self.find
                yield self.output
                yield self.line

    def on_mount(self) -> None:
        """Begin to ask, and make room for what is typed."""
        self.set_interval(POLL, self.poll)
        self.watch(self.line, "is_open", self._make_room)

    def _make_room(self) -> None:
        self.set_class(self.line.is_open, "-attached")

    @property
    def crumbs(self) -> str:
        """The step, and the attempt."""
        item, attempt = self.steps.chosen, self.chosen.attempt
        if item is None:
            return ""
        return f"{item.title} › {attempt.id}" if attempt else item.title

    @property
    def subject(self) -> str:
        """The step's id."""
        return self.steps.chosen.id if self.steps.chosen else ""

    # -- what the frame tells ---------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """There is room beside the steps, or there is not."""
        self.set_class(event.size.width >= BESIDE, "-beside")
        self.call_after_refresh(self._label)

    def changed(self, changes: Changes) -> None:
        """Steps began or ended, or another attempt is the newest."""
        if changes.everything or changes.items or changes.engine:
            self.steps.look()
            self._go_along()
            self._show()

    def entered(self) -> None:
        """Where a person is wanted, else where they were."""
        wanted = self.steps.where_to_begin()
        if wanted != self.subject:
            self.at(wanted)

    def _go_along(self) -> None:
        """Who watches a step of a running rollback goes on to the next one with it."""
        mirror, item = self.desk.mirror, self.steps.chosen
        if mirror is None or item is None or not is_running(mirror.state):
            return
        back = mirror.state.rollback
        at_work = running(mirror.checklist, mirror.state)
        ended = mirror.state.step(item.id).open is None
        if back is not None and item.id in back.steps and ended and at_work:
            self.chosen.newest()
            self.steps.go_to(at_work[0].step)

    def tick(self, now: datetime) -> None:
        """Times of what runs."""
        mirror = self.desk.mirror
        if mirror is not None and running(mirror.checklist, mirror.state):
            self.steps.sync()
            self.facts.look()

    def at(self, subject: str) -> None:
        """Go to a step, and to its newest attempt."""
        if subject:
            self.chosen.newest()
            self.steps.go_to(subject)
            self._show()

    def focus_first(self) -> None:
        """The steps."""
        self.steps.focus()

    def back(self) -> bool:
        """End typing, then the search, then go from the output to the steps."""
        if self.line.is_open:
            self._detach()
            return True
        if self.output.sought:
            self.output.sought = ""
            self.output.sync()
            self._label()
            return True
        if self.output.has_focus:
            self.steps.focus()
            return True
        return False

    # -- one attempt ------------------------------------------------------------------------------

    def _show(self) -> None:
        """Have the output be that of the attempt that is shown."""
        attempt = self.chosen.attempt
        self.desk.places[VIEW] = self.subject
        self.reader.show(attempt)
        if self._typing_into is not None:
            _, typed = self._typing_into
            if attempt is None or attempt.id != typed or not attempt.is_open:
                self._detach()
                self.desk.notice(f"no longer attached to {typed}", "text")
        self.facts.look()
        self._label()
        self.poll()

    def poll(self) -> None:
        """Ask for more output, if somebody looks."""
        if self.display:
            self.reader.poll()

    def _came(self) -> None:
        """Output came, or word of the terminal."""
        self.line.heard(self.reader.echo, self._prompt)
        self.facts.look()
        self._label()

    @on(LineList.Moved, "#output")
    def scrolled(self, event: LineList.Moved) -> None:
        """At the top, the page before is read."""
        event.stop()
        if self.output.head and self.output.cursor == 0 and self.output.count > 1:
            self.reader.older()
        self._label()

    @on(LineList.Moved, "#steps")
    def moved(self, event: LineList.Moved) -> None:
        """Another step: the cursor is seen to move first, what it stands on in the next frame."""
        event.stop()
        self.chosen.newest()
        if not self._follows:
            self._follows = True
            self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        self._follows = False
        self._show()

    @on(LineList.Chosen, "#steps")
    def opened(self, event: LineList.Chosen) -> None:
        """Enter: into the output."""
        event.stop()
        self.output.focus()

    @on(LineList.Chosen, "#output")
    def chose_line(self, event: LineList.Chosen) -> None:
        """Enter on the first row reads on; elsewhere it does nothing."""
        event.stop()
        if self.output.head and self.output.cursor == 0:
            self.reader.older()

    # -- keys -------------------------------------------------------------------------------------

    def action_run_step(self) -> None:
        """Run the step."""
        self._ask(run_step)

    def action_cancel_step(self) -> None:
        """Cancel what runs."""
        if (dialog := cancel_step(self.desk, self.steps.chosen)) is not None:
            self.desk.open(dialog)

    def action_rerun_from(self) -> None:
        """Run it again, and reopen what came after it."""
        self._ask(rerun_from)

    def action_approve_step(self) -> None:
        """Let another run it."""
        self._ask(approve_step)

    def action_skip_step(self) -> None:
        """Skip it, with a reason."""
        self._ask(skip_item)

    def action_evidence(self) -> None:
        """The files that the attempt left."""
        item, attempt = self.steps.chosen, self.chosen.attempt
        if item is not None and (box := evidence_box(self.desk, item, attempt)) is not None:
            self.desk.open(box)

    def _ask(self, make: Callable[[Desk, Item], Overlay | None]) -> None:
        item = self.steps.chosen
        if item is not None and (box := make(self.desk, item)) is not None:
            self.desk.open(box)

    def action_type_in(self) -> None:
        """Attach: a line goes to the step."""
        item, attempt = self.steps.chosen, self.chosen.attempt
        if item is None or item.step is None or not self.desk.may(TypeIn):
            return
        if attempt is None or not attempt.is_open:
            self.desk.notice("it is not running: nothing would hear what is typed", "warn")
        elif not item.step.interactive and attempt.waiting_since is None:
            self.desk.notice("the step is not interactive: it hears nothing", "warn")
        else:
            self._typing_into = item.id, attempt.id
            self.reader.keyboard, self.reader.echo = True, None
            self.line.open_for(self._prompt)
            self.poll()

    @property
    def _prompt(self) -> str:
        """The line that the command stands at."""
        lines = self.output.pages.lines
        return lines[-1].text if lines else ""

    @on(TypeLine.Typed)
    def typed(self, event: TypeLine.Typed) -> None:
        """A line was typed, or ctrl+c."""
        event.stop()
        if self._typing_into is not None:
            step, attempt = self._typing_into
            self.desk.do(TypeIn(step=step, attempt=attempt, text=event.text))

    @on(TypeLine.Detached)
    def detached(self, event: TypeLine.Detached) -> None:
        """ctrl+] was pressed."""
        event.stop()
        self._detach()

    def _detach(self) -> None:
        had_focus = self.line.entry.has_focus
        self.line.shut()
        self._typing_into, self.reader.keyboard = None, False
        if had_focus:
            self.output.focus()

    def action_older(self) -> None:
        """The attempt before."""
        self._step_attempt(-1)

    def action_newer(self) -> None:
        """The attempt after."""
        self._step_attempt(1)

    def _step_attempt(self, by: int) -> None:
        if self.chosen.step(by):
            self._show()
        elif self.chosen.attempts:
            self.desk.notice("there is no other attempt on that side", "muted")

    def action_wrap(self) -> None:
        """Wrap or cut."""
        self.output.wrap = not self.output.wrap
        self.output.rewrap()
        self._label()

    def action_find(self) -> None:
        """Open the find line."""
        self.find.open_with(self.output.sought)

    def action_next_match(self) -> None:
        """The next match."""
        self._match(1)

    def action_previous_match(self) -> None:
        """The match before."""
        self._match(-1)

    def _match(self, step: int) -> None:
        if not self.output.find(step):
            sought = self.output.sought
            said = f"“{sought}” is not in what is held" if sought else "nothing is looked for"
            self.desk.notice(said, "muted")

    @on(FindBar.Sought)
    def sought(self, event: FindBar.Sought) -> None:
        """The search changed; enter goes to the newest match."""
        event.stop()
        self.output.sought = event.text.strip()
        self.output.sync()
        if event.done:
            self.output.focus()
            if self.output.sought:
                self._match(-1)
        self._label()

    # -- looks ------------------------------------------------------------------------------------

    def _facts(self, width: int) -> list[Row]:
        mirror, item = self.desk.mirror, self.steps.chosen
        if mirror is None or item is None:
            return []
        sign = Sign(
            seconds=self.reader.silent_for,
            size=self.output.pages.size,
            waits=waits_for(self.desk, item),
            deaf=self.reader.deaf,
            width=width,
        )
        return fact_rows(mirror, item, self.chosen.attempt, sign, self.desk.now)

    def _label(self) -> None:
        mirror = self.desk.mirror
        if mirror is not None:
            at_work = len(running(mirror.checklist, mirror.state))
            note = f"{at_work} running" if at_work else f"{len(self.steps.items)} steps"
            self.step_panel.heading.show(note, "run" if at_work else "muted")
        attempt = self.chosen.attempt
        said = heading_words(attempt, self.chosen.attempts, self.output)
        self.output_panel.heading.show(said, title=attempt.id if attempt else "Output")
        relabel(self)
