"""What no single key can say: ids are unique, what is named exists, the parts fit each other.

Each file `links_*.py` has the rules of one matter. All of them look at the tree of tables, so that
they can be asked of a file in which other things are wrong.
"""

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from golive_tui.checklist.key_lines import Path
from golive_tui.checklist.links_gates import check_gates
from golive_tui.checklist.links_items import check_items
from golive_tui.checklist.links_measures import check_measures
from golive_tui.checklist.links_outputs import check_outputs
from golive_tui.checklist.links_templates import check_templates
from golive_tui.checklist.links_triggers import check_triggers
from golive_tui.checklist.links_watch import check_watch
from golive_tui.checklist.problems import Problems, a, meant
from golive_tui.checklist.table import Table, nodes
from golive_tui.checklist.walk import Use
from golive_tui.text import clean


class _Named(Struct, frozen=True, kw_only=True):
    """Something with an id: what it is, and the table or the title that gives it the id."""

    what: str
    id: str
    path: Path
    title: str = ""
    given: bool = True
    above: str = ""
    alone: bool = False

    @property
    def id_path(self) -> Path:
        """Where the id comes from."""
        if self.alone:
            return self.path
        return (*self.path, "id" if self.given else "title")


def check_links(root: Table, uses: Sequence[Use], problems: Problems) -> None:
    """Add every problem between the parts of a checklist."""
    named = list(_named(root))
    _check_unique(named, problems)
    for phase in root.tables("watch"):
        _check_unique(list(_questions(phase)), problems)
    needed = {each.id for each in named if each.what in ("item", "confirmation", "gate")}
    _check_references(root, needed, problems)
    check_items(root, problems)
    check_gates(root, problems)
    check_measures(root, problems)
    check_triggers(root, problems)
    check_watch(root, problems)
    check_templates(root, uses, problems)
    check_outputs(root, uses, problems)


def _named(root: Table) -> Iterator[_Named]:
    """All that shares one namespace: what a command or an event names by its id."""
    for key, what in (("probes", "probe"), ("objectives", "objective"), ("triggers", "trigger")):
        for table in root.tables(key):
            yield _Named(what=what, id=table.key, path=table.path, alone=True)
    for node in nodes(root):
        yield _of_table(node.what, node.table, node.above)
    for phase in root.tables("watch"):
        yield _of_table("phase", phase, "watch")
    for gate in root.tables("gate"):
        yield _of_table("gate", gate, "gate")
    signoff = root.table("signoff")
    if signoff:
        yield from _of_titles("confirmation", signoff, "confirm", "signoff")


def _questions(phase: Table) -> Iterator[_Named]:
    """The questions of one phase: another phase may ask the same."""
    return _of_titles("question", phase, "items", "other")


def _of_table(what: str, table: Table, above: str) -> _Named:
    title, given = table.text("title"), table.has("id")
    return _Named(what=what, id=table.id, path=table.path, title=title, given=given, above=above)


def _of_titles(what: str, table: Table, key: str, above: str) -> Iterator[_Named]:
    for each in table.titled(key):
        if each.table:
            yield _of_table(what, each.table, above)
        else:
            yield _Named(
                what=what, id=each.id, path=each.path, title=each.title, above=above, alone=True
            )


def _check_unique(named: Sequence[_Named], problems: Problems) -> None:
    first: dict[str, _Named] = {}
    for each in sorted(named, key=lambda each: problems.line(each.id_path)):
        if not each.id:
            if each.title:
                hint = f'give the {each.what} one of its own: `id = "..."`'
                problems.add(each.id_path, "no id can be made of this title", hint)
            continue
        other = first.setdefault(each.id, each)
        if other is not each:
            line = problems.line(other.id_path)
            message = f"the id `{each.id}` is that of {a(other.what)} on line {line} already"
            problems.add(each.id_path, message, _own_id(each))


def _own_id(each: _Named) -> str:
    better = f"{each.above}-{each.id}" if each.above else f"{each.id}-2"
    if each.alone and each.what in ("probe", "objective", "trigger"):
        return f"call it otherwise: `{each.id}-{each.what}`"[:90]
    if each.alone:
        title = clean(each.title, 60)
        return f'write `{{ id = "{better[:60].strip("-")}", title = "{title}" }}`'
    return f'give it one of its own: `id = "{better[:60].strip("-")}"`'


def _check_references(root: Table, needed: Collection[str], problems: Problems) -> None:
    known = {key: root.keys(key) for key in ("probes", "objectives", "triggers")}
    known["watch"] = tuple(phase.id for phase in root.tables("watch"))
    groups = {contact.text("group") for contact in root.tables("contact")}
    for table in (*root.tables("objectives"), *root.tables("triggers")):
        check_names(table, "of", known["probes"], "probe", problems)
    for node in nodes(root):
        if node.what == "item":
            check_names(node.table, "probes", known["probes"], "probe", problems)
            check_names(node.table, "needs", needed, "item", problems)
        elif node.what == "section":
            check_names(node.table, "objectives", known["objectives"], "objective", problems)
            check_names(node.table, "triggers", known["triggers"], "trigger", problems)
            check_names(node.table, "watch", known["watch"], "phase", problems)
            check_names(node.table, "contacts", groups, "group of contacts", problems)
    for phase in root.tables("watch"):
        for question in phase.tables("items"):
            check_names(question, "probes", known["probes"], "probe", problems)


def check_names(
    table: Table, key: str, known: Collection[str], what: str, problems: Problems
) -> None:
    """Each name of a list exists, and stands in it once."""
    seen: set[str] = set()
    for index, name in table.indexed(key):
        path = (*table.path, key, index)
        shown = clean(name, 60)
        if name in seen:
            problems.add(path, f"`{shown}` twice")
        elif name not in known:
            problems.add(path, f"no {what} `{shown}`", meant(name, known) or f"define the {what}")
        seen.add(name)
