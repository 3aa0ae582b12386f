"""How pages of the handbook and the directory of contacts travel."""

from typing import Any

from rest_framework import serializers

from functions.models import HandbookVersion
from functions.rules.handbook.publishing import LONGEST, LONGEST_REASON
from functions.services.handbook.writing import PageWords
from hubportal.web.api import StrictSerializer


class HandbookLine(serializers.ModelSerializer[HandbookVersion]):
    """A page of the handbook as it stands now."""

    slug = serializers.CharField(source="page.slug")

    class Meta:
        model = HandbookVersion
        fields: tuple[str, ...] = (
            "slug", "title", "number", "activities", "must_read", "change_note", "published_at",
        )  # fmt: skip


class VersionLine(serializers.ModelSerializer[HandbookVersion]):
    """A version of a page: who wrote it and who published it; a draft is not published."""

    written_by = serializers.CharField(source="written_by.name")
    published_by = serializers.CharField(source="published_by.name", allow_null=True, default=None)

    class Meta:
        model = HandbookVersion
        fields: tuple[str, ...] = (
            "number", "title", "change_note", "is_current", "written_by", "written_at", "published_by", "published_at",
        )  # fmt: skip


class VersionText(VersionLine):
    """A version with its text, marked up as it was typed."""

    class Meta(VersionLine.Meta):
        fields = (*VersionLine.Meta.fields, "activities", "must_read", "body")


class HandbookText(HandbookLine):
    """A page with its text, its versions, and the newest version one has said to have read; 0 for none."""

    versions = VersionLine(many=True)
    read = serializers.IntegerField()

    class Meta(HandbookLine.Meta):
        fields = (*HandbookLine.Meta.fields, "body", "versions", "read")


class StillToRead(serializers.Serializer[Any]):
    """Somebody who has still to say that they read a page."""

    name = serializers.CharField()
    email = serializers.EmailField()


class OutstandingLine(serializers.Serializer[Any]):
    """A page that has to be read, who has still to, and how many have to in all."""

    slug = serializers.CharField(source="version.page.slug")
    title = serializers.CharField(source="version.title")
    number = serializers.IntegerField(source="version.number")
    people = StillToRead(many=True)
    of = serializers.IntegerField()


class OutstandingPage(serializers.Serializer[Any]):
    """All of them as one page, in the shape of every list."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = OutstandingLine(many=True)


class NamedAs(serializers.Serializer[Any]):
    """What an agreement names somebody as, and for which CCGs."""

    lead = serializers.CharField()
    ccgs = serializers.ListField(child=serializers.CharField())


class ContactLine(serializers.Serializer[Any]):
    """One person in one role, with the ODS codes of the CCGs they hold it for, and what agreements name them as."""

    role = serializers.CharField()
    role_name = serializers.CharField()
    name = serializers.CharField(source="person.name")
    designation = serializers.CharField(source="person.designation")
    email = serializers.EmailField(source="person.email")
    whole_hub = serializers.BooleanField()
    ccgs = serializers.SerializerMethodField()
    named = serializers.SerializerMethodField()

    def get_ccgs(self, contact: Any) -> list[str]:
        """None are named where the role is for the whole hub."""
        return [ccg.ods_code for ccg in contact.ccgs]

    def get_named(self, contact: Any) -> list[dict[str, Any]]:
        """The lead, and the CCGs that name it."""
        return [{"lead": lead, "ccgs": [ccg.ods_code for ccg in ccgs]} for lead, ccgs in contact.named.items()]


class ContactPage(serializers.Serializer[Any]):
    """The directory as one page, in the shape of every list."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = ContactLine(many=True)


class PageDraft(StrictSerializer):
    """What a draft says, marked up as on its page; `activities` are references of the function matrix."""

    title = serializers.CharField(max_length=LONGEST["title"])
    body = serializers.CharField(max_length=LONGEST["body"])
    activities: Any = serializers.ListField(
        child=serializers.CharField(max_length=10), max_length=40, required=False, default=list
    )
    must_read = serializers.ChoiceField(
        choices=HandbookVersion.MustRead.choices, required=False, allow_blank=True, default=""
    )
    change_note = serializers.CharField(
        max_length=LONGEST["change_note"], required=False, allow_blank=True, default=""
    )  # fmt: skip

    def words(self) -> PageWords:
        """What was sent, as the service takes it."""
        sent = dict(self.validated_data)
        return PageWords(**{**sent, "activities": tuple(ref.strip().upper() for ref in sent["activities"])})


class TakenOut(StrictSerializer):
    """Why a page is taken out."""

    note = serializers.CharField(max_length=LONGEST_REASON)


class PageRead(StrictSerializer):
    """The version that one has read."""

    number = serializers.IntegerField(min_value=1, max_value=9_999)


class Reminded(serializers.Serializer[Any]):
    """How many people were reminded."""

    reminded = serializers.IntegerField()
