"""Addresses of a committee’s terms of reference, seats and members."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from governance.views.terms_of_reference import drafting, members, publishing, reading, reviewing, rules, simulation

app_name = "terms"


class How(StringConverter):
    """Whether a rule is written at a place, or joined to the one there."""

    regex = "set|and|or"


class SeatHow(StringConverter):
    """What a button does with a seat."""

    regex = "up|down|remove"


register_converter(How, "rule_how")
register_converter(SeatHow, "seat_how")

DRAFT = "versions/<int:draft>"
urlpatterns = [
    path("", reading.Versions.as_view(), name="list"),
    path("new/", drafting.Begin.as_view(), name="begin"),
    path("compare/", reading.Compare.as_view(), name="compare"),
    path("simulate/", simulation.Simulate.as_view(), name="simulate"),
    path("reviews/new/", reviewing.Review.as_view(), name="review"),
    path("versions/<int:version>/", reading.Version.as_view(), name="version"),
    path("versions/<int:version>/publish/", publishing.Publish.as_view(), name="publish"),
    path(f"{DRAFT}/particulars/", drafting.ChangeParticulars.as_view(), name="particulars"),
    path(f"{DRAFT}/seats/new/", drafting.AddSeat.as_view(), name="seat-add"),
    path(f"{DRAFT}/seats/<slug:seat>/", drafting.ChangeSeat.as_view(), name="seat"),
    path(f"{DRAFT}/seats/<slug:seat>/<seat_how:how>/", drafting.SeatButton.as_view(), name="seat-button"),
    path(f"{DRAFT}/lists/<slug:which>/<int:entry>/", drafting.Entry.as_view(), name="entry"),
    path(f"{DRAFT}/lists/<slug:which>/<int:entry>/remove/", drafting.RemoveEntry.as_view(), name="entry-remove"),
    path(f"{DRAFT}/rules/<str:place>/remove/", rules.RemoveRule.as_view(), name="rule-remove"),
    path(f"{DRAFT}/rules/<str:place>/<rule_how:how>/", rules.RuleKind.as_view(), name="rule-kind"),
    path(f"{DRAFT}/rules/<str:place>/<rule_how:how>/<slug:kind>/", rules.Rule.as_view(), name="rule"),
    path(f"{DRAFT}/adopt/", drafting.Adopt.as_view(), name="adopt"),
    path(f"{DRAFT}/drop/", drafting.Drop.as_view(), name="drop"),
    path("members/", members.Members.as_view(), name="members"),
    path("members/members.csv", members.MembersCsv.as_view(), name="members-csv"),
    path("members/new/", members.Appoint.as_view(), name="appoint"),
    path("members/elections/new/", members.Elect.as_view(), name="elect"),
    path("members/offices/<uuid:office>/", members.EndOffice.as_view(), name="office"),
    path("members/<uuid:appointment>/", members.ChangeAppointment.as_view(), name="appointment"),
    path("members/<uuid:appointment>/end/", members.EndAppointment.as_view(), name="appointment-end"),
]
