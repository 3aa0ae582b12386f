"""The invented people and their roles."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import check_password, make_password

from hubportal.organisations.models import Ccg, Committee, Hub, Person, Practice
from hubportal.organisations.roles import ROLES
from hubportal.organisations.services.assignments import assign
from hubportal.organisations.services.roles import Organisation
from hubportal.organisations.services.tables import FaultyTable, read_yaml
from reporting.demo.organisations import practice_code

BEGAN_ON = date(2015, 4, 1)
LENT_FOR = timedelta(days=365)


def set_password(password: str) -> None:
    """Give every demo person the one password; an unchanged one is left as it is."""
    people = Person.objects.filter(is_demo=True)
    first = people.order_by("pk").values_list("password", flat=True).first()
    if first is not None and not check_password(password, first):
        people.update(password=make_password(password))


def make_people(*, password: str, committees: dict[str, Committee], today: date) -> int:
    """Everybody of the table with their roles; returns how many there are."""
    table = read_yaml("demo/people.yaml")
    hashed = make_password(password)  # once: the hash is slow on purpose
    ccgs = read_yaml("demo/organisations.yaml")["practices"]
    places = {code: number for number, code in enumerate(ccgs, start=1)}
    for entry in table:
        person = Person.objects.create(
            email=entry["email"],
            name=entry["name"],
            designation=entry["designation"],
            team=entry.get("team", ""),
            password=hashed,
            is_demo=True,
            is_system_administrator=entry["email"] == "admin@example.org",
        )
        for role, held_at in entry["roles"].items():
            for code in held_at:
                for organisation in _organisations(str(code), committees, places):
                    _give(person, role, organisation, today)
    return len(table)


def _organisations(code: str, committees: dict[str, Committee], places: dict[str, int]) -> list[Organisation]:
    """Where a role of the table is held: WM, WM/* (each CCG of it), 05R, 05R#1, or a committee's name."""
    if code in committees:
        return [committees[code]]
    if code.endswith("/*"):
        return list(Ccg.objects.filter(hub__code=code[:-2]).order_by("pk"))
    if "#" in code:
        ccg, _, place = code.partition("#")
        return [Practice.objects.get(ods_code=practice_code(places[ccg], int(place)))]
    found: list[Organisation] = [*Hub.objects.filter(code=code), *Ccg.objects.filter(ods_code=code)]
    if not found:
        raise FaultyTable(f"demo/people.yaml: there is no organisation {code}.")
    return found


def _give(person: Person, role: str, organisation: Organisation, today: date) -> None:
    lent: dict[str, Any] = {}
    if ROLES[role].time_limited:
        lent = {"until": today + LENT_FOR, "reason": "Yearly review of primary care commissioning"}
    assign(person=person, role=role, organisation=organisation, on=BEGAN_ON, **lent)
