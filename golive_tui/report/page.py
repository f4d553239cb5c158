"""A report as one HTML page that needs nothing else: no script, no font, no picture from outside.

Its content policy forbids everything but its own style, so even what an escape missed could load
and run nothing.
"""

from collections.abc import Iterator
from html import escape
from typing import Final, assert_never

from golive_tui.report import plots
from golive_tui.report.document import (
    LONGEST,
    Block,
    Cell,
    Document,
    Fold,
    Heading,
    Paragraph,
    Plot,
    Table,
    Word,
)
from golive_tui.text import clean, clean_lines

STYLE: Final = """
:root { color-scheme: light dark; --ink: #1c2128; --soft: #59636e; --line: #d0d7de; --back: #fff;
  --good: #116329; --bad: #b3261e; --wait: #7a4d00; --mark: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9da7b3; --line: #3d444d;
  --back: #0d1117; --good: #56d364; --bad: #ff7b72; --wait: #e3b341; --mark: #79c0ff; } }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--back);
  margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { margin-top: 2.2rem; border-bottom: 1px solid var(--line); }
table { border-collapse: collapse; margin: .8rem 0; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; overflow-wrap: normal; }
table.pairs td:first-child { color: var(--soft); width: 11rem; }
.good { color: var(--good); } .bad { color: var(--bad); font-weight: 700; }
.wait { color: var(--wait); }
summary { cursor: pointer; color: var(--mark); }
.plot { display: block; width: 100%; max-width: 60rem; height: auto; margin: .3rem 0;
  break-inside: avoid; }
.plot text { font: 10px system-ui, sans-serif; fill: var(--soft); }
.plot path { fill: none; } .axis { stroke: var(--line); }
.median { stroke: var(--mark); stroke-width: 1.6; } .longest { stroke: var(--soft);
  stroke-width: .8; stroke-dasharray: 2 2; }
.live { stroke: var(--wait); stroke-dasharray: 4 3; } .up { fill: var(--good); opacity: .7; }
.down { fill: var(--bad); } .up, .down { shape-rendering: crispEdges; }
h2, h3 { break-after: avoid; } tr { break-inside: avoid; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } }
"""

_HEAD: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
"""


def page(document: Document) -> str:
    """The whole page."""
    parts = [
        _HEAD,
        f"<title>{escape(clean(document.title))}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        f"<h1>{_text(document.title)}</h1>\n",
    ]
    for block in document.blocks:
        parts += _block(block)
    parts.append("</body>\n</html>\n")
    return "".join(parts)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(level=level, text=text):
            yield f"<h{level}>{_text(text)}</h{level}>\n"
        case Paragraph(text=text):
            yield f"<p>{_text(text)}</p>\n"
        case Table():
            yield from _table(block)
        case Plot(title=title, past=past, live_at=live_at):
            yield f"<h3>{_text(title)}</h3>\n"
            yield plots.latency(clean(title), past, live_at)
            yield plots.uptime(clean(title), past, live_at)
            yield "\n"
        case Fold(summary=summary, table=table):
            yield f"<details><summary>{_text(summary)}</summary>\n"
            yield from _table(table)
            yield "</details>\n"
        case _:
            assert_never(block)


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield "<p>(none)</p>\n"
        return
    yield "<table>\n" if table.head else '<table class="pairs">\n'
    if table.head:
        head = "".join(f"<th>{_text(each)}</th>" for each in table.head)
        yield f"<thead><tr>{head}</tr></thead>\n"
    yield "<tbody>\n"
    for row in table.rows:
        yield f"<tr>{''.join(map(_cell, row))}</tr>\n"
    yield "</tbody>\n</table>\n"


def _cell(cell: Cell) -> str:
    if isinstance(cell, Word) and cell.tone != "plain":
        return f'<td><span class="{cell.tone}">{_text(cell.text)}</span></td>'
    return f"<td>{_text(cell.text if isinstance(cell, Word) else cell)}</td>"


def _text(text: str) -> str:
    """Foreign text as it stands: every `<` is `&lt;`, a line end `<br>`."""
    return escape(clean_lines(text, LONGEST)).replace("\n", "<br>")
