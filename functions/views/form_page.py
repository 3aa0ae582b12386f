"""A page with one form about one thing that is neither a case nor a record with a table of moves."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hubportal.records.forms.acts import RecordForm
from hubportal.web.acting import ActPage


class FormPage(ActPage, ABC):
    """A subclass finds its thing, names its form and calls its service. `target` is None where one is made."""

    form_class: ClassVar[type[Any]] = RecordForm
    template: ClassVar[str] = "functions/form_page.jinja"

    target: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find it before anything else; strangers and readers go no further."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        self.target = self.find(request)
        return super().dispatch(request, *args, **kwargs)

    @abstractmethod
    def find(self, request: HttpRequest) -> Any:
        """What the address names, for whoever may do this."""

    def next_page(self) -> str:
        """What it was about."""
        return str(self.target.get_absolute_url())

    def version(self) -> int | None:
        """Its version; None where it is being made."""
        return None if self.target is None else self.target.version

    def drawn(self, words: dict[str, Any], *, status: int) -> HttpResponse:
        """The page, with what it is about."""
        about = {"caption": getattr(self.target, "reference", ""), "target": self.target}
        return super().drawn(about | words, status=status)
