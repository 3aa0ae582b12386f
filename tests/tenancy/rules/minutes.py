"""Minutes, actions, letters and summaries of a committee. The world's minutes are a draft: the secretary's alone."""

STRANGERS = "workers=404 readers=404 others=404 practice=404"


def _rule(name: str, method: str, *, secretary: int, member: int) -> str:
    return f"minutes:{name} {method}: {STRANGERS} secretary={secretary} member={member} anon=302"


def _page(name: str, *, member: int = 200) -> str:
    """Read, and never sent to."""
    refused = 405 if member == 200 else member
    return "\n".join(
        (
            _rule(name, "GET", secretary=200, member=member),
            _rule(name, "POST", secretary=405, member=refused),
        )
    )


def _act(name: str, *, secretary: int = 200, member: int = 403) -> str:
    """An act of the secretary's, sent empty; 409 where the world's rows do not allow it now."""
    return "\n".join(
        (
            _rule(name, "GET", secretary=secretary, member=member),
            _rule(name, "POST", secretary=422, member=member),
        )
    )


RULES = "\n".join(
    [
        *(_page(name) for name in ("actions", "actions-export", "arising", "list", "minutes", "summaries")),
        _page("summary", member=404),
        _rule("version", "GET", secretary=200, member=404),
        _rule("version", "POST", secretary=405, member=405),
        *(_page(name, member=403) for name in ("letters", "letter", "letter-pdf")),
        *(_act(name) for name in ("edit", "take-over", "edit-letter", "drop-letter", "send-letter", "begin-summary")),
        *(_act(name, secretary=409) for name in ("circulate", "amend", "drop-amendment", "approve", "publish")),
        *(_act(name, member=404) for name in ("edit-summary", "summary-again", "send-summary")),
        # Everybody of the committee reads an action; its owner and the secretary update it.
        _rule("action", "GET", secretary=200, member=200),
        _rule("action", "POST", secretary=422, member=403),
        _rule("draft", "GET", secretary=405, member=403),
        _rule("draft", "POST", secretary=409, member=403),
        _rule("write-letters", "GET", secretary=405, member=403),
        _rule("write-letters", "POST", secretary=302, member=403),
    ]
)
