"""Makes a fresh machine ready: `python3 .ci/setup.py run` for the application, `dev` for checks and tests.

Standard library only, because nothing else is there yet. Each step looks before it acts, so a second run
takes a moment, and a set-up that was cut short is simply run again.
"""

import ctypes
import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
STAMP = VENV / "installed"
HALF = VENV / "installing"
PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0")
SUBSET, SUBSET_PACKAGE = "libharfbuzz-subset.so.0", "libharfbuzz-subset0"
FONT = "LiberationSans-Regular.ttf"
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Unready(Exception):
    """Why the machine cannot be made ready: one sentence with a way out."""


def say(sentence: str) -> None:
    print(sentence, flush=True)


def is_root() -> bool:
    return os.geteuid() == 0


def run(command: Sequence[str | Path], trouble: str, **more: str | Path) -> None:
    """Run a command; when it fails, say what it was for and its last words."""
    try:
        done = subprocess.run(command, cwd=PROJECT, stdin=subprocess.DEVNULL, capture_output=True, text=True, **more)
    except OSError as error:
        raise Unready(f"{trouble}: {error}.") from error
    if done.returncode:
        words = [line for line in (done.stderr + "\n" + done.stdout).splitlines() if line.strip()]
        errors = [line for line in words if "error" in line.lower()]
        last = (errors or words or ["no reason was given"])[-1].strip()
        raise Unready(f"{trouble}: {last}")


# --- System libraries


def apt_install(packages: Sequence[str], what_for: str) -> None:
    """Install as root; anyone else is given the command to type."""
    command = f"apt-get install --yes --no-install-recommends {' '.join(packages)}"
    if shutil.which("apt-get") is None:
        raise Unready(f"{what_for} is missing: install what Debian calls {' '.join(packages)}.")
    if not is_root():
        raise Unready(f"{what_for} is missing: run `sudo {command}`, then run this again.")
    say(f"Installing {what_for} ({' '.join(packages)}) …")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"cwd": PROJECT, "stdin": subprocess.DEVNULL, "capture_output": True, "env": env}
    if subprocess.run(command.split(), **quiet).returncode:  # the package lists may be missing or old
        subprocess.run(["apt-get", "update"], **quiet)
        run(command.split(), f"{what_for} could not be installed with `{command}`", env=env)


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def letters() -> None:
    """What WeasyPrint needs to set letters and reports: Pango, HarfBuzz, and one known font."""
    if not all(map(has_library, PANGO)):
        apt_install(PANGO_PACKAGES, "Pango, which sets letters as PDF,")
    if not has_library(SUBSET):
        apt_install([SUBSET_PACKAGE], "HarfBuzz, which keeps of each font in a PDF the part in use,")
    if not any(next(folder.rglob(FONT), None) for folder in FONT_FOLDERS if folder.exists()):
        if is_root():
            apt_install(["fonts-liberation"], "The font of letters")
        else:
            say("Letters will use another font than Liberation: `sudo apt-get install fonts-liberation`.")


def has_browser() -> bool:
    """Ubuntu has a `chromium` that only says where to get one: so it is asked for its version."""
    for name in BROWSERS:
        found = shutil.which(name)
        if found and subprocess.run([found, "--version"], capture_output=True).returncode == 0:
            return True
    return False


def browser() -> None:
    """Chromium for the browser tests, and the one library that what drives it takes from the machine."""
    if not has_library("libatomic.so.1"):
        apt_install(["libatomic1"], "What drives Chromium")
    kept = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright"))
    if has_browser() or any(kept.glob("chromium-*")):
        return
    if "ubuntu" not in platform.freedesktop_os_release().get("ID", ""):
        apt_install(["chromium"], "Chromium, which the browser tests drive,")
        return
    command = [VENV / "bin/playwright", "install", "chromium"]
    if is_root():
        command.append("--with-deps")
    say("Installing Chromium, which the browser tests drive …")
    run(command, f"Chromium could not be installed with `{' '.join(map(str, command))}`")


# Servers that single tests start for themselves: a program, its package, and what is skipped without it.
SERVERS_OF_TESTS = (
    ("pgbouncer", "pgbouncer", "the hunt for leaks through pooled connections"),
    ("dovecot", "dovecot-imapd", "the tests of mail that comes in"),
)


