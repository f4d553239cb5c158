"""Probing beside `prometheus-blackbox-exporter`: what a probe costs, how true its latency is, and
how steady its schedule.

Latencies are held against a server that knows how long it took over each answer; schedules against
the moments at which requests came there. The exporter opens a connection for each probe; ours
keeps one, as a client does, and is measured with fresh ones too. Prometheus keeps the exporter's
schedule.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median

import psutil

from benchmarks.bench import ROOT, cpu_of, home, p95, scratch, settled_after
from benchmarks.blackbox import exporter, probed, scheduled, truth
from benchmarks.dashboard import end_engine
from benchmarks.launching import launch_with
from benchmarks.table import Row
from golive_tui.checklist.model import Probe
from golive_tui.client.start import ensure_engine_now
from golive_tui.clock import pause
from golive_tui.probes.http import KIND
from golive_tui.probes.kind import Reach
from golive_tui.probes.take import take
from golive_tui.secrets import Redactor
from golive_tui.store.lock import holder

MOST = 200
"""Probes of a checklist at most."""
LOOKS, BUSY = 100, 400
DELAY = 20
CROWDS = ((10, 1.0, 15.0), (100, 1.0, 15.0), (1000, 10.0, 40.0))
"""Probes, seconds between two looks of each, seconds of measuring."""
PEER, SCHEDULE = "blackbox exporter", "Prometheus + blackbox exporter"

Seen = dict[str, list[tuple[float, float]]]


def told(port: int) -> Seen:
    """What the server saw since it was last asked."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/truth", timeout=20) as answer:
        found: Seen = json.loads(answer.read())
    return found


def looked(url: str, times: int, *, fresh: bool) -> tuple[list[float], float]:
    """The latency of each look of ours at the address, and processor seconds of all of them."""

    async def looking() -> tuple[list[float], float]:
        reach = Reach(deadline=5.0, redactor=Redactor(), directory="/", fresh=fresh)
        probe = Probe(id="p", kind="http", title="p", every=1.0, timeout=5.0)
        lookout = KIND.open({"url": url}, reach)
        await take(lookout, probe, datetime.now(UTC), reach)
        began, found = time.process_time(), []
        for _ in range(times):
            sample = await take(lookout, probe, datetime.now(UTC), reach)
            assert sample.latency is not None, sample
            found.append(sample.latency)
        spent = time.process_time() - began
        await lookout.close()
        return found, spent

    return asyncio.run(looking())


def errors(latencies: list[float], seen: Seen) -> list[float]:
    """Milliseconds by which each latency differs from what the server says of that answer."""
    spent = [took for _, took in next(iter(seen.values()))][-len(latencies) :]
    return [abs(ours - true) * 1e3 for ours, true in zip(latencies, spent, strict=True)]


def rows() -> Iterator[Row]:
    """Latency, cost, schedule."""
    with scratch() as folder, truth() as port:
        yield from _beside_exporter(folder, port)
        for probes, every, seconds in CROWDS:
            yield from _schedule(folder, port, probes, every, seconds)


def _beside_exporter(folder: Path, port: int) -> Iterator[Row]:
    slow, quick = (f"http://127.0.0.1:{port}/d/{ms}/x" for ms in (DELAY, 0))
    found: dict[str, list[float]] = {}
    cost: dict[str, float] = {}
    told(port)
    for name, fresh in (("kept", False), ("fresh", True)):
        latencies, _ = looked(slow, LOOKS, fresh=fresh)
        found[name] = errors(latencies, told(port))
        cost[name] = looked(quick, BUSY, fresh=fresh)[1] / BUSY * 1e3
        told(port)
    remark = ""
    try:
        with exporter(folder) as (running, asks):
            probed(asks, slow)
            latencies = [probed(asks, slow) for _ in range(LOOKS)]
            found["peer"] = errors(latencies, told(port))
            before = cpu_of(running)
            for _ in range(BUSY):
                probed(asks, quick)
            cost["peer"] = (cpu_of(running) - before) / BUSY * 1e3
            told(port)
    except FileNotFoundError as error:
        remark = str(error)
    for name, words in (("kept", "kept connection"), ("fresh", "fresh connections")):
        for word, of in (("median", median), ("p95", p95)):
            yield Row(what=f"latency beside the server's own figure, {words}, {word}",
                      measured=of(found[name]), unit="ms", peer=PEER,
                      beside=of(found["peer"]) if "peer" in found else None,
                      remark=remark)  # fmt: skip
        yield Row(what=f"processor a probe, {words}", measured=cost[name], unit="ms", peer=PEER,
                  beside=cost.get("peer"),
                  remark=remark or "looking and judging expect")  # fmt: skip


