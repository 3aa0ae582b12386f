"""Invented agreements and applications to change level, one in each state, made by the services at days near today."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from governance.models import Agreement, LevelApplication
from governance.rules.levels import CHECKLIST, COMPONENTS, next_go_live, window_for
from governance.services import agreement_leaving as leaving
from governance.services import agreements as services
from governance.services import level_applications as applications
from governance.services import level_outcomes as outcomes
from governance.services.agreement_dates import review_due
from governance.services.agreement_reviews import PriorityWords, keep_priority, record_review
from governance.services.agreement_signing import sign_agreement, to_sign
from governance.services.agreement_versions import Party, Terms
from governance.services.level_signing import contents, digest_now, sign_application
from hubportal.organisations.models import Ccg, Person
from hubportal.organisations.services.tables import read_yaml
from hubportal.web.words import LONDON
from reporting.demo.acts import acting
from reporting.demo.files import one_page

OFFICER, HEAD, DIRECTOR = "contracting@hub.example.org", "head@hub.example.org", "director@hub.example.org"


def _at(on: date) -> datetime:
    return datetime.combine(on, time(11), tzinfo=LONDON)


def _person(email: str) -> Person:
    return Person.objects.get(email=email)


def _lead(ccg: Ccg) -> Person:
    return _person(f"lead@{ccg.ods_code.lower()}.example.org")


def make_agreements(*, today: date) -> int:
    """Agreements of nine CCGs and applications of four; returns how many records there are."""
    words = read_yaml("demo/agreements.yaml")
    maker = _Maker(words, today)
    for code, story in words["stories"].items():
        maker.agreement(Ccg.objects.select_related("hub").get(ods_code=code), story)
    for code, story in words["applications"].items():
        maker.application(Ccg.objects.select_related("hub").get(ods_code=code), story)
    return len(words["stories"]) + len(words["applications"])


class _Maker:
    """Tells the story of one agreement or application after the other."""

    def __init__(self, words: dict[str, Any], today: date) -> None:
        self.words, self.today = words, today
        begun = today.year if today.month >= 4 else today.year - 1
        self.first = date(begun, 4, 1)

    def agreement(self, ccg: Ccg, story: str) -> None:
        """An agreement of a CCG, as far as its story goes."""
        first = date(self.first.year - 1, 4, 1) if story in {"extended", "ended"} else self.first
        years = 1 if story in {"extended", "ended"} else 2
        terms = self._terms(ccg, first, date(first.year + years, 3, 31))
        drafted = min(first - timedelta(days=40), self.today)
        by: dict[str, Any] = {"by": _person(OFFICER)}
        with acting(by["by"]):
            made = services.make_agreement(
                **by, ccg=ccg, kind="mou", terms=terms, on=drafted, at=_at(drafted), code=self.words["code"]
            )
        if story == "draft":
            return
        act: dict[str, Any] = {"agreement_id": made.pk, "version": None}
        sent = drafted + timedelta(days=5)
        with acting(by["by"]):
            services.circulate(**act, **by, on=sent, at=_at(sent))
        self._sign(made, _lead(ccg), "ccg", sent + timedelta(days=6))
        if story == "circulated":
            return
        self._sign(made, _person(DIRECTOR), "nhs_england", sent + timedelta(days=9))
        if story == "signed":
            return
        with acting(by["by"]):
            services.begin_term(**act, **by, on=first, at=_at(first))
            finance = _person("finance@hub.example.org")
            services.name_leads(**act, **by, contracting=by["by"], finance=finance)
            for row in self.words["priorities"]:
                keep_priority(**act, **by, words=PriorityWords(**row), on=first)
        self._reviews(made)
        further: dict[str, Callable[[Agreement, Ccg], None]] = {
            "extended": self._extend,
            "amended": self._amend,
            "notice": self._notice,
            "ended": self._end,
        }
        if story in further:
            further[story](made, ccg)

    def _terms(self, ccg: Ccg, first: date, last: date) -> Terms:
        said = self.words["terms"]
        lead = _lead(ccg)
        return Terms(
            title=said["title"],
            objectives=said["objectives"],
            sections=tuple(said["sections"].items()),
            term_from=first,
            term_until=last,
            parties=(
                Party("ccg", f"{ccg.name} CCG", lead.designation, lead.name, lead.email),
                Party("nhs_england", "NHS England", "Locality Director"),
            ),
        )

    def _sign(self, made: Agreement, person: Person, party: str, on: date) -> None:
        with acting(person):
            seen = to_sign(Agreement.objects.get(pk=made.pk)).digest
            sign_agreement(agreement_id=made.pk, party=party, seen=seen, by=person, at=_at(min(on, self.today)))

    def _reviews(self, made: Agreement) -> None:
        by = _person(OFFICER)
        with acting(by):
            held = Agreement.objects.get(pk=made.pk)
            for kind, outcome in self.words["reviews"].items():
                due = review_due(held, kind)
                while due <= self.today - timedelta(days=25) and due <= held.term_until:
                    on = due - timedelta(days=9)
                    record_review(
                        agreement_id=made.pk, version=None, by=by, kind=kind, held_on=on, outcome=outcome, at=_at(on)
                    )
                    due = review_due(held, kind)

    def _extend(self, made: Agreement, ccg: Ccg) -> None:
        by, on = _person(OFFICER), made.extend_by - timedelta(days=30)
        with acting(by):
            services.propose_extension(
                agreement_id=made.pk, version=None, by=by, on=on, at=_at(on),
                new_until=date(self.first.year + 2, 3, 31),
            )  # fmt: skip
        self._sign(made, _lead(ccg), "ccg", on + timedelta(days=4))
        self._sign(made, _person(DIRECTOR), "nhs_england", on + timedelta(days=8))
        self._reviews(made)

    def _amend(self, made: Agreement, ccg: Ccg) -> None:
        by, on = _person(OFFICER), max(self.today - timedelta(days=6), self.first)
        changed = self.words["amendment"]
        terms = self._terms(ccg, made.term_from, made.term_until)
        sections = tuple((heading, changed["sections"].get(heading, text)) for heading, text in terms.sections)
        with acting(by):
            services.propose_amendment(
                agreement_id=made.pk, version=None, by=by, why=changed["why"], on=on, at=_at(on),
                terms=Terms(terms.title, terms.objectives, terms.term_from, terms.term_until, terms.parties, sections),
            )  # fmt: skip

    def _notice(self, made: Agreement, ccg: Ccg) -> None:
        by, on = _lead(ccg), max(self.today - timedelta(days=30), self.first)
        with acting(by):
            leaving.give_notice(
                agreement_id=made.pk, version=None, by=by, given_on=on, at=_at(on), note=self.words["leaving"]
            )

    def _end(self, made: Agreement, ccg: Ccg) -> None:
        by, on = _person(OFFICER), made.term_until
        with acting(by):
            services.simple_move("end", agreement_id=made.pk, version=None, by=by, on=on, at=_at(on))

    def application(self, ccg: Ccg, story: str) -> None:
        """An application of a CCG, as far as its story goes."""
        lead, on = _lead(ccg), self.today
        go_live, said = next_go_live(on), self.words["wish"]
        with acting(lead):
            wish = applications.Wish("delegated", go_live, said["objectives"], said["benefits"])
            made = applications.make_application(by=lead, ccg=ccg, wish=wish, on=on, at=_at(on))
            points = list(CHECKLIST) if story != "draft" else list(CHECKLIST)[:3]
            for point in points:
                scan = SimpleUploadedFile(f"{point}.pdf", one_page(CHECKLIST[point]), "application/pdf")
                applications.answer_point(
                    application_id=made.pk, version=None, by=lead, point=point, is_met=True, on=on,
                    submitted_on=min(on, window_for(go_live).constitution_by) - timedelta(days=4),
                    note=said["notes"].get(point, ""), uploads=[scan],
                )  # fmt: skip
            self._people(made, ccg, lead)
        if story == "draft":
            return
        for capacity, email in self._emails(ccg).items():
            self._sign_as(made, capacity, _person(email))
        act: dict[str, Any] = {"application_id": made.pk, "version": None, "on": on, "at": _at(on)}
        with acting(lead):
            outcomes.submit(**act, by=lead)
        head = _person(HEAD)
        with acting(head):
            for panel in said["panels"] if story in {"national", "refused"} else []:
                outcomes.record_panel(**act, by=head, panel=panel, **said["panels"][panel][story])
            if story == "refused":
                outcomes.refuse(**act, by=head, note=said["refusal"])

    def _emails(self, ccg: Ccg) -> dict[str, str]:
        code = ccg.ods_code.lower()
        return {
            "accountable_officer": f"officer@{code}.example.org",
            "audit_chair": f"audit@{code}.example.org",
            "director": DIRECTOR,
        }

    def _people(self, made: LevelApplication, ccg: Ccg, lead: Person) -> None:
        by_email = {person.email: person for person in Person.objects.filter(email__in=self._emails(ccg).values())}
        named = {
            capacity: {"name": by_email[email].name, "email": email}
            for capacity, email in self._emails(ccg).items()
            if email in by_email
        }
        applications.name_signatories(application_id=made.pk, version=None, by=lead, named=named)
        ratings = {code: self.words["wish"]["ratings"].get(code, "good") for code in COMPONENTS}
        applications.rate(
            application_id=made.pk, version=None, by=lead, ratings=ratings, as_at=self.words["wish"]["as_at"]
        )

    def _sign_as(self, made: LevelApplication, capacity: str, person: Person) -> None:
        with acting(person):
            seen = digest_now(contents(LevelApplication.objects.get(pk=made.pk)))
            sign_application(application_id=made.pk, capacity=capacity, seen=seen, by=person, at=_at(self.today))
