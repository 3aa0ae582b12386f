"""Who may do what: the one table of roles (specification 02, Roles).

Preparing and approving are always two people, and approving a CCG's payment is the CCG's: hub finance has restricted
access to CCG ledgers and a zero approval limit (West Midlands MOU 4.2).
"""

from dataclasses import dataclass
from typing import Literal

RoleScope = Literal["hub_ccgs", "hub", "ccg", "committee", "practice"]


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its name, where it is held, and the permissions its group gets on that organisation's objects.

    `hub_ccgs` roles cover the CCGs a person is assigned to, one assignment each; `hub` roles cover every CCG.
    `signs` roles must have a second factor.
    """

    name: str
    held_at: RoleScope
    permissions: frozenset[str]
    description: str
    signs: bool = False
    time_limited: bool = False


_READ = frozenset({"ccg_read"})
_CASEWORK = _READ | {"ccg_case_edit", "ccg_case_comment", "ccg_hub_notes", "ccg_history_read"}
_FINANCE = _CASEWORK | {"ccg_finance_read", "ccg_finance_edit"}
_HUB_LEAD = _FINANCE | {
    "ccg_case_assign", "ccg_case_restricted", "ccg_hub_approve", "ccg_performer", "ccg_sign", "ccg_settings_edit",
    "ccg_people_edit",
}  # fmt: skip

ROLES: dict[str, Role] = {
    "hub_contracting_officer": Role(
        "Hub contracting officer",
        "hub_ccgs",
        _CASEWORK,
        "Logs and works contracting cases of the CCGs assigned to them.",
    ),
    "hub_finance_officer": Role(
        "Hub finance officer", "hub_ccgs", _FINANCE, "Works finance cases and prepares payments; never approves them."
    ),
    "head_of_primary_care": Role(
        "Head of Primary Care",
        "hub",
        _HUB_LEAD,
        "Sees every CCG of the hub, gives out work, approves hub steps, signs.",
        signs=True,
    ),
    "assistant_head_of_finance": Role(
        "Assistant Head of Finance", "hub", _HUB_LEAD, "As the Head of Primary Care, for finance.", signs=True
    ),
    "locality_director": Role(
        "Locality Director",
        "hub",
        _HUB_LEAD,
        "Signs agreements for NHS England; second step of escalation.",
        signs=True,
    ),
    "ccg_lead": Role(
        "CCG co-commissioning lead",
        "ccg",
        _READ
        | {
            "ccg_case_comment",
            "ccg_case_restricted",
            "ccg_finance_read",
            "ccg_approve",
            "ccg_sign",
            "ccg_history_read",
            "ccg_people_edit",
        },
        "Reads everything of their CCG, comments, approves and signs for it.",
        signs=True,
    ),
    "ccg_finance_lead": Role(
        "CCG finance lead",
        "ccg",
        _READ | {"ccg_case_comment", "ccg_finance_read", "ccg_approve", "ccg_history_read"},
        "Reads their CCG's finance and approves its payments.",
        signs=True,
    ),
    "committee_secretary": Role(
        "Committee secretary",
        "committee",
        frozenset({"committee_read", "committee_minute"}),
        "Runs the committee's meetings and registers.",
    ),
    "committee_member": Role(
        "Committee member",
        "committee",
        frozenset({"committee_read", "committee_vote"}),
        "Reads papers, declares interests, votes.",
    ),
    "practice_manager": Role(
        "Practice manager",
        "practice",
        frozenset({"practice_read", "practice_ask", "practice_respond"}),
        "Asks questions for the practice and follows the answers.",
    ),
    "auditor": Role(
        "Auditor",
        "ccg",
        _READ | {"ccg_finance_read", "ccg_case_restricted", "ccg_hub_notes", "ccg_history_read"},
        "Reads named CCGs with their history for a limited time, and changes nothing.",
        time_limited=True,
    ),
}


def roles_with(*permissions: str) -> tuple[str, ...]:
    """The codes of the roles that give all of these permissions."""
    return tuple(code for code, role in ROLES.items() if role.permissions.issuperset(permissions))
