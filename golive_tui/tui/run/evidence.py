"""What an attempt left as evidence: each file's name, size and digest, and its first lines."""

from typing import Final

from golive_tui.checklist.model import Item
from golive_tui.errors import GoliveError
from golive_tui.launch.events import EvidenceFile
from golive_tui.launch.state import Attempt
from golive_tui.tui.desk import Desk
from golive_tui.tui.ground.content import cell
from golive_tui.tui.run.pages import Pages
from golive_tui.tui.views.rows import BLANK, Row, heading, labelled
from golive_tui.tui.views.sheet_box import SheetBox
from golive_tui.wire.messages import ReadOutput

FIRST: Final = 12
"""Lines of a file that are shown; `golive` keeps more of them beside the transcript."""


def evidence_box(desk: Desk, item: Item, attempt: Attempt | None) -> "EvidenceBox | None":
    """The files of an attempt; a notice where there are none."""
    if attempt is None or not attempt.evidence:
        declared = bool(item.step and item.step.evidence)
        said = "it is read when the step has ended" if declared else "the step names no files"
        desk.notice(f"no evidence here: {said}", "muted")
        return None
    return EvidenceBox(desk, item, attempt)


class EvidenceBox(SheetBox):
    """A part a file."""

    def __init__(self, desk: Desk, item: Item, attempt: Attempt) -> None:
        self.attempt = attempt
        self.heads: dict[str, list[str]] = {}
        title = f"Evidence of {attempt.id}: {item.title}"
        super().__init__(desk, title, "↑ ↓ scroll · esc close", id="evidence")

    def on_mount(self) -> None:
        """Ask for the first lines."""
        self.desk.host.start(self._read)

    async def _read(self) -> None:
        for each in self.attempt.evidence:
            if each.copy:
                self.heads[each.copy] = await self._head(each)
        self.resized()

    async def _head(self, each: EvidenceFile) -> list[str]:
        pages = Pages()
        request = ReadOutput(attempt=self.attempt.id, file=each.copy, offset=0, count=FIRST)
        try:
            pages.add(await self.desk.ask(request))
        except GoliveError as error:
            return [f"({error.message})"]
        return [line.text for line in pages.lines if not line.note][:FIRST]

    def page_rows(self, width: int) -> list[Row]:
        """All files."""
        rows: list[Row] = []
        for each in self.attempt.evidence:
            rows += [BLANK] if rows else []
            rows += _file_rows(each, self.heads.get(each.copy), width)
        return rows


def _file_rows(each: EvidenceFile, head: list[str] | None, width: int) -> list[Row]:
    rows = [heading(each.name, width, f"{each.bytes:,} bytes" if each.sha256 else "")]
    if each.trouble:
        rows += labelled("▲", each.trouble, width, "warn")
    if each.sha256:
        rows += labelled("sha256", each.sha256, width, "muted")
    if each.copy:
        for line in head if head is not None else ["reading…"]:
            rows.append([cell(line, None)])
    elif each.sha256:
        rows += labelled("", "its text is not kept", width, "muted")
    return rows
