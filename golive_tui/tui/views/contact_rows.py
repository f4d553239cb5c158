"""Whom to call and who is here, as rows. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from golive_tui.checklist.model import Contact
from golive_tui.client.mirror import Mirror
from golive_tui.text import plural
from golive_tui.tui.frame.words import when
from golive_tui.tui.ground.content import cell
from golive_tui.tui.ground.glyphs import GLYPHS
from golive_tui.tui.views.rows import BLANK, Row, heading
from golive_tui.wire.messages import Viewer

_ROLE = 20


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A row: a heading, a contact, somebody attached, or a sentence."""

    kind: Literal["heading", "contact", "viewer", "words", "blank"]
    text: str = ""
    contact: Contact | None = None
    viewer: Viewer | None = None

    @property
    def copied(self) -> str:
        """What `y` copies: the contact's name or address."""
        return self.contact.name if self.contact is not None and self.contact.filled else ""


def person_lines(mirror: Mirror) -> list[PersonLine]:
    """Contacts by group, in the checklist's order; then who is attached."""
    lines: list[PersonLine] = []
    contacts = mirror.checklist.contacts
    for group in dict.fromkeys(each.group for each in contacts):
        lines += [PersonLine("heading", group)]
        lines += [PersonLine("contact", contact=each) for each in contacts if each.group == group]
        lines += [PersonLine("blank", group)]
    viewers = mirror.engine.viewers
    lines.append(PersonLine("heading", "Here now"))
    lines += [PersonLine("viewer", viewer=each) for each in viewers]
    if mirror.engine.helm is None:
        lines.append(PersonLine("words", "nobody is at the helm: T takes it"))
    return lines


def person_row(line: PersonLine, mirror: Mirror, now: datetime, width: int) -> Row:
    """One row."""
    if line.kind == "heading":
        return heading(line.text, width, _note(line.text, mirror))
    if line.contact is not None:
        return _contact(line.contact, width)
    if line.viewer is not None:
        return _viewer(line.viewer, mirror, now, width)
    return [cell(line.text, None, "warn")] if line.text and line.kind == "words" else BLANK


def unfilled(mirror: Mirror) -> int:
    """How many contacts are placeholders still."""
    return sum(not each.filled for each in mirror.checklist.contacts)


def _note(group: str, mirror: Mirror) -> str:
    if group == "Here now":
        return plural(len(mirror.engine.viewers), "client")
    missing = sum(not each.filled for each in mirror.checklist.contacts if each.group == group)
    return f"{missing} not filled in" if missing else ""


def _contact(contact: Contact, width: int) -> Row:
    sign = GLYPHS["done" if contact.filled else "unknown"]
    role = cell(contact.role, _ROLE if width >= 50 else 12, "muted")
    if contact.filled:
        return [cell(sign.unicode, 1, sign.role), role, cell(contact.name, None, bold=True)]
    said = "not filled in: put it into the checklist, K takes it in"
    return [
        cell(sign.unicode, 1, sign.role, bold=True),
        role,
        cell(contact.name, None, "warn"),
        cell(said if width >= 110 else "not filled in", 0, "warn"),
    ]


def _viewer(viewer: Viewer, mirror: Mirror, now: datetime, width: int) -> Row:
    steers = viewer.client == mirror.engine.helm
    sign = GLYPHS["run" if steers else "todo"]
    words = "at the helm" if steers else "watches" if viewer.read_only else "attached"
    you = " (you)" if viewer.client == mirror.you else ""
    where = f"{viewer.role}  {viewer.tty}".strip()
    return [
        cell(sign.unicode, 1, sign.role, bold=steers),
        cell(f"{viewer.user}{you}", _ROLE if width >= 50 else 12, bold=steers),
        cell(words, 12, "run" if steers else "text"),
        cell(f"since {when(viewer.since, now)}", 13, "muted"),
        cell(where, None, "muted"),
    ]
