"""Writing a page, publishing it, taking it away, and seeing who has still to read what."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from functions.figures.handbook import outstanding
from functions.forms.handbook.pages import PageForm, TakeOutForm
from functions.models import HandbookPage
from functions.presenters.handbook.pages import outstanding_lines
from functions.services.handbook import writing as service
from functions.services.handbook.telling import remind
from functions.views.form_page import FormPage
from functions.views.handbook.finding import my_hub, page_to_read, publisher_of, writer_of
from hubportal.organisations.models import Person
from hubportal.organisations.reauthentication import fresh_sign_in_required
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused, Stale
from hubportal.web.words import plural

ASK = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@ASK
def new_page(request: HttpRequest) -> HttpResponse:
    """A new page."""
    person = writer_of(request)
    hub = my_hub(person)
    form = PageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = service.start_page(hub=hub, words=form.words(), by=person, at=timezone.now())
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, "The draft is kept. A head of the hub who did not write it publishes it.")
            return HttpResponseRedirect(reverse("handbook:version", args=[draft.page.slug, draft.number]))
    return _ask(request, form, title="Write a page", back=reverse("handbook:handbook"))


@login_required
@ASK
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the draft of a page, or begin one from what the page says now."""
    page = page_to_read(request, slug)
    person = writer_of(request, page.hub_id)
    form = PageForm(request.POST if request.method == "POST" else None, initial=_as_it_stands(page))
    if request.method != "POST" or not form.is_valid():
        return _ask(request, form, title="Change the page", back=page.get_absolute_url())
    lock = form.cleaned_data["lock"]
    try:
        made = service.write_draft(page_id=page.pk, lock=lock, words=form.words(), by=person, at=timezone.now())
    except Stale as stale:
        return _again(request, page, stale)
    except Refused as refused:
        form.add_refusal(refused)
        return _ask(request, form, title="Change the page", back=page.get_absolute_url())
    messages.success(request, "The draft is kept. A head of the hub who did not write it publishes it.")
    return HttpResponseRedirect(reverse("handbook:version", args=[slug, made.number]))


def _as_it_stands(page: HandbookPage) -> dict[str, Any]:
    last = page.versions.order_by("-number").first()
    if last is None:
        return {}
    is_draft = last.published_at is None
    return {
        "lock": last.lock if is_draft else 0,
        "title": last.title,
        "body": last.body,
        "activities": ", ".join(last.activities),
        "must_read": last.must_read,
        "change_note": last.change_note if is_draft else "",
    }


def _again(request: HttpRequest, page: HandbookPage, stale: Stale) -> HttpResponse:
    """What was typed on top of the colleague's change, so that sending it again is a choice."""
    typed = request.POST.copy()
    typed["lock"] = str(_as_it_stands(page)["lock"])
    form = PageForm(typed)
    form.add_error(None, stale.sentence)
    return _ask(request, form, title="Change the page", back=page.get_absolute_url(), stale=stale, status=409)


def _ask(request: HttpRequest, form: PageForm, *, status: int = 0, **page: Any) -> HttpResponse:
    words = {"form": form, "stale": None, "button": "Keep the draft", **page}
    return render(request, "functions/handbook_write.jinja", words, status=status or (422 if form.is_bound else 200))


@login_required
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the draft that was read; only who may is asked for the fresh sign-in that it takes."""
    page = page_to_read(request, slug)
    return fresh_sign_in_required(_publish)(request, page, publisher_of(request, page.hub_id))


def _publish(request: HttpRequest, page: HandbookPage, person: Person) -> HttpResponse:
    lock = request.POST.get("lock", "")
    done = service.publish(
        page_id=page.pk, lock=int(lock) if lock.isdecimal() and len(lock) < 9 else None, by=person, at=timezone.now()
    )
    messages.success(request, f"Version {done.number} of “{done.title}” is published.")
    return HttpResponseRedirect(page.get_absolute_url())


class TakeOut(FormPage):
    """Take a page out of the handbook, with the reason."""

    form_class, title, button = TakeOutForm, "Take this page out", "Take it out"
    help = "People no longer find it in the handbook. Its versions stay on record; publishing it again brings it back."

    def find(self, request: HttpRequest) -> HandbookPage:
        """The page, for a head of its hub."""
        found = page_to_read(request, self.kwargs["slug"])
        publisher_of(request, found.hub_id)
        return found

    def version(self) -> int | None:
        """The number of the version that is published."""
        return self.target.versions.filter(is_current=True).values_list("number", flat=True).first()  # type: ignore[no-any-return]

    def refuse_out_of_turn(self) -> None:
        """A page is taken out once."""
        if self.target.retired_on is not None or self.version() is None:
            raise Refused("This page is not in the handbook.")

    def more(self) -> dict[str, Any]:
        """What it is about, and the way back."""
        named = self.target.versions.order_by("-is_current", "-number").values_list("title", flat=True).first()
        return {"target": {"subject": named}, "caption": named}

    def carry_out(self, form: Any) -> str:
        """Take it out."""
        typed = form.cleaned_data
        by = person_of(self.request)
        service.retire(page_id=self.target.pk, number=typed["version"], note=typed["note"], by=by, on=self.today)
        return "The page is taken out of the handbook. Its versions stay on record."

    def next_page(self) -> str:
        """The handbook."""
        return reverse("handbook:handbook")

    def back(self) -> str:
        """The page."""
        return str(self.target.get_absolute_url())


@login_required
@require_safe
def still_to_read(request: HttpRequest) -> HttpResponse:
    """Who has still to read which page."""
    hub = my_hub(publisher_of(request))
    lines = outstanding_lines(outstanding(hub.pk, on=timezone.localdate()))
    return render(request, "functions/handbook_outstanding.jinja", {"lines": lines})


@login_required
@require_POST
def send_reminders(request: HttpRequest) -> HttpResponse:
    """Remind those who have still to read a page."""
    hub, today = my_hub(publisher_of(request)), timezone.localdate()
    lines = [line for line in outstanding(hub.pk, on=today) if str(line.version.pk) == request.POST.get("version")]
    count = remind(lines, on=today)
    messages.success(request, f"{plural(count, 'person', 'people')} reminded.")
    return HttpResponseRedirect(reverse("handbook:outstanding"))
