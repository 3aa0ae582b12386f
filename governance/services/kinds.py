"""The kinds of record that governance keeps, as `hubportal.records` knows them."""

from collections.abc import Mapping
from typing import Any

from governance.rules import agreement_moves, certifications, level_moves, readiness, risks
from governance.rules.agreements import what_follows
from governance.rules.levels import SIGNATORIES
from hubportal.records.kinds import RecordKind
from hubportal.web.words import long_date


def _agreement_values(agreement: Any) -> Mapping[str, str]:
    ends, leaves, until = agreement.notice_ends_on, agreement.leaves_on, agreement.term_until
    return {
        "agreement_kind": agreement.get_kind_display(),
        "term_from": long_date(agreement.term_from),
        "term_until": long_date(agreement.term_until),
        "extend_by": long_date(agreement.extend_by),
        "notice_ends_on": long_date(agreement.notice_ends_on),
        "leaves_on": long_date(agreement.leaves_on),
        "what_follows": what_follows(notice_ends_on=ends, leaves_on=leaves, term_until=until) if ends else "",
    }


def _application_values(application: Any) -> Mapping[str, str]:
    return {"level": application.get_level_display(), "go_live_on": long_date(application.go_live_on)}


AGREEMENT = RecordKind(
    key="agreement",
    name="Agreement",
    plural="Agreements",
    letters="M",
    model="governance.Agreement",
    moves=agreement_moves.MOVES,
    values=_agreement_values,
    placeholders=frozenset(
        {"agreement_kind", "term_from", "term_until", "extend_by", "notice_ends_on", "leaves_on", "what_follows"}
    ),
)
LEVEL_APPLICATION = RecordKind(
    key="level_application",
    name="Level application",
    plural="Level applications",
    letters="L",
    model="governance.LevelApplication",
    moves=level_moves.MOVES,
    values=_application_values,
    parties=SIGNATORIES,
    placeholders=frozenset({"level", "go_live_on"}),
)
SELF_CERTIFICATION = RecordKind(
    key="self_certification",
    name="Self-certification",
    plural="Self-certifications",
    letters="Y",
    model="governance.SelfCertification",
    moves=certifications.MOVES,
    parties=certifications.SIGNATORIES,
)
READINESS = RecordKind(
    key="readiness",
    name="Readiness assessment",
    plural="Readiness assessments",
    letters="J",
    model="governance.Readiness",
    moves=readiness.MOVES,
)
RISK = RecordKind(
    key="risk",
    name="Risk or opportunity",
    plural="Risks and opportunities",
    letters="K",
    model="governance.CcgRisk",
    moves=risks.MOVES,
)
EVERY_KIND = (AGREEMENT, LEVEL_APPLICATION, SELF_CERTIFICATION, READINESS, RISK)
