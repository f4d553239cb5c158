from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from golive_tui.report.document import Document, Fold, Heading, Paragraph, Plot, Table, Word
from golive_tui.report.page import page
from golive_tui.text import clean_lines
from tests.launch.world import sample
from tests.report.test_past import gathered

VOID = {"meta", "br", "path", "rect"}


class Reader(HTMLParser):
    """Which tags there are, with what, whether each is closed in its turn, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def everything(text: str) -> Document:
    """The text in every place that takes one."""
    return Document(
        text,
        (
            Heading(2, text),
            Paragraph(text),
            Table((text,), [(text,), (Word(text, "bad"),)]),
            Table((), [(text, text)]),
            Table((text,), []),
            Plot(text, gathered([sample(0), sample(30, "fail")])),
            Fold(text, Table((text,), [(text,)])),
        ),
    )


ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "thead", "tbody",
    "tr", "th", "td", "span", "h3", "svg", "path", "rect", "text", "details", "summary", "br",
}  # fmt: skip


def test_a_page_is_whole_and_says_its_tones_in_words_too() -> None:
    read = Reader(page(everything("Shop")))
    assert {tag for tag, _ in read.tags} == ALLOWED - {"br"}
    assert ("span", {"class": "bad"}) in read.tags
    assert read.words.count("Shop") >= 9


def test_nothing_is_loaded_from_anywhere() -> None:
    text = page(everything("https://evil.example/x.js"))
    assert "default-src 'none'" in text
    for tag, attributes in Reader(text).tags:
        assert tag not in {"script", "link", "img", "iframe", "object", "a"}
        assert not {"src", "href", "action", "srcset"} & attributes.keys()
    assert "url(" not in text
    assert "@import" not in text


@given(st.text() | st.sampled_from(["<script>alert(1)</script>", '" onload="x', "]]>", "&lt;"]))
def test_foreign_text_is_never_markup(text: str) -> None:
    read = Reader(page(everything(text)))
    assert {tag for tag, _ in read.tags} <= ALLOWED
    lines = clean_lines(text, 4000).split("\n")
    shown = "".join(read.words)
    assert all(line in shown for line in lines)
    assert not any(name.startswith("on") for _, attributes in read.tags for name in attributes)
