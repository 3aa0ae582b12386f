"""Invented self-certifications of the last two quarters, made by the services as the CCGs' people would."""

from datetime import date, datetime, time, timedelta

from governance.models import SelfCertification
from governance.rules import certifications as rules
from governance.services import certifications as services
from governance.services.level_signing import digest_now
from hubportal.organisations.models import Ccg, Person
from hubportal.organisations.services.tables import read_yaml
from hubportal.web.words import LONDON
from reporting.demo.acts import acting


def make_certifications(*, today: date) -> int:
    """Of each CCG the quarter before the last, signed, and the last as far as its story goes; returns how many."""
    words = read_yaml("demo/certifications.yaml")
    last = rules.quarter_before(rules.quarter_with(today))
    for code, story in words["stories"].items():
        ccg = Ccg.objects.select_related("hub").get(ods_code=code)
        _certify(ccg, rules.quarter_before(last), "signed", words, today)
        _certify(ccg, last, story, words, today)
    return 2 * len(words["stories"])


def _certify(ccg: Ccg, quarter: rules.Quarter, story: str, words: dict[str, dict[str, str]], today: date) -> None:
    lead = Person.objects.get(email=f"lead@{ccg.ods_code.lower()}.example.org")
    on = min(quarter.last + timedelta(days=12), today)
    at = datetime.combine(on, time(11), tzinfo=LONDON)
    with acting(lead):
        made = services.begin_certification(ccg=ccg, quarter_from=quarter.first, by=lead, on=on, at=at)
        for code in rules.STATEMENTS if story != "begun" else ():
            answer = services.Answer(rules.COMPLIANT, note=words["notes"][code])
            if story == "worse" and code == "availability":
                by = (on + timedelta(days=45)).isoformat()
                answer = services.Answer(rules.NOT_COMPLIANT, action=str(words["action"]), action_by=by)
            services.answer_statement(certification_id=made.pk, version=None, by=lead, statement=code, answer=answer)
        if story in {"signed", "worse"}:
            made = SelfCertification.objects.get(pk=made.pk)
            seen = digest_now(services.contents(made, on=on))
            services.sign_certification(certification_id=made.pk, seen=seen, by=lead, at=at)
