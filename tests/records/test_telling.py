"""Acts of every kind of record, told once they are done."""

import pytest

from functions.rules.schemes.gates import DUE, moves_in
from functions.rules.specifications.parts import Acts
from functions.services.registers.declared import registers
from hubportal.records.kinds import every_kind
from hubportal.records.rules.telling import told

TOLD_ALREADY = {"Agreed", "All", "Amendment", "Extension", "Put", "Signed", "Superseded"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Close it", "Closed it"),
        ("Withdraw", "Withdrew"),
        ("Bring it into effect", "Brought it into effect"),
        ("Send the letter and complete", "Sent the letter and completed"),
        ("Take back and change", "Took back and changed"),
        ("Record that the work is complete", "Recorded that the work is complete"),
        ("Sign off the paper for the CCG", "Signed off the paper for the CCG"),
        ("Signed by each party", "Signed by each party"),
        ("Opened at stage 1", "Opened at stage 1"),
    ],
)
def test_an_act_is_told_as_done(words: str, said: str) -> None:
    assert told(words) == said


def test_no_act_of_any_kind_is_told_as_still_to_do() -> None:
    tables = [kind.moves for kind in every_kind() if kind.moves is not None]
    tables += [moves_in(state, england) for state in DUE for england in Acts]
    tables += [register.moves for register in registers().values()]
    acts = {move.words for table in tables for move in table.moves}
    assert len(acts) > 80
    assert {words for words in acts if told(words) == words and words.split()[0] not in TOLD_ALREADY} == set()
