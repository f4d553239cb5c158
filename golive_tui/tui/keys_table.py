"""Every key of the dashboard, in one table: bindings, footer, `?`, palette and docs come of it.

Letters that a broken escape sequence may type (keys.UNSAFE_KEYS) only look or copy; what changes a
launch sits on other letters and ends in a dialog. Lists bring their own keys (lines.LIST_KEYS).
"""

from typing import Final

from golive_tui.tui.ground.keys import Action, Danger


def _action(
    id: str,
    keys: tuple[str, ...],
    action: str,
    label: str,
    help: str,
    *,
    group: str,
    danger: Danger = "none",
    priority: bool = False,
) -> Action:
    scope = id.partition(".")[0]
    return Action(
        id=id, keys=keys, action=action, label=label, help=help, group=group, scope=scope,
        danger=danger, priority=priority,
    )  # fmt: skip


ITEMS: Final = (
    _action("tree.pass", ("space",), "pass", "pass",
            "Pass the item, or fill in the field; asks for a note and a link.",
            group="Items", danger="writes"),
    _action("tree.verify", ("v",), "verify", "verify",
            "Verify what the cursor is on by its checks: an item, a group, a section, a stage.",
            group="Items", danger="writes"),
    _action("tree.verify_all", ("E",), "verify_all", "",
            "Verify everything that has checks; shows what will be asked of whom.",
            group="Items", danger="writes"),
    _action("tree.skip", ("x",), "skip", "skip",
            "Skip the item; a reason is asked for.", group="Items", danger="writes"),
    _action("tree.fail", ("X",), "fail", "fail",
            "Say that the item was found wanting; asks for a note.",
            group="Items", danger="writes"),
    _action("tree.start", ("s",), "start", "start",
            "Take the item in hand.", group="Items", danger="writes"),
    _action("tree.reopen", ("o",), "reopen", "",
            "Open the item again.", group="Items", danger="writes"),
    _action("tree.note", ("e",), "note", "note",
            "Add a note to the item; its status stays.", group="Items", danger="writes"),
    _action("tree.assign", ("a",), "assign", "",
            "Give the item to somebody.", group="Items", danger="writes"),
)  # fmt: skip
"""What is done to the item under the cursor."""

STEPS: Final = (
    _action("tree.run", ("r",), "run_step", "run",
            "Run the step; shows what would run, as whom, where and on what.",
            group="Steps", danger="runs"),
    _action("tree.cancel", ("full_stop",), "cancel_step", "",
            "Cancel the step that runs, or call off the checks that are under way.",
            group="Steps", danger="writes"),
    _action("tree.approve", ("Y",), "approve_step", "",
            "Approve a step that needs four eyes: another person may run it, once and soon.",
            group="Steps", danger="writes"),
)  # fmt: skip
"""What is done to a step, in the tree."""

RUN: Final = (
    _action("run.run", ("r",), "run_step", "run",
            "Run the step; shows what would run, as whom, where and on what.",
            group="Steps", danger="runs"),
    _action("run.cancel", ("full_stop",), "cancel_step", "cancel",
            "Cancel the step that runs; a reason is asked for.", group="Steps", danger="writes"),
    _action("run.attach", ("i",), "type_in", "attach",
            "Attach to a step that asks: keys go to the command, esc or ctrl+] detaches.",
            group="Steps", danger="writes"),
    _action("run.again", ("a",), "rerun_from", "again",
            "Run again from here: later steps of the stage that succeeded are reopened.",
            group="Steps", danger="runs"),
    _action("run.approve", ("Y",), "approve_step", "",
            "Approve a step that needs four eyes: another person may run it, once and soon.",
            group="Steps", danger="writes"),
    _action("run.skip", ("x",), "skip_step", "",
            "Skip the step; a reason is asked for.", group="Steps", danger="writes"),
    _action("run.evidence", ("e",), "evidence", "",
            "The files that the attempt left as evidence.", group="Output"),
    _action("run.older", ("h", "left"), "older", "",
            "The attempt before.", group="Output"),
    _action("run.newer", ("l", "right"), "newer", "",
            "The attempt after.", group="Output"),
    _action("run.find", ("slash",), "find", "find",
            "Find a text in the output that is held.", group="Output"),
    _action("run.next", ("n",), "next_match", "", "The next match.", group="Output"),
    _action("run.previous", ("N",), "previous_match", "", "The match before.", group="Output"),
    _action("run.wrap", ("W",), "wrap", "wrap",
            "Wrap long lines of output, or cut them.", group="Output"),
)  # fmt: skip
"""In the run view."""

