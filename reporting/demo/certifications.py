"""Invented self-certifications of the last two quarters, made by the services as the CCGs' people would."""

from datetime import date, datetime, time, timedelta
from typing import Any

from governance.models import SelfCertification
from governance.rules import certifications as rules
from governance.services import certifications as services
from governance.services.level_signing import digest_now
from hubportal.organisations.models import Ccg, Person
from hubportal.organisations.services.tables import read_yaml
from hubportal.web.words import LONDON
from reporting.demo.acts import acting

OWED = "availability"


def make_certifications(*, today: date) -> int:
    """Of each CCG the quarter before the last, signed, and the last as far as its story goes; returns how many.

    The action of a story that mended was done since; that of one that is worse is still open.
    """
    words = read_yaml("demo/certifications.yaml")
    last = rules.quarter_before(rules.quarter_with(today))
    for code, story in words["stories"].items():
        ccg = Ccg.objects.select_related("hub").get(ods_code=code)
        _certify(ccg, rules.quarter_before(last), "mended" if code in words["mended"] else "signed", words, today)
        _certify(ccg, last, story, words, today)
    return 2 * len(words["stories"])


def _certify(ccg: Ccg, quarter: rules.Quarter, story: str, words: dict[str, Any], today: date) -> None:
    lead = Person.objects.get(email=f"lead@{ccg.ods_code.lower()}.example.org")
    on = min(quarter.last + timedelta(days=12), today)
    at = datetime.combine(on, time(11), tzinfo=LONDON)
    with acting(lead):
        made = services.begin_certification(ccg=ccg, quarter_from=quarter.first, by=lead, on=on, at=at)
        for code in rules.STATEMENTS if story != "begun" else ():
            answer = services.Answer(rules.COMPLIANT, note=words["notes"][code])
            if story in {"worse", "mended"} and code == OWED:
                by = (on + timedelta(days=45)).isoformat()
                answer = services.Answer(rules.NOT_COMPLIANT, action=str(words["action"]), action_by=by)
            services.answer_statement(certification_id=made.pk, version=None, by=lead, statement=code, answer=answer)
        if story in {"signed", "worse", "mended"}:
            made = SelfCertification.objects.get(pk=made.pk)
            seen = digest_now(services.contents(made, on=on))
            services.sign_certification(certification_id=made.pk, seen=seen, by=lead, at=at)
        if story == "mended":
            services.finish_action(
                certification_id=made.pk, version=None, by=lead, statement=OWED, done_on=on + timedelta(days=30),
                note=words["done"], at=at + timedelta(days=31),
            )  # fmt: skip
