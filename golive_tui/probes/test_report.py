"""The report of a test run: did tests run, did all pass, of when and of which commit is it."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, Spec, Text, Whole
from golive_tui.probes.kind import FactDoc, Lookout, Reach
from golive_tui.probes.settings import MAX_AGE, Given

SPEC: Final = Spec(
    name="test_report",
    help="Reads the report of a test run: JUnit XML, as pytest, Jest, Playwright and most others "
    "write it, or the JSON of Playwright's own reporter. Fails for a failed test, for a run "
    "without a test, and for a report that contradicts itself nothing is proven.",
    fields=(
        Field(
            name="file",
            type=Text(template=True, example="test-results/junit.xml"),
            required=True,
            help="the report, from the launch's directory; its content tells its format",
        ),
        MAX_AGE,
        Field(
            name="commit",
            type=Text(template=True, example="${release}"),
            default="",
            help="the commit that must have been tested, 7 digits of it or more",
        ),
        Field(
            name="commit_at",
            type=Text(example="config.metadata.build.sha"),
            default="",
            help="where the report names its commit, if not where tools usually do: a property of "
            "JUnit XML, a dotted path of JSON",
        ),
        Field(
            name="min_tests",
            type=Whole(at_least=1),
            default=1,
            help="how many tests must have run, skipped ones not counted",
        ),
    ),
)

FACTS: Final = (
    FactDoc(path="format", help="junit or playwright"),
    FactDoc(path="tests", help="all tests of the report"),
    FactDoc(path="passed", help="those that passed, at whichever try"),
    FactDoc(path="failed", help="those that failed"),
    FactDoc(path="errors", help="those that broke, and errors outside of any test"),
    FactDoc(path="skipped", help="those that did not run"),
    FactDoc(path="flaky", help="those that failed first and passed later"),
    FactDoc(path="failing", help="the names of the first three that did not pass"),
    FactDoc(path="duration", help="seconds of the run; in JUnit XML the sum over its tests"),
    FactDoc(path="date", help="when it ran, UTC"),
    FactDoc(path="date_from", help="report or file: who says so"),
    FactDoc(path="age_seconds", help="seconds since then"),
    FactDoc(path="commit", help="the commit that was tested, where the report names it"),
)


class ReportOfTests:
    """`kind = "test_report"`."""

    name = "test_report"
    spec = SPEC
    facts = FACTS
    reasons = ()
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the file, which need not be there yet."""
        from golive_tui.probes.look.test_report import RunLookout

        given = Given(SPEC, settings)
        return RunLookout(
            file=given.needed("file"),
            directory=reach.directory,
            max_age=given.seconds("max_age"),
            commit=given.text("commit").strip(),
            commit_at=given.text("commit_at").strip(),
            min_tests=given.whole("min_tests"),
        )


KIND: Final = ReportOfTests()
