"""The files that an attempt left."""

from golive_tui.launch.events import EvidenceFile, StepEnded
from golive_tui.tui.run.evidence import evidence_box
from tests.tui.run.stepping import STAGING, begin, engine_of, happened, item_of
from tests.tui.stage import settle, staged, text

LEFT = (
    EvidenceFile(name="load.json", bytes=1234, sha256="ab" * 32, copy="evidence-1"),
    EvidenceFile(name="gone.json", trouble="no such file or directory"),
)


async def test_name_size_digest_and_first_lines_are_shown() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        engine = engine_of(app)
        attempt = begin(app)
        engine.output[attempt] = ['{"p95": 42,', ' "rate": 0.001}']
        happened(app, StepEnded(step=STAGING, attempt=attempt, outcome="succeeded", exit_code=0,
                                evidence=LEFT))  # fmt: skip
        await pilot.press("4")
        app.frame.view.at(STAGING)  # type: ignore[union-attr]
        await settle(app, pilot)
        assert "2 evidence files: e" in text(app)
        await pilot.press("e")
        await settle(app, pilot)
        said = text(app)
        assert "1,234 bytes" in said
        assert "ab" * 32 in said
        assert '{"p95": 42,' in said
        assert "no such file or directory" in said


async def test_without_files_it_says_so() -> None:
    async with staged("before-go-live", (120, 40)) as (app, _pilot):
        engine_of(app)
        assert evidence_box(app.desk, item_of(app), None) is None
