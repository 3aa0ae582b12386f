"""Self-certifications: the list, beginning one, its page, its statements, signing and the PDF."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_safe

from governance.figures import certifications as figures
from governance.figures.agreements import ORDER, ccgs_with
from governance.forms import certifications as forms
from governance.models import SelfCertification
from governance.presenters import certifications as words
from governance.rules import certifications as rules
from governance.services import certifications as services
from governance.services.kinds import SELF_CERTIFICATION
from governance.services.level_signing import digest_now
from governance.services.preparing import PREPARES, prepares, prepares_any
from governance.views.record_lists import asked_of, listed, reader_of
from hubportal.organisations.reauthentication import fresh_sign_in_required
from hubportal.organisations.signed_in import person_of
from hubportal.records.models import Signature
from hubportal.records.views.acting import RecordAct
from hubportal.records.views.finding import record_to_read, refuse_reader
from hubportal.records.views.page import record_page
from hubportal.web.acting import SignPage
from hubportal.web.pdf import render_pdf
from hubportal.web.refusals import Refused

FRESHLY: Any = fresh_sign_in_required  # a decorator of functions, for methods
QUARTERS = 4


@login_required
@require_safe
def certifications(request: HttpRequest) -> HttpResponse:
    """The self-certifications of the person's CCGs, the latest first."""
    person = reader_of(request)
    asked = asked_of(request, rules.STATES)
    rows = figures.certifications_of(person, **asked)
    form = forms.CertificationFilter(initial=asked, ccgs=ccgs_with(person, "ccg_read"), auto_id="filter_%s")
    context = {
        **listed(request, rows, order=ORDER, form=form, table=words.certifications_table),
        "may_begin": prepares_any(person),
    }
    return render(request, "governance/certifications/list.jinja", context)


def _quarters(today: date) -> list[rules.Quarter]:
    found = [rules.quarter_before(rules.quarter_with(today))]
    while len(found) < QUARTERS:
        found.append(rules.quarter_before(found[-1]))
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin the certification of a quarter."""
    person, now = person_of(request), timezone.now()
    ccgs, today = ccgs_with(person, *PREPARES), timezone.localdate(now)
    if not ccgs:
        raise PermissionDenied("Your role does not prepare self-certifications.")
    form = forms.NewCertificationForm(request.POST or None, ccgs=ccgs, quarters=_quarters(today))
    if request.method == "POST":
        form = forms.NewCertificationForm(request.POST, ccgs=ccgs, quarters=_quarters(today))
        if form.is_valid():
            typed = form.cleaned_data
            try:
                made = services.begin_certification(
                    ccg=typed["ccg"], quarter_from=typed["quarter"], by=person, on=today, at=now
                )
            except Refused as refused:
                form.add_refusal(refused)
            else:
                messages.success(request, f"{made.reference} is begun.")
                return HttpResponseRedirect(made.get_absolute_url())
    status = 422 if request.method == "POST" else 200
    return render(request, "governance/certifications/new.jinja", {"form": form}, status=status)


def _shown(
    found: SelfCertification, content: dict[str, Any], *, answers: bool = False, finishes: bool = False
) -> dict[str, Any]:
    """What every page of a certification shows."""
    earlier = rules.quarter_before(rules.quarter_with(found.quarter_from))
    before = figures.of_quarter(found.ccg_id, earlier.first)
    return {
        "statements": words.statements(
            found,
            content,
            before=before,
            answers=answers,
            actions=figures.actions_kept(found, before),
            finishes=finishes,
            today=timezone.localdate(),
        ),
        "before": before,
        "evidence_on": content["evidence_on"],
        "particulars": words.particulars(found),
        "signatures": list(Signature.objects.of(found).order_by("id")),
        "digest": digest_now(content),
    }


@login_required
@require_safe
def certification(request: HttpRequest, reference: str) -> HttpResponse:
    """One self-certification with its evidence, and how it stands beside the quarter before."""
    found: SelfCertification = record_to_read(request, SELF_CERTIFICATION, reference)
    person = person_of(request)
    content = services.contents(found, on=timezone.localdate())
    draft = found.state == "draft"
    works = prepares(person, found.ccg_id)
    missing = rules.statement_faults(found.statements) if draft else []
    return record_page(
        request,
        found,
        template="governance/certifications/certification.jinja",
        steps=words.steps(found, may_sign=services.why_not(person, found) is None, complete=not missing),
        missing=missing,
        **_shown(found, content, answers=draft and works, finishes=works),
    )


@login_required
@require_safe
def pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The same as PDF."""
    found: SelfCertification = record_to_read(request, SELF_CERTIFICATION, reference)
    page = _shown(found, services.contents(found, on=timezone.localdate()))
    page |= {"title": found.subject, "record": found, "ccg": found.ccg.name, "standing": rules.STATES[found.state]}
    made = render_pdf("governance/certifications/print.jinja", page, identifier=page["digest"].encode()[:16])
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.reference}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


