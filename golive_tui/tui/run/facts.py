"""The rows over the output: the command, how it stands, where it ran, what it left. Pure."""

from dataclasses import dataclass
from datetime import datetime

from golive_tui.checklist.model import Item
from golive_tui.client.mirror import Mirror
from golive_tui.launch.state import Attempt
from golive_tui.text import plural
from golive_tui.tui.frame.running import STEP_MARKS, command_text, how_it_stands, which_try
from golive_tui.tui.frame.words import countdown, target_role, when
from golive_tui.tui.ground.content import cell
from golive_tui.tui.ground.glyphs import GLYPHS
from golive_tui.tui.views.rows import Row, wrapped

ROWS = 4
"""Rows that it takes, always: what is under it must not jump."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What is seen from here: real seconds since the output last grew, its bytes, what a step
    that never ran waits for, the pid of its holder where that is deaf, and the cells of a row."""

    seconds: float | None = None
    size: int = 0
    waits: str = ""
    deaf: int = 0
    width: int = 78


def fact_rows(
    mirror: Mirror,
    item: Item,
    attempt: Attempt | None,
    sign: Sign,
    now: datetime,
) -> list[Row]:
    """ROWS rows; what a step waits for is never cut."""
    step = item.step
    if step is None:
        return [[] for _ in range(ROWS)]
    if attempt is None:
        waits = sign.waits
        said = f"it has not run yet · {waits}" if waits else "it has not run yet: r runs it"
        rows: list[Row] = [
            [cell("$", 1, "muted"), cell(command_text(step.run, shell=step.shell), None, "run")],
            *wrapped(said, sign.width, "warn" if waits else "muted")[: ROWS - 1],
        ]
        return [*rows, *([] for _ in range(ROWS - len(rows)))]
    return [
        [
            cell("$", 1, "muted"),
            cell(
                command_text(attempt.argv, shell=step.shell and not attempt.rehearsed), None, "run"
            ),
        ],
        _stands(mirror, item, attempt, sign, now),
        _place(mirror, attempt, now),
        _left(mirror, item, attempt, sign.deaf),
    ]


def _stands(mirror: Mirror, item: Item, attempt: Attempt, sign: Sign, now: datetime) -> Row:
    look = GLYPHS[STEP_MARKS[attempt.status]]
    said = how_it_stands(attempt, mirror.state, now)
    limit = item.step.timeout if item.step else None
    if attempt.is_open and limit and attempt.purpose == "run":
        said = f"{said} of at most {countdown(limit)}"
    parts = [which_try(attempt)]
    if attempt.is_open:
        grew = "no output yet" if not sign.size else "output"
        since = "" if sign.seconds is None else f" {countdown(sign.seconds)} ago"
        parts.append(f"last sign of life: {grew}{since}" if sign.size else grew)
        parts.append(f"pid {attempt.pid}" if attempt.pid else "")
    parts.append(f"{sign.size or attempt.bytes:,} bytes")
    rest = " · ".join(part for part in parts if part)
    return [
        cell(f"{look.unicode} {said}", 0, look.role, bold=True),
        cell(f"· {rest}", None, "muted"),
    ]


def _place(mirror: Mirror, attempt: Attempt, now: datetime) -> Row:
    origin = mirror.state.origin
    name = origin.target if origin else ""
    role = target_role(mirror.checklist.targets.get(name), name)
    rehearsed = " (rehearsed: a stand-in)" if attempt.rehearsed else ""
    verify = "verify · " if attempt.purpose == "verify" else ""
    by = f"{verify}{attempt.by} {when(attempt.requested_at, now)} in {attempt.directory}"
    engine = mirror.state.engine
    if attempt.is_open and engine and (attempt.started_at or now) < engine.started_at:
        by += f" · adopted {when(engine.started_at, now)} by a new engine"
    env = " ".join(f"{name}={value}" for name, value in attempt.env.items())
    said = f"{rehearsed} {by}{f' with {env}' if env else ''}".strip()
    return [cell(name.upper(), 0, role, bold=True), cell(said, None, "muted")]


def _left(mirror: Mirror, item: Item, attempt: Attempt, deaf: int) -> Row:
    if attempt.is_open and deaf:
        silent = f"its holder does not answer (pid {deaf}): if stopped, kill -CONT {deaf}"
        return [cell(silent, None, "bad", bold=True)]
    if attempt.status == "unknown":
        why = f": {attempt.detail}" if attempt.detail else ""
        return [cell(f"nobody knows what became of it{why} · r decides", None, "warn", bold=True)]
    if attempt.survivors:
        left = ", ".join(attempt.survivors)
        return [cell(f"still alive after the cancel: {left}", None, "bad", bold=True)]
    if attempt.is_open and attempt.waiting_since is not None:
        asks = f"? waits for input: {attempt.prompt} · i attaches"
        return [cell(asks, None, "warn", bold=True)]
    if attempt.is_open and item.step is not None and item.step.interactive:
        return [cell("it may ask: i attaches, and keys go to it", None, "run")]
    outputs = mirror.state.step(item.id).outputs
    said = [attempt.detail] if attempt.detail else []
    said += [f"{name}={value}" for name, value in outputs.items()]
    if attempt.evidence:
        said.append(f"{plural(len(attempt.evidence), 'evidence file')}: e")
    if attempt.given_up:
        said.append(f"no retry: {attempt.given_up}")
    if attempt.approved_by:
        said.append(f"approved by {attempt.approved_by}")
    return [cell(" · ".join(said), None, "muted")]
