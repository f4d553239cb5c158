"""What a kind takes, tells and answers, as a page: for the terminal, and for docs/kinds/."""

from collections.abc import Iterator

from golive_tui.checklist.excerpt import Excerpt
from golive_tui.checklist.reference import cell, table
from golive_tui.launch.advice import advice
from golive_tui.launch.samples import REASONS
from golive_tui.probes.kind import OF_EVERY_KIND, ProbeKind


def kind_page(kind: ProbeKind, example: tuple[str, Excerpt] | None) -> str:
    """Markdown. `example` is a checklist's file name and what of it shows the kind."""
    return "\n".join(_lines(kind, example)).rstrip("\n") + "\n"


def reasons_page() -> str:
    """Markdown: every reason of the closed list, and what to do about it."""
    rows = (f"| `{reason}` | {cell(advice(reason))} |" for reason in sorted(REASONS))
    return "\n".join(["| reason | what to do |", "|---|---|", *rows]) + "\n"


def reasons_of(kind: ProbeKind) -> tuple[str, ...]:
    """The kind's own reasons, in full and in order; those of every kind are not among them."""
    families = set(kind.reasons)
    return tuple(sorted(each for each in REASONS if each.partition(".")[0] in families))


def may_give(kind: ProbeKind, reason: str) -> bool:
    """Whether a sample of that kind may give that reason."""
    return reason.partition(".")[0] in {*kind.reasons, *OF_EVERY_KIND}


def _lines(kind: ProbeKind, example: tuple[str, Excerpt] | None) -> Iterator[str]:
    yield from table(f"# `{kind.name}`", kind.spec)
    if kind.check_only:
        yield "For checks only: no probe looks like this on a schedule."
        yield ""
    yield "## Facts"
    yield ""
    yield "What `expect` and `values` may name."
    yield ""
    yield "| fact | meaning |"
    yield "|---|---|"
    yield from (f"| `{fact.path}` | {cell(fact.help)} |" for fact in kind.facts)
    yield ""
    yield "## Reasons"
    yield ""
    own = ", ".join(f"`{reason}`" for reason in reasons_of(kind))
    yield own or "None of its own."
    yield ""
    yield "[Every reason](README.md#reasons) has its remedy; those of `expect`, of the schedule and"
    yield "of this host may come from any kind."
    yield ""
    if example is not None:
        name, shown = example
        yield "## Example"
        yield ""
        yield f"[{name}](../../checklists/{name}), line {shown.line}; the tests run it."
        yield ""
        yield "```toml"
        yield shown.text
        yield "```"
        yield ""
