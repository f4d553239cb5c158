"""Help as rows: the keys that hold here, the signs and their words, the words of a launch. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from golive_tui.tui.ground.content import cell
from golive_tui.tui.ground.glyphs import GLYPHS, LEVELS, UNOBSERVED
from golive_tui.tui.ground.keys import Action, help_rows
from golive_tui.tui.ground.lines import LIST_KEYS
from golive_tui.tui.views.rows import BLANK, Row, folded, heading

_KEYS: Final = 20

SIGNS: Final[Mapping[str, str]] = {
    "todo": "an item that nobody has begun",
    "run": "in hand",
    "done": "passed, with evidence that others can see",
    "said": "passed on a person's word alone: a weaker tick",
    "proven": "passed by its checks: a machine looked, and the evidence is kept",
    "doubt": "passed by its checks, but their newest look could not tell",
    "against": "passed on a person's word against its checks: both are shown",
    "check": "its checks are at work",
    "unclear": "its checks could not tell: inconclusive",
    "error": "its checks could not look: our own side is at fault",
    "fail": "found wanting",
    "skip": "left out, for a reason",
    "stale": "passed once, but its evidence is too old or the checklist has changed",
    "ok": "a probe that is well",
    "slow": "p95 over its limit",
    "alarm": "a probe that fails",
    "silent": "nothing was observed lately",
    "unknown": "not known: never green, never a reason to roll back",
    "armed": "a trigger that would trip, and is not breached",
    "shadow": "a trigger that is not armed yet: it tells what it would have done",
    "pending": "a trigger that is breached, and trips if that goes on",
    "tripped": "a trip that nobody has answered: R answers it",
    "acknowledged": "a trip that somebody has heard, and not decided",
    "held": "a trip whose countdown stands still for a while",
    "acting": "a trip that the rollback answers",
    "reset": "a trip that is over; armed again once all has been well",
    "disarmed": "somebody keeps it from tripping, for a while",
    "blind": "a trigger that cannot tell: it has seen too little for too long",
    "due": "a round that waits for its answers",
    "late": "its grace is over",
    "missed": "the next round fell due first",
    "ahead": "a round that has not fallen due",
}
"""What each sign stands for."""

WORDS: Final[Mapping[str, str]] = {
    "launch": "one execution of a checklist, in a directory of its own; it outlives this screen",
    "engine": "the background process that owns the launch and alone writes",
    "helm": "who may act; the others watch. T takes it, from a living holder with a reason",
    "item": "one line of the checklist; a group's status is that of its items",
    "step": "an item with a command that the launch runs",
    "check": "a look that gives an item its evidence once: pass, fail, inconclusive or error",
    "evidence": "what a verdict rests on: a look, a link, a person's word; it can grow stale",
    "probe": "a look at a target, again and again; its verdict settles after some equal outcomes",
    "T0, T+": "the moment of go-live, and the time since",
    "round": "one due look at everything, after go-live; it is answered, or it is missed",
    "objective": "a figure that must be kept: met, not met, or not measured",
    "trigger": "a rule whose breach asks for the rollback; unknown data never trips it",
    "n": "how many looks a figure rests on; below the least number it is a dash",
    "up": "of the time that was observed; how much that is stands beside it",
    "decision": "go: nothing speaks against it; hold: something is open; no-go: something failed",
}
"""The words of the dashboard."""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A row: its section, what stands at the left, what it means; `sign` names a glyph."""

    section: str
    left: str = ""
    text: str = ""
    sign: str = ""

    def holds(self, search: str) -> bool:
        """Whether all words of the search stand in it."""
        whole = f"{self.section} {self.left} {self.text}".casefold()
        return all(word in whole for word in search.casefold().split())


def help_lines(actions: Sequence[Action]) -> list[HelpLine]:
    """Everything, in order: keys by group, keys of lists, signs, words."""
    return [
        *_keys(actions),
        *_keys(LIST_KEYS),
        *(
            HelpLine("Signs", GLYPHS[name].word, meaning, name)
            for name, meaning in SIGNS.items()
        ),
        HelpLine("Signs", f"{LEVELS[0]}{LEVELS[3]}{LEVELS[-1]}",
                 "looks, oldest first: a full block is the limit, or a failure"),
        HelpLine("Signs", UNOBSERVED, "a slot that was not observed"),
        *(HelpLine("Words", word, meaning) for word, meaning in WORDS.items()),
    ]  # fmt: skip


def _keys(actions: Iterable[Action]) -> Iterable[HelpLine]:
    for group, keys, sentence in help_rows(actions):
        yield HelpLine(group, keys, sentence)


def help_page(lines: Sequence[HelpLine], search: str, width: int) -> list[Row]:
    """The lines that are looked for, under the headings of their sections."""
    found = [line for line in lines if line.holds(search)]
    rows: list[Row] = []
    section = ""
    for line in found:
        if line.section != section:
            section = line.section
            rows += [BLANK, heading(section, width)] if rows else [heading(section, width)]
        rows += _line(line, width)
    return rows or [[cell("nothing like that", None, "muted")]]


def _line(line: HelpLine, width: int) -> list[Row]:
    left = min(_KEYS, width // 3)
    texts = folded(line.text, max(width - left - 1, 1))
    if line.sign:
        sign = GLYPHS[line.sign]
        head: Row = [cell(sign.unicode, 1, sign.role, bold=sign.bold or sign.inverse),
                     cell(line.left, left - 2, sign.role)]  # fmt: skip
    else:
        head = [cell(line.left, left, "run", bold=True)]
    rows: list[Row] = [[*head, cell(texts[0], None)]]
    return [*rows, *([cell("", left), cell(text, None)] for text in texts[1:])]