def servers_of_tests() -> None:
    """Servers that tests start for themselves, where root sets up; those tests are skipped without them."""
    missing = [row for row in SERVERS_OF_TESTS if not (shutil.which(row[0]) or shutil.which(f"/usr/sbin/{row[0]}"))]
    if not missing:
        return
    packages = [package for _, package, _ in missing]
    if is_root() and shutil.which("apt-get"):
        apt_install(packages, "what some tests talk to")
        return
    skipped = " and ".join(words for _, _, words in missing)
    say(f"Skipped will be {skipped}: `sudo apt-get install {' '.join(packages)}`.")


# --- Python


def python() -> None:
    """A virtual environment of this very Python, that works."""
    if sys.version_info[:2] != (3, 11):
        have = ".".join(map(str, sys.version_info[:2]))
        raise Unready(
            f"Python 3.11 is needed and this is {have}: install python3.11 and python3.11-venv, "
            "or name yours, such as `make run PYTHON=/path/to/python3.11`."
        )
    own = VENV / "bin/python"
    if own.exists():
        asked = [own, "-c", "import sys, pip; print(sys.version_info[:2] == (3, 11))"]
        if subprocess.run(asked, capture_output=True, text=True).stdout.strip() == "True":
            return
    if VENV.exists():
        say("The virtual environment is not whole: making it again …")
        shutil.rmtree(VENV)
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        apt_install(["python3.11-venv"], "Python's venv module")
    say("Making the virtual environment …")
    run([sys.executable, "-m", "venv", VENV], "The virtual environment could not be made")


def lock_digest(name: str) -> str:
    return hashlib.sha256((PROJECT / "requirements" / f"{name}.txt").read_bytes()).hexdigest()


def packages(name: str) -> None:
    """The locked packages, each checked against its hash; `dev` holds all of `run`."""
    installed = STAMP.read_text().split() if STAMP.exists() else []
    wanted = f"{name}:{lock_digest(name)}"
    if wanted in installed or f"dev:{lock_digest('dev')}" in installed:
        return
    STAMP.unlink(missing_ok=True)
    cut_short = HALF.exists()  # then a package may look installed and miss files
    HALF.touch()
    say("Installing Python packages (about a minute the first time) …")
    pip_install(f"requirements/{name}.txt", *(["--force-reinstall"] if cut_short else []))
    STAMP.write_text(wanted + "\n")
    HALF.unlink()


def pip_install(lock: str, *options: str) -> None:
    """From wheels alone: a source package would fetch what builds it, which no hash covers.

    Without looking for dependencies: the lock holds every one, and pip would otherwise take a release newer than the
    lock for one that a package asks for with an extra, and stop for want of its hash.
    """
    pip = [
        VENV / "bin/python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
    ]
    checked = ["--only-binary=:all:", "--no-deps", "--require-hashes", "--requirement", lock]
    run([*pip, *checked, *options], "Python packages could not be installed (with a network, run this again)")


# --- Front-end assets


def npm() -> Path:
    """The machine's npm, or the one of a locked Python package."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return Path(found)
    own = VENV / "bin/npm"
    if not own.exists():
        say("Installing Node, which fetches the NHS.UK assets …")
        pip_install("requirements/node.txt")
    return own


def assets(name: str) -> None:
    """NHS.UK frontend into static-built/, and for tests axe-core into node_modules/."""
    digest = hashlib.sha256()
    for path in (PROJECT / "package-lock.json", PROJECT / ".ci/assets.py"):
        digest.update(path.read_bytes())
    stamp = PROJECT / "static-built/installed"
    fetched = name == "run" or (PROJECT / "node_modules/axe-core/axe.min.js").exists()
    if fetched and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    say("Fetching the NHS.UK front-end assets …")
    command = [npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if name == "run":
        command.append("--omit=dev")
    env = {**os.environ, "PATH": f"{command[0].parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    run(command, "The NHS.UK assets could not be fetched (with a network, run this again)", env=env)
    run([sys.executable, PROJECT / ".ci/assets.py"], "The NHS.UK assets could not be copied")
    stamp.write_text(digest.hexdigest())


def main(name: str) -> None:
    lock = PROJECT / ".setup.lock"
    with lock.open("w") as only_one:
        try:
            fcntl.flock(only_one, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is at work here: waiting for it …")
            fcntl.flock(only_one, fcntl.LOCK_EX)
        python()
        packages(name)
        letters()
        assets(name)
        if name == "dev":
            browser()
            servers_of_tests()


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "run")
    except Unready as fault:
        sys.exit(f"Set-up stopped. {fault}")
    except OSError as fault:
        sys.exit(f"Set-up stopped. {fault}: mend that and run it again.")
    except KeyboardInterrupt:
        sys.exit("Set-up stopped by you: run it again to go on.")
