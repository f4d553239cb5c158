"""The words at the right of the output's heading: which attempt, what is sought, what is below."""

from collections.abc import Sequence

from golive_tui.launch.state import Attempt
from golive_tui.tui.run.output import OutputList


def heading_words(attempt: Attempt | None, found: Sequence[Attempt], output: OutputList) -> str:
    """Of the attempt that is shown, one of those `found`; empty where there is nothing to say."""
    parts = []
    if attempt is not None and len(found) > 1:
        parts.append(f"attempt {found.index(attempt) + 1} of {len(found)}, ← →")
    if output.sought:
        parts.append(f"/{output.sought} n N")
    if output.wrap:
        parts.append("wrapped")
    if output.count and not output.following:
        parts.append(f"{output.below} below · end follows")
    elif attempt is not None and attempt.is_open:
        parts.append("following")
    return " · ".join(parts)
