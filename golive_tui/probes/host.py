"""The host that golive runs on: processor, memory, disks, network. No other host can be seen so."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, ListOf, Spec, Text
from golive_tui.probes.kind import FactDoc, Lookout, Reach
from golive_tui.probes.settings import Given

SPEC: Final = Spec(
    name="host",
    help="Looks at the host on which golive itself runs, and at no other.",
    fields=(
        Field(
            name="disks",
            type=ListOf(Text(template=True, example="/var/lib"), at_least=1, or_one=True),
            default=("/",),
            help="folders whose file systems are looked at",
        ),
    ),
)

FACTS: Final = (
    FactDoc(path="name", help="the host's name: this one, not the server's"),
    FactDoc(path="cpu", help="share of processor time in use since the last look, 0 to 1"),
    FactDoc(path="memory", help="share of memory that is not available, 0 to 1"),
    FactDoc(path="swap", help="share of swap in use, 0 to 1; 0 where there is none"),
    FactDoc(path="disk", help="share in use of the fullest of `disks`, 0 to 1"),
    FactDoc(path="inodes", help="share of inodes in use, of the file system with the most"),
    FactDoc(path="disks.NAME", help="share in use of one; `/` is `root`, `/var/lib` is `var-lib`"),
    FactDoc(path="load_per_cpu", help="load average of one minute, for each processor"),
    FactDoc(path="rx", help="bytes received a second since the last look; not at the first"),
    FactDoc(path="tx", help="bytes sent a second since the last look; not at the first"),
    FactDoc(path="uptime_seconds", help="seconds since the host booted"),
)


class Host:
    """`kind = "host"`."""

    name = "host"
    spec = SPEC
    facts = FACTS
    reasons = ()
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on this host."""
        from golive_tui.probes.look.host import HostLookout

        given = Given(SPEC, settings)
        return HostLookout(disks=given.texts("disks"), deadline=reach.deadline)


KIND: Final = Host()
