# SPDX-License-Identifier: MIT
"""See that the system has the libraries Qt links to; fetch Debian's packages where it lacks some.

Root gets packages installed. Anybody else gets the same packages unpacked into build/system, a folder of the checkout,
and the programs started from here are told to look there. No question is asked, and nothing else is touched.

Like desk.py, this file must parse on Python 3.6.
"""

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRIVATE = ROOT / "build" / "system"

# The library Qt loads -> the Debian package that brings it.
ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}

PROBE = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
"""

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>{private}/usr/share/fonts</dir>
  <cachedir>{private}/fontconfig</cachedir>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
"""


def say(line):
    """Print a line of progress at once, also into a pipe."""
    print("ResearchDesk: " + line, flush=True)


def stop(sentence):
    """End with one sentence that says what to do."""
    sys.exit("ResearchDesk: " + sentence)


def is_linux():
    """Say whether libraries are looked for at all: elsewhere Qt's wheels bring everything."""
    return sys.platform.startswith("linux")


def is_root():
    """Say whether packages may be installed into the system."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def has_screen():
    """Say whether a window can be shown."""
    return not is_linux() or bool(os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY"))


def need_libraries(for_screen):
    """See that Qt finds its libraries, those for a screen only when one is to be used."""
    if not is_linux():
        return
    table = dict(ALWAYS)
    if for_screen:
        table.update(WAYLAND if os.environ.get("WAYLAND_DISPLAY") else X11)
    lacking = missing(table)
    if not lacking:
        return
    packages = sorted({table[library] for library in lacking})
    fetch(packages, "the window needs libraries that this system lacks: " + ", ".join(lacking))
    lacking = missing(table)
    if lacking:
        stop(
            "these libraries are still missing: {}; install them and start again.".format(
                ", ".join(lacking)
            )
        )


def missing(libraries):
    """Give those of the libraries that do not load, neither from the system nor from the private folder."""
    lacking = [library for library in libraries if not loads(library)]
    if lacking and private_folders():
        environment = dict(os.environ, **private_environment())
        lacking = (
            subprocess.check_output([sys.executable, "-c", PROBE, *lacking], env=environment)
            .decode()
            .split()
        )
    return lacking


def loads(library):
    """Say whether the system's loader finds a library and all that it links to."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def fetch(packages, reason):
    """Bring Debian packages: installed for root, unpacked into the private folder for anybody else."""
    apt = shutil.which("apt-get")
    if not apt:
        stop(reason + "; install them with the package manager of this system and start again.")
    say("{}; fetching {} ...".format(reason, " ".join(packages)))
    if is_root():
        run_apt([apt], packages)
        return
    downloads = PRIVATE / "apt"
    shutil.rmtree(str(downloads), ignore_errors=True)
    for part in ("state/lists/partial", "cache/archives/partial"):
        (downloads / part).mkdir(parents=True)
    run_apt([apt, "--download-only", *apt_settings(downloads)], packages)
    for package in sorted((downloads / "cache/archives").glob("*.deb")):
        subprocess.check_call(["dpkg-deb", "-x", str(package), str(PRIVATE)])
    shutil.rmtree(str(downloads))


def apt_settings(folder):
    """Give the options by which apt-get keeps its lists and downloads in a folder of the user's."""
    settings = {
        "Dir::State": folder / "state",
        "Dir::State::status": "/var/lib/dpkg/status",
        "Dir::Cache": folder / "cache",
        "Debug::NoLocking": "1",
    }
    return [part for name in settings for part in ("-o", "{}={}".format(name, settings[name]))]


def run_apt(apt, packages):
    """Let apt-get read its lists and bring the packages; show its words only when it fails."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive", LC_ALL="C.UTF-8")
    with tempfile.TemporaryFile() as words:
        for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            status = subprocess.call(
                [*apt, "-qq", *step],
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
                env=environment,
            )
        if status:
            words.seek(0)
            print(words.read().decode(errors="replace")[-2000:], file=sys.stderr)
            stop(
                "the packages could not be fetched (apt-get's words are above); check the network connection, "
                "or have 'apt-get install {}' run as root, and start again.".format(
                    " ".join(packages)
                )
            )


def private_folders():
    """Give the library folders of the packages in the private folder; none when nothing was unpacked."""
    return [
        str(folder)
        for part in ("usr/lib", "lib")
        for folder in PRIVATE.glob(part + "/*-linux-gnu*")
    ]


def private_environment():
    """Give the variables by which programs find the private packages; none when there are none."""
    folders = private_folders()
    if not folders:
        return {}
    inherited = os.environ.get("LD_LIBRARY_PATH")
    found = {"LD_LIBRARY_PATH": ":".join(folders + ([inherited] if inherited else []))}
    if not Path("/etc/fonts/fonts.conf").exists():
        fonts = PRIVATE / "fonts.conf"
        fonts.write_text(FONTS.format(private=PRIVATE))
        found["FONTCONFIG_FILE"] = str(fonts)
    for name, part in (("XKB_CONFIG_ROOT", "X11/xkb"), ("XLOCALEDIR", "X11/locale")):
        share = PRIVATE / "usr/share" / part
        if share.exists() and not (Path("/usr/share") / part).exists():
            found[name] = str(share)
    return found
