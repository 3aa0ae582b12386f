"""What a committee decides on rows of registers: premises payments that are the CCG's to agree, and rent reviews."""

from functions.rules.registers.declaration import Register
from functions.rules.sentences import listed
from hubportal.clauses import clause
from hubportal.web.words import lower_first

CLAUSE = "Specification of casework, section 9"


@clause(CLAUSE, part="a committee decides on a premises payment")
def refuse_committee(register: Register, *, state: str) -> str | None:
    """A committee decides where the register says so: while the row stands at the CCG's own step."""
    step = register.committee
    if step is None:
        return f"No committee decides on rows of “{register.name}” here."
    if state in step.states:
        return None
    states = [lower_first(words) for code, words in register.moves.states.items() if code in step.states]
    now = lower_first(register.moves.states[state])
    return f"A committee decides on a {register.one} while it is: {listed(states)}. This one is: {now}."


@clause(CLAUSE, part="what an approval leaves to a person")
def why_a_person(register: Register) -> str:
    """No resolution is read for an amount or a date, and no letter is signed off but by a person, by name: an approval
    waits for whoever enters them.
    """
    step = register.committee
    if step is None or not step.approve:
        return "The committee agreed. Enter on the row what was agreed and when, and close it once it is settled."
    if any(letter.signed_by == step.approve for letter in register.letters):
        return "The committee agreed. A letter is signed off by a person, by name: sign it off with this decision."
    known = {step.day, step.reference}
    asked = [lower_first(column.label) for column in register.asked(step.approve) if column.name not in known]
    return (
        f"The committee agreed. No resolution is read for amounts or dates: record the approval with {listed(asked)}."
    )