class CertificationAct(RecordAct):
    """An act on a self-certification that is not signed yet."""

    kind = SELF_CERTIFICATION

    def permit(self, request: HttpRequest) -> None:
        """Those who prepare it, unless the act names a permission."""
        if self.permission:
            refuse_reader(request, self.record, self.permission)
        elif not prepares(person_of(request), self.record.ccg_id):
            raise PermissionDenied("You may read this self-certification but not change it.")

    def refuse_out_of_turn(self) -> None:
        """What is signed stands."""
        if self.record.state != "draft":
            raise Refused("The self-certification is signed, and what was signed stands.")


class Statement(CertificationAct):
    """Answer one statement."""

    form_class, button, template = forms.StatementForm, "Save", "governance/certifications/statement.jinja"

    def find(self, request: HttpRequest, reference: str) -> Any:
        """It must be one of the five."""
        if self.kwargs["statement"] not in rules.STATEMENTS:
            raise Http404("There is no such statement.")
        return super().find(request, reference)

    def initial(self) -> dict[str, Any]:
        """How it is answered now."""
        said = dict(self.record.statements.get(self.kwargs["statement"], {}))
        by = said.pop("action_by", "")
        return said | {"action_by": date.fromisoformat(by) if by else None}

    def more(self) -> dict[str, Any]:
        """The statement heads the page, with its evidence."""
        code = self.kwargs["statement"]
        content = services.contents(self.record, on=self.today)
        return {
            "title": rules.STATEMENTS[code],
            "evidence": content["evidence"].get(code, []),
            "evidence_on": content["evidence_on"],
        }

    def carry_out(self, form: Any) -> str | None:
        """Save it."""
        typed = form.cleaned_data
        by = typed["action_by"]
        services.answer_statement(
            certification_id=self.record.pk,
            version=typed["version"],
            by=person_of(self.request),
            statement=self.kwargs["statement"],
            answer=services.Answer(typed["standing"], typed["note"], typed["action"], by.isoformat() if by else ""),
        )
        return None


class ActionDone(CertificationAct):
    """The action of a statement of a signed certification was done."""

    title, form_class, button = "Record that the action is done", forms.ActionDoneForm, "It is done"
    template = "governance/certifications/done.jinja"
    done = "The action is done."

    def find(self, request: HttpRequest, reference: str) -> Any:
        """The statement must have an action that is kept."""
        found = super().find(request, reference)
        self.kept = figures.actions_kept(found).get((found.pk, self.kwargs["statement"]))
        if self.kept is None:
            raise Http404("This statement has no action to be done.")
        return found

    def refuse_out_of_turn(self) -> None:
        """Once."""
        if self.kept is not None and (met := self.kept.met_on):
            raise Refused(rules.done_already(met), clause=rules.CLAUSE)

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"done_on": self.today}

    def more(self) -> dict[str, Any]:
        """What was to be done, and by when."""
        code = self.kwargs["statement"]
        said = self.record.statements[code]
        return {"statement": rules.STATEMENTS[code], "action": said["action"], "by": self.kept and self.kept.due_on}

    def carry_out(self, form: Any) -> str | None:
        """Record it."""
        typed = form.cleaned_data
        services.finish_action(
            certification_id=self.record.pk, statement=self.kwargs["statement"], by=person_of(self.request),
            at=self.now, **{name: typed[name] for name in ("version", "done_on", "note")},
        )  # fmt: skip
        return None


@method_decorator(FRESHLY, name="get")
@method_decorator(FRESHLY, name="post")
class Sign(CertificationAct, SignPage):
    """Sign it, with a fresh sign-in; the page shows exactly what is signed."""

    title, form_class, button, permission = "Read and sign", forms.SignCertificationForm, "Sign", "ccg_sign"
    template = "governance/certifications/sign.jinja"
    done = "You have signed the self-certification."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it to somebody who signs it, once every statement is answered."""
        fault = services.why_not(person_of(request), self.record)
        missing = rules.statement_faults(self.record.statements)
        if fault or missing:
            raise Refused(fault or f"{missing[0]}.", clause=rules.CLAUSE)
        return super().get(request, *args, **kwargs)

    def form(self, *typed: Any) -> Any:
        """With the hash of what is shown."""
        self.content = services.contents(self.record, on=self.today)
        return forms.SignCertificationForm(*typed[:1], initial={"seen": digest_now(self.content)})

    def shown(self) -> str:
        """The hash of what is signed."""
        return digest_now(self.content)

    def more(self) -> dict[str, Any]:
        """The certification as it reads."""
        return _shown(self.record, self.content)

    def carry_out(self, form: Any) -> str | None:
        """Sign."""
        services.sign_certification(
            certification_id=self.record.pk, seen=form.cleaned_data["seen"], by=person_of(self.request), at=self.now
        )
        return None
