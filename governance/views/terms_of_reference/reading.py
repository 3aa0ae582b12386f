"""A committee's terms to read: the versions, one of them, and how two differ."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from governance.figures import terms_of_reference as figures
from governance.figures.publications import publications_shown
from governance.figures.seating import seating
from governance.models import PublicationKind, TermsOfReference
from governance.presenters.terms_of_reference import lists, saying
from governance.presenters.terms_of_reference.picture import reporting_lines
from governance.presenters.terms_of_reference.trees import rule_tree
from governance.rules.terms_of_reference.comparing import changes
from governance.views.base import CommitteeView
from hubportal.organisations.models import Committee
from hubportal.web.words import long_date


class TermsView(CommitteeView):
    """A page of the room."""

    section = "terms"


class Versions(TermsView):
    """The versions, the reviews, and what can be done."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show them."""
        versions = list(figures.versions_of(self.committee))
        in_force = figures.in_force_among(versions, on=self.today)
        reviews = list(figures.reviews_of(self.committee))
        due = figures.review_due(in_force, reviews, on=self.today) if in_force else None
        return self.page(
            "governance/terms/list.jinja",
            in_force=in_force,
            draft=next((one for one in versions if one.state == figures.DRAFT), None),
            table=lists.versions_table(versions, in_force, self.committee, on=self.today),
            reviews=lists.reviews_table(reviews),
            due=due,
            due_tag=lists.tag(*lists.STANDING[due.stands]) if due else None,
            due_on=long_date(due.due_on) if due else "",
            several=len(versions) > 1,
        )


class Version(TermsView):
    """One version, whole; a draft with its ways to change it."""

    def find(self) -> None:
        """The version the address names."""
        self.terms = version_of(self, self.kwargs["version"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        terms = self.terms
        is_draft = terms.state == figures.DRAFT
        edits = is_draft and self.place.minutes
        seats = list(figures.seats_of(terms))
        seated = seating(terms, on=max(self.today, terms.in_force_from))
        return self.page(
            "governance/terms/version.jinja",
            terms=terms,
            is_draft=is_draft,
            edits=edits,
            particulars=[{"key": said.about, "value": said.words} for said in saying.particulars_of(terms)],
            seats=seats,
            seats_table=lists.seats_table(seats),
            rules=rule_tree(terms, self.committee, draft=edits),
            lists=_lists(terms, self.committee),
            picture=reporting_lines(self.committee.name, terms.reports_to),
            warnings=figures.warnings_for(terms, seated) if seats else [],
            public=self._public(),
            adopted=f"Adopted by {terms.adopted_by} on {long_date(terms.adopted_on)}." if terms.adopted_on else "",
        )

    def _public(self) -> dict[str, str]:
        """Where the version stands on the public site, and the way to put it there."""
        if self.terms.state == figures.DRAFT:
            return {"href": "", "act": ""}
        key = f"version-{self.terms.number}"
        shown = publications_shown(self.committee).filter(kind=PublicationKind.TERMS, key=key).first()
        act = reverse("terms:publish", args=[self.committee.public_id, self.terms.number])
        return {
            "href": reverse("public:publication", args=[shown.public_id]) if shown else "",
            "act": act if self.place.minutes else "",
        }


def version_of(view: CommitteeView, number: int) -> TermsOfReference:
    """The version of the page's committee with a number; 404 where there is none."""
    terms = TermsOfReference.objects.filter(committee=view.committee, number=number).first()
    if terms is None:
        raise Http404("This committee has no such version.")
    return terms


def _lists(terms: TermsOfReference, committee: Committee) -> list[dict[str, Any]]:
    def row(which: str, place: int, entry: Mapping[str, Any]) -> dict[str, str]:
        about, words = saying.entry_words(which, entry)
        clause = entry.get("clause", "")
        if which == "delegated":  # under that heading the function says it all
            about, words = saying.with_clause(about, clause), ""
        href = reverse("terms:entry", args=[committee.public_id, terms.number, which, place])
        return {"about": about, "words": saying.with_clause(words, clause) if words else "", "href": href}

    return [
        {
            "which": which,
            "heading": heading,
            "rows": [row(which, place, entry) for place, entry in enumerate(getattr(terms, which), start=1)],
        }
        for which, heading in saying.LIST_HEADINGS.items()
    ]


class Compare(TermsView):
    """How two versions differ, in words."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Compare the two asked for; the two latest where none is."""
        versions = list(figures.versions_of(self.committee))
        numbers = [terms.number for terms in versions]
        later = _asked(request.GET.get("after"), numbers, numbers[0] if numbers else 0)
        earlier = _asked(request.GET.get("before"), numbers, next((n for n in numbers if n < later), later))
        found = {terms.number: terms for terms in versions}
        differences = (
            changes(*(saying.everything_said(found[n], list(figures.seats_of(found[n]))) for n in (earlier, later)))
            if numbers
            else []
        )
        return self.page(
            "governance/terms/compare.jinja",
            versions=versions,
            before=earlier,
            after=later,
            tables=lists.changes_tables(differences),
        )


def _asked(typed: str | None, numbers: list[int], otherwise: int) -> int:
    """A version's number as the address asks for it; the other one where that is none."""
    number = int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 7 else otherwise
    return number if number in numbers else otherwise
