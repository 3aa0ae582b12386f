"""Who works, asks and answers in the demo data."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from functions.models import Activity
from functions.services.queries import Contact
from hubportal.organisations.models import Ccg, Person, Practice

_AREA = {
    **dict.fromkeys(("05R", "05T", "05F", "05J", "06D"), "south"),
    **dict.fromkeys(("05A", "05H"), "coventry"),
    **dict.fromkeys(("13P", "04X", "05P"), "birmingham"),
    **dict.fromkeys(("05L", "05C", "05Y", "06A"), "blackcountry"),
}
_OTHER_HUBS = {"ES": "contracting@essex", "LO": "contracting@london", "GM": "head@manchester"}
HEADS = {"WM": "head@hub", "ES": "head@essex", "LO": "head@london", "GM": "head@manchester"}
_FINANCE_OF_TEAM = ("finance@hub", "payments@hub")


@dataclass(slots=True)
class Cast:
    """The demo people by the front of their address, each read once, with CCGs, practices and activities."""

    people: dict[str, Person] = field(default_factory=dict)
    ccgs: dict[str, Ccg] = field(default_factory=dict)
    practices: dict[str, list[Practice]] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    asking: dict[str, Person] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def officer(self, chance: Random, ccg: Ccg, subject: dict[str, Any]) -> Person:
        """Somebody who works this stream, team and CCG; a head for what is restricted."""
        if subject.get("restricted"):
            return self.people[HEADS[ccg.hub.code]]
        if ccg.hub.code != "WM":
            return self.people[_OTHER_HUBS[ccg.hub.code]]
        if subject["for"] == "finance":
            return self.people[chance.choice(_FINANCE_OF_TEAM)]
        team = subject.get("team")
        special = {"Premises": "premises@hub", "Enhanced services": "schemes@hub"}.get(team or "")
        if special and chance.random() < 0.7:
            return self.people[special]
        return self.people[chance.choice(("contracting@hub", "contracting@hub", f"{_AREA[ccg.ods_code]}@hub"))]

    def contact(self, chance: Random, subject: dict[str, Any], ccg: Ccg, practice: Practice | None) -> Contact:
        """Who asked: the practice's manager, the CCG, a provider or a member of the public."""
        name = chance.choice(self.names)
        phone = f"01632 960{chance.randint(0, 999):03}"
        if practice is not None:
            manager = self.asking.get(practice.ods_code)
            if manager is not None:
                return Contact(manager.name, practice.name, manager.email, practice.phone)
            return Contact(name, practice.name, f"manager@{practice.ods_code.lower()}.example.org", practice.phone)
        if subject.get("from") == "ccg":
            return Contact(name, f"{ccg.name} CCG", f"primarycare@{ccg.ods_code.lower()}.example.org", phone)
        if subject.get("from") == "provider":
            return Contact(name, "Hollybank Community Care", "office@hollybank.example.org", phone)
        address = name.lower().replace(" ", ".").replace("'", "")
        return Contact(name, "", f"{address}@mail.example.org", phone)


def gather(*, names: list[str], tags: list[str]) -> Cast:
    """Everybody and everything the cases speak of, in a fixed number of queries."""
    cast = Cast(names=names, tags=tags)
    for person in Person.objects.filter(is_demo=True):
        cast.people[person.email.removesuffix(".example.org").removesuffix("@example.org")] = person
    cast.ccgs = {ccg.ods_code: ccg for ccg in Ccg.objects.select_related("hub")}
    open_ones = Practice.objects.filter(ods_code__startswith="Y9", status="active", memberships__isnull=False)
    for practice in open_ones.order_by("ods_code").prefetch_related("memberships__ccg"):
        for held in practice.memberships.all():
            cast.practices.setdefault(held.ccg.ods_code, []).append(practice)
    agreed = Activity.objects.filter(version__hub=None, version__code="1.0")
    cast.activities = {activity.ref: activity for activity in agreed}
    managers = Person.objects.filter(is_demo=True, assignments__practice__isnull=False)
    for person in managers.prefetch_related("assignments__practice"):
        for held_at in person.assignments.all():
            if held_at.practice is not None:
                cast.asking[held_at.practice.ods_code] = person
    return cast
