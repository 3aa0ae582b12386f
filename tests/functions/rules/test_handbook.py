"""How the handbook's text is marked up, what changed between versions, and who publishes."""

import pytest

from functions.rules.handbook.changes import Piece, pieces
from functions.rules.handbook.markup import as_html, headings, plain
from functions.rules.handbook.publishing import refuse_publishing, roles_that_read

TEXT = """## Before you start

Ask for the **lease** and the _rates_ bill.
Then look at [the register](/registers/).

1. Instruct the valuer.
2. Wait.
- A bullet
### Afterwards
> Keep the letter.
"""


def test_marks_become_headings_lists_and_links_and_nothing_else_does() -> None:
    assert as_html(TEXT) == (
        '<h2 id="part-1">Before you start</h2>\n'
        "<p>Ask for the <strong>lease</strong> and the <em>rates</em> bill.<br>"
        'Then look at <a href="/registers/">the register</a>.</p>\n'
        "<ol><li>Instruct the valuer.</li><li>Wait.</li></ol>\n"
        "<ul><li>A bullet</li></ul>\n"
        '<h3 id="part-5">Afterwards</h3>\n'
        "<blockquote>Keep the letter.</blockquote>"
    )
    assert plain("A **bold** word, _one_ and [the register](/registers/)") == "A bold word, one and the register"
    assert headings(TEXT) == [("part-1", "Before you start")]


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](//evil.example.org/)",
        '[x](/a"onmouseover="b)',
        "**<img src=x onerror=y>**",
        "## <b>bold</b>",
    ],
)
def test_what_is_typed_never_becomes_html_of_its_own(typed: str) -> None:
    made = as_html(typed)
    assert "<script" not in made
    assert "<img" not in made
    assert "<b>" not in made
    assert 'href="javascript' not in made
    assert 'href="//' not in made
    assert '"onmouseover' not in made


def test_what_changed_is_said_paragraph_by_paragraph() -> None:
    assert pieces("## A\n\nOne.\n\nTwo.", "## A\n\nOne!\n\nTwo.\n\nThree.") == [
        Piece("kept", "A"),
        Piece("removed", "One."),
        Piece("added", "One!"),
        Piece("kept", "Two."),
        Piece("added", "Three."),
    ]


@pytest.mark.clause("West Midlands MOU 4.1, function XI.1 (second person)")
def test_a_second_person_publishes_a_draft_once() -> None:
    assert "you wrote this draft" in str(refuse_publishing(is_draft=True, written_by=1, actor=1))
    assert "published already" in str(refuse_publishing(is_draft=False, written_by=1, actor=2))
    assert refuse_publishing(is_draft=True, written_by=1, actor=2) is None


def test_a_page_says_whose_roles_must_read_it() -> None:
    assert roles_that_read("") == frozenset()
    assert "ccg_lead" not in roles_that_read("hub")
    assert {"ccg_lead", "hub_finance_officer"} <= roles_that_read("hub_ccg")
