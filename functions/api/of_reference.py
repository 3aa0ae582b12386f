"""Resources whose rows have a reference and are narrowed by columns."""

from abc import ABC, abstractmethod
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import mixins, viewsets
from rest_framework.request import Request

from functions.api.parameters import one_of, refuse_unknown, words


class OfReference(mixins.ListModelMixin, viewsets.GenericViewSet, ABC):
    """A list by filters, whose rows have a reference."""

    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"
    keyset: Any = (("id", "desc"),)
    filters: dict[str, str] = {}  # noqa: RUF012 - set by each class
    states: Collection[str] = ()

    @abstractmethod
    def mine(self) -> QuerySet[Any]:
        """What the person may see."""

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return self.serializer_class.Meta.model._default_manager.none()  # type: ignore[union-attr]
        refuse_unknown(self.request, set(self.filters))
        found = self.mine()
        for name, column in self.filters.items():
            if asked := one_of(self.request, name, self.states) if name == "state" else words(self.request, name):
                found = found.filter(**{column: asked.upper() if name in {"ccg", "practice", "offer"} else asked})
        return found

    def find(self, request: Request, reference: str) -> Any:
        """One of them, or 404."""
        found = self.mine().filter(reference=reference.upper()).first()
        if found is None:
            raise Http404
        return found
