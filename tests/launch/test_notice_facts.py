from typing import get_args

from msgspec.structs import fields

from golive_tui.launch.events import FACTS
from golive_tui.launch.notice_facts import NoticeFailed, NoticeSent, NoticeWhat
from golive_tui.launch.notices import HEADS


def test_the_journal_knows_both_outcomes_of_a_notice() -> None:
    assert FACTS["notice.sent"] is NoticeSent
    assert FACTS["notice.failed"] is NoticeFailed


def test_no_outcome_has_a_place_for_an_address() -> None:
    names = {each.name for kind in (NoticeSent, NoticeFailed) for each in fields(kind)}
    assert names == {"channel", "key", "what", "reason", "tries"}


def test_every_subject_has_its_words() -> None:
    assert set(HEADS) == set(get_args(NoticeWhat))
