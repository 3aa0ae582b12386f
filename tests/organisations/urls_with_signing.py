"""The portal's addresses and one more, whose view needs a fresh sign-in."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from hubportal.organisations.reauthentication import fresh_sign_in_required


@fresh_sign_in_required
def sign_something(request: HttpRequest) -> HttpResponse:
    """Says what was signed."""
    return HttpResponse(f"signed {request.POST.get('what', '')}")


urlpatterns = [path("sign/", sign_something), path("", include("hubportal.urls"))]
