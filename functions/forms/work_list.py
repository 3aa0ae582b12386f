"""The filters of the work list, saved views, and what bulk acts ask."""

from typing import Any

from markupsafe import Markup

from functions.figures.choosing import Choosing
from functions.figures.work_filter import ME, NOBODY, WorkListFilter
from functions.forms.choices import category_choices, offer_choices
from functions.models.queries import Kind, Priority, Stream
from hubportal.web.components import pieced
from hubportal.web.fields import CheckboxField, DateField, SearchField, SelectField, TextField
from hubportal.web.forms import PortalForm
from hubportal.web.rendering import field_group

CHOSEN = ("ccg", "kind", "stream", "category", "owner", "priority")  # the others are typed


class FilterForm(PortalForm):
    """The choices of the list as a GET form, drawn from the address; a choice nobody offers is passed over."""

    says_optional = False

    q = SearchField(label="Search")
    ccg = SelectField(label="CCG", required=False, empty="All CCGs")
    kind = SelectField(label="Kind", choices=Kind.choices, required=False, empty="All kinds")
    stream = SelectField(label="Stream", choices=Stream.choices, required=False, empty="Both streams")
    category = SelectField(label="Category", choices=category_choices, required=False, empty="All categories")
    practice = TextField(label="Practice code", required=False, max_length=6, width=10)
    owner = SelectField(label="Owner", required=False, empty="Anybody")
    priority = SelectField(label="Priority", choices=Priority.choices, required=False, empty="All priorities")
    tag = TextField(label="Tag", required=False, max_length=40)
    received_from = TextField(label="Received from", required=False, max_length=10)
    received_to = TextField(label="Received to", required=False, max_length=10)

    def __init__(
        self,
        asked: WorkListFilter,
        *,
        ccgs: list[tuple[str, str]],
        practice: bool,
        owners: list[tuple[str, str]],
    ) -> None:
        super().__init__(initial=as_typed(asked), auto_id="filter_%s")
        for name, field in self.fields.items():
            if name.startswith("received_"):
                field.widget.input_type = "date"
        self.fields["ccg"].choices = ccgs  # type: ignore[attr-defined]
        self.fields["owner"].choices = _owners(asked, owners)  # type: ignore[attr-defined]
        if len(ccgs) < 2:
            del self.fields["ccg"]
        if practice:  # how the hub sorts its work says nothing to those who ask
            for name in ("stream", "practice", "owner", "priority", "tag"):
                del self.fields[name]


def _owners(asked: WorkListFilter, owners: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Oneself, nobody, and the colleagues; a saved view may ask for somebody who has left, and is not given a name."""
    choices = [(ME, "Me"), (NOBODY, "Nobody yet"), *owners]
    known = {"", *(code for code, _ in choices)}
    return choices if asked.owner in known else [*choices, (asked.owner, "Somebody who has left")]


def as_typed(asked: WorkListFilter) -> dict[str, Any]:
    """The filter by the names of the form."""
    dates = {
        name: day.isoformat() if (day := getattr(asked, name)) else "" for name in ("received_from", "received_to")
    }
    plain = ("kind", "stream", "category", "practice", "owner", "priority", "tag")
    named = {name: getattr(asked, name) for name in plain}
    return {"q": asked.words, "ccg": asked.ccgs[0] if asked.ccgs else "", **named, **dates}


def filter_fields(
    asked: WorkListFilter, *, ccgs: list[tuple[str, str]], practice: bool, owners: list[tuple[str, str]]
) -> Markup:
    """The filters as drawn, once for the same choices; what somebody typed is put in afterwards, and not kept."""
    given = as_typed(asked)
    typed = {name: value for name, value in given.items() if value and name not in CHOSEN}
    holes = {name: name.replace("_", "-") for name in typed}

    def draw() -> Markup:
        form = FilterForm(asked, ccgs=ccgs, practice=practice, owners=owners)
        form.initial = {**form.initial, **{name: f"@hole-{hole}@" for name, hole in holes.items()}}
        return Markup("").join(field_group(field) for field in form)

    key = ("filters", *(given[name] for name in CHOSEN), tuple(ccgs), tuple(owners), practice, *typed)
    return pieced(key, draw, {holes[name]: value for name, value in typed.items()})


def words_of_choices(
    asked: WorkListFilter, *, ccgs: list[tuple[str, str]], owners: list[tuple[str, str]]
) -> dict[str, list[tuple[str, str]]]:
    """The words of each choice of the filters."""
    plain = [name for name in CHOSEN if name not in {"ccg", "owner"}]
    named = {name: FilterForm.base_fields[name].choices for name in plain}  # type: ignore[attr-defined]
    return {"ccg": ccgs, "owner": _owners(asked, owners), **named}


class SaveViewForm(PortalForm):
    """A name for the filters as they stand."""

    name = TextField(label="Name of the view", called="a name for the view", max_length=60, width=20)
    is_shared = CheckboxField(label="Share it with everyone of the hub", required=False, small=True)


class BulkAssignForm(PortalForm):
    """To whom the ticked cases go."""

    owner = SelectField(label="Owner", called="an owner", required=False, empty="Nobody")
    team = SelectField(label="Team", called="a team", required=False, empty="No team")

    def __init__(self, *args: Any, choosing: Choosing, may_give: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choosing = choosing
        offer_choices(self, choosing)
        if not may_give:
            own = choosing.person
            self.fields["owner"].choices = [(str(own.pk), f"{own.name} (you)")]  # type: ignore[attr-defined]
            self.fields["owner"].initial = str(own.pk)
            self.fields["owner"].help_text = "Only a head of the hub gives cases to somebody else"

    def clean_owner(self) -> Any:
        """The person."""
        return self.choosing.owner(self.cleaned_data["owner"])


class BulkAcknowledgeForm(PortalForm):
    """On which day the ticked cases were acknowledged."""

    on = DateField(
        label="Date",
        called="the date",
        latest="today",
        help_text="Today: each is sent an email or letter from its template. An earlier day: recorded as already sent",
    )
