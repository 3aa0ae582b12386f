"""Just enough addresses for the layout's own links."""

from typing import Any

from django.http import HttpRequest
from django.urls import path


def _nothing(request: HttpRequest) -> Any:
    return None


urlpatterns = [
    path("", _nothing, name="home"),
    path("queries/", _nothing, name="queries"),
    path("finance/", _nothing, name="finance"),
    path("in/", _nothing, name="account_login"),
    path("out/", _nothing, name="account_logout"),
    path("me/", _nothing, name="my_account"),
]
