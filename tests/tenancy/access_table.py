"""The access table read into cells, and the checks of an address against it; also asked by test_planted_faults.py."""

from collections.abc import Callable, Iterable

from django.http import HttpResponse

from tests.tenancy.addresses import World, addresses, parameters_of
from tests.tenancy.rules import RULES

Ask = Callable[[str, str, World, str], HttpResponse]
Cell = tuple[str, str]  # address and method

WORKERS = ("officer", "finance_officer", "head", "finance_head", "director")
READERS = ("lead", "finance_lead", "auditor")
OTHERS = (
    "neighbour_lead", "neighbour_practice", "secretary", "member", "stranger", "stranger_head", "admin", "nobody",
)  # fmt: skip
GROUPS = {
    "everyone": (*WORKERS, *READERS, "practice", *OTHERS),
    "workers": WORKERS,
    "heads": ("head", "finance_head", "director"),
    "readers": READERS,
    "others": OTHERS,
    "elsewhere": ("stranger", "stranger_head"),
}
# Whose row of the table somebody of South Warwickshire has at Mid Essex, and the other way round.
ABROAD = {
    **dict.fromkeys((*WORKERS, *READERS), "neighbour_lead"),
    "practice": "neighbour_practice",
    "secretary": "nobody",
    "member": "nobody",
    "stranger": "officer",
    "stranger_head": "head",
}
# A handbook and an enhanced service are their hub's: whoever is of another hub is a stranger, the neighbour is not.
ABROAD_OF_HUB = {**ABROAD, **dict.fromkeys((*WORKERS, *READERS, "neighbour_lead"), "stranger")}
OF_HUB = {
    f"api:enhanced-service-{act}"
    for act in ("detail", "specification", "invite", "remind", "last-day", "returns", "report")
} | {
    f"enhanced:{page}"
    for page in (
        "offer", "change", "invite", "remind", "last-day", "export", "monitoring", "report", "report-pdf",
        "report-export",
    )
}  # fmt: skip
# Their parameter picks a form or a standard, not an object of a tenant.
NO_OBJECT = {
    "settings:policy", "functions:export", "api:missing", "registers:rows", "registers:export", "registers:add",
    "registers:import", "registers:import-template", "api:register-row-list",
    "variations:export", "variations:new-of-type",
    "contract_notices:export", "contract_notices:new-of-sort", "concerns:export", "performers:export",
}  # fmt: skip
# Pages about accounts name people; whoever manages accounts may read them.
ABOUT_ACCOUNTS = "organisations:"


def read_rules() -> dict[tuple[str, str], dict[str, int]]:
    """The table, by address and method: person -> status."""
    rules: dict[tuple[str, str], dict[str, int]] = {}
    for line in RULES.strip().splitlines():
        if not line.strip():
            continue
        address, _, said = line.partition(": ")
        name, method = address.split()
        cells: dict[str, int] = {}
        for word in said.split():
            who, status = word.split("=")
            cells |= dict.fromkeys(GROUPS.get(who, (who,)), int(status))
        assert (name, method) not in rules, f"two rules for {address}"
        assert set(cells) == {*GROUPS["everyone"], "anon"}, f"{address}: {set(GROUPS['everyone']) - set(cells)}"
        rules[name, method] = cells
    return rules


TABLE = read_rules()


def unruled() -> tuple[set[Cell], set[Cell]]:
    """Addresses without a rule, and rules without an address."""
    found = set(addresses())
    return found - TABLE.keys(), TABLE.keys() - found


def body(answer: HttpResponse) -> bytes:
    return getattr(answer, "body", b"") or getattr(answer, "content", b"")


def room_of(name: str) -> str:
    """Addresses are tried room by room, so that the worlds are made once a room."""
    return name.split(":")[0] if ":" in name else name.split("_")[0]


def wrong_at_home(cells: Iterable[Cell], worlds: tuple[World, World], ask: Ask) -> list[str]:
    """What goes against the table on South Warwickshire's objects: a wrong answer, or a row of another tenant."""
    here, there = worlds
    wrong = []
    for name, method in cells:
        for key, status in TABLE[name, method].items():
            answer = ask(key, method, here, name)
            if answer.status_code != status:
                wrong.append(f"{name} {method} {key}: {answer.status_code}, not {status}")
            foreign = there.marker if key not in GROUPS["elsewhere"] else here.marker
            if foreign.encode() in body(answer) and not name.startswith(ABOUT_ACCOUNTS):
                wrong.append(f"{name} {method} {key}: shown a row of another tenant")
    return wrong


def wrong_abroad(cells: Iterable[Cell], worlds: tuple[World, World], ask: Ask) -> list[str]:
    """The same on the objects of Mid Essex, where everyone of South Warwickshire is a stranger."""
    _, there = worlds
    wrong = []
    for name, method in cells:
        if not parameters_of(name) or name in NO_OBJECT:
            continue
        for key in (*GROUPS["everyone"], "anon"):
            abroad = ABROAD_OF_HUB if "handbook" in name or name in OF_HUB else ABROAD
            status = TABLE[name, method][abroad.get(key, key)]
            answer = ask(key, method, there, name)
            if answer.status_code != status:
                wrong.append(f"{name} {method} {key}: {answer.status_code}, not {status}")
            if key not in (*GROUPS["elsewhere"], "admin") and there.marker.encode() in body(answer):
                wrong.append(f"{name} {method} {key}: shown a row of another tenant")
    return wrong
