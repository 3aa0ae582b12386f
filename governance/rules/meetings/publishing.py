"""What of a meeting stands on the public site, and what is kept from it or taken off."""

from hubportal.clauses import clause

CLAUSE = "Specification of reporting, Publication"
SHOWN_FROM = ("notified", "issued", "open", "closed")


@clause(CLAUSE, part="withheld with a reason")
def withholding_fault(*, withheld: bool, why: str) -> str | None:
    """The secretary may keep a public paper, or all of a meeting, from publication: with the reason."""
    return "Enter why it is withheld from publication." if withheld and not why.strip() else None


@clause(CLAUSE, part="what is withdrawn leaves at once, what is replaced with its supplement")
def is_gone(*, paper_withdrawn: bool, replaced: bool, item_withdrawn: bool, put_off: bool) -> bool:
    """A paper that was withdrawn, by itself or with its item, leaves the public site at once. A version that was
    replaced stays until the supplement brings the next one, and an item that was put off keeps its papers: they were
    read, and will be again.
    """
    return (paper_withdrawn and not replaced) or (item_withdrawn and not put_off)


@clause(CLAUSE, part="why a paper is not public")
def why_left_out(*, item_is_private: bool, marking: str, withheld_why: str) -> str:
    """What the secretary is told of a paper that the public does not read; empty for one that it does."""
    if item_is_private:
        return "The item is heard in private"
    if marking != "public":
        return f"Marked {marking}"
    return f"Withheld: {withheld_why}" if withheld_why else ""


@clause(CLAUSE, part="meetings in public are in the calendar")
def in_calendar(*, in_public: bool, state: str, published: bool) -> bool:
    """A meeting held in public is in the public calendar from its notice on, or earlier where its date was published;
    one that was cancelled stays in as cancelled.
    """
    return published or (in_public and state in SHOWN_FROM)
