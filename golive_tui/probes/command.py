"""A command of this host: its exit status and what it wrote. A look, never a deed: see `run`."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Choice, Field, Flag, ListOf, MapOf, Spec, Text
from golive_tui.errors import InputError
from golive_tui.probes.kind import FactDoc, Lookout, Reach
from golive_tui.probes.settings import REHEARSE, Given

SPEC: Final = Spec(
    name="command",
    help="Runs a command, and ends it with everything it has started. So it looks at what has a "
    'tool of its own: `run = ["railway", "status", "--json"]`, '
    '`run = ["docker", "image", "inspect", "${image}"]` with `json.0.Config.Labels.version`, '
    '`run = ["kubectl", "get", "deploy/api", "-o", "json"]` with `json.status.readyReplicas >= 2`.',
    fields=(
        Field(
            name="run",
            type=ListOf(
                Text(template=True, example="./scripts/queue-depth.sh"), at_least=1, or_one=True
            ),
            required=True,
            help="the program and its arguments; no shell reads them unless `shell` is set",
        ),
        REHEARSE,
        Field(
            name="shell",
            type=Flag(),
            default=False,
            help="whether `run` is one line for /bin/sh",
        ),
        Field(
            name="cwd",
            type=Text(template=True, example="deploy-scripts"),
            default="",
            help="where it runs, from the launch's directory",
        ),
        Field(
            name="env",
            type=MapOf(Text(template=True, example="${env:TOKEN}")),
            help="its environment, beside PATH, HOME and LANG; nothing else is passed on",
        ),
        Field(
            name="parse",
            type=Choice(("auto", "json", "text")),
            default="auto",
            help="what stdout is: with json it must be JSON, else nothing is proven; with text "
            "there is no json.PATH; with auto it is read as JSON when that is asked for",
        ),
    ),
)

FACTS: Final = (
    FactDoc(path="exit", help="exit status; other than 0 fails if not asked for"),
    FactDoc(
        path="stdout",
        help="what it wrote, as text; the first 64 KiB: what is not there is unknown",
    ),
    FactDoc(path="stderr", help="what it complained, as text; as stdout"),
    FactDoc(path="lines", help="the lines of stdout, as far as it is kept"),
    FactDoc(path="json.PATH", help="a value in stdout, where that is JSON"),
    FactDoc(path="time", help="seconds from its start to its end"),
    FactDoc(path="truncated", help="whether it wrote more than was kept"),
)


class Command:
    """`kind = "command"`."""

    name = "command"
    spec = SPEC
    facts = FACTS
    reasons = ("cmd",)
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout that runs it at each look."""
        from golive_tui.probes.look.command import CommandLookout
        from golive_tui.probes.look.rehearsed import command_of

        given = Given(SPEC, settings)
        argv = given.texts("run")
        shell = given.flag("shell")
        if not argv or not argv[0]:
            raise InputError("command: `run` names no program")
        if shell and len(argv) != 1:
            raise InputError("command: with `shell`, `run` is one line", hint="run = 'a | b'")
        real = ("/bin/sh", "-c", argv[0]) if shell else argv
        return CommandLookout(
            argv=command_of("command", real, given.texts("rehearse"), reach),
            shell=shell and not reach.rehearsal,
            cwd=given.text("cwd"),
            env=given.table("env"),
            parse=given.text("parse"),
            reach=reach,
        )


KIND: Final = Command()
