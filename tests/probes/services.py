"""Real server programs on loopback, each started in a directory of its own and ended by its pid.

A machine without the program skips the test with a sentence.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.waiting import wait_until

PASSWORD = "open-sesame-4711"


def program(name: str, *folders: str) -> str:
    """The path of a server program, on PATH or in one of the folders; skips where it is not."""
    for folder in sorted((path for each in folders for path in Path("/").glob(each)), reverse=True):
        if os.access(folder / name, os.X_OK):
            return str(folder / name)
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed here: its tests need the real program")
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextlib.contextmanager
def running(
    argv: Sequence[str],
    folder: Path,
    user: str | None = None,
    stop: signal.Signals = signal.SIGTERM,
) -> Iterator[int]:
    """The program at work, its output in `folder/log`; the pid."""
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            argv,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
        )
    try:
        yield process.pid
    finally:
        process.send_signal(stop)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(20)


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


POSTGRES_BIN = "usr/lib/postgresql/*/bin"


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL server's directory, and who may run it: it refuses root."""

    folder: Path
    port: int
    user: str | None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def dsn(self, user: str = "postgres", password: str = PASSWORD, name: str = "postgres") -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{name}?sslmode=disable"

    def ran(self, name: str, *args: str) -> None:
        subprocess.run(
            [program(name, POSTGRES_BIN), *args],
            cwd=self.folder,
            check=True,
            capture_output=True,
            user=self.user,
            extra_groups=[] if self.user else None,
            env={"PATH": os.environ["PATH"], "PGPASSWORD": PASSWORD, "LC_ALL": "C"},
        )

    def sql(self, *statements: str) -> None:
        import psycopg

        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.dsn()).close()
        except psycopg.OperationalError:
            return False
        return True

    @contextlib.contextmanager
    def served(self, **settings: object) -> Iterator[int]:
        """The server at work; it need not answer yet."""
        fixed = {"listen_addresses": "127.0.0.1", "fsync": "off", "logging_collector": "off"}
        given = {**fixed, "unix_socket_directories": str(self.folder), **settings}
        options = [part for key, value in given.items() for part in ("-c", f"{key}={value}")]
        argv = [program("postgres", POSTGRES_BIN), "-D", str(self.data), "-p", str(self.port)]
        # SIGINT: SIGTERM would wait for whoever is logged in.
        with running([*argv, *options], self.folder, self.user, signal.SIGINT) as pid:
            yield pid


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """An empty directory for a PostgreSQL server, owned by whoever may run it."""
    program("initdb", POSTGRES_BIN)
    user = None
    if os.geteuid() == 0:
        if "postgres" not in {each.pw_name for each in pwd.getpwall()}:
            pytest.skip("PostgreSQL refuses root, and this machine has no user postgres")
        user = "postgres"
    folder = Path(tempfile.mkdtemp(prefix="golive-postgres-"))
    try:
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        yield Cluster(folder, free_port(), user)
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def postgres() -> Iterator[Cluster]:
    """A new cluster, not yet served."""
    with cluster() as made:
        secret = made.folder / "password"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        options = ["-A", "scram-sha-256", f"--pwfile={secret}", "-U", "postgres", "-N"]
        made.ran("initdb", "-D", str(made.data), *options, "--locale=C", "-E", "UTF8")
        yield made


@contextlib.contextmanager
def redis_server(folder: Path, *options: str) -> Iterator[int]:
    """A Redis at work; its port."""
    port = free_port()
    folder.mkdir(exist_ok=True)
    argv = [program("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--dir", "."]
    with running([*argv, "--save", "", *options], folder):
        wait_until(lambda: listens(port))
        yield port


@contextlib.contextmanager
def prometheus(folder: Path, **jobs: int) -> Iterator[str]:
    """A Prometheus that scrapes itself as the job `self`, and those ports; its address."""
    port = free_port()
    scraped = "".join(
        f"  - {{job_name: {job}, static_configs: [{{targets: ['127.0.0.1:{at}']}}]}}\n"
        for job, at in {"self": port, **jobs}.items()
    )
    (folder / "prometheus.yml").write_text(
        f"global: {{scrape_interval: 200ms, scrape_timeout: 200ms}}\nscrape_configs:\n{scraped}"
    )
    argv = [program("prometheus"), "--config.file=prometheus.yml", "--storage.tsdb.path=data"]
    with running([*argv, f"--web.listen-address=127.0.0.1:{port}"], folder):
        wait_until(lambda: listens(port))
        yield f"http://127.0.0.1:{port}"
