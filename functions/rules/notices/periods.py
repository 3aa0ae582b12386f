"""How long a practice has to put things right, and to dispute."""

from datetime import date, timedelta

from functions.rules.sentences import plain_day
from hubportal.clauses import clause

CLAUSE = "GMS Regulations 2015, Schedule 3, part 8"
REMEDY_DAYS = 28


@clause(CLAUSE, part="when a remedial period ends")
def remedy_by(served_on: date, days: int) -> date:
    """The last day to remedy: the day of the notice does not count. Served on 1 December 2015, 28 days: the end of
    29 December 2015, whatever day that is.
    """
    return served_on + timedelta(days=days)


@clause(CLAUSE, part="shortest remedial period")
def refuse_remedy_days(days: int | None, *, shortest: int | None, shorter_because: str) -> str | None:
    """A remedial notice gives at least 28 days, unless patient safety or material loss needs less: then it says why."""
    if shortest is None:
        return None
    if days is None or days < 1:
        return f"Enter how many days the practice has, {shortest} or more."
    if days >= shortest or shorter_because.strip():
        return None
    return (
        f"A remedial notice gives at least {shortest} days. Enter {shortest} or more, or say why patient safety or a"
        " material loss needs less."
    )


@clause(CLAUSE, part="escalating before the period is over")
def refuse_early_escalation(remedy_by: date | None, *, on: date, early_because: str) -> str | None:
    """A practice has the whole of its period to remedy: the notice is escalated after it, or it is said why sooner."""
    if remedy_by is None or on > remedy_by or early_because.strip():
        return None
    return (
        f"The practice has until the end of {plain_day(remedy_by)} to remedy this. Escalate it after that day, or say"
        " why it cannot wait."
    )


@clause(CLAUSE, part="disputing a notice")
def refuse_late_dispute(*, served_on: date, on: date, days: int | None) -> str | None:
    """Where a notice may be disputed within some days, the practice contacts the commissioner within them."""
    last = served_on + timedelta(days=days) if days else None
    if last is None or on <= last:
        return None
    return f"The practice had until {plain_day(last)} to dispute this notice. Record it as a dispute case instead."
