"""A checklist file read: bytes and the probe kinds in, the model out, or every problem at once."""

from golive_tui.checklist.build import build
from golive_tui.checklist.format import CHECKLIST
from golive_tui.checklist.links import check_links
from golive_tui.checklist.model import SCHEMA, Checklist
from golive_tui.checklist.problems import Problems
from golive_tui.checklist.source import Source, parse
from golive_tui.checklist.walk import Kinds, Walk
from golive_tui.errors import ChecklistError, Problem


def read_checklist(data: bytes, file: str, kinds: Kinds | None) -> Checklist:
    """The checklist in a file's bytes; raises ChecklistError with all its problems, by line.

    `file` is what problems call it. `kinds` names every probe kind's own fields; with None any
    kind is taken and its fields are not judged, which is for reading a checklist that an engine
    has judged before.
    """
    source = parse(data, file)
    _refuse_newer(source, file)
    problems = Problems(file, source.lines)
    walk = Walk(problems, kinds)
    root = walk.table(CHECKLIST, source.document, ())
    check_links(root, walk.uses, problems)
    problems.raise_if_any()
    return build(root, problems.line)


def _refuse_newer(source: Source, file: str) -> None:
    """Judged first and alone: what a newer format means by its keys cannot be known here."""
    said = source.document.get("schema")
    if isinstance(said, int) and not isinstance(said, bool) and said > SCHEMA:
        problem = Problem(
            line=source.lines.get(("schema",), 0),
            path="schema",
            message=f"the file has a newer format than this golive reads, which is {SCHEMA}",
            hint="use a newer golive",
        )
        raise ChecklistError(file, [problem])
