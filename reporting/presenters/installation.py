"""The settings in force as words, for the system administrator: what is set, from where, and never a secret."""

import platform
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
from django.conf import settings

from hubportal.documents.services import contents, pictures
from hubportal.notifications.handlers import words_of
from hubportal.organisations.services.tokens import LIFETIME
from hubportal.web.words import file_size, moment, plural
from reporting.figures.installation import Installation, JobRun


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with its lines: what, and what it is."""

    heading: str
    lines: list[tuple[str, str]]


def sections(found: Installation, *, health: Mapping[str, str]) -> list[Section]:
    """Everything the page says, in its order."""
    return [
        Section("Health", [(name.capitalize(), said or "In order") for name, said in health.items()]),
        Section("Background work", [(words_of(job.name), _job(job)) for job in found.jobs] + _redis()),
        Section("Backup", _backup(found)),
        Section("Version", _version(found)),
        Section("Database", _database(found)),
        Section("Email", _email()),
        Section("Files", _files(found)),
        Section("Signing in", _signing_in()),
        Section("Limits", _limits()),
    ]


def _job(job: JobRun) -> str:
    due = f"Last due {moment(job.due_at)}"
    if not job.done:
        return f"{due}: not done"
    share = "" if job.wanted == 1 else f" for {job.done} of {plural(job.wanted, 'hub')}"
    return f"{due}: done{share}, {moment(job.done_at)}"


def place_of(address: str) -> str:
    """Host, port and path of an address; never its user or password."""
    parts = urlsplit(address)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.hostname or 'a socket'}{port}{parts.path}"


def _redis() -> list[tuple[str, str]]:
    if settings.REDIS_URL:
        return [("Driven by", f"Celery, by Redis at {place_of(settings.REDIS_URL)}")]
    return [("Driven by", "run_worker, without Redis; the cache is in files")]


def _backup(found: Installation) -> list[tuple[str, str]]:
    if found.backup is None:
        return [("Last backup", "None has been made of this database since it was made or restored")]
    age = (found.now - found.backup.at).days
    late = f", {plural(age, 'day')} ago" if age else ""
    what = f"{plural(found.backup.documents, 'document')}, {file_size(found.backup.size)}"
    return [("Last backup", f"{moment(found.backup.at)}{late}"), ("In it", f"The database and {what}")]


def _version(found: Installation) -> list[tuple[str, str]]:
    known = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())
    tables = "In step with the code" if not found.unapplied else f"{plural(found.unapplied, 'change')} to be migrated"
    return [
        ("Hub Portal", str(known["project"]["version"])),
        ("Django", django.get_version()),
        ("Python", platform.python_version()),
        ("Tables", tables),
        ("Runs as", "A server: HTTPS only, strict cookies" if settings.PRODUCTION else "Development"),
        ("Address", settings.BASE_URL),
        ("Names served", ", ".join(settings.ALLOWED_HOSTS)),
    ]


def _database(found: Installation) -> list[tuple[str, str]]:
    where = settings.DATABASES["default"]
    named = f"{where['HOST'] or 'a socket'}{':' + where['PORT'] if where['PORT'] else ''}, {where['NAME']}"
    owner = "The owner’s sign-in is set here too: on a server it is for migrations only"
    return [
        ("PostgreSQL", found.postgresql),
        ("Where", f"A server: {named}" if settings.DATABASE_URL else "Embedded, for development and demonstrations"),
        ("Signs in as", found.signs_in_as),
        ("Other sign-ins", owner if "owner" in settings.DATABASES else "None: this process knows hub_app alone"),
        ("Connections", "Through a pool in transaction mode" if where["DISABLE_SERVER_SIDE_CURSORS"] else "Direct"),
    ]


def _email() -> list[tuple[str, str]]:
    backend = settings.EMAIL_DELIVERY_BACKEND
    if backend.endswith("smtp.EmailBackend"):
        secure = "encrypted" if settings.EMAIL_USE_TLS else "not encrypted"
        signed = "signed in" if settings.EMAIL_HOST_USER else "without signing in"
        how = f"Through {settings.EMAIL_HOST}:{settings.EMAIL_PORT}, {secure}, {signed}"
    elif backend.endswith("filebased.EmailBackend"):
        how = "Not sent: kept as files of this machine"
    else:
        how = f"By {backend}"
    return [("Sent", how), ("From", settings.DEFAULT_FROM_EMAIL)]


def _files(found: Installation) -> list[tuple[str, str]]:
    storage: dict[str, Any] = settings.STORAGES["default"]  # type: ignore[assignment]
    down = {"refuse": "refused", "queue": "kept unopened until they are scanned"}[settings.CLAMD_WHEN_DOWN]
    scan = f"By clamd at {settings.CLAMD_ADDRESS}; while it is down, files are {down}"
    return [
        ("Kept in", str(storage.get("OPTIONS", {}).get("location", storage["BACKEND"]))),
        ("Free there", f"{file_size(found.disk_free)} of {file_size(found.disk_size)}"),
        ("Virus scan", scan if settings.CLAMD_ADDRESS else "None: CLAMD_ADDRESS is not set"),
    ]


def _signing_in() -> list[tuple[str, str]]:
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    single = [f"{app['name']}, at {place_of(app['settings']['server_url'])}" for app in apps]
    validators: list[dict[str, Any]] = settings.AUTH_PASSWORD_VALIDATORS  # type: ignore[assignment]
    [shortest] = [one["OPTIONS"]["min_length"] for one in validators if one["NAME"].endswith("MinimumLengthValidator")]
    return [
        ("Second factor", "Required in roles that sign or approve; offered to everybody: app, passkey, recovery codes"),
        ("Password", f"At least {shortest} characters, none of the common ones"),
        ("Single sign-on", ", ".join(single) or "Not set"),
        ("A session ends", f"After {settings.SESSION_IDLE_SECONDS // 60} idle minutes, and after "
         f"{settings.SESSION_COOKIE_AGE // 3600} hours"),
        ("Confirmed again", f"Before signing, when the last sign-in is more than "
         f"{settings.ACCOUNT_REAUTHENTICATION_TIMEOUT // 60} minutes ago"),
        ("Token of the API", f"Ends after {LIFETIME.total_seconds() / 3600:.0f} hours"),
        ("Wrong passwords", "5 in 5 minutes for an account, 10 a minute for an address"),
    ]  # fmt: skip


def _limits() -> list[tuple[str, str]]:
    return [
        ("A file", file_size(contents.MOST_BYTES)),
        ("A Word or Excel file, unpacked", file_size(contents.MOST_UNPACKED_BYTES)),
        ("A picture", f"{pictures.MOST_PIXELS:,} pixels"),
        ("A request", f"{file_size(settings.MOST_REQUEST_BYTES)}; a form of a case with its files "
         f"{file_size(settings.MOST_CASE_FORM_BYTES)}"),
    ]  # fmt: skip
