"""Finding the application an address names."""

from django.db.models import QuerySet

from governance.api.level_shapes import ApplicationShape
from governance.api.referenced import Referenced
from governance.figures.agreements import applications_of
from governance.models import LevelApplication
from hubportal.organisations.models import Person


class OfApplication(Referenced):
    """For views of applications."""

    whole = ApplicationShape

    def rows_of(self, person: Person) -> QuerySet[LevelApplication]:
        """Those a person reads."""
        return applications_of(person)
