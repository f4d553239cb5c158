"""Work that goes on beside the engine: what ends it by surprise is logged, never lost."""

import asyncio
import logging

log = logging.getLogger(__name__)


def log_failure(task: "asyncio.Task[None]") -> None:
    """For `add_done_callback`: log the error that ended the task, under the task's name."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("task=%s", task.get_name(), exc_info=error)
