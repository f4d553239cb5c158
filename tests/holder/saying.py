"""To speak to a real holder from a test that waits for the answer."""

import asyncio
from collections.abc import Mapping

from golive_tui.holder import ask as holder
from golive_tui.holder.plain import Plain
from golive_tui.holder.record import Record


def ask(record: Record, message: Mapping[str, object]) -> Plain:
    return asyncio.run(holder.ask(record, message))


def cancel(record: Record, *, by: str, grace: float | None = None) -> None:
    ask(record, holder.cancelling(by=by, grace=grace))


def type_in(record: Record, data: bytes, *, secret: bool | None = None) -> bool:
    """Whether the terminal shows what is typed."""
    return ask(record, holder.typing(data, secret=secret)).take("echo", bool)


def resize(record: Record, *, columns: int, rows: int) -> None:
    ask(record, {"do": "resize", "columns": columns, "rows": rows})