TREE: Final = (
    _action("tree.find", ("slash",), "find", "find",
            "Find: text, !not, @owner, :open :failed :unclear :proven :mine.", group="Finding"),
    _action("tree.filter", ("f",), "filter", "filter",
            "Show only open items, only failed, only unclear, only mine, all.", group="Finding"),
    _action("tree.next", ("n",), "next_match", "",
            "The next match; without a search the next item that failed, is stale or unclear.",
            group="Finding"),
    _action("tree.previous", ("N",), "previous_match", "", "The match before, likewise.",
            group="Finding"),
    _action("tree.fold", ("h", "left"), "fold", "",
            "Fold, or go to the heading above.", group="Tree"),
    _action("tree.unfold", ("l", "right"), "unfold", "",
            "Unfold, or go to the first row inside.", group="Tree"),
    _action("tree.fold_all", ("minus",), "fold_all", "",
            "Fold everything to its stages.", group="Tree"),
    _action("tree.unfold_all", ("plus", "equals_sign"), "unfold_all", "",
            "Unfold everything.", group="Tree"),
    _action("tree.natural", ("asterisk",), "natural", "",
            "Fold what is finished or has not begun, as at the start.", group="Tree"),
    _action("tree.copy", ("y",), "copy", "",
            "Copy the id, and a step's command.", group="Tree"),
)  # fmt: skip
"""How the tree is looked at."""

PROBES: Final = (
    _action("probes.look", ("L",), "look", "look now",
            "Look at the probe's target now; the sample is shown and does not count.",
            group="Probes", danger="writes"),
)  # fmt: skip
"""On the probe panel of the dashboard."""

DASH: Final = (
    _action("dash.zoom", ("z",), "zoom", "", "The panel alone, and back.", group="Views"),
)  # fmt: skip
"""On the first view as a whole."""

LAUNCH: Final = (
    _action("app.next", ("b",), "ask('next')", "",
            "Begin the next step: the first one that is not done and whose needs are met.",
            group="Launch", danger="runs"),
    _action("app.round", ("w",), "ask('round')", "round",
            "Answer and complete the round that is due.", group="Launch", danger="writes"),
    _action("app.go_live", ("G",), "ask('go_live')", "",
            "Go live: T0, when the rounds begin. Shows what is open; GO must be typed.",
            group="Launch", danger="writes"),
    _action("app.undo", ("U",), "ask('undo')", "undo",
            "Take back your last act on an item, by a new event.",
            group="Launch", danger="writes"),
    _action("app.decision", ("d",), "ask('decision')", "",
            "Go, hold or no-go, and every reason.", group="Launch"),
    _action("app.alarms", ("exclamation_mark",), "ask('alarms')", "",
            "What wants an answer now; while a trigger is tripped, the triggers.", group="Launch"),
    _action("app.triggers", ("R",), "ask('triggers')", "",
            "The rollback triggers: how far from a trip, acknowledge, hold, override, disarm, "
            "reset; and what happens if nobody does anything.", group="Launch"),
    _action("app.changes", ("K",), "ask('changes')", "",
            "How the checklist file differs from this launch; ACCEPT takes it in.",
            group="Launch", danger="writes"),
    _action("app.gates", ("p",), "ask('gates')", "",
            "The go/no-go polls: who said what, votes, override.",
            group="Launch", danger="writes"),
    _action("app.rollback", ("ctrl+r",), "ask('rollback')", "",
            "Roll back: shows what will run; ROLLBACK must be typed.",
            group="Launch", danger="runs", priority=True),
    _action("app.signoff", ("V",), "ask('signoff')", "",
            "Sign off: the criteria, what was skipped, the verdict.",
            group="Launch", danger="writes"),
    _action("app.helm", ("T",), "ask('helm')", "",
            "Take the helm; from somebody else it needs a reason.",
            group="Launch", danger="writes"),
)  # fmt: skip
"""What concerns the launch as a whole."""

VIEWS: Final = (
    _action("app.dash", ("1",), "show('dash')", "", "The checklist and all panels.",
            group="Views"),
    _action("app.probes", ("2",), "show('probes')", "", "The probes in detail.", group="Views"),
    _action("app.timer", ("3",), "show('timer')", "", "The rounds of the watch.", group="Views"),
    _action("app.run", ("4",), "show('run')", "", "The steps, and what they write.",
            group="Views"),
    _action("app.events", ("5",), "show('events')", "", "The log of all events.", group="Views"),
    _action("app.who", ("6",), "show('who')", "", "Whom to call, and who is here.",
            group="Views"),
    _action("app.theme", ("t",), "theme", "", "Dark, light and the other themes in turn.",
            group="Views"),
)  # fmt: skip
"""Where to look."""

WAYS: Final = (
    _action("app.palette", ("colon", "ctrl+p"), "palette", "",
            "Everything by its name: actions, items, probes, views.", group="Everywhere"),
    _action("app.back", ("escape", "backspace"), "go_back", "",
            "Clear the search, end the zoom, or back to the view before.", group="Everywhere"),
    _action("app.help", ("question_mark", "f1"), "help", "help",
            "The keys that hold here.", group="Everywhere"),
    _action("app.leave", ("q",), "leave", "leave",
            "Leave the dashboard; the launch goes on.", group="Everywhere"),
)  # fmt: skip
"""The way about, and out; the last one always stays in the footer."""

APP: Final = (*LAUNCH, *VIEWS, *WAYS)
"""What holds in every view."""
ACTIONS: Final = (*ITEMS, *STEPS, *TREE, *PROBES, *DASH, *RUN, *APP)
"""All of them."""
