"""Facts that a probe or a check asks for are such as its kind observes."""

from golive_tui.checklist.fields import Spec
from golive_tui.checklist.key_lines import Path
from golive_tui.checklist.problems import Problems, a, meant, one_of
from golive_tui.checklist.table import Table
from golive_tui.text import clean


def check_facts(table: Table, kind: Spec, problems: Problems) -> None:
    """Add each fact in `expect` and `values` that the kind does not have.

    Only the first part of a path is judged: what lies in a body is not known beforehand.
    """
    known = dict.fromkeys(path.partition(".")[0] for path in kind.facts)
    if not known:
        return
    asked: list[tuple[Path, str]] = [
        ((*table.path, "expect", at), condition.fact)
        for at, condition in table.placed_conditions("expect")
    ]
    asked += [((*table.path, "values", k), v) for k, v in table.mapping("values").items()]
    for path, fact in asked:
        first = fact.partition(".")[0]
        if first not in known:
            message = f"{a(kind.name)} probe sees no `{clean(first, 40)}`"
            problems.add(path, message, meant(first, known) or one_of(known))
