"""Who may publish a page of the handbook, and who has to read it."""

from hubportal.clauses.register import clause

# Roles that must read, by whom the version asks.
HUB_ROLES = frozenset(
    {
        "hub_contracting_officer", "hub_finance_officer", "head_of_primary_care", "assistant_head_of_finance",
        "locality_director",
    }
)  # fmt: skip
CCG_ROLES = frozenset({"ccg_lead", "ccg_finance_lead"})
LONGEST = {"title": 120, "body": 60_000, "change_note": 300}


@clause("West Midlands MOU 4.1, function XI.1", part="second person")
def refuse_publishing(*, is_draft: bool, written_by: int, actor: int) -> str | None:
    """Guidance is spread only when a second person has agreed it: whoever wrote a version does not publish it."""
    if not is_draft:
        return "This version is published already. Begin a new draft to change it."
    if written_by == actor:
        return "A second person publishes a page: you wrote this draft. Ask another head to read and publish it."
    return None


def roles_that_read(must_read: str) -> frozenset[str]:
    """The roles whose people have to read a version."""
    return {"hub": HUB_ROLES, "hub_ccg": HUB_ROLES | CCG_ROLES}.get(must_read, frozenset())
