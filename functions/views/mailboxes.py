"""The mailboxes a hub reads."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from functions.forms.mail import MailboxForm
from functions.models import Mailbox
from functions.services.mailboxes import set_mailbox
from functions.services.policy_versions import may_change
from functions.views.finding import person_of
from functions.views.settings import my_hub
from hubportal.web.refusals import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mailboxes(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """The mailboxes and how reading them went; the heads of the hub add and change them."""
    person = person_of(request)
    if key is not None and not person.grants.any("ccg_case_edit"):
        raise Http404
    hub = my_hub(request)
    rows = Mailbox.objects.filter(hub=hub).order_by("code")
    box = get_object_or_404(rows, pk=key) if key is not None else None
    initial = {name: getattr(box, name) for name in MailboxForm.base_fields} if box else {}
    form = MailboxForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            kept = set_mailbox(hub=hub, by=person, given=form.cleaned_data, mailbox_id=box.pk if box else None)
            messages.success(request, f"{kept.address} is saved.")
            return HttpResponseRedirect(reverse("settings:mailboxes"))
        except Refused as refused:
            form.add_refusal(refused)
    return render(
        request,
        "functions/mailboxes.jinja",
        {"hub": hub, "rows": rows, "box": box, "form": form, "may_change": may_change(person, hub)},
        status=422 if form.is_bound else 200,
    )
