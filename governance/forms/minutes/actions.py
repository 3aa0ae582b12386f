"""What is asked about actions."""

from typing import Any, ClassVar

from governance.models import Action
from hubportal.web.fields import LongTextField, RadiosField, SelectField, TextField, VersionField
from hubportal.web.forms import FilterForm, NhsNumberWarning

STATES = (("open", "Open"), ("overdue", "Overdue"), ("done", "Done"), ("dropped", "Dropped"))


class ActionFilter(FilterForm):
    """What narrows the action log."""

    q = TextField(label="Words", called="the words", required=False, max_length=120)
    state = SelectField(label="State", called="the state", required=False, choices=[("", "All"), *STATES])
    owner = TextField(label="Owner", called="the owner", required=False, max_length=120)


class UpdateForm(NhsNumberWarning):
    """How an action goes, or how it ended."""

    free_text: ClassVar[tuple[str, ...]] = ("words",)

    state = RadiosField(label="How it stands", called="how it stands", small=True)
    words = LongTextField(label="What was done, or why", called="what was done", rows=4, max_length=2000)
    version = VersionField()

    def __init__(self, *args: Any, may_drop: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"open": "Still open", "done": "Done", "dropped": "Dropped: nobody does it any more"}
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (key, said) for key, said in words.items() if may_drop or key != Action.State.DROPPED
        ]
