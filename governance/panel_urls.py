"""Addresses of resolution panels."""

from django.urls import path

from governance.views.panels import acting, reading

app_name = "panels"
REFERENCE = "<str:reference>"
urlpatterns = [
    path("", reading.panels, name="list"),
    path("people/", reading.people, name="people"),
    path("people/add/", acting.AddPerson.as_view(), name="add-person"),
    path("people/<uuid:candidate>/end/", acting.EndPerson.as_view(), name="end-person"),
    path(f"{REFERENCE}/", reading.panel, name="panel"),
    path(f"{REFERENCE}/choose/", acting.Choose.as_view(), name="choose"),
    path(f"{REFERENCE}/decide/", acting.Decide.as_view(), name="decide"),
    path(f"{REFERENCE}/actions/<int:action>/done/", acting.Done.as_view(), name="done"),
]
