"""What is asked of an agreement: who and when, its words, and what each act needs."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from governance.figures.tables import Heading
from governance.models import Agreement, AgreementReview, CommissioningPriority
from governance.rules.agreements import CCG_PARTY, HUB_PARTY, LEAVING, NOTICE_MONTHS, extend_by
from governance.services.agreement_versions import Signs, Terms, other_party, party_of_ccg, party_of_hub
from hubportal.documents.fields import FilesField
from hubportal.organisations.models import Ccg, Person
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import (
    DateField,
    EmailField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    WholeNumberField,
)
from hubportal.web.forms import FilterForm, NhsNumberWarning

OTHERS = (1, 2)
WORDS = ("title", "code", "objectives")
SIGNATORIES = ("ccg_designation", "ccg_name", "ccg_email", "hub_designation", "hub_name", "hub_email")
TERM = ("term_from", "term_until", "extend_by", "notice_months", "leaving")


class TermsForm(NhsNumberWarning):
    """The term, the notice and the parties of an agreement; the sections come on the page after it is made."""

    free_text: ClassVar[tuple[str, ...]] = ("objectives",)

    title = TextField(label="Title", called="a title", max_length=200)
    code = TextField(
        label="Code", called="the code", required=False, max_length=40, width=20,
        help_text="The same for each CCG of one agreement, such as WM-MOU-2015",
    )  # fmt: skip
    objectives = LongTextField(label="Objectives", called="the objectives", rows=6, max_length=8000)
    term_from = DateField(label="First day of the term", called="the first day")
    term_until = DateField(label="Last day of the term", called="the last day")
    extend_by = DateField(
        label="Extension agreed by", called="the day for the extension", required=False,
        help_text="Leave empty for the 1 September before the term ends",
    )  # fmt: skip
    notice_months = WholeNumberField(
        label="Notice to leave, in months", called="the notice", min_value=1, initial=NOTICE_MONTHS
    )
    leaving = RadiosField(
        label="When a new arrangement starts after notice",
        called="when a new arrangement starts",
        choices=list(LEAVING.items()),
        small=True,
    )
    ccg_designation = TextField(
        label="Who signs for the CCG: job title", called="who signs for the CCG", max_length=120
    )
    ccg_name = TextField(label="Their name", called="the name", required=False, max_length=120)
    ccg_email = EmailField(
        label="Their email address", required=False, autocomplete="off",
        help_text="If you enter it, only this person can sign for the CCG",
    )  # fmt: skip
    hub_designation = TextField(
        label="Who signs for NHS England: job title",
        called="who signs for NHS England",
        max_length=120,
        initial="Locality Director",
    )
    hub_name = TextField(label="Their name", called="the name", required=False, max_length=120)
    hub_email = EmailField(
        label="Their email address", required=False, autocomplete="off",
        help_text="If you enter it, only this person can sign for NHS England",
    )  # fmt: skip

    def __init__(self, *args: Any, headings: Sequence[Heading] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = headings
        for number in OTHERS:
            self.fields[f"other_{number}"] = TextField(
                label=f"Another party {number}", called="the party", required=False, max_length=160
            )
            self.fields[f"other_{number}_designation"] = TextField(
                label="Who signs for it: name and job title", called="who signs", required=False, max_length=120
            )
        for number, heading in enumerate(headings):
            self.fields[f"section_{number}"] = LongTextField(
                label=heading.heading, called=heading.heading, required=False, rows=5, max_length=20_000,
                help_text=heading.hint,
            )  # fmt: skip

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under the headings of the page."""
        others = [name for number in OTHERS for name in (f"other_{number}", f"other_{number}_designation")]
        first = [name for name in ("ccg", "kind") if name in self.fields]
        groups = [
            ("", [*first, *WORDS]),
            ("Term and notice", list(TERM)),
            ("Parties", [*SIGNATORIES, *others]),
        ]
        if self.headings:
            groups.append(("Sections", [f"section_{number}" for number in range(len(self.headings))]))
        return [(legend, [self[name] for name in names if name in self.fields]) for legend, names in groups]

    def terms(self, *, ccg: Ccg) -> Terms:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        parties = [
            party_of_ccg(ccg, Signs(typed["ccg_designation"], typed["ccg_name"], typed["ccg_email"])),
            party_of_hub(Signs(typed["hub_designation"], typed["hub_name"], typed["hub_email"])),
        ]
        for number in OTHERS:
            if name := typed[f"other_{number}"]:
                parties.append(other_party(number, name, typed[f"other_{number}_designation"]))
        return Terms(
            title=typed.get("title") or "",
            objectives=typed["objectives"],
            term_from=typed["term_from"],
            term_until=typed["term_until"],
            parties=tuple(parties),
            sections=tuple(
                (heading.heading, typed[f"section_{number}"]) for number, heading in enumerate(self.headings)
            ),
            extend_by=typed["extend_by"],
            notice_months=typed["notice_months"],
            leaving=typed["leaving"],
        )


