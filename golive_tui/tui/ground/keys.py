"""One table of actions, and all that is made of it: bindings, footer, help, docs, and a check.

The check matters. A broken escape sequence types its own tail: an arrow cut in two by jitter
arrives as escape, `[` and `B`. So the keys that end such sequences may only navigate or copy, and
what changes a launch sits on other keys.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding

Danger = Literal["none", "writes", "runs"]
"""What a key can do: look and copy; change the launch; run a command. Only `none` is always on."""

UNSAFE_KEYS = frozenset("ABCDFHIMOPQRSZmutcy~[;0123456789")
"""What the tail of an escape sequence may type (CSI finals, SS3, kitty `u`, parameters)."""

_GAP = "  "
_NAMED = {"tilde": "~", "left_square_bracket": "[", "semicolon": ";"}
_SAME_AS = {
    "ctrl+m": "enter",
    "ctrl+i": "tab",
    "ctrl+j": "a newline",
    "ctrl+h": "backspace on many terminals",
    "ctrl+a": "the prefix of GNU screen",
    "ctrl+b": "the prefix of tmux",
}
_SHOWN = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "comma": ",",
    "full_stop": ".",
    "exclamation_mark": "!",
    "escape": "esc",
    "pagedown": "page down",
    "pageup": "page up",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "tilde": "~",
    "semicolon": ";",
    "minus": "-",
    "plus": "+",
    "equals_sign": "=",
    "asterisk": "*",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that a person can do.

    `id` is `scope.verb` and stays for ever, since a person's own key map refers to it; `action` is
    Textual's name for it. `label` stands in the footer, `help` is one sentence; an action without a
    label is not in the footer. `scope` says where its keys hold: `app` is everywhere.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    label: str
    help: str
    group: str
    scope: str = "app"
    danger: Danger = "none"
    priority: bool = False


def bindings(actions: Iterable[Action]) -> list[Binding]:
    """Textual's bindings for the actions."""
    return [
        Binding(
            ",".join(action.keys),
            action.action,
            action.label or action.help,
            show=bool(action.label),
            key_display=shown_key(action.keys[0]),
            tooltip=action.help,
            id=action.id,
            priority=action.priority,
        )
        for action in actions
    ]


def shown_key(key: str) -> str:
    """How a key is written for a person: `question_mark` is `?`."""
    modifier, plus, last = key.rpartition("+")
    return f"{modifier}{plus}{_SHOWN.get(last, last)}"


def footer_line(actions: Iterable[Action], width: int) -> str:
    """`space check  x skip  ? help`: as many labels, in the table's order, as `width` holds.

    The last action given always stays, since it is the way out.
    """
    parts = [f"{shown_key(action.keys[0])} {action.label}" for action in actions if action.label]
    while len(parts) > 1 and len(_GAP.join(parts)) > width:
        del parts[-2]
    return _GAP.join(parts)[: max(width, 0)]


def help_rows(actions: Iterable[Action]) -> list[tuple[str, str, str]]:
    """(group, keys, sentence) for `?`, in the table's order; a group stands together."""
    listed = list(actions)
    groups = list(dict.fromkeys(action.group for action in listed))
    return [
        (group, " ".join(shown_key(key) for key in action.keys), action.help)
        for group in groups
        for action in listed
        if action.group == group
    ]


def markdown(actions: Iterable[Action]) -> str:
    """The table for the docs."""
    lines = ["| where | key | does |", "|---|---|---|"]
    lines += [
        f"| {group} | {' '.join(f'`{key}`' for key in keys.split(' '))} | {_escaped(sentence)} |"
        for group, keys, sentence in help_rows(actions)
    ]
    return "\n".join(lines) + "\n"


def faults(actions: Sequence[Action]) -> list[str]:
    """Every breach of the rules on keys, as a sentence; an empty list is what a test wants."""
    found: list[str] = []
    ids = [action.id for action in actions]
    found += [f"{id_}: used twice" for id_ in sorted({i for i in ids if ids.count(i) > 1})]
    for action in actions:
        if not action.keys:
            found.append(f"{action.id}: has no key")
        found += [f"{action.id}: {why}" for key in action.keys for why in _unfit(key, action)]
    return found + _clashes(actions)


def _unfit(key: str, action: Action) -> Iterable[str]:
    plain = _NAMED.get(key, key)
    if plain in UNSAFE_KEYS and action.danger != "none":
        yield f"`{plain}` may be the tail of a broken escape sequence: it may only look or copy"
    if key in _SAME_AS:
        yield f"`{key}` is {_SAME_AS[key]}"
    if key.startswith("ctrl+shift+") or (key.startswith("ctrl+") and key[5:].isupper()):
        yield f"`{key}` is not sent by a terminal without the kitty protocol"
    if key == "," or (len(key) > 1 and "," in key):
        yield f"`{key}`: a comma is written `comma`"


def _clashes(actions: Sequence[Action]) -> list[str]:
    found: list[str] = []
    for index, one in enumerate(actions):
        for other in actions[index + 1 :]:
            if one.scope != other.scope and "app" not in {one.scope, other.scope}:
                continue
            both = sorted(set(one.keys) & set(other.keys))
            found += [f"{one.id} and {other.id}: both on `{key}`" for key in both]
    return found


def _escaped(sentence: str) -> str:
    return sentence.replace("|", "\\|")
