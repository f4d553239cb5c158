"""The peers that probe: `prometheus-blackbox-exporter`, and Prometheus to keep its schedule."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import psutil

from benchmarks.bench import ROOT
from golive_tui.clock import pause, stopwatch
from tests.probes.services import free_port

EXPORTER: Final = "prometheus-blackbox-exporter"
MODULE: Final = """modules:
  plain:
    prober: http
    timeout: 5s
    http:
      preferred_ip_protocol: ip4
"""
_DURATION = re.compile(r"^probe_duration_seconds (\S+)$", re.MULTILINE)


@contextlib.contextmanager
def process(argv: Sequence[str], folder: Path) -> Iterator[psutil.Process]:
    """A program, ended by its pid."""
    with (folder / "log").open("ab") as log:
        child = subprocess.Popen(argv, stdout=log, stderr=log, cwd=folder)
    try:
        yield psutil.Process(child.pid)
    finally:
        child.terminate()
        child.wait()


@contextlib.contextmanager
def truth() -> Iterator[int]:
    """The server that knows the truth; its port."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    argv = [sys.executable, "-m", "benchmarks.truth_server"]
    with subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, cwd=ROOT
    ) as child:
        assert child.stdout is not None
        assert child.stdin is not None
        yield int(child.stdout.readline())
        child.stdin.close()


@contextlib.contextmanager
def exporter(folder: Path) -> Iterator[tuple[psutil.Process, int]]:
    """The blackbox exporter and its port. FileNotFoundError when it is not installed."""
    program = shutil.which(EXPORTER)
    if program is None:
        raise FileNotFoundError(f"no {EXPORTER} here; Debian has it by that name")
    (folder / "blackbox.yml").write_text(MODULE)
    port = free_port()
    argv = [program, f"--config.file={folder}/blackbox.yml"]
    with process([*argv, f"--web.listen-address=127.0.0.1:{port}"], folder) as running:
        _up(port)
        yield running, port


@contextlib.contextmanager
def scheduled(folder: Path, asks: int, targets: Sequence[str], every: float) -> Iterator[None]:
    """Prometheus that probes each target through the exporter on port `asks`."""
    program = shutil.which("prometheus")
    if program is None:
        raise FileNotFoundError("no prometheus here; Debian has it by that name")
    named = "".join(f"      - {target}\n" for target in targets)
    (folder / "prometheus.yml").write_text(
        f"global:\n  scrape_interval: {every:g}s\n  scrape_timeout: {min(every, 5):g}s\n"
        "scrape_configs:\n- job_name: p\n  metrics_path: /probe\n  params: {module: [plain]}\n"
        f"  static_configs:\n  - targets:\n{named}"
        "  relabel_configs:\n"
        "  - {source_labels: [__address__], target_label: __param_target}\n"
        "  - {source_labels: [__param_target], target_label: instance}\n"
        f"  - {{target_label: __address__, replacement: '127.0.0.1:{asks}'}}\n"
    )
    port = free_port()
    argv = [program, f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/tsdb"]
    with process([*argv, f"--web.listen-address=127.0.0.1:{port}"], folder):
        _up(port)
        yield


def probed(port: int, target: str) -> float:
    """Seconds that the exporter says one probe of the target took."""
    query = f"http://127.0.0.1:{port}/probe?module=plain&target={target}"
    with urllib.request.urlopen(query, timeout=20) as answer:
        found = _DURATION.search(answer.read().decode())
    assert found, f"{query} gave no probe_duration_seconds"
    return float(found[1])


def _up(port: int) -> None:
    end = stopwatch() + 20
    while stopwatch() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        pause(0.05)
    raise TimeoutError(f"nobody listens on port {port}")
