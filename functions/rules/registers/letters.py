"""Letters that the CCG signs off: what is signed off is a letter that is there, and that letter goes."""

from hubportal.clauses.register import clause


@clause("West Midlands MOU 4.1, function X.13", part="a letter to sign off")
def refuse_sign_off(drafts: int) -> str | None:
    """The CCG signs off a letter it has before it; where the draft was put away, there is nothing to sign off."""
    if drafts:
        return None
    return "There is no draft to sign off: it was put away. Ask the hub to draft the letter again."


@clause("West Midlands MOU 4.1, function X.13", part="the letter that goes")
def refuse_sending(signed_off: int) -> str | None:
    """Only the letter that the CCG signed off goes to the practice, not one that was written since."""
    if signed_off:
        return None
    return "There is no letter that the CCG has signed off. Draft the letter again, for the CCG to sign off."
