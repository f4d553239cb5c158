"""A result as a holder leaves one when all went well."""

from datetime import datetime, timedelta

from golive_tui.holder.result import Result


def well_ended(attempt: str, started_at: datetime, *, seconds: float, size: int) -> Result:
    """Exit 0 after so long, with so many bytes of output, and nobody left."""
    return Result(
        attempt=attempt,
        exit_code=0,
        signal=None,
        not_started="",
        started_at=started_at,
        ended_at=started_at + timedelta(seconds=round(seconds)),
        duration=seconds,
        size=size,
        lost_bytes=0,
        masked=0,
        sha256="ab" * 32,
        timed_out=False,
        cancelled_by="",
        survivors=(),
        left_running=(),
        output_held=False,
        trouble="",
        holder_version="1",
    )