def typed_of(terms: Terms, headings: Sequence[Heading]) -> dict[str, Any]:
    """What the form begins with: the terms of a version. A day for the extension that follows from the term is left
    empty, so that it follows the term when that is changed.
    """
    said: dict[str, Any] = {name: getattr(terms, name) for name in ("title", "objectives", *TERM)}
    if terms.extend_by == extend_by(terms.term_until):
        said["extend_by"] = None
    by_code = {party.code: party for party in terms.parties}
    for prefix, code in (("ccg", CCG_PARTY), ("hub", HUB_PARTY)):
        if party := by_code.pop(code, None):
            said |= {
                f"{prefix}_designation": party.designation,
                f"{prefix}_name": party.name,
                f"{prefix}_email": party.email,
            }
    for number, party in zip(OTHERS, by_code.values(), strict=False):
        said |= {f"other_{number}": party.organisation, f"other_{number}_designation": party.designation}
    texts = dict(terms.sections)
    return said | {f"section_{number}": texts.get(heading.heading, "") for number, heading in enumerate(headings)}


class NewAgreementForm(TermsForm):
    """For which CCG, and which kind."""

    ccg = SelectField(label="CCG", called="the CCG")
    kind = RadiosField(label="Kind of agreement", called="the kind", choices=Agreement.Kind.choices, small=True)

    def __init__(self, *args: Any, ccgs: Sequence[Ccg], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ccgs = {ccg.ods_code: ccg for ccg in ccgs}
        self.fields["ccg"].choices = [(code, ccg.name) for code, ccg in self.ccgs.items()]  # type: ignore[attr-defined]

    def clean_ccg(self) -> Ccg:
        """The CCG chosen."""
        return self.ccgs[self.cleaned_data["ccg"]]


class EditForm(TermsForm, RecordForm):
    """Every word of a draft."""


class AmendForm(EditForm):
    """Every word of the next version, and what it is for."""

    why = TextField(label="What is changed", called="what is changed", max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "code"):
            del self.fields[name]

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """What it is for comes first."""
        return [("", [self["why"]]), *super().groups]


class ExtendForm(RecordForm):
    """The new last day; a reason once the day for agreeing has passed."""

    free_text: ClassVar[tuple[str, ...]] = ("note",)

    new_until = DateField(label="New last day of the term", called="the new last day")
    note = LongTextField(label="Reason", called="the reason", required=False, max_length=240, rows=3)


class NoticeForm(RecordForm):
    """The day the notice is given, and why the party leaves."""

    free_text: ClassVar[tuple[str, ...]] = ("note",)

    on = DateField(label="Day the notice is given", called="the day", latest="today")
    note = LongTextField(label="Reason", called="the reason", max_length=4000, rows=4)


class SignForm(NhsNumberWarning):
    """For which party; `seen` is the hash of exactly what the page shows."""

    party = RadiosField(label="You sign for", called="the party you sign for", small=True)
    seen = TextField(label="Hash", max_length=64)

    def __init__(self, *args: Any, parties: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = list(parties)  # type: ignore[attr-defined]
        if len(parties) == 1:
            self.fields["party"].initial = parties[0][0]
        self.fields["seen"].widget = forms.HiddenInput()


class PaperForm(SignForm):
    """The day on the signed paper, and the paper."""

    party = RadiosField(label="Who signed", called="the party that signed", small=True)
    signed_on = DateField(label="Day it was signed", called="the day", latest="today")
    attachments = FilesField(label="The signed paper", called="the signed paper")


class LeadsForm(RecordForm):
    """The hub's named leads for this CCG."""

    contracting = SelectField(label="Contracting lead", called="the contracting lead", required=False, empty="Nobody")
    finance = SelectField(label="Finance lead", called="the finance lead", required=False, empty="Nobody")

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        for name in ("contracting", "finance"):
            choices = [(pk, f"{person.name}, {person.designation}") for pk, person in self.people.items()]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def chosen(self, name: str) -> Person | None:
        """The person chosen, if any."""
        return self.people.get(self.cleaned_data[name])


class ReviewForm(RecordForm):
    """When a review was held and what came of it."""

    free_text: ClassVar[tuple[str, ...]] = ("outcome", "actions")

    kind = RadiosField(
        label="Kind of review", called="the kind of review", choices=AgreementReview.Kind.choices, small=True
    )
    held_on = DateField(label="Held on", called="the day", latest="today")
    present = LongTextField(label="Who took part", required=False, max_length=2000, rows=2)
    outcome = LongTextField(label="What came of it", called="what came of it", max_length=8000, rows=5)
    actions = LongTextField(label="Actions", required=False, max_length=4000, rows=3)


class PriorityForm(RecordForm):
    """A priority of the CCG and how the hub supports it."""

    free_text: ClassVar[tuple[str, ...]] = ("detail", "support")

    title = TextField(label="Priority", called="the priority", max_length=160)
    detail = LongTextField(label="What the CCG wants to achieve", required=False, max_length=4000, rows=4)
    support = LongTextField(label="How the hub supports it", called="how the hub supports it", max_length=4000, rows=4)
    state = RadiosField(
        label="How it stands",
        called="how it stands",
        choices=CommissioningPriority.State.choices,
        initial=CommissioningPriority.State.OPEN,
        small=True,
    )


class AgreementFilter(FilterForm):
    """What narrows the list."""

    ccg = SelectField(label="CCG", required=False, empty="All CCGs")
    kind = SelectField(label="Kind", choices=Agreement.Kind.choices, required=False, empty="All kinds")
    state = SelectField(label="State", required=False, empty="Any state")

    def __init__(self, *args: Any, ccgs: Sequence[Ccg], states: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ccg"].choices = [(ccg.ods_code, ccg.name) for ccg in ccgs]  # type: ignore[attr-defined]
        self.fields["state"].choices = [("open", "Open"), *states.items()]  # type: ignore[attr-defined]
        if len(ccgs) < 2:
            del self.fields["ccg"]
