"""Our components on a page: named, captioned, said in words, and without anything inline."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict
from jinja2 import Environment, UndefinedError
from markupsafe import Markup

from hubportal.web import fields, panels, tables
from hubportal.web.columns import Column
from hubportal.web.forms import FilterForm, PortalForm
from hubportal.web.jinja import environment
from tests.web.pages import Page, faults


@pytest.fixture
def strict(settings: Any) -> Environment:
    """Our environment, in which a name nobody passed is an error."""
    settings.STRICT_TEMPLATES = True
    return environment()


def _draw(strict: Environment, source: str, **context: Any) -> Page:
    head = '{% extends "base_page.jinja" %}{% set title = "Queries" %}{% block content %}'
    html = strict.from_string(f"{head}{source}{{% endblock %}}").render(**context)
    assert faults(html) == []
    return Page(html)


COLUMNS = [
    Column("Reference", "ref", sort="reference"),
    Column("Due", "due", kind="date", sort="due"),
    Column("Amount", "amount", kind="money"),
]
ROWS = [
    {"ref": "WM/<b>1", "due": date(2016, 1, 4), "amount": Decimal("-5")},
    {"ref": "WM/2", "due": None, "amount": None},
]


def _table(address: str = "sort=due&ccg=05R&after=token") -> tables.Table:
    asked = QueryDict(address)
    return tables.table(
        caption="Open queries",
        columns=COLUMNS,
        rows=ROWS,
        parameters=asked,
        sort=tables.sort_from(asked, COLUMNS, default="-due"),
    )


def test_a_table_has_a_caption_scoped_headings_and_escaped_cells(strict: Environment) -> None:
    page = _draw(strict, '{% from "components/tables.jinja" import dataTable %}{{ dataTable(table) }}', table=_table())
    assert page.words(page.all("caption")[0]) == "Open queries"
    assert {cell.get("scope") for cell in page.all("th")} == {"col", "row"}
    assert page.words(page.with_class("hub-table__row-heading")[0]) == "WM/<b>1"
    assert "-£5.00" in page.words()
    assert "4 January 2016" in page.words()


def test_a_heading_sorts_by_a_link_that_keeps_the_filters_and_starts_again() -> None:
    reference, due, amount = _table().headings
    assert QueryDict(due.href[1:]).dict() == {"sort": "-due", "ccg": "05R"}
    assert QueryDict(reference.href[1:]).dict() == {"sort": "reference", "ccg": "05R"}
    assert (reference.sorted, due.sorted, amount.href) == ("none", "ascending", "")


def test_an_unknown_order_is_the_default() -> None:
    assert str(tables.sort_from(QueryDict("sort=password"), COLUMNS, default="-due")) == "-due"
    assert str(tables.sort_from(QueryDict("sort=-reference"), COLUMNS, default="-due")) == "-reference"


def test_an_empty_table_says_so(strict: Environment) -> None:
    empty = tables.table(caption="Open queries", columns=COLUMNS, rows=[])
    source = '{% from "components/tables.jinja" import dataTable %}{{ dataTable(table, empty="No queries.") }}'
    assert "No queries." in _draw(strict, source, table=empty).words()


def test_each_box_of_a_list_is_named_after_its_row(strict: Environment) -> None:
    source = (
        '{% from "components/tables.jinja" import multiSelect %}'
        '{% call multiSelect(table, ["1", "2"], ["Query 1", "Query 2"], "query", "") %}'
        "<button>Assign</button>{% endcall %}"
    )
    page = _draw(strict, source, table=_table())
    boxes = [element for element in page.all("input") if element.get("type") == "checkbox"]
    assert [box.get("value") for box in boxes] == ["1", "2"]
    assert [page.words(label) for label in page.with_class("hub-tick__target")] == ["Query 1", "Query 2"]


EXPLAINED = [
    SimpleNamespace(on=date(2015, 12, 24), text="Received, day 0", clause="London MOU, standard 3"),
    SimpleNamespace(on=date(2015, 12, 25), text="Bank holiday, not counted", clause=""),
]


@pytest.mark.parametrize(
    ("state", "words"),
    [("running", "Running"), ("due_soon", "Due soon"), ("late", "Late"), ("met", "Met"), ("met_late", "Met late"),
     ("paused", "Paused"), ("excluded", "Excluded")],
)  # fmt: skip
def test_a_clock_says_its_state_in_words_and_why(strict: Environment, state: str, words: str) -> None:
    step = SimpleNamespace(
        name="Acknowledge", state=state, due_on=date(2016, 1, 5), met_on=None, left="2 working days left",
        clause="London MOU, standard 3", clause_href="/clauses/", explanation=EXPLAINED,
    )  # fmt: skip
    source = '{% from "components/clocks.jinja" import clockPanels %}<h2>Clock</h2>{{ clockPanels([step]) }}'
    page = _draw(strict, source, step=step)
    assert page.words(page.with_class("nhsuk-tag")[0]) == words
    assert "Due by Tuesday 5 January 2016" in page.words()
    assert "Friday 25 December 2015 Bank holiday, not counted" in page.words()
    assert page.all("details")


def test_history_shows_who_and_when_and_typed_text_as_text(strict: Environment) -> None:
    entry = SimpleNamespace(
        title="Logged",
        at=datetime(2016, 1, 4, 9, 32, tzinfo=UTC),
        on=None,
        by="Amara",
        html="",
        text="<i>hello",
    )
    source = '{% from "components/timelines.jinja" import timeline %}{{ timeline([entry]) }}'
    page = _draw(strict, source, entry=entry)
    assert "4 January 2016 at 9:32am, Amara" in page.words()
    assert page.words(page.with_class("hub-timeline__body")[0]) == "<i>hello"


def test_who_may_read_a_note_is_said_in_words(strict: Environment) -> None:
    source = (
        '{% from "components/banners.jinja" import visibilityTag %}'
        '{% for circle in ["hub", "ccg", "all"] %}{{ visibilityTag(circle) }}{% endfor %}'
    )
    words = [element.strip() for element in _draw(strict, source).words().split("Visible to: ")[1:]]
    assert [word.split(" ©")[0] for word in words] == ["Hub only", "Hub and CCG", "All parties"]


class Narrow(FilterForm):
    ccg = fields.SelectField(label="CCG", choices=[("05R", "South Warwickshire")], empty="All", required=False)


def test_a_filter_is_a_get_form_with_chips_that_take_a_filter_away(strict: Environment) -> None:
    source = (
        '{% from "components/filters.jinja" import filterPanel, filtered %}'
        '{% set chips = [{"label": "CCG", "value": "05R", "href": "?"}] %}'
        '{% set panel %}{{ filterPanel(narrow, chips=chips, clear="?") }}{% endset %}'
        "{% call filtered(panel, 1) %}list{% endcall %}"
    )
    page = _draw(strict, source, narrow=Narrow({"ccg": "05R"}))
    assert [form.get("method") for form in page.with_class("hub-filter")] == ["get"]
    assert page.words(page.with_class("hub-chip")[0]) == "Remove filter CCG: 05R"
    assert page.label_of(page.by_id("id_ccg")) == "CCG"


def test_the_way_to_other_pages_keeps_the_filters(strict: Environment, rf: Any) -> None:
    source = (
        '{% from "components/tables.jinja" import pager %}'
        '{% set page = {"next_token": "n+1", "previous_token": ""} %}{{ pager(page, request.GET, "queries") }}'
    )
    page = _draw(strict, source, request=rf.get("/queries/?ccg=05R&after=old"))
    links = [link for link in page.all("a") if link.get("rel") == "next"]
    assert QueryDict((links[0].get("href") or "")[1:]).dict() == {"ccg": "05R", "after": "n+1"}


def test_identity_cards_facts_and_ways_inside_a_page_are_drawn(strict: Environment) -> None:
    source = """
    {% from "components/identity.jinja" import subNavigation, identityBar, summaryCards, facts %}
    {% from "components/banners.jinja" import emptyState %}
    {{ identityBar("WM/2015/00123", [("CCG", "NHS Walsall CCG")]) }}
    {{ subNavigation([{"text": "Case", "href": "#", "current": true, "count": 1200}], "Case pages") }}
    {{ summaryCards([{"label": "late", "count": 2, "href": "?late", "attention": true}]) }}
    {{ facts([{"key": "Subject", "value": "<b>", "href": "/change/"}], title="Details") }}
    {{ emptyState("No queries", "Log one.", "/log/", "Log a query") }}
    """
    page = _draw(strict, source)
    current = [link for link in page.all("a") if link.get("aria-current") == "page"]
    assert [page.words(link) for link in current] == ["Case 1,200"]
    assert "Change subject" in page.words()


def test_a_form_page_lists_its_errors_first_and_says_so_in_the_title(strict: Environment) -> None:
    class Ask(PortalForm):
        subject = fields.TextField(label="Subject", called="the subject")

    html = strict.from_string('{% extends "base_form.jinja" %}{% set title = "Log a query" %}').render(
        form=Ask({}), csrf_input=Markup('<input type="hidden" name="csrfmiddlewaretoken" value="x">')
    )
    page = Page(html)
    assert faults(html) == []
    assert page.words(page.all("title")[0]) == "Error: Log a query – Hub Portal – NHS"
    (main,) = page.all("main")
    assert "nhsuk-error-summary" in (main[0].get("class") or "")
    assert [form.get("method") for form in page.all("form")] == ["post"]


def test_a_name_nobody_passed_is_an_error_in_our_templates_only(strict: Environment) -> None:
    with pytest.raises(UndefinedError):
        strict.from_string("{{ tilte }}").render()
    assert strict.from_string("{{ {}.missing.chain }}").render() == ""


def test_an_upper_app_fills_a_slot_of_a_page(strict: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_fillers", {})

    def decisions(request: Any, *, query: str) -> str:
        return Markup("<p>{}</p>").format(query)

    panels.fill("query.related", decisions)
    panels.fill("query.related", decisions)
    assert strict.from_string('{{ panel("query.related", query="<1>") }}').render() == "<p>&lt;1&gt;</p>"
    assert strict.from_string('{{ panel("query.other") }}').render() == ""


@pytest.mark.parametrize(
    ("level", "title"), [("success", "Done"), ("info", "Important"), ("warning", "Warning"), ("error", "Warning")]
)
def test_a_message_of_the_last_act_is_a_named_banner(strict: Environment, level: str, title: str) -> None:
    class Message:
        level_tag = level

        def __str__(self) -> str:
            return "Query <1> was logged."

    page = _draw(strict, "", messages=[Message()])
    (banner,) = page.with_class("nhsuk-notification-banner")
    assert page.words(page.by_id(banner.get("aria-labelledby") or "")) == title
    assert "Query <1> was logged." in page.words(banner)
