"""Engines and clients by fork from one process that has imported everything already.

`python -m tests.whole.nursery` reads a line of JSON on standard input for each: what it is to be,
its launch, and its crash point; it answers with the pid. Whoever loses its parent becomes its
child, so that what is left behind shows.
"""

import asyncio
import contextlib
import ctypes
import json
import os
import sys
from pathlib import Path
from typing import Any

PR_SET_CHILD_SUBREAPER = 36


def serve() -> None:
    """Fork what is asked for until standard input ends."""
    from golive_tui.cli import engine, main  # noqa: F401 - loaded once, for all that are forked
    from golive_tui.engine import assemble  # noqa: F401
    from tests.whole import acts, stream  # noqa: F401

    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    ended: dict[int, int] = {}
    for line in sys.stdin:
        asked = json.loads(line)
        with contextlib.suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                ended[found[0]] = os.waitstatus_to_exitcode(found[1])
        answer: Any = ended if asked["what"] == "ended" else _forked(asked)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _forked(asked: dict[str, Any]) -> int:
    if pid := os.fork():
        return pid
    code = 70
    try:
        os.setsid()
        _speak_to(Path(asked["launch"]).parent / f"{asked['what']}.out")
        code = _be(asked)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _speak_to(path: Path) -> None:
    out = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (out, 1), (out, 2)):
        os.dup2(source, target)


def _be(asked: dict[str, Any]) -> int:
    from golive_tui.cli.main import main
    from golive_tui.engine import attempts, pulse
    from golive_tui.store import crash_points
    from golive_tui.store.directory import LaunchDirectory
    from tests.whole import acts, stream

    launch = LaunchDirectory(Path(asked["launch"]))
    path = os.environ.get("PYTHONPATH", "")
    os.environ.update(asked["env"] | {"PYTHONPATH": path, crash_points.VARIABLE: asked["point"]})
    if asked["what"] in ("client", "stream"):
        asyncio.run(acts.act(launch) if asked["what"] == "client" else stream.flow(launch))
        return 0
    crash_points.arm()
    # In haste, so that a run takes a second: a state is saved, and an end is found, sooner.
    for module, name, seconds in ((pulse, "PULSE", 0.2), (attempts, "LOOK_EVERY", 0.05)):
        setattr(module, name, seconds)
    return main(["engine", "--launch", str(launch.path)])


if __name__ == "__main__":
    serve()
