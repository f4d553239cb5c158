"""A measured figure as a row: its budget, its peer, the ratio of the two, and the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

BEGIN: Final = "<!-- measured: begin -->"
END: Final = "<!-- measured: end -->"

HEAD: Final = ("what", "measured", "budget", "peer", "its figure", "ratio", "verdict", "remark")

Verdict = Literal["met", "over", "slower", "not measured", "-"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure. Less is better, always; a figure for which more is better is not used."""

    what: str
    measured: float | None
    """None when it could not be measured: `remark` says why."""
    unit: str = ""
    budget: float | None = None
    """The most that `measured` may be, in the same unit."""
    peer: str = ""
    beside: float | None = None
    """What the peer needs for the same, in the same unit, measured in turn with ours."""
    ratio_budget: float | None = None
    """The most that measured / beside may be."""
    remark: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours over the peer's; None without both."""
        if self.measured is None or not self.beside:
            return None
        return self.measured / self.beside

    @property
    def verdict(self) -> Verdict:
        """`over` a budget counts; `slower` is a peer that needs less where no budget says how
        much more is allowed."""
        if self.measured is None:
            return "not measured"
        if self.budget is not None and self.measured > self.budget:
            return "over"
        ratio = self.ratio
        if self.ratio_budget is not None and ratio is not None:
            return "over" if ratio > self.ratio_budget else "met"
        if self.budget is not None:
            return "met"
        if ratio is not None:
            return "slower" if ratio > 1.0 else "met"
        return "-"

    def cells(self) -> tuple[str, ...]:
        """The row as the table shows it, in the order of HEAD."""
        limits = [] if self.budget is None else [figure(self.budget, self.unit)]
        if self.ratio_budget is not None:
            limits.append(f"{self.ratio_budget:g} x")
        return (
            self.what,
            "" if self.measured is None else figure(self.measured, self.unit),
            " and ".join(limits),
            self.peer,
            "" if self.beside is None else figure(self.beside, self.unit),
            "" if self.ratio is None else f"{self.ratio:.2f}",
            self.verdict,
            self.remark,
        )


def figure(value: float, unit: str) -> str:
    """Three digits that matter, and the unit."""
    if value == 0:
        shown = "0"
    elif abs(value) >= 100:
        shown = f"{value:,.0f}"
    else:
        digits = 2 if abs(value) < 1 else 1 if abs(value) >= 10 else 2
        shown = f"{value:.{digits}f}" if abs(value) >= 0.01 else f"{value:.2g}"
    return f"{shown} {unit}".strip()


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose cells cannot break it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(each) for each in line) + " |" for line in lines)


def plain(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The same for a terminal: columns as wide as their widest cell."""
    lines = [list(head), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def between(page: str, body: str) -> str:
    """The page with everything between the markers replaced. ValueError without them."""
    head, found, rest = page.partition(BEGIN)
    _, ended, tail = rest.partition(END)
    if not found or not ended:
        raise ValueError(f"the page has no {BEGIN} and {END}")
    return f"{head}{BEGIN}\n\n{body.strip()}\n\n{END}{tail}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
