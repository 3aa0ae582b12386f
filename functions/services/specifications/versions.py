"""The standard matrix's next version: drafted by a head of a hub, changed row by row, published from a day on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.http import Http404

from functions.figures.matrix import versions_begun
from functions.models import Activity, MatrixVersion
from functions.services.policy_versions import may_change
from hubportal.organisations.models import Hub, Person
from hubportal.web.refusals import Refused, Stale, check_version
from hubportal.web.words import local_day, long_date

CLAUSE = "West Midlands MOU 4.1"
_COPIED = (
    "schedule", "ref", "area", "group", "activity", "ccg_acts", "hub_part", "qualifier", "needs_sign_off",
    "frequency", "source_note", "position",
)  # fmt: skip


def refuse_others(by: Person, hub: Hub) -> None:
    """Only the heads of a hub draw up its versions."""
    if not may_change(by, hub):
        raise Refused("Only the heads of a hub draw up the next version of its matrix.", status=403)


@transaction.atomic
def draft_version(*, hub: Hub, code: str, source: str, by: Person, at: datetime) -> MatrixVersion:
    """A draft of the next version of a hub's matrix: a copy of the latest there is."""
    refuse_others(by, hub)
    if MatrixVersion.objects.filter(hub=hub, effective_from__isnull=True).exists():
        raise Refused("There is a draft of the next version already. Publish it or put it away first.", field="code")
    if MatrixVersion.objects.of_hub(hub.pk).filter(code=code).exists():
        raise Refused(f"There is a version {code} already. Choose another number.", field="code", status=400)
    latest = MatrixVersion.objects.of_hub(hub.pk).published().latest("effective_from")
    made = MatrixVersion.objects.create(hub=hub, code=code, source=source, made_by=by)
    Activity.objects.bulk_create(
        Activity(version=made, **{name: getattr(row, name) for name in _COPIED}) for row in latest.activities.all()
    )
    return made


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a row of a draft is to say."""

    activity: str
    ccg_acts: bool
    hub_part: str
    qualifier: str = ""
    needs_sign_off: bool = False


@transaction.atomic
def change_rows(*, version_id: int, revision: int | None, changes: Mapping[str, RowChange], by: Person) -> list[str]:
    """Change rows of a draft by reference; returns those that changed."""
    found = _draft(version_id, revision=revision, by=by)
    rows = {row.ref: row for row in found.activities.all()}
    altered = []
    for ref, change in changes.items():
        row = rows.get(ref)
        if row is None:
            raise Refused(f"{ref} is not in this version.", status=400)
        if not change.ccg_acts and not change.hub_part:
            raise Refused(f"{ref}: every activity is the CCG’s, the hub’s or both.", field=f"{ref}-part", status=400)
        if not change.activity.strip():
            raise Refused(f"{ref}: enter what the activity is.", field=f"{ref}-activity", status=400)
        new = {
            "activity": change.activity.strip(),
            "ccg_acts": change.ccg_acts,
            "hub_part": change.hub_part,
            "qualifier": change.qualifier.strip() if change.hub_part else "",
            "needs_sign_off": change.needs_sign_off and bool(change.hub_part),
        }
        if all(getattr(row, name) == value for name, value in new.items()):
            continue
        altered.append(ref)
        Activity.objects.filter(pk=row.pk).update(**new)
    if altered:
        found.revision += 1
        found.save(update_fields=["revision"])
    return altered


@transaction.atomic
def publish(*, version_id: int, revision: int | None, effective_from: date, by: Person, at: datetime) -> MatrixVersion:
    """Let a draft hold from a day on: today or later, and after every version there is."""
    found = _draft(version_id, revision=revision, by=by)
    if effective_from < local_day(at):
        raise Refused("A version begins today or later.", field="effective_from", clause=CLAUSE, status=400)
    latest = versions_begun(date.max, found.hub_id).first()
    if latest is not None and latest.effective_from is not None and effective_from <= latest.effective_from:
        raise Refused(
            f"Version {latest.code} begins on {long_date(latest.effective_from)}. Choose a later day.",
            field="effective_from",
            clause=CLAUSE,
            status=400,
        )
    found.effective_from = effective_from
    found.revision += 1
    found.save(update_fields=["effective_from", "revision"])
    return found


@transaction.atomic
def put_away(*, version_id: int, by: Person) -> None:
    """Delete a draft; nothing rests on it yet."""
    _draft(version_id, revision=None, by=by).delete()


def _draft(version_id: int, *, revision: int | None, by: Person) -> MatrixVersion:
    found = (
        MatrixVersion.objects.visible_to(by)
        .select_related("hub")
        .select_for_update(of=("self",))
        .filter(pk=version_id)
        .first()
    )
    if found is None:
        raise Http404("No version of yours has this number.")
    if found.hub is None:
        raise Refused("The agreement’s own version is not changed here. Draft the next one.", clause=CLAUSE)
    refuse_others(by, found.hub)
    refuse_published(found)
    if revision is not None:
        check_version(held=found.revision, submitted=revision)
    return found


__all__ = ["RowChange", "Stale", "change_rows", "draft_version", "publish", "put_away", "refuse_others"]


def refuse_published(version: MatrixVersion) -> None:
    """Refuse what would change a version that was published, whether it holds yet or not."""
    if version.effective_from is not None:
        raise Refused("A published version is not changed. Draft the next one.", clause=CLAUSE)
