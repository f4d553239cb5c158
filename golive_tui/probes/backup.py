"""Backups: is there a fresh one, of a size to be believed, and was one ever restored?"""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Bytes, Field, ListOf, Ratio, Span, Spec, Text
from golive_tui.errors import InputError
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.metrics import HEADERS
from golive_tui.probes.settings import CA, REHEARSE, VERIFY, Given

RUN: Final = Field(
    name="run",
    type=ListOf(Text(template=True, example="./scripts/last-backup.sh"), at_least=1, or_one=True),
    help="a command that writes JSON; no shell reads its arguments",
)

SPEC: Final = Spec(
    name="backup",
    help="Looks at the newest backup: a file, or what an address or a command says of it.",
    fields=(
        Field(
            name="path",
            type=Text(template=True, example="/var/backups/postgres"),
            default="",
            help="the folder with the backups, from the launch's directory",
        ),
        Field(
            name="glob",
            type=Text(template=True, example="*.dump"),
            default="*",
            help="which files of the folder are backups",
        ),
        Field(
            name="url",
            type=Text(template=True, example="${api}/backups/last"),
            default="",
            help="an address that answers in JSON",
        ),
        RUN,
        REHEARSE,
        Field(
            name="at",
            type=Text(example="backups.0.finished_at"),
            default="at",
            help="path in the JSON of when it was made: ISO 8601, or seconds since 1970",
        ),
        Field(
            name="size",
            type=Text(example="backups.0.bytes"),
            default="size",
            help="path in the JSON of its bytes",
        ),
        Field(
            name="previous_size",
            type=Text(example="backups.1.bytes"),
            default="",
            help="path in the JSON of the bytes of the one before",
        ),
        Field(name="max_age", type=Span(at_least=1.0), required=True, help="an older one is stale"),
        Field(
            name="min_size",
            type=Bytes(at_least=1, at_most=2**50),
            default=1,
            help="a smaller one is none",
        ),
        Field(
            name="max_shrink",
            type=Ratio(),
            default=0.3,
            help="how much smaller than the one before it may be",
        ),
        Field(
            name="restore_tested",
            type=Text(template=True, example="evidence/restore.json"),
            default="",
            help="a file that says when a backup was last restored: its first date (2026-11-01)",
        ),
        Field(
            name="restore_max_age",
            type=Span(at_least=1.0),
            default=90 * 86400.0,
            help="an older test of that is stale",
        ),
        HEADERS,
        VERIFY,
        CA,
    ),
)

FACTS: Final = (
    FactDoc(path="name", help="the newest file; not from an address or a command"),
    FactDoc(path="count", help="how many files there are"),
    FactDoc(path="age_seconds", help="seconds since it was made"),
    FactDoc(path="bytes", help="its size"),
    FactDoc(
        path="change_ratio", help="how its size differs from the one before: -0.4 is 40 % less"
    ),
    FactDoc(path="restore_age_seconds", help="seconds since a restore was tested"),
)


class Backup:
    """`kind = "backup"`."""

    name = "backup"
    spec = SPEC
    facts = FACTS
    reasons = (*OVER_HTTP, "auth", "cmd")
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the folder, the address or the command."""
        from golive_tui.probes.look.backup import BackupLookout, Limits
        from golive_tui.probes.look.json_source import json_source

        given = Given(SPEC, settings)
        path = given.text("path").strip()
        if sum(map(bool, (path, given.text("url").strip(), given.texts("run")))) != 1:
            raise InputError("backup: one of `path`, `url` and `run` says where the backups are")
        glob = given.needed("glob")
        if glob.startswith("/") or ".." in glob.split("/"):
            raise InputError("backup: `glob` stays within the folder")
        restore_max = given.span("restore_max_age")
        return BackupLookout(
            source=None if path else json_source(given, reach),
            path=path,
            glob=glob,
            keys=(given.needed("at"), given.needed("size"), given.text("previous_size")),
            limits=Limits(
                max_age=given.span("max_age"),
                min_size=given.whole("min_size"),
                max_shrink=given.span("max_shrink"),
                restore_tested=given.text("restore_tested").strip(),
                restore_max_age=restore_max,
            ),
            directory=reach.directory,
        )


KIND: Final = Backup()
