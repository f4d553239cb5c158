"""A file or a folder of this host: is it there, whose, who may read it, how old, what is in it."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Bytes, Field, ListOf, Span, Spec, Text
from golive_tui.probes.kind import FactDoc, Lookout, Reach
from golive_tui.probes.settings import Given

SPEC: Final = Spec(
    name="file",
    help="Looks at a file or a folder of this host. That there must be none is said as "
    "`exists == false`.",
    fields=(
        Field(
            name="path",
            type=Text(template=True, example="deploy-scripts/deploy-backend.sh"),
            required=True,
            help="the file, from the launch's directory",
        ),
        Field(
            name="mode",
            type=Text(pattern="0?[0-7]{3}", example="0600"),
            default="",
            help='the most that it may permit, in octal: with "0640" a file of 0600 passes, and '
            "one of 0644 fails",
        ),
        Field(
            name="owner",
            type=Text(template=True, example="deploy"),
            default="",
            help="the user whose it must be, by name or number",
        ),
        Field(name="min_size", type=Bytes(), help="the least size; of files only"),
        Field(name="max_size", type=Bytes(), help="the largest size; of files only"),
        Field(name="max_age", type=Span(), help="how long ago it may have been written"),
        Field(
            name="contains",
            type=ListOf(Text(example="^NODE_ENV=production$"), or_one=True),
            default=(),
            help="patterns, each of which some line must hold",
        ),
        Field(
            name="lacks",
            type=ListOf(Text(example="localhost"), or_one=True),
            default=(),
            help="patterns that no line may hold",
        ),
        Field(
            name="sha256",
            type=Text(template=True, example="${artifact_digest}"),
            default="",
            help="the digest that it must have, in hex",
        ),
    ),
)

FACTS: Final = (
    FactDoc(path="exists", help="whether it is there"),
    FactDoc(path="type", help="file, folder or other"),
    FactDoc(path="path", help="where it really is, links followed"),
    FactDoc(path="size", help="bytes of a file"),
    FactDoc(path="mode", help='who may do what, such as "0644"'),
    FactDoc(path="owner", help="the user whose it is, by name or else number"),
    FactDoc(path="age_seconds", help="seconds since it was written"),
    FactDoc(path="modified", help="when it was written, UTC"),
    FactDoc(path="sha256", help="its digest in hex; only where `sha256` asks for it"),
)


class File:
    """`kind = "file"`."""

    name = "file"
    spec = SPEC
    facts = FACTS
    reasons = ()
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the path."""
        from golive_tui.probes.look.file import FileLookout
        from golive_tui.probes.look.file_wishes import wishes

        given = Given(SPEC, settings)
        return FileLookout(
            path=given.needed("path"), directory=reach.directory, wishes=wishes(given)
        )


KIND: Final = File()
