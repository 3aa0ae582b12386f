"""What the lists of the desk's forms hold."""

from governance.presenters.desk import DeskPage
from governance.rules.voting.terms import Treatment


def choices_of(page: DeskPage) -> dict[str, list[tuple[str, str]]]:
    """What the lists of the forms hold."""
    present = [(code, stay.name) for code, stay in page.desk.present.items()]
    on = page.desk.items.get(page.desk.item or 0)
    declared = on.declared if on else {}
    voting = {one.code for one in page.room.seated if one.voting}
    motion = page.open_motion
    return {
        "deputies": [
            (one.code, f"{one.title} ({', '.join(deputy.name for deputy in one.deputies) or 'named on the day'})")
            for one in page.room.seated
            if one.deputies_allowed and one.code not in page.desk.present
        ],
        "away": [
            (one.code, one.member.name)
            for one in page.room.seated
            if one.member is not None and one.code not in page.desk.present
        ],
        "here": [*present, *((stay.name, stay.name) for stay in page.desk.in_attendance)],
        "members": [(one.code, page.words.who(one.code)) for one in page.room.seated],
        "present": present,
        "declared": [(code, page.words.who(code)) for code in declared],
        "replaced": [
            (code, page.words.who(code))
            for code in sorted(voting)
            if code not in page.desk.present
            or (code in declared and (on.conflicts if on else {}).get(code) is not Treatment.NOTE)
        ],
        "stand_ins": [(code, name) for code, name in present if code not in voting],
        "holders": motion.holders if motion else [],
    }
