"""People, the roles they hold where and when, invitations, and API tokens."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser, Group
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from hubportal.audit.tracking import tracked
from hubportal.organisations.grants import Grants, load_grants
from hubportal.organisations.models.committees import Committee
from hubportal.organisations.models.hubs import Ccg, Hub
from hubportal.organisations.models.practices import Practice
from hubportal.organisations.roles import ROLES
from hubportal.tenancy.models import Wall


class PersonManager(BaseUserManager["Person"]):
    """Makes people; e-mail addresses are kept in lower case so that one person is one row."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").strip().lower())


@tracked(exclude=("password", "last_login"))
class Person(AbstractUser):
    """Somebody who signs in. What they may do comes from their assignments, read afresh on each request."""

    wall = Wall.GLOBAL

    class Digest(models.TextChoices):
        """How a person wants to hear of notices."""

        AT_ONCE = "at_once", "At once"
        DAILY = "daily", "Once a day, at 7:30am on working days"

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    is_staff = None  # type: ignore[assignment]
    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    designation = models.CharField("job title", max_length=120, blank=True)
    team = models.CharField(max_length=60, blank=True)
    is_system_administrator = models.BooleanField(default=False)
    is_demo = models.BooleanField("invented for the demo data; needs no second factor", default=False)
    digest = models.CharField(max_length=10, choices=Digest, default=Digest.AT_ONCE)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="email_in_lower_case", condition=Q(email=models.functions.Lower("email")))
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def signs(self) -> bool:
        """Whether any role held today signs or approves, and so needs a second factor."""
        today = timezone.localdate()
        roles = self.assignments.filter(period__contains=today).values_list("role", flat=True)
        return any(ROLES[role].signs for role in roles if role in ROLES)

    @cached_property
    def grants(self) -> Grants:
        """What this person may do today, in one SQL; a fresh instance (a new request) reads it again."""
        return load_grants(self)


@tracked()
class Assignment(models.Model):
    """A role held at one organisation for a period; the auditor's and other lent powers always end.

    Exactly one of hub, ccg, committee and practice is set. For hub officers `ccgs` narrows the hub to the CCGs
    they are assigned to; empty means the role covers what its scope says.
    """

    wall = Wall.GLOBAL

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=40, choices=[(code, role.name) for code, role in ROLES.items()])
    hub = models.ForeignKey(Hub, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")
    ccg = models.ForeignKey(Ccg, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")
    committee = models.ForeignKey(
        Committee, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="assignments")
    period = DateRangeField()
    reason = models.CharField(max_length=300, blank=True)
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "group", "period"], name="assignment_once"),
            models.CheckConstraint(
                name="assignment_at_one_organisation",
                condition=(
                    Q(hub__isnull=False, ccg__isnull=True, committee__isnull=True, practice__isnull=True)
                    | Q(hub__isnull=True, ccg__isnull=False, committee__isnull=True, practice__isnull=True)
                    | Q(hub__isnull=True, ccg__isnull=True, committee__isnull=False, practice__isnull=True)
                    | Q(hub__isnull=True, ccg__isnull=True, committee__isnull=True, practice__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.role} {self.period}"

    @property
    def organisation(self) -> Hub | Ccg | Committee | Practice:
        """Where the role is held."""
        found = self.hub or self.ccg or self.committee or self.practice
        if found is None:  # the check constraint forbids it
            raise LookupError("an assignment without an organisation")
        return found


@tracked(exclude=("token_digest",))
class Invitation(models.Model):
    """An offer of a role, sent by e-mail as a single-use link that expires."""

    wall = Wall.GLOBAL

    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=40, choices=[(code, role.name) for code, role in ROLES.items()])
    hub = models.ForeignKey(Hub, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    ccg = models.ForeignKey(Ccg, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    committee = models.ForeignKey(Committee, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    until_on = models.DateField("last day of the role, where it ends", null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.email}: {self.role}"


class ApiToken(models.Model):
    """A sign-in to the API; only the token's SHA-256 is kept, and it expires."""

    wall = Wall.GLOBAL

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_tokens")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} until {self.expires_at:%Y-%m-%d %H:%M}"
