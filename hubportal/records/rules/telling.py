"""An act once it is done: its words turned into what somebody did."""

from typing import Final

PAST: Final = {
    "agree": "agreed", "approve": "approved", "ask": "asked", "bring": "brought", "change": "changed",
    "circulate": "circulated", "close": "closed", "complete": "completed", "draft": "drafted", "end": "ended",
    "escalate": "escalated", "give": "gave", "instruct": "instructed", "issue": "issued", "move": "moved",
    "open": "opened", "propose": "proposed", "put": "put", "raise": "raised", "record": "recorded",
    "refuse": "refused", "send": "sent", "sign": "signed", "stop": "stopped", "submit": "submitted", "take": "took",
    "withdraw": "withdrew",
}  # fmt: skip


def told(words: str) -> str:
    """“Close it” as “Closed it”, “Send the letter and complete” as “Sent the letter and completed”.

    Words that say what happened already, such as “Signed by each party”, stay as they are.
    """
    first, _, rest = words.partition(" ")
    past = PAST.get(first.lower())
    if past is None:
        return words
    begun, joined, second = rest.rpartition(" and ")
    if joined and second in PAST:
        rest = f"{begun} and {PAST[second]}"
    return f"{past.capitalize()} {rest}".strip()
