"""Invented interests, gifts and procurement decisions of one committee, made by the services at days near today."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from governance.models import AgendaItem, Interest, Meeting, Paper
from governance.rules.interests import in_force, scheme_on
from governance.services import gifts, interests, paper_texts, procurement
from governance.services.files import keep_made
from governance.services.finding import of
from governance.services.interests import Declared, Holder
from governance.services.public_registers import REGISTERS, publish_register
from hubportal.organisations.models import Committee, Person, Practice
from hubportal.organisations.services.tables import read_yaml
from hubportal.web.words import LONDON
from reporting.demo.acting import acting
from reporting.demo.files import one_page


def make_interests(*, today: date) -> int:
    """The registers of one committee, and what it published of them; returns how many interests there are."""
    words = read_yaml("demo/interests.yaml")
    maker = _Maker(words, today)
    for row in words["interests"]:
        maker.interest(row)
    maker.correct_first()
    maker.confirm()
    for row in words["gifts"]:
        maker.gift(row)
    for row in words["procurement"]:
        maker.procure(row)
    maker.meeting()
    maker.publish()
    return len(words["interests"])


class _Maker:
    """Makes one register after the other."""

    def __init__(self, words: dict[str, Any], today: date) -> None:
        self.words, self.today = words, today
        self.committee = Committee.objects.select_related("hub").get(name=words["committee"])
        self.secretary = Person.objects.get(email=words["secretary"])
        of_ccg = Practice.objects.filter(memberships__ccg__ods_code=words["ccg"])
        self.practices = list(of_ccg.order_by("ods_code").values_list("ods_code", flat=True))
        self.positions = {one["email"]: one["designation"] for one in words["seats"].values()}

    def day(self, back: int) -> date:
        """So many days before today."""
        return self.today - timedelta(days=back)

    def at(self, back: int) -> datetime:
        """Eleven o'clock of that day."""
        return datetime.combine(self.day(back), time(11), tzinfo=LONDON)

    def holder(self, email: str) -> tuple[Person, Holder]:
        """Somebody of the committee, as who acts and as whose it is."""
        person = Person.objects.get(email=email)
        return person, Holder(person.name, self.positions.get(email, person.designation), person)

    def interest(self, row: dict[str, Any]) -> None:
        """Declared by its holder, and ended where it has."""
        by, holder = self.holder(row["by"])
        declared_on = self.day(row["declared"])
        said = Declared(
            kind=row["kind"],
            about=row["about"],
            nature=row["nature"],
            held_from=self.day(row["from"]),
            aware_on=self.day(row["aware"]),
            organisation=row.get("organisation", ""),
            practice_code=self.practices[row["practice"] - 1] if "practice" in row else "",
            mitigation=row.get("mitigation", ""),
            scheme_version=scheme_on(declared_on),
        )
        with acting(by):
            made = interests.declare(
                committee_id=self.committee.pk, holder=holder, words=said, declared_on=declared_on, by=by,
                at=self.at(row["declared"]),
            )  # fmt: skip
            if "ended" in row:
                back = row["ended"]
                interests.end(
                    interest_id=made.pk, version=None, last_day=self.day(back), why=row["why"], by=by,
                    at=self.at(back - 2),
                )  # fmt: skip

    def correct_first(self) -> None:
        """The first entry, put right by the secretary."""
        said = self.words["correction"]
        with acting(self.secretary):
            row = Interest.objects.get(committee_id=self.committee.pk, number=1)
            fields = {name: getattr(row, name) for name in interests.FIELDS} | {"nature": said["nature"]}
            interests.correct(
                interest_id=row.pk, version=None, words=Declared(**fields), why=said["why"], by=self.secretary,
                at=self.at(700),
            )  # fmt: skip

    def confirm(self) -> None:
        """Two have confirmed, one of them more than a year ago."""
        for email, back in self.words["confirmed"].items():
            by, holder = self.holder(email)
            with acting(by):
                rows = interests.interests_of_holder(self.committee.pk, holder)
                on = self.day(back)
                seen = sum(in_force(held_from=row.held_from, held_until=row.held_until, on=on) for row in rows)
                interests.confirm(committee_id=self.committee.pk, holder=holder, seen=seen, by=by, at=self.at(back))

    def gift(self, row: dict[str, Any]) -> None:
        """Entered by who was offered it, and reviewed by the secretary where it is."""
        by, holder = self.holder(row["by"])
        offer = gifts.Offer(
            kind=row["kind"],
            offered_on=self.day(row["offered"]),
            details=row["details"],
            value=Decimal(row["value"]),
            offered_by=row["offered_by"],
            outcome=row["outcome"],
            reason=row["reason"],
            received_on=self.day(row["received"]) if "received" in row else None,
            business=row.get("business", ""),
            previous_offers=row.get("previous_offers", ""),
        )
        at = self.at(row["offered"] - 1)
        with acting(by):
            made = gifts.enter_gift(committee_id=self.committee.pk, holder=holder, offer=offer, by=by, at=at)
        if "review" in row:
            with acting(self.secretary):
                gifts.review_gift(
                    gift_id=made.pk, version=None, note=row["review"], by=self.secretary, at=at + timedelta(days=5)
                )

    def procure(self, row: dict[str, Any]) -> None:
        """A decision with its answers and conflict; recorded where it was decided."""
        said: dict[str, Any] = {
            name: row[name]
            for name in procurement.COLUMNS
            if name in row and name not in {"value_total", "value_to_ccg"}
        }  # fmt: skip
        said |= {name: Decimal(row[name]) for name in ("value_total", "value_to_ccg") if name in row}
        back = row.get("decided", 10)
        decided_on = self.day(back) if "decided" in row else None
        at = self.at(back - 3)
        act: dict[str, Any] = {"version": None, "by": self.secretary}
        with acting(self.secretary):
            made = procurement.begin(
                committee_id=self.committee.pk, by=self.secretary, at=at,
                subject=procurement.Subject(**said, decided_on=decided_on),
            )  # fmt: skip
            act["procurement_id"] = made.pk
            procurement.answer(**act, answers=row["answers"], at=at)
            if "conflict" in row:
                conflict = row["conflict"]
                held = Interest.objects.get(committee_id=self.committee.pk, number=conflict["number"])
                procurement.keep_conflict(
                    **act, name=held.name, conflict=f"{held.organisation}: {held.nature}.", handled=conflict["handled"],
                    words=conflict["words"], interest=held,
                )  # fmt: skip
            if decided_on is not None:
                procurement.record(**act, at=at)

    def meeting(self) -> None:
        """A meeting whose items touch interests, where the demo of the meetings has made none."""
        said = self.words["meeting"]
        with acting(self.secretary):
            if Meeting.objects.filter(committee_id=self.committee.pk).exists():
                return
            starts = datetime.combine(self.day(-said["in_days"]), time(14), tzinfo=LONDON)
            made = Meeting.objects.create(
                **of(self.committee), number=1, starts_at=starts, ends_at=starts + timedelta(hours=2),
                place=said["place"], made_by=self.secretary,
            )  # fmt: skip
            for position, row in enumerate(said["items"], start=1):
                item = AgendaItem.objects.create(
                    **of(self.committee), meeting=made, position=position, title=row["title"], purpose=row["purpose"],
                    asks=row.get("asks", ""), names=[self.practices[row["practice"] - 1]] if "practice" in row else [],
                )  # fmt: skip
                if "paper" in row:
                    self._paper(item, row["paper"])

    def _paper(self, item: AgendaItem, words: str) -> None:
        file = keep_made(
            name="report.pdf", content_type="application/pdf", content=one_page(words), committee=self.committee,
            by=self.secretary, pages=1,
        )  # fmt: skip
        Paper.objects.create(**of(self.committee), item=item, title=f"Report: {item.title}", file=file)
        paper_texts.read_paper(file=file.pk, at=self.at(0))

    def publish(self) -> None:
        """All three registers, by the secretary."""
        with acting(self.secretary):
            for kind in REGISTERS:
                publish_register(committee=self.committee, kind=kind, by=self.secretary, at=self.at(1))
