"""Finding the agreement an address names, and what its versions say."""

from django.db.models import QuerySet

from governance.api.agreement_shapes import AgreementShape
from governance.api.referenced import Referenced
from governance.figures.agreements import agreements_of
from governance.models import Agreement
from governance.services.agreement_versions import Terms, parties_of, terms_of, version_of
from hubportal.organisations.models import Person


class OfAgreement(Referenced):
    """For views of agreements."""

    whole = AgreementShape

    def rows_of(self, person: Person) -> QuerySet[Agreement]:
        """Those a person reads, with the hub's leads."""
        return agreements_of(person).select_related("contracting_lead", "finance_lead")


def terms_held(found: Agreement, number: int) -> Terms:
    """What a version says."""
    version = version_of(found, number)
    return terms_of(found, version, parties_of(version))
