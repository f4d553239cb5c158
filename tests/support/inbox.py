"""An HTTP endpoint on loopback that takes notices as a service would, and keeps them."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Inbox:
    """What arrived, and what the next requests are answered with (`answers`; then 200)."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.answers: list[int] = []
        self.asked = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))

    @property
    def url(self) -> str:
        """The Apprise URL that leads here; its path is the secret."""
        return f"json://127.0.0.1:{self._server.server_port}/hush-hush-token"

    @property
    def titles(self) -> list[str]:
        """Titles of what arrived."""
        return [str(each["title"]) for each in self.taken]

    def serve(self) -> None:
        """Until closed."""
        self._server.serve_forever(poll_interval=0.02)

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()

    def take(self, body: bytes) -> int:
        """Keep a notice unless it is to be refused; the status to answer."""
        with self._lock:
            self.asked += 1
            status = self.answers.pop(0) if self.answers else 200
            if status < 400:
                self.taken.append(json.loads(body))
            return status


def _handler(inbox: Inbox) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.send_response(inbox.take(body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def inbox() -> Iterator[Inbox]:
    """An endpoint that listens while the block runs."""
    made = Inbox()
    thread = threading.Thread(target=made.serve, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.close()
        thread.join()
