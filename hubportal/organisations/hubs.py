"""What somebody may do at one hub: a permission held at CCGs of another hub says nothing here."""

from hubportal.organisations.models import Ccg, Person


def held_at_hub(person: Person, permission: str, hub_id: int) -> frozenset[int]:
    """The CCGs of a hub on which a person holds a permission; asks the database only of people of several hubs."""
    held, hubs = person.grants.ccgs(permission), person.grants.hubs
    if hub_id not in hubs or not held:
        return frozenset()
    if len(hubs) == 1:
        return held
    return frozenset(Ccg.objects.filter(pk__in=held, hub_id=hub_id).values_list("pk", flat=True))