def checklist(port: int, probes: int, every: float) -> str:
    """That many probes, each with an address of its own."""
    parts = ['schema = 1\ntitle = "Probing"\n[targets.bench]\n']
    parts += [
        f'[probes.p{n}]\nkind = "http"\ntitle = "Probe {n}"\n'
        f'url = "http://127.0.0.1:{port}/d/5/p{n}"\nevery = "{every:g}s"\ntimeout = "900ms"\n'
        'expect = ["status == 200"]\n'
        for n in range(probes)
    ]
    parts.append('[[stage]]\nid = "s"\ntitle = "S"\n[[stage.section]]\ntitle = "T"\n')
    parts.append('[[stage.section.item]]\ntitle = "One"\n')
    return "".join(parts)


def _schedule(folder: Path, port: int, probes: int, every: float, seconds: float) -> Iterator[Row]:
    alone = probes > MOST
    ours, spent = (_alone if alone else _engine)(port, probes, every, seconds)
    theirs: list[float] | None = None
    remark = ""
    try:
        theirs, _ = _prometheus(folder, port, probes, every, seconds)
    except FileNotFoundError as error:
        remark = str(error)
    words = f"{probes:,} probes each {every:g} s"
    gaps, served = ours
    for word, of in (("median", median), ("p95", p95)):
        yield Row(what=f"schedule, {words}: off its moment, {word}", measured=of(gaps) * 1e3,
                  unit="ms", peer=SCHEDULE, beside=None if theirs is None else of(theirs) * 1e3,
                  remark=remark or _served(served, alone=alone))  # fmt: skip
    whole = "looking, judging, folding, storing, all of it"
    few = f"the prober without an engine: a checklist has at most {MOST} probes"
    yield Row(what=f"{words}: processor a look", measured=spent * 1e3, unit="ms",
              remark=few if alone else whole)  # fmt: skip


def _served(part: float, *, alone: bool) -> str:
    words = f"{part:.1%} of the slots served"
    why = f"; a checklist has at most {MOST} probes"
    return words + why if alone else words


def _engine(
    port: int, probes: int, every: float, seconds: float
) -> tuple[tuple[list[float], float], float]:
    with home() as place:
        launch = launch_with(place, checklist(port, probes, every), 0)
        ensure_engine_now(launch.path)
        pause(settled_after(every))
        held = holder(launch)
        assert held is not None
        assert held.pid
        engine = psutil.Process(held.pid)
        told(port)
        before = cpu_of(engine)
        pause(seconds)
        spent, seen = cpu_of(engine) - before, told(port)
        end_engine(launch)
    pause(0.5)
    told(port)
    looks = sum(len(each) for each in seen.values())
    return (_gaps(seen, every), looks / (probes * seconds / every)), spent / max(looks, 1)


def _alone(
    port: int, probes: int, every: float, seconds: float
) -> tuple[tuple[list[float], float], float]:
    argv = [sys.executable, "-m", "benchmarks.prober_alone", str(port), str(probes)]
    argv += [f"{every:g}", f"{seconds:g}"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begin\n"
        told(port)
        spent, looks = child.stdout.readline().split()
        seen = told(port)
    pause(0.5)
    told(port)
    served = int(looks) / (probes * seconds / every)
    return (_gaps(seen, every), served), float(spent) / max(int(looks), 1)


def _prometheus(
    folder: Path, port: int, probes: int, every: float, seconds: float
) -> tuple[list[float], float]:
    targets = [f"http://127.0.0.1:{port}/d/5/p{n}" for n in range(probes)]
    with exporter(folder) as (_, asks), scheduled(folder, asks, targets, every):
        pause(every + 3)
        told(port)
        pause(seconds)
        seen = told(port)
    pause(0.5)
    told(port)
    looks = sum(len(each) for each in seen.values())
    return _gaps(seen, every), looks / (probes * seconds / every)


def _gaps(seen: Seen, every: float) -> list[float]:
    return [
        abs(later - sooner - every)
        for each in seen.values()
        for sooner, later in pairwise(came for came, _ in each)
    ] or [float("inf")]
