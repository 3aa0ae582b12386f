"""Which circles of what is said on a case a person is inside: hub only, hub and CCG, all parties."""

from hubportal.documents.models import Document
from hubportal.organisations.models import Person

HUB, HUB_AND_CCG, ALL = Document.Circle.HUB, Document.Circle.HUB_AND_CCG, Document.Circle.ALL


def circles_open_to(person: Person, ccg_id: int) -> frozenset[str]:
    """The hub's people of a CCG and its auditors read everything; others who read the CCG's cases, what is not the
    hub's own; a practice's people, what is for all parties.
    """
    if person.grants.can("ccg_hub_notes", ccg_id):
        return frozenset({HUB, HUB_AND_CCG, ALL})
    if person.grants.can("ccg_read", ccg_id):
        return frozenset({HUB_AND_CCG, ALL})
    return frozenset({ALL})


# The names by which components/banners.jinja knows the circles.
CIRCLE_TAGS: dict[str, str] = {HUB: "hub", HUB_AND_CCG: "ccg", ALL: "all"}
