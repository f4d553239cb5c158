"""One round as a page of rows: its questions with their answers, and what the probes saw. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from golive_tui.checklist.model import Checklist, RoundItem
from golive_tui.client.mirror import Mirror
from golive_tui.launch.events import Answer, RoundAnswer
from golive_tui.launch.figures import Digest
from golive_tui.launch.state import RoundState
from golive_tui.text import plural
from golive_tui.tui.dash.probe_rows import UNKNOWN, one_time, two_times
from golive_tui.tui.dash.ribbon import MARKS
from golive_tui.tui.frame.words import when
from golive_tui.tui.ground.content import cell
from golive_tui.tui.ground.glyphs import GLYPHS, Role
from golive_tui.tui.views.round_rows import RoundLine
from golive_tui.tui.views.rows import BLANK, Row, heading, indented, labelled, valued, wrapped
from golive_tui.units import show_percent

_ANSWERS: Final[Mapping[Answer, str]] = {"passed": "done", "failed": "fail", "skipped": "skip"}
_PROBES: Final = "probes"
"""Who answered when a digest did (launch.answers)."""


def round_page(
    line: RoundLine, mirror: Mirror, digests: Mapping[str, Digest], now: datetime, width: int
) -> list[Row]:
    """The page of a round; `digests` are its own, or empty while they are not known."""
    each = mirror.state.rounds.get(line.id)
    rows = _head(line, each, now, width)
    answers = each.answers if each else {}
    rows += [BLANK, heading("Questions", width, f"{len(answers)} of {len(line.phase.items)}")]
    for item in line.phase.items:
        rows += _question(item, answers.get(item.id), mirror.checklist, width)
    if each is not None:
        rows += [BLANK, *_digests(digests, mirror.checklist, width)]
    return rows


def _head(line: RoundLine, each: RoundState | None, now: datetime, width: int) -> list[Row]:
    sign = GLYPHS[MARKS[each.status] if each else "ahead"]
    rows: list[Row] = [
        [
            cell(sign.unicode, 1, sign.role, bold=True),
            cell(sign.word, 7, sign.role, bold=True),
            cell(f"Round {line.number} of {line.phase.rounds}", None, bold=True),
        ]
    ]
    if line.due_at is not None:
        rows.append(valued("due", f"{line.due_at:%d %b %H:%M:%S}Z"))
    if each is None:
        return [*rows, valued("", "it has not fallen due", "muted")]
    if each.unattended:
        rows.append(valued("missed", "no engine ran when it fell due: it never rang", "bad"))
    elif each.status == "missed":
        rows.append(valued("missed", "the next one fell due before it was completed", "bad"))
    elif each.closed_at is not None:
        rows.append(valued("completed", f"by {each.by}, {when(each.closed_at, now)}"))
    else:
        rows.append(valued("open", "enter answers and completes it", "run", bold=True))
    return [*rows, *(labelled("note", each.note, width) if each.note else [])]


def _question(
    item: RoundItem, answer: RoundAnswer | None, plan: Checklist, width: int
) -> list[Row]:
    sign = GLYPHS[_ANSWERS[answer.status] if answer else "todo"]
    title = [
        cell(sign.unicode, 1, sign.role, bold=sign.bold),
        cell(sign.word, 5, sign.role, bold=sign.bold),
        cell(item.title, None),
    ]
    if answer is None:
        asked = [plan.probes[name].title for name in item.probes if name in plan.probes]
        said = f"a person's to answer; beside it: {', '.join(asked)}" if asked else ""
    elif answer.by == _PROBES:
        said = f"the probes say: {answer.note}"
    else:
        said = f"{answer.by} {answer.at:%H:%M}Z" + (f": {answer.note}" if answer.note else "")
    return [title, *indented(wrapped(said, width - 8, "muted"), 8)] if said else [title]


# -- digests ------------------------------------------------------------------------------------


def _digests(digests: Mapping[str, Digest], plan: Checklist, width: int) -> list[Row]:
    if not digests:
        return [heading("Probes since the round before", width),
                [cell("no digest is known", None, "muted")]]  # fmt: skip
    looks = sum(each.n for each in digests.values())
    rows = [heading("Probes since the round before", width, plural(looks, "look")),
            _labels(width)]  # fmt: skip
    for probe, each in digests.items():
        title = plan.probes[probe].title if probe in plan.probes else probe
        rows.append(_digest(title, each, width))
    return rows


def _labels(width: int) -> Row:
    return [
        cell("", 1),
        cell("probe", None, "muted"),
        cell("p50/p95", 12, "muted", align="right"),
        *([cell("max", 7, "muted", align="right")] if width >= 70 else []),
        cell("failed", 11, "muted", align="right"),
        cell("seen", 7, "muted", align="right"),
    ]


def _digest(title: str, each: Digest, width: int) -> Row:
    mark, role = _stands(each)
    sign = GLYPHS[mark]
    failed = f"{each.failed} of {each.n}" if each.n else UNKNOWN
    return [
        cell(sign.unicode, 1, sign.role),
        cell(title, None, "text" if each.n else "muted"),
        cell(two_times(each.p50, each.p95), 12, align="right"),
        *([cell(one_time(each.max), 7, align="right")] if width >= 70 else []),
        cell(failed, 11, role, align="right"),
        cell(show_percent(each.coverage), 7, "muted", align="right"),
    ]


def _stands(each: Digest) -> tuple[str, Role]:
    if each.failed:
        return "fail", "bad"
    return ("ok", "text") if each.n else ("unknown", "muted")
