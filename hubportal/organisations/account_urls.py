"""Signing in and one's own account: allauth's pages we use, and ours. Nobody signs up, and nobody adds an address."""

from allauth.account import views as account
from allauth.socialaccount import views as social
from django.urls import include, path, re_path

from hubportal.organisations import single_sign_on
from hubportal.organisations.views import account as mine
from hubportal.organisations.views.sign_in import SignInView

urlpatterns = [
    path("login/", SignInView.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("second-factors/", include("allauth.mfa.urls")),
    path("organisation-sign-in/oidc/<str:provider_id>/login/", single_sign_on.login, name="openid_connect_login"),
    path(
        "organisation-sign-in/oidc/<str:provider_id>/login/callback/",
        single_sign_on.callback,
        name="openid_connect_callback",
    ),
    path("organisation-sign-in/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("organisation-sign-in/failed/", social.login_error, name="socialaccount_login_error"),
    path("me/", mine.my_account, name="my_account"),
    path("me/sign-out-elsewhere/", mine.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("me/sessions/end/", mine.end_session, name="end_session"),
    path("me/tokens/revoke/", mine.revoke_token, name="revoke_token"),
    path("role/", mine.choose_organisation, name="choose_organisation"),
]
