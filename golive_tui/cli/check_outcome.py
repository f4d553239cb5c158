"""What the checks of an item came to, for whoever asked at the command line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from golive_tui.checklist.model import Checklist
from golive_tui.launch.check_facts import Found, Verdict
from golive_tui.launch.codec import to_plain
from golive_tui.launch.verdicts import worst
from golive_tui.text import clean, plural
from golive_tui.units import show_instant

SCHEMA: Final = 1
ORDER: Final[tuple[Verdict, ...]] = ("pass", "fail", "inconclusive", "error")
_WIDTH: Final = max(len(verdict) for verdict in ORDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An item's verdict: the worst of its checks. `cancelled` says why they were called off."""

    id: str
    title: str
    path: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()
    expires_at: datetime | None = None
    cancelled: str | None = None

    @property
    def verdict(self) -> Verdict:
        """Of what was called off nothing is known."""
        if self.cancelled is not None:
            return "inconclusive"
        return worst(each.verdict for each in self.found)

    @property
    def _first(self) -> Found | None:
        return next((each for each in self.found if each.verdict == self.verdict), None)

    @property
    def reason(self) -> str | None:
        """That of the check which gives the verdict."""
        return self._first.reason if self._first is not None else None

    @property
    def said(self) -> str:
        """Why, in one line: `http.status: HTTP 503`."""
        if self.cancelled is not None:
            return f"called off: {self.cancelled}" if self.cancelled else "called off"
        first = self._first
        parts = (first.reason, first.detail) if first is not None else ()
        return ": ".join(part for part in parts if part)

    @property
    def seconds(self) -> float:
        """Real seconds, over all its checks."""
        return sum(each.seconds for each in self.found)


def titled(checklist: Checklist, item_id: str) -> tuple[str, tuple[str, ...]]:
    """An item's title, and the titles above it."""
    for path, _, item in checklist.leaves():
        if item.id == item_id:
            return item.title, path
    return item_id, ()


def line(each: Outcome) -> str:
    """`fail          The API answers (api): http.status: HTTP 503`."""
    said = f": {each.said}" if each.said else ""
    return clean(f"{each.verdict:<{_WIDTH}}  {each.title} ({each.id}){said}")


def summary(outcomes: Sequence[Outcome]) -> str:
    """`3 checked: 2 pass, 1 fail`."""
    verdicts = [each.verdict for each in outcomes]
    counts = [f"{verdicts.count(word)} {word}" for word in ORDER if word in verdicts]
    return f"{plural(len(outcomes), 'item')} checked: {', '.join(counts) or 'nothing'}"


def document(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The whole as JSON has it."""
    verdicts = [each.verdict for each in outcomes]
    return {
        "schema": SCHEMA,
        "verdict": worst(verdicts),
        "counts": {word: verdicts.count(word) for word in ORDER},
        "items": [_plain(each) for each in outcomes],
    }


def _plain(each: Outcome) -> dict[str, Any]:
    return {
        "id": each.id,
        "title": each.title,
        "path": list(each.path),
        "verdict": each.verdict,
        "reason": each.reason,
        "detail": each.said or None,
        "seconds": round(each.seconds, 6),
        "expires_at": show_instant(each.expires_at) if each.expires_at else None,
        "checks": [{"reason": None, **to_plain(check)} for check in each.found],
    }


def page(each: Found) -> Iterator[str]:
    """One check in full, line by line: verdict, reason, what was asked, seen, and how long."""
    yield clean(f"{each.verdict}{f'  {each.reason}' if each.reason else ''}")
    if each.detail:
        yield clean(f"  {each.detail}")
    for heading, rows in (
        ("asked", each.asked),
        ("facts", each.facts),
        ("phases", {name: f"{spent * 1000:.1f} ms" for name, spent in each.phases.items()}),
    ):
        if rows:
            width = max(len(name) for name in rows)
            yield heading
            yield from (clean(f"  {name:<{width}}  {text}", 1000) for name, text in rows.items())
    yield f"took {each.seconds * 1000:.0f} ms"
