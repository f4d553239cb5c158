"""A session with PostgreSQL, driven over libpq's own asynchronous calls.

psycopg's connection tries to cancel its query for up to five seconds when it is called off
itself, and then waits again: a look has one second in all. Here a session that is called off
hangs up; `statement_timeout` ends what the server was still at.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import psycopg
from psycopg import pq
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from golive_tui.errors import InputError
from golive_tui.probes.look.dial import is_ip, resolve
from golive_tui.probes.look.postgres_errors import PostgresError, of_login, of_result
from golive_tui.probes.look.stages import Stages

if TYPE_CHECKING:
    from psycopg.pq.abc import PGconn, PGresult

Row = dict[str, str | None]
"""A row by column, as text; what the text is, its type tells."""

MOST_CELLS: Final = 1000
LONGEST_CELL: Final = 10_000
MOST_ROWS: Final = 1000
"""Columns of a row, bytes of one, and rows that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Where to log in: the parts of a DSN, of which `password` is never told."""

    parts: dict[str, str]

    @staticmethod
    def read(dsn: str) -> "Login":
        """The parts of a DSN; raises InputError. The DSN itself is not repeated: it is secret."""
        try:
            parts = {key: str(part) for key, part in conninfo_to_dict(dsn).items() if part}
        except psycopg.Error as error:
            raise InputError(
                "postgres: `dsn` is no DSN",
                hint="postgresql://USER:PASSWORD@HOST:PORT/DATABASE, special characters as %40",
            ) from error
        if not parts.get("host") and not parts.get("hostaddr") and not parts.get("service"):
            raise InputError("postgres: `dsn` names no host")
        # GSSAPI is tried first by default, and asks a resolver of its own for its realm.
        return Login(parts={"application_name": "golive", "gssencmode": "disable", **parts})

    @property
    def password(self) -> str:
        """To be kept out of whatever is told."""
        return self.parts.get("password", "")

    async def addressed(self, stages: Stages) -> str:
        """For libpq, with the host's addresses: it would look up the name in a blocking call.

        Raises InputError for a port that is none, and what looking up a name raises.
        """
        parts = dict(self.parts)
        host = parts.get("host", "")
        if host and not host.startswith(("/", "@")) and "," not in host and "hostaddr" not in parts:
            port = parts.get("port", "5432")
            if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
                raise InputError("postgres: the DSN's port is none")
            if is_ip(host):
                found = [host]
            else:
                with stages.stage("dns"):
                    found = [each.ip for each in await resolve(host, int(port))]
            parts["host"] = ",".join([host] * len(found))
            parts["hostaddr"] = ",".join(found)
        return make_conninfo(**parts)


class Session:
    """Logged in, until closed; one query at a time."""

    def __init__(self, connection: "PGconn") -> None:
        self._connection = connection

    @property
    def ip(self) -> str:
        """The address that answered; empty over a Unix socket."""
        return self._connection.hostaddr.decode("ascii", "replace")

    @classmethod
    async def opened(cls, login: Login, stages: Stages) -> "Session":
        """Log in; raises PostgresError, socket.gaierror or InputError."""
        info = await login.addressed(stages)
        stages.enter("connect")
        connection = pq.PGconn.connect_start(info.encode())
        done = False
        try:
            await _logged_in(connection, stages)
            connection.nonblocking = 1
            done = True
        finally:
            if not done:
                connection.finish()
        return cls(connection)

    async def run(self, sql: str) -> None:
        """Statements whose rows nobody wants."""
        with _told():
            self._connection.send_query(sql.encode())
            await self._results()

    async def row(self, sql: str) -> tuple[Row, dict[str, int], int]:
        """One statement's first row, the types (OID) of its columns, and how many rows there are.

        The extended protocol takes one statement only: none can end the read-only transaction
        and go on behind its back.
        """
        found = await self._asked(sql)
        if found is None:
            return {}, {}, 0
        names = _names(found)
        types = {name: found.ftype(at) for at, name in enumerate(names)}
        return _row(found, names, 0) if found.ntuples else {}, types, found.ntuples

    async def rows(self, sql: str) -> list[Row]:
        """One statement's rows, as `row` reads the first; no more than MOST_ROWS of them."""
        found = await self._asked(sql)
        if found is None:
            return []
        names = _names(found)
        return [_row(found, names, at) for at in range(min(found.ntuples, MOST_ROWS))]

    def close(self) -> None:
        """Hang up."""
        self._connection.finish()

    async def _asked(self, sql: str) -> "PGresult | None":
        with _told():
            self._connection.send_query_params(sql.encode(), [])
            return await self._results()

    async def _results(self) -> "PGresult | None":
        """The last result of what was sent; raises PostgresError after the last one is read."""
        while self._connection.flush():
            await _ready(self._connection.socket, write=True)
        last: PGresult | None = None
        wrong: PostgresError | None = None
        while True:
            while self._connection.is_busy():
                await _ready(self._connection.socket)
                self._connection.consume_input()
            result = self._connection.get_result()
            if result is None:
                break
            if result.status in {pq.ExecStatus.FATAL_ERROR, pq.ExecStatus.BAD_RESPONSE}:
                wrong = wrong or of_result(result)
            elif result.status in {pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK}:
                last = result
            else:
                raise InputError("postgres: `query` must yield a row, and no COPY does")
        if wrong is not None:
            raise wrong
        return last


def _names(found: "PGresult") -> list[str]:
    columns = range(min(found.nfields, MOST_CELLS))
    return [(found.fname(at) or b"").decode("utf-8", "replace") for at in columns]


def _row(found: "PGresult", names: list[str], at: int) -> Row:
    cells = {name: found.get_value(at, column) for column, name in enumerate(names)}
    return {
        name: None if cell is None else cell[:LONGEST_CELL].decode("utf-8", "replace")
        for name, cell in cells.items()
    }


async def _logged_in(connection: "PGconn", stages: Stages) -> None:
    while (state := connection.connect_poll()) != pq.PollingStatus.OK:
        if state == pq.PollingStatus.FAILED:
            raise of_login(connection.error_message.decode("utf-8", "replace"))
        if stages.at == "connect" and connection.status != pq.ConnStatus.STARTED:
            stages.leave()
            stages.enter("login")
        await _ready(connection.socket, write=state == pq.PollingStatus.WRITING)
    stages.leave()


@contextmanager
def _told() -> Iterator[None]:
    """Libpq's own troubles (the server hung up) in the words that PostgresError reads."""
    try:
        yield
    except psycopg.Error as error:
        raise of_login(str(error)) from error


async def _ready(handle: int, *, write: bool = False) -> None:
    loop = asyncio.get_running_loop()
    stirs = asyncio.Event()
    if write:
        loop.add_writer(handle, stirs.set)
    else:
        loop.add_reader(handle, stirs.set)
    try:
        await stirs.wait()
    finally:
        if write:
            loop.remove_writer(handle)
        else:
            loop.remove_reader(handle)
