"""One notice to one service, by Apprise, in a process of its own.

Apprise loads two hundred plug-ins and sends from threads that hold up the end of the process they
are in: neither is for the engine. The notice comes on standard input, what came of it goes to
standard output, each as a line of JSON. A URL is a secret: it is in no argv and in no answer.
"""

import asyncio
import json
import logging
import subprocess
import sys
import warnings
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from golive_tui.secrets import Redactor
from golive_tui.text import clean

MISSING: Final = "notices need the extra `notify`: pip install 'golive-tui[notify]'"
SEND_WITHIN: Final = 30.0
"""Real seconds for one try, the start of the process included."""
_REASON_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a try: `reason` is empty when it was taken; `final`: no other try helps."""

    reason: str = ""
    final: bool = False


Send = Callable[[str, str, str], Awaitable[Answer]]
"""Sends to a URL a title and a body; raises nothing."""


async def send(url: str, title: str, body: str, *, within: float = SEND_WITHIN) -> Answer:
    """Have the service behind `url` take the notice."""
    try:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "golive_tui.engine.messenger"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        )
    except OSError as error:
        return Answer(f"no process can be started: {error.strerror}")
    try:
        async with asyncio.timeout(within):
            said, _ = await child.communicate(json.dumps([url, title, body]).encode())
        reason, final = json.loads(said)
        return Answer(str(reason), final=bool(final))
    except TimeoutError:
        return Answer(f"no answer within {within:g} s")
    except ValueError:
        return Answer("the messenger ended without an answer")
    finally:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()


def deliver(url: str, title: str, body: str) -> Answer:
    """As `send`, in this process; blocks."""
    warnings.simplefilter("ignore")  # Apprise's plug-ins are no business of ours
    try:
        import apprise
    except ImportError:
        return Answer(MISSING, final=True)
    ear = _Ear(logging.WARNING)
    logging.getLogger("apprise").addHandler(ear)
    asset = apprise.AppriseAsset(storage_mode=apprise.PersistentStoreMode.MEMORY)
    service = apprise.Apprise(asset=asset)
    if not service.add(url):
        return Answer("its URL names no service that Apprise knows", final=True)
    if service.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT):
        return Answer()
    reason = Redactor((url,)).redact("; ".join(ear.said))
    return Answer(clean(reason, _REASON_LIMIT) or "the service did not take it")


class _Ear(logging.Handler):
    """Keeps the first few things that Apprise warns of."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if len(self.said) < 5:
            self.said.append(record.getMessage().rstrip("."))


def main() -> None:
    """Read a notice, send it, say what came of it."""
    answer = deliver(*json.loads(sys.stdin.read()))
    sys.stdout.write(json.dumps([answer.reason, answer.final]))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
