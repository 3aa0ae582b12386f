"""Writing a page, and looking for one."""

import re
from typing import Any

from django import forms

from functions.models import Activity, HandbookVersion
from functions.rules.handbook.publishing import LONGEST, LONGEST_REASON
from functions.services.handbook.writing import PageWords
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import LongTextField, RadiosField, SearchField, TextField, TypeAheadField
from hubportal.web.fields.choices import Option
from hubportal.web.forms import FilterForm, NhsNumberWarning

HOW = "## and a space begin a heading, - a list, 1. a numbered list, > words set apart; **bold**; [words](address)"


class PageForm(NhsNumberWarning):
    """What a draft says."""

    free_text = ("title", "body", "change_note")

    lock = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    title = TextField(label="Title", called="a title", max_length=LONGEST["title"])
    activities = TextField(
        label="Activities",
        called="the activities",
        required=False,
        max_length=200,
        width=20,
        help_text="Their references in the function matrix, such as X.10, X.11",
    )
    body = LongTextField(label="Text", called="the text", rows=20, max_length=LONGEST["body"], help_text=HOW)
    must_read = RadiosField(
        label="Who has to say that they have read it",
        called="who has to read it",
        choices=HandbookVersion.MustRead.choices,
        required=False,
        small=True,
    )
    change_note = TextField(
        label="What is new", called="what is new", required=False, max_length=LONGEST["change_note"],
        help_text="For those who read the version before",
    )  # fmt: skip

    def words(self) -> PageWords:
        """What was typed, as the service takes it."""
        typed: dict[str, Any] = self.cleaned_data
        refs = tuple(ref.upper() for ref in re.split(r"[\s,;]+", typed["activities"]) if ref)
        return PageWords(typed["title"], typed["body"], refs, typed["must_read"], typed["change_note"])


class TakeOutForm(RecordForm):
    """Why a page is taken out; the version is the one that was read."""

    free_text = ("note",)
    note = LongTextField(label="Reason", called="the reason", rows=3, max_length=LONGEST_REASON)


class SearchForm(FilterForm):
    """Words, and an activity of the matrix."""

    q = SearchField(label="Search")
    activity = TypeAheadField(label="Activity", required=False, help_text="Its reference or some words of it")

    def __init__(self, typed: Any, *, activities: list[Activity]) -> None:
        super().__init__(typed, auto_id="filter_%s")
        self.fields["activity"].options = [Option(one.ref, one.activity) for one in activities]  # type: ignore[attr-defined]
