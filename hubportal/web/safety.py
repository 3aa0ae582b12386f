"""What is settled about every request before a page sees it: its size, its text, and who may keep the answer."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from hubportal.web.errors import bad_request

GetResponse = Callable[[HttpRequest], HttpResponse]


class BoundsMiddleware:
    """Refuses what no page should have to read: too large a body (413), or null bytes in an address (400).

    The size is taken from the header, so that too large an upload is refused before any of it is read; a body without
    a stated size is not read at all. Case forms, which take several files, may be larger. PostgreSQL cannot hold null
    bytes; in forms the fields refuse them.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        case_form = request.path.startswith("/cases/")
        most = settings.MOST_CASE_FORM_BYTES if case_form else settings.MOST_REQUEST_BYTES
        if not said.isdigit() or int(said) > most:
            return bad_request(request, RequestDataTooBig())
        if "\0" in request.path or any("\0" in text for pair in request.GET.lists() for text in (pair[0], *pair[1])):
            return bad_request(request)
        return self.get_response(request)


class NoStoreMiddleware:
    """Answers to signed-in people are kept by no browser and no proxy, unless the view says otherwise."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response
