"""What is withheld from somebody who was asked to leave for an item: its papers, packs, minutes and register."""

from governance.figures.withheld import Withheld, withheld_from
from governance.models import CommitteeFile, Marking, Minutes, Pack, Paper
from governance.rules.desk.leaving import LEFT
from governance.services.files import bar_with
from hubportal.organisations.models import Committee, Person
from hubportal.web.refusals import Refused

IN_PACK = (
    "This pack holds confidential papers of an item for which you were asked to leave because of an interest, so it is"
    " withheld from you. Open the papers of the other items one by one on the page of the meeting."
)
IN_MINUTES = (
    "These minutes hold the confidential part of an item for which you were asked to leave because of an interest, so"
    " the file is withheld from you. Read the other parts on the page of the minutes."
)

IN_REGISTER = (
    "The register holds a decision on an item for which you were asked to leave because of an interest, so the whole of"
    " it is withheld from you. Prove it here on the page, or ask the secretary."
)


def refuse_whole_register(person: Person, committee: Committee) -> None:
    """Refused to somebody from whom an entry is withheld: a chain with an entry left out would prove nothing."""
    if withheld_from(person, [committee.pk]).private:
        raise Refused(IN_REGISTER, status=403)


def is_withheld(paper: Paper, *, is_private: bool, withheld: Withheld) -> bool:
    """Whether a paper of an item is withheld: what the public reads is not."""
    return paper.item_id in withheld.items and (is_private or paper.marking != Marking.PUBLIC)


@bar_with
def left_for_its_item(person: Person, file: CommitteeFile) -> str | None:
    """Why somebody may not open a file of an item for which they left; None where they may."""
    withheld = withheld_from(person, [file.committee_id])
    if not withheld.items:
        return None
    ours = {"committee_id": file.committee_id}
    papers = Paper.objects.filter(**ours, file=file).select_related("item")
    if any(is_withheld(one, is_private=one.item.is_private, withheld=withheld) for one in papers):
        return LEFT
    if _pack_holds_any(file, withheld):
        return IN_PACK
    if Minutes.objects.filter(**ours, file=file, meeting_id__in=withheld.meetings).exists():
        return IN_MINUTES
    return None


def _pack_holds_any(file: CommitteeFile, withheld: Withheld) -> bool:
    """Whether it is a pack for members of a meeting with a paper that is withheld; which pack holds which paper is
    not kept, so that a supplement is withheld too.
    """
    ours = {"committee_id": file.committee_id}
    pack = Pack.objects.filter(**ours, file=file, audience=Pack.Audience.MEMBERS).first()
    if pack is None:
        return False
    papers = Paper.objects.filter(**ours, item__meeting_id=pack.meeting_id, item_id__in=withheld.items)
    return any(
        is_withheld(one, is_private=one.item.is_private, withheld=withheld) for one in papers.select_related("item")
    )
