"""allauth's sign-in and password forms, asking and refusing in our words."""

from typing import Any, ClassVar

from allauth.account import forms as account
from django import forms

PASSWORD_HINT = "At least 12 characters, and not a commonly used password. Three random words are a good choice."  # noqa: S105 - words about passwords


class Reworded(forms.Form):
    """Gives fields of another package's form our label, hint and message for an empty answer.

    `words`: field name to (label, message when empty, hint).
    """

    words: ClassVar[dict[str, tuple[str, str, str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_css_class = ""
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                label, empty, hint = self.words[name]
                field.label, field.help_text = label, hint
                field.error_messages["required"] = empty


_EMAIL = ("Email address", "Enter your email address", "")
_PASSWORD = ("Password", "Enter your password", "")
_NEW = ("New password", "Enter a new password", PASSWORD_HINT)
_AGAIN = ("New password again", "Enter the new password again", "")


def _say_how_an_address_looks(form: forms.Form, name: str) -> None:
    message = "Enter an email address in the correct format, like name@example.com"
    field = form.fields[name]
    field.error_messages["invalid"] = message
    for check in field.validators:
        if hasattr(check, "domain_allowlist"):
            check.message = message  # type: ignore[attr-defined]


class SignInForm(Reworded, account.LoginForm):
    """E-mail address and password."""

    words: ClassVar[dict[str, tuple[str, str, str]]] = {"login": _EMAIL, "password": _PASSWORD}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        _say_how_an_address_looks(self, "login")


class ForgottenPasswordForm(Reworded, account.ResetPasswordForm):
    """Where to send the link for a new password."""

    words: ClassVar[dict[str, tuple[str, str, str]]] = {"email": _EMAIL}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_how_an_address_looks(self, "email")


class NewPasswordForm(Reworded, account.ResetPasswordKeyForm):
    """A new password, reached by the link in the e-mail."""

    words: ClassVar[dict[str, tuple[str, str, str]]] = {"password1": _NEW, "password2": _AGAIN}


class ChangePasswordForm(Reworded, account.ChangePasswordForm):
    """A new password for somebody who knows the present one."""

    words: ClassVar[dict[str, tuple[str, str, str]]] = {
        "oldpassword": ("Current password", "Enter your current password", ""),
        "password1": _NEW,
        "password2": _AGAIN,
    }


class SetPasswordForm(Reworded, account.SetPasswordForm):
    """A first password for somebody who has signed in only by their organisation's sign-in."""

    words: ClassVar[dict[str, tuple[str, str, str]]] = {"password1": _NEW, "password2": _AGAIN}


class ConfirmPasswordForm(Reworded, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    words: ClassVar[dict[str, tuple[str, str, str]]] = {"password": _PASSWORD}
