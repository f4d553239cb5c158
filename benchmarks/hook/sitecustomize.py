"""Python imports this by itself in every process of a soak: it counts what only the process knows.

Every few seconds the number of asyncio tasks, of memory blocks in use (`getallocatedblocks`: what
lives, without what malloc keeps) and of bytes in use of malloc's are written to a file named by the
process id. Only an engine and a dashboard are counted: they are what lives long.
"""

import os
import sys
import threading
import time
from pathlib import Path

EVERY = 2.0


def _count(folder: Path) -> None:
    import asyncio
    from asyncio.base_events import BaseEventLoop

    import psutil

    loops: list[BaseEventLoop] = []
    run_forever = BaseEventLoop.run_forever

    def remembered(self: BaseEventLoop) -> None:
        loops.append(self)
        run_forever(self)

    BaseEventLoop.run_forever = remembered  # type: ignore[method-assign]
    while True:
        time.sleep(EVERY)
        alive = [each for each in loops if not each.is_closed()]
        number = sum(len(asyncio.all_tasks(each)) for each in alive)
        words = f"{number} {sys.getallocatedblocks()} {psutil.heap_info().heap_used}"
        (folder / str(os.getpid())).write_text(words, encoding="ascii")


_folder = os.environ.get("GOLIVE_SOAK_TASKS")
if _folder and {"engine", "attach"} & set(sys.orig_argv[:5]):
    threading.Thread(target=_count, args=(Path(_folder),), daemon=True).start()
