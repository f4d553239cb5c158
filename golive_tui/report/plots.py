"""Plots as inline SVG, drawn with lines and boxes: nothing is loaded, nothing runs.

Each says in words what it shows, and its tones are told apart by height and shape as well.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from typing import Final

from golive_tui.report.past import Column, Past
from golive_tui.units import show_duration, show_percent

WIDTH: Final = 720
HEIGHT: Final = 128
LEFT: Final = 64
RIGHT: Final = 8
TOP: Final = 16
FOOT: Final = 20
STRIP: Final = 36
"""Pixels: the whole width, and the room round the field; STRIP is the height of the uptime."""


def latency(title: str, past: Past, live_at: datetime | None) -> str:
    """The median as a line and the longest as a thin one, over the columns; gaps where no look
    was answered."""
    most = max((each.longest or 0.0 for each in past.columns), default=0.0)
    top = _nice(most)
    words = f"Latency of {title}: median up to the longest, {_span(past)}"
    body = [
        *_axis(past, HEIGHT, live_at),
        _label(LEFT - 6, TOP + 8, show_duration(top), "end"),
        _label(LEFT - 6, HEIGHT - FOOT, "0", "end"),
        *_lines([each.longest for each in past.columns], top, "longest"),
        *_lines([each.median for each in past.columns], top, "median"),
        _legend(HEIGHT, "latency: solid median, dashed longest"),
    ]
    return _svg(HEIGHT, words, body)


def uptime(title: str, past: Past, live_at: datetime | None) -> str:
    """A column a stretch: up grows from the foot, down hangs from the top, and what was not
    observed stays empty between them."""
    shown = past.uptime
    ratio = show_percent(shown.ratio, 2) if shown.ratio is not None else "unknown"
    words = (
        f"Uptime of {title}: {ratio} of {show_percent(shown.coverage)} observed; an empty column"
        f" was not observed, {_span(past)}"
    )
    height = TOP + STRIP + FOOT
    body = [
        *_axis(past, height, live_at),
        *_columns(past.columns),
        _legend(height, "uptime: standing up, hanging down, empty not observed"),
    ]
    return _svg(height, words, body)


def _span(past: Past) -> str:
    return f"{past.begin:%Y-%m-%d %H:%M} to {past.until:%Y-%m-%d %H:%M} UTC"


def _svg(height: int, words: str, body: Sequence[str]) -> str:
    told = escape(words)
    return (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' role="img" aria-label="{told}"><title>{told}</title>{"".join(body)}</svg>'
    )


def _axis(past: Past, height: int, live_at: datetime | None) -> Iterator[str]:
    foot = height - FOOT
    yield f'<path class="axis" d="M{LEFT} {TOP}V{foot}H{WIDTH - RIGHT}"/>'
    yield _label(LEFT, height - 5, f"{past.begin:%m-%d %H:%M}", "start")
    yield _label(WIDTH - RIGHT, height - 5, f"{past.until:%m-%d %H:%M}", "end")
    whole = (past.until - past.begin).total_seconds()
    if live_at is not None and whole > 0 and past.begin <= live_at <= past.until:
        x = LEFT + (live_at - past.begin).total_seconds() / whole * (WIDTH - LEFT - RIGHT)
        yield f'<path class="live" d="M{x:.1f} {TOP}V{foot}"/>'
        # At the top: at the foot it would lie over the dates.
        yield _label(x, TOP - 4, "T0", "middle")


def _legend(height: int, text: str) -> str:
    """What the lines and boxes are, between the dates at the foot."""
    return _label((LEFT + WIDTH - RIGHT) / 2, height - 5, text, "middle")


def _label(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _lines(values: Sequence[float | None], top: float, kind: str) -> Iterator[str]:
    """A line through neighbours that are known; one alone is a short dash."""
    step = (WIDTH - LEFT - RIGHT) / max(len(values), 1)
    path = ""
    after_gap = True
    for number, value in enumerate(values):
        if value is None:
            after_gap = True
            continue
        x = LEFT + number * step
        y = (HEIGHT - FOOT) - min(value / top, 1.0) * (HEIGHT - FOOT - TOP)
        path += f"{'M' if after_gap else 'L'}{x:.1f} {y:.1f}H{x + step:.1f}"
        after_gap = False
    if path:
        yield f'<path class="{kind}" d="{path}"/>'


def _columns(columns: Sequence[Column]) -> Iterator[str]:
    step = (WIDTH - LEFT - RIGHT) / max(len(columns), 1)
    for number, column in enumerate(columns):
        x = LEFT + number * step
        up, down = column.up * STRIP, column.down * STRIP
        if up > 0:
            yield _box("up", x, TOP + STRIP - up, step, up)
        if down > 0:
            yield _box("down", x, TOP, step, max(down, 2.0))


def _box(kind: str, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
    )


def _nice(most: float) -> float:
    """The end of the axis: 1, 2 or 5 times a power of ten, at or above `most`."""
    end = 0.001
    while end < most:
        for factor in (2, 2.5, 2):
            end *= factor
            if end >= most:
                break
    return end
