"""The registers as declared in `fixtures/registers.yaml`, checked when first read."""

from collections.abc import Mapping
from functools import cache

from functions.models import RegisterRow
from functions.rules.registers.declaration import Register
from functions.rules.registers.declaring import read_registers
from hubportal.organisations.models import Person
from hubportal.organisations.roles import roles_with
from hubportal.organisations.services.tables import read_csv, read_yaml

TABLE = "registers.yaml"


@cache
def registers() -> Mapping[str, Register]:
    """Every register by its code, in the order of the table."""
    return read_registers(
        read_yaml(TABLE),
        activities=[row["ref"] for row in read_csv("function_matrix.csv")],
        roles=list(roles_with("ccg_case_edit")),
    )


def register_of(row: RegisterRow) -> Register:
    """The register that a row is of."""
    return registers()[row.register]


def registers_open_to(person: Person) -> list[Register]:
    """The registers a person reads anywhere; restricted ones only with that permission."""
    if not person.grants.any("ccg_read"):
        return []
    cleared = person.grants.any("ccg_case_restricted")
    return [register for register in registers().values() if cleared or not register.is_restricted]
