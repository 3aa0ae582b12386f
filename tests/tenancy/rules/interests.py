"""Interests, gifts and procurement decisions of a committee, and the public pages."""

STRANGERS = "workers=404 readers=404 others=404 practice=404"


def _page(name: str, *, post: int = 405) -> str:
    """Read by everybody of the committee."""
    return (
        f"interests:{name} GET: {STRANGERS} secretary=200 member=200 anon=302\n"
        f"interests:{name} POST: {STRANGERS} secretary={post} member={post} anon=302\n"
    )


def _act(name: str, *, member: int, secretary: int = 200, done: int = 422, refused: int = 0) -> str:
    """An act: `member` is what a member is answered on both ways; 200 means as the secretary is."""
    typed = done if member == 200 else member
    return (
        f"interests:{name} GET: {STRANGERS} secretary={secretary} member={member} anon=302\n"
        f"interests:{name} POST: {STRANGERS} secretary={refused or done} member={typed} anon=302\n"
    )


PAGES = (
    "list", "export", "reviews", "matches", "interest", "gifts", "gift", "procurements", "procurement", "published",
)  # fmt: skip
MINUTE_ACTS = (
    "review-gift", "new-procurement", "change-procurement", "procurement-answers", "new-conflict", "conflict",
    "withdraw", "review",
)  # fmt: skip
RESOURCES = ("interest-list", "gift-list", "procurement-decision-list", "meeting-interests")
PUBLIC = (
    "committees", "committee", "feed", "publication", "csv", "file", "search", "listing", "everything", "calendar",
    "calendar-csv", "ics", "committee-calendar", "committee-ics", "meeting",
)  # fmt: skip

RULES = "\n".join(
    [
        *(_page(name) for name in PAGES),
        *(_act(name, member=403) for name in MINUTE_ACTS),
        _act("new", member=200),
        _act("new-gift", member=200),
        # The world's entries are nobody's with a sign-in, so that a member reads them and does not change them.
        f"interests:correct GET: {STRANGERS} secretary=200 member=403 anon=302",
        f"interests:correct POST: {STRANGERS} secretary=422 member=422 anon=302",
        f"interests:end GET: {STRANGERS} secretary=200 member=403 anon=302",
        f"interests:end POST: {STRANGERS} secretary=422 member=422 anon=302",
        f"interests:correct-gift GET: {STRANGERS} secretary=200 member=403 anon=302",
        f"interests:correct-gift POST: {STRANGERS} secretary=422 member=422 anon=302",
        # The secretary does not vote, and has no interests to review.
        f"interests:mine GET: {STRANGERS} secretary=403 member=200 anon=302",
        f"interests:mine POST: {STRANGERS} secretary=403 member=422 anon=302",
        # Publishing asks nothing, so that an empty form does it.
        f"interests:publish GET: {STRANGERS} secretary=200 member=403 anon=302",
        f"interests:publish POST: {STRANGERS} secretary=302 member=403 anon=302",
        # The world's decision is not whole.
        f"interests:record-procurement GET: {STRANGERS} secretary=409 member=403 anon=302",
        f"interests:record-procurement POST: {STRANGERS} secretary=422 member=403 anon=302",
        # The API: a declaration without anything in it is refused by its fields.
        *(f"api_governance:{name} GET: {STRANGERS} secretary=200 member=200 anon=401" for name in RESOURCES),
        f"api_governance:interest-list POST: {STRANGERS} secretary=400 member=400 anon=401",
        "api_governance:publication-list GET: everyone=200 anon=401",
        *(f"public:{name} GET: everyone=200 anon=200" for name in PUBLIC),
        *(f"public:{name} POST: everyone=405 anon=405" for name in PUBLIC),
    ]
)
