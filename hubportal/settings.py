"""Settings: everything that differs between machines comes from the environment (see docs/operations.md)."""

import os
from pathlib import Path
from typing import Any

import pghistory

from hubportal import settings_api, settings_headers, settings_sign_in
from hubportal.environment import database, flag, listed, networks, one_of, secret_key
from hubportal.logs import logging_settings
from hubportal.tenancy import embedded

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("HUBPORTAL_DATA", BASE_DIR / ".data"))


DATABASE_URL = os.environ.get("DATABASE_URL", "")
REDIS_URL = os.environ.get("REDIS_URL", "")
PRODUCTION = flag("HUBPORTAL_PRODUCTION")
DEBUG = flag("HUBPORTAL_DEBUG")
SECRET_KEY = secret_key(production=PRODUCTION, kept_in=DATA_DIR)
ALLOWED_HOSTS = listed("HUBPORTAL_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = listed("HUBPORTAL_ORIGINS")
BASE_URL = os.environ.get("HUBPORTAL_BASE_URL", "http://localhost:8000").rstrip("/")

# --- Database ---------------------------------------------------------------------------------------------------------


def _embedded(user: str) -> dict[str, Any]:
    found = embedded.connection_settings(DATA_DIR)
    return {"NAME": found["name"], "USER": user, "PASSWORD": "", "HOST": found["host"], "PORT": str(found["port"])}


def _database(found: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"ENGINE": "hubportal.tenancy.postgres", "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, **found, **more}


DATABASES: dict[str, dict[str, Any]] = {
    "default": _database(
        database(DATABASE_URL) if DATABASE_URL else _embedded("hub_app"),
        ATOMIC_REQUESTS=True,
        DISABLE_SERVER_SIDE_CURSORS=flag("HUBPORTAL_POOLED"),
    ),
}
# The owner's sign-in is for migrations; web and worker processes of a server are not given it.
OWNER_URL = os.environ.get("DATABASE_OWNER_URL", "")
if OWNER_URL or not DATABASE_URL:
    DATABASES["owner"] = _database(
        database(OWNER_URL) if OWNER_URL else _embedded("hub_owner"), SCOPED=False, CONN_MAX_AGE=0
    )
DATABASE_BACKUP_URL = os.environ.get("DATABASE_BACKUP_URL", "")  # for `manage.py backup` alone
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Applications -----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "hubportal.tenancy",
    "hubportal.clauses",
    "hubportal.clocks",
    "hubportal.audit",
    "hubportal.web",
    "hubportal.organisations",
    "hubportal.documents",
    "hubportal.notifications",
    "hubportal.records",
    "functions",
    "finance",
    "governance",
    "reporting",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_celery_beat",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "guardian",
    "health_check",
    "pgtrigger",
    "pghistory",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hubportal.web.safety.BoundsMiddleware",
    "hubportal.web.safety.NoStoreMiddleware",
    "hubportal.organisations.middleware.BearerTokenMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hubportal.organisations.middleware.SessionAgeMiddleware",
    "hubportal.organisations.middleware.SecondFactorMiddleware",
    "hubportal.web.refusals.RefusalMiddleware",
    "hubportal.organisations.middleware.ScopeMiddleware",
    "hubportal.audit.middleware.AuditContextMiddleware",
]

ROOT_URLCONF = "hubportal.urls"
WSGI_APPLICATION = "hubportal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "hubportal.web.jinja.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hubportal.web.navigation.context",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

# History rows keep plain copies of keys, and are read through the row they tell of or by CCG and time
# (hubportal.audit.tracking): an index on each copied key would be written with every change and read by nobody.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_CONTEXT_FIELD = pghistory.ContextForeignKey(db_index=True)

# --- People and sign-in -----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Grants are read in one statement a request (hubportal.organisations.grants), never through has_perm.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
ANONYMOUS_USER_NAME = None  # guardian's anonymous row is not wanted
GUARDIAN_MONKEY_PATCH_USER = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "hubportal.organisations.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account begins with an invitation that was answered from the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key", "reset_password": "10/m/ip,3/m/key"}
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody signs up, so an unknown address has nothing to be told
ACCOUNT_FORMS = settings_sign_in.ACCOUNT_FORMS
MFA_FORMS = settings_sign_in.MFA_FORMS
MFA_ADAPTER = "hubportal.organisations.accounts.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are the invited ones; nobody can add another
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Hub Portal"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_ADAPTER = "hubportal.organisations.accounts.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = settings_sign_in.SOCIALACCOUNT_PROVIDERS

SESSION_COOKIE_AGE = 12 * 3600  # the absolute limit; thirty idle minutes are kept by SessionAgeMiddleware
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "hubportal_session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "hubportal_csrf"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hubportal.web.errors.csrf_failure"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
DEMO_PASSWORD = os.environ.get("HUBPORTAL_DEMO_PASSWORD", "")

# --- Safety headers ---------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = PRODUCTION and not flag("HUBPORTAL_BEHIND_PLAIN_PROXY")
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("HUBPORTAL_PROXY_TLS") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = settings_headers.CONTENT_SECURITY_POLICY
PERMISSIONS_POLICY = settings_headers.PERMISSIONS_POLICY
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
# Refused by its header, before any of it is read (hubportal.web.safety). Case forms take ten files of 20 MB, and read
# that much, so that a form with one file too large comes back as it was typed.
MOST_REQUEST_BYTES = 25_000_000
MOST_CASE_FORM_BYTES = 210_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Files, language, time --------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [path for path in (BASE_DIR / "static-built",) if path.exists()]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "documents"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION
# Files that people send are scanned by clamd where it is named; one that is down refuses them, or lets them wait.
CLAMD_ADDRESS = os.environ.get("CLAMD_ADDRESS", "")
CLAMD_WHEN_DOWN = one_of("CLAMD_WHEN_DOWN", "refuse", "queue")
LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Europe/London"

# --- Cache, background work, e-mail -----------------------------------------------------------------------------------

CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    # Shared by the web processes of one laptop, so that sign-in limits hold across them.
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA_DIR / "cache"}
}
EMAIL_BACKEND = "hubportal.notifications.email.OutboxEmailBackend"
EMAIL_DELIVERY_BACKEND = os.environ.get(
    "HUBPORTAL_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("EMAIL_HOST")
    else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = DATA_DIR / "sent-email"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
# Besides the internet, mailboxes are read from servers on these networks; on a laptop from its own.
MAIL_NETWORKS = networks("HUBPORTAL_MAIL_NETWORKS", "" if PRODUCTION else "127.0.0.0/8,::1/128")
DEFAULT_FROM_EMAIL = os.environ.get("HUBPORTAL_FROM_EMAIL", "Hub Portal <portal@example.org>")

# --- API --------------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = settings_api.REST_FRAMEWORK
SPECTACULAR_SETTINGS = settings_api.SPECTACULAR_SETTINGS

# --- Logs -------------------------------------------------------------------------------------------------------------

LOGGING = logging_settings(
    production=PRODUCTION, level=os.environ.get("HUBPORTAL_LOG_LEVEL", "INFO" if PRODUCTION else "WARNING")
)
