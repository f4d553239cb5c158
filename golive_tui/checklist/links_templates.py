"""Rules of `${...}`: what a text asks for is there in every target that will use the text."""

from collections.abc import Sequence

from golive_tui.checklist.captured import check_captured
from golive_tui.checklist.circles import circles
from golive_tui.checklist.key_lines import Path
from golive_tui.checklist.problems import Problems, meant
from golive_tui.checklist.table import Table, target_values
from golive_tui.checklist.template import names
from golive_tui.checklist.walk import Use
from golive_tui.errors import TemplateError
from golive_tui.text import clean


def check_templates(root: Table, uses: Sequence[Use], problems: Problems) -> None:
    """Add every `${...}` that a target cannot fill in. What comes from the engine's surroundings
    at run time (`env:`, `file:`) is judged then; an `output:` in links_outputs."""
    targets = root.tables("targets")
    if root.has("targets") and root.sound("targets") and not root.keys("targets"):
        problems.add(("targets",), "no target is defined", "such as `[targets.production]`")
    for target in targets:
        _check_circles(target, problems)
    for use in uses:
        check_captured(root, use, problems)
        users = [target for target in targets if _uses(target, use.path)]
        for name in dict.fromkeys(use.names):
            if name.startswith("command:"):
                _check_command(root, name, use.path, users, problems)
            else:
                _check_name(name, use.path, users, problems)


def _uses(target: Table, path: Path) -> bool:
    """Whether a text is used with a target: a rehearsal runs `rehearse` where others run `run`,
    and sends notices only when it says so."""
    if path[0] == "targets":
        return path[:2] == target.path
    if path[0] == "notify":
        return target.flag("notify") or not target.flag("rehearsal")
    key = _item_key(path)
    if key == "rehearse":
        return target.flag("rehearsal")
    return key not in ("run", "verify") or not target.flag("rehearsal")


def _item_key(path: Path) -> str | int:
    """The key of the innermost item that a path leads through; empty where there is none."""
    places = [at for at, part in enumerate(path[:-2]) if part == "item" and path[0] == "stage"]
    return path[places[-1] + 2] if places else ""


def _check_name(name: str, path: Path, users: Sequence[Table], problems: Problems) -> None:
    source = name.partition(":")[0] if ":" in name else ""
    if source in ("env", "file", "output", "captured"):
        return
    shown = f"`${{{clean(name, 60)}}}`"
    if source == "stand_in":
        lacking = [target for target in users if not target.flag("rehearsal")]
        hint = "write it in a target with `rehearsal = true`, and the real value in the others"
    else:
        lacking = [target for target in users if name not in _defined(target)]
        known = {key for target in users for key in _defined(target)}
        hint = "" if name in known else meant(name, known)
        hint = hint or f"give {'it' if len(lacking) == 1 else 'each of them'} a value of that name"
    if lacking:
        where = ", ".join(f"`{clean(target.key, 60)}`" for target in lacking)
        word = "target" if len(lacking) == 1 else "targets"
        problems.add(path, f"{shown} is not defined in the {word} {where}", hint)


def _check_command(
    root: Table, name: str, path: Path, users: Sequence[Table], problems: Problems
) -> None:
    """A secret that a command prints is defined, and no rehearsal asks for it."""
    secret, known = name.removeprefix("command:"), root.keys("secrets")
    shown = f"`${{{clean(name, 60)}}}`"
    if secret not in known:
        hint = meant(secret, known) or f"define it: `[secrets.{clean(secret, 40)}]` with `command`"
        problems.add(path, f"{shown}: no secret `{clean(secret, 60)}`", hint)
        return
    rehearsals = [target for target in users if target.flag("rehearsal")]
    if rehearsals:
        where = ", ".join(f"`{clean(target.key, 60)}`" for target in rehearsals)
        hint = "write it as a value of the real targets, and another value in the others"
        problems.add(path, f"{shown}: no command runs for the rehearsal {where}", hint)


def _defined(target: Table) -> set[str]:
    """The names of a target's values, those that are wrong included: that is told already."""
    return set(target.raw) - {"rehearsal", "notify"}


def _check_circles(target: Table, problems: Problems) -> None:
    """No value may hold itself, through however many others."""
    for circle in circles({key: _asked(text) for key, text in target_values(target).items()}):
        shown = " holds ".join(f"`{each}`" for each in circle)
        problems.add((*target.path, circle[0]), f"a circle: {clean(shown, 200)}")


def _asked(text: str) -> tuple[str, ...]:
    try:
        return names(text)
    except TemplateError:
        return ()  # told where it was read
