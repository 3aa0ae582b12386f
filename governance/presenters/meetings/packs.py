"""The packs of a meeting in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from governance.models import Pack
from governance.services.meetings.packs import progress_of
from hubportal.web.words import moment, plural


@dataclass(frozen=True, slots=True)
class PackInWords:
    """A pack: what it is, how far, and where it is opened."""

    name: str
    standing: str
    href: str = ""
    fault: str = ""


def packs_in_words(packs: Iterable[Pack], committee: Any, *, secretary: bool) -> list[PackInWords]:
    """The packs of a meeting, drafts for the secretary only."""
    made = []
    for pack in packs:
        if pack.number == 0 and not secretary:
            continue
        what = {0: "Draft pack", 1: "Pack"}.get(pack.number, f"Supplement {pack.number - 1}")
        name = f"{what} for {'members' if pack.audience == Pack.Audience.MEMBERS else 'the public'}"
        if pack.state == Pack.State.READY and pack.file is not None:
            href = reverse("governance:file", args=[committee.public_id, pack.file.public_id])
            said = f"PDF, {plural(pack.file.pages or 0, 'page')}, made {moment(pack.ready_at)}"
            made.append(PackInWords(name, said, href))
        elif pack.state == Pack.State.FAILED:
            made.append(PackInWords(name, "Could not be made", fault=pack.fault))
        else:
            done = progress_of(pack)
            said = f"Being made: {done[0]} of {plural(done[1], 'paper')} in" if done else "Waiting to be made"
            made.append(PackInWords(name, said))
    return made
