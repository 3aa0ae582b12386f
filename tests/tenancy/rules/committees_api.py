"""Committees' rooms over the API: read by their people, changed by the secretary, refused to strangers as not there."""

STRANGERS = "workers=404 readers=404 others=404 practice=404"


def _of(name: str, method: str, secretary: int, member: int) -> str:
    return f"api_governance:{name} {method}: {STRANGERS} secretary={secretary} member={member} anon=401"


READ = (
    "agenda-item-detail", "paper-detail", "committee-file", "desk", "entries", "register-proof", "register-export",
    "action-detail", "interest-detail", "gift-detail", "procurement-decision-detail",
    "members", "appointment-detail", "ballot-detail", "ballot-roll", "ballot-round-detail",
    "agenda-request-detail", "terms-list", "terms-detail", "terms-reviews", "summary-list",
    "published-list",
)  # fmt: skip
# Acts of the secretary, sent empty: 400 says that they got as far as filling it in.
MINUTE_ACTS = (
    "meeting-moves", "meeting-items", "agenda-item-moves", "agenda-item-interests", "agenda-item-papers",
    "paper-versions", "decision-corrections", "minutes-moves", "procurement-decision-list",
    "procurement-decision-answers", "procurement-decision-conflicts", "action-updates", "members", "appointment-end",
    "elections", "office-end", "ballot-rounds", "ballot-round-moves", "ballot-round-papers", "ballot-round-set-aside",
    "ballot-round-links", "agenda-request-placement", "agenda-request-declining", "agenda-request-answer",
    "urgent-decisions", "terms-list", "terms-adoption", "terms-piece-seats", "terms-piece-seat-moving",
    "terms-piece-list", "terms-piece-rule", "terms-reviews", "letter-sending", "letter-dropping", "summary-list",
    "published-withdrawal",
)  # fmt: skip

CHANGES_OF_TERMS = (
    ("terms-detail", "PATCH"), ("terms-detail", "DELETE"), ("terms-piece-seat", "PATCH"),
    ("terms-piece-seat", "DELETE"), ("terms-piece-entry", "PUT"), ("terms-piece-entry", "DELETE"),
    ("terms-piece-rule", "PUT"), ("terms-piece-rule", "DELETE"),
)  # fmt: skip

RULES = "\n".join(
    [
        *(_of(name, "GET", 200, 200) for name in READ),
        *(_of(name, "POST", 400, 403) for name in MINUTE_ACTS),
        # The committee is named in what is sent, so that an empty request is refused before it is looked for.
        "api_governance:meeting-list POST: everyone=400 anon=401",
        "api_governance:agenda-request-list GET: everyone=200 anon=401",
        "api_governance:ballot-list GET: everyone=200 anon=401",
        "api_governance:ballot-list POST: everyone=400 anon=401",
        _of("ballot-entry", "PATCH", 428, 403),
        _of("ballot-round-detail", "PUT", 428, 403),
        "api_governance:action-list GET: everyone=200 anon=401",
        # A draft of minutes is the secretary's, and a meeting has minutes once.
        _of("minutes", "GET", 200, 404),
        _of("minutes", "POST", 409, 403),
        _of("minutes", "PATCH", 428, 403),
        _of("meeting-detail", "PATCH", 428, 403),
        # Letters are the secretary's, and so is a summary that was not sent.
        *(_of(name, "GET", 200, 403) for name in ("letter-list", "letter-detail", "letter-pdf")),
        _of("letter-detail", "PATCH", 428, 403),
        _of("meeting-letters", "POST", 201, 403),
        _of("summary-detail", "GET", 200, 404),
        _of("summary-detail", "PATCH", 428, 404),
        _of("summary-drawing", "POST", 201, 404),
        _of("summary-sending", "POST", 409, 404),
        # What would be public is the secretary's to see first; papers of the world went. A draft is never published.
        _of("register-publication", "GET", 200, 403),
        _of("register-publication", "POST", 201, 403),
        _of("date-publications", "GET", 200, 403),
        _of("date-publications", "POST", 409, 403),
        _of("terms-public-publication", "GET", 409, 403),
        _of("terms-public-publication", "POST", 409, 403),
        _of("meeting-publication", "GET", 200, 403),
        _of("meeting-publication", "POST", 428, 403),
        # Nothing is stored, so that members try terms out too.
        _of("terms-simulation", "POST", 400, 400),
        # Everything of a draft of terms shares its version; a comparison says with which version.
        _of("terms-comparison", "GET", 400, 400),
        *(_of(name, method, 428, 403) for name, method in CHANGES_OF_TERMS),
        _of("appointment-detail", "PATCH", 428, 403),
        _of("agenda-item-detail", "PATCH", 428, 403),
        # Members send apologies and enter for themselves.
        _of("meeting-apologies", "POST", 400, 400),
        _of("entries", "POST", 400, 400),
        _of("interest-reviews", "POST", 400, 400),
        _of("interest-detail", "PATCH", 428, 428),
        _of("interest-end", "POST", 400, 400),
        _of("gift-list", "POST", 400, 400),
        _of("gift-detail", "PATCH", 428, 428),
        # A review needs no note, and a conflict that was not handled is a refusal of the service.
        _of("gift-review", "POST", 201, 403),
        _of("procurement-decision-detail", "PATCH", 428, 403),
        _of("procurement-decision-conflict", "POST", 409, 403),
        _of("procurement-decision-recording", "POST", 409, 403),
        # The chair's apology is not the member's to take back; taking a paper off before papers went needs no reason.
        _of("meeting-apology", "DELETE", 204, 403),
        _of("paper-withdrawal", "POST", 201, 403),
    ]
)
