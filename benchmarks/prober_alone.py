"""More probes than a checklist may have (200), on the engine's own prober without the engine.

    python -m benchmarks.prober_alone PORT PROBES EVERY SECONDS

Looks at `/d/5/pN` of the server that knows the truth. After a warm interval it says `begin`, and
SECONDS later its processor seconds and its looks in between.
"""

import asyncio
import sys
import time

from benchmarks.bench import settled_after
from golive_tui.checklist.model import Probe
from golive_tui.clock import SystemClock
from golive_tui.engine.opening import Opened
from golive_tui.engine.prober import Prober
from golive_tui.launch.samples import Sample
from golive_tui.probes.http import KIND
from golive_tui.probes.kind import Reach
from golive_tui.secrets import Redactor


async def main(port: int, number: int, every: float, seconds: float) -> None:
    """Probe, and tell what it cost."""
    samples: list[Sample] = []
    reach = Reach(deadline=0.9, redactor=Redactor(), directory="/")

    def opened(probe: Probe) -> Opened:
        url = f"http://127.0.0.1:{port}/d/5/{probe.id}"
        return Opened(probe, KIND.open({"url": url}, reach), reach)

    prober = Prober(SystemClock(), open_probe=opened, seen=samples.append)
    probes = [
        Probe(id=f"p{n}", kind="http", title=f"p{n}", every=every, timeout=0.9)
        for n in range(number)
    ]
    prober.start({probe.id: probe for probe in probes})
    await asyncio.sleep(settled_after(every))
    print("begin", flush=True)
    samples.clear()
    before = time.process_time()
    await asyncio.sleep(seconds)
    print(time.process_time() - before, len(samples), flush=True)
    await prober.stop()


if __name__ == "__main__":
    port, number = int(sys.argv[1]), int(sys.argv[2])
    asyncio.run(main(port, number, float(sys.argv[3]), float(sys.argv[4])))
