"""People, their roles and invitations."""

from django.urls import path

from hubportal.organisations.views import changes, invitations, people

app_name = "organisations"

urlpatterns = [
    path("", people.people_list, name="people"),
    path("invite/", invitations.invite, name="invite"),
    path("invitations/<str:digest>/withdraw/", invitations.withdraw, name="withdraw"),
    path("invitation/<str:token>/", invitations.accept, name="accept"),
    path("changes/", changes.everybodys_changes, name="changes"),
    path("<uuid:public_id>/changes/", changes.persons_changes, name="person_changes"),
    path("<uuid:public_id>/", people.person_page, name="person"),
    path("<uuid:public_id>/roles/<int:key>/end/", people.end_role, name="end_role"),
    path("<uuid:public_id>/close/", people.deactivate, name="deactivate"),
    path("<uuid:public_id>/open/", people.reactivate, name="reactivate"),
    path("<uuid:public_id>/remove-second-factors/", people.remove_second_factors, name="remove_second_factors"),
]
