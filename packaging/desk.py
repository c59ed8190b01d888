#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run, test, check and measure ResearchDesk: one entry, and nothing but Python is needed.

    python3 packaging/desk.py run [ARGUMENTS]     start the program; without a screen, take its tour
    python3 packaging/desk.py test [ARGUMENTS]    run the tests; arguments go to pytest
    python3 packaging/desk.py check               layout, lint, types, layers and dead code
    python3 packaging/desk.py cover               see that tests walk every branch of the core
    python3 packaging/desk.py bench NAME [ARGUMENTS]
                                                  take a measurement of tests/bench; without a name, list them
    python3 packaging/desk.py lock [--upgrade]    resolve pyproject.toml anew into packaging/locks

Each verb first sees that .venv holds exactly what its lock names, and brings what is missing. This file and system.py
must parse on Python 3.6, so that whoever has an old Python is told so in one sentence.
"""

import atexit
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile

import system
from system import ROOT, say, stop

OLDEST, NEWEST = (3, 11), (3, 14)
LOCKS = ROOT / "packaging" / "locks"
VENV = ROOT / ".venv"
STAMP = VENV / "desk.json"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DROPPED = (  # each of these could turn an import or an installation aside
    "PYTHONPATH",
    "PYTHONHOME",
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_REQUIRE_VIRTUALENV",
    "PIP_NO_BINARY",
    "PIP_CONSTRAINT",
)
INSTALL = [
    "install",
    "--require-hashes",
    "--no-deps",
    "--only-binary",
    ":all:",
    "--no-input",
    "--disable-pip-version-check",
]
CORE = ("annotate", "entities", "library", "model", "store")  # every branch is walked
WALKERS = ["tests/unit", "tests/journeys", "tests/faults"]
LAYERS = "from importlinter.cli import lint_imports_command as check; check()"


def main(arguments):
    """Carry out one verb and give its exit status."""
    verbs = {verb.__name__: verb for verb in (run, test, check, cover, bench, lock)}
    if not arguments or arguments[0] not in verbs:
        print(__doc__)
        return 0 if arguments in (["--help"], ["-h"]) else 2
    python = find_python()
    if python != sys.executable:
        return wait_for([python, __file__, *arguments])
    try:
        return verbs[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        return 130


def run(arguments):
    """Start the program; without a screen and without arguments take the tour, which leaves pictures."""
    has_screen = system.has_screen()
    system.need_libraries(for_screen=has_screen)
    prepare("run")
    if not has_screen and not arguments:
        say("there is no screen here, so the window is drawn into pictures:")
        arguments = ["--tour", str(ROOT / "build" / "tour")]
    variables = {} if has_screen else offscreen()
    variables["PYTHONPATH"] = str(ROOT)  # arguments may name files of this folder: stay in it
    status = call([PYTHON, "-P", "-m", "researchdesk", *arguments], variables, folder=None)
    if status == 128 + signal.SIGABRT:
        stop(
            "the window could not be opened on this screen (Qt's words are above); "
            "'python3 packaging/desk.py run --tour build/tour' draws it into pictures instead."
        )
    return status


def test(arguments):
    """Run the tests without a screen, in two processes unless told otherwise."""
    system.need_libraries(for_screen=False)
    prepare("test")
    # worksteal: where a process of the tests crashes, the others go on; loadgroup would wait for it forever
    return module("pytest", arguments or ["-n", "2", "--dist", "worksteal"], offscreen())


def check(arguments):
    """Run every checker, the later ones also after one has failed, and name those that did."""
    prepare("test")
    verdicts = [
        ("layout", module("ruff", ["format", "--check", "."])),
        ("lint", module("ruff", ["check", "."])),
        ("types", module("mypy", ["researchdesk"])),
        ("layers", call([PYTHON, "-c", LAYERS])),
        ("dead code", module("vulture", [])),
    ]
    failed = [name for name, status in verdicts if status]
    if failed:
        stop("these checks failed: {}.".format(", ".join(failed)))
    say("all checks passed.")
    return 0


def cover(arguments):
    """See that the tests of the core walk every branch of its rooms, in one process; name the files they do not.

    It takes twice as long as these tests do, and is no part of the gate.
    """
    if arguments:
        print("'cover' takes no arguments: the core is walked as a whole.")
        return 2
    system.need_libraries(for_screen=False)
    prepare("test")
    report = ROOT / "build" / "coverage.json"
    report.parent.mkdir(exist_ok=True)
    rooms = ",".join("researchdesk." + room for room in CORE)
    walk = ["run", "--source", rooms, "-m", "pytest", "-q", "-n", "0", *WALKERS]
    status = module("coverage", walk, offscreen())
    # the share that pyproject.toml asks for is that of the whole program
    status = status or module("coverage", ["json", "-q", "--fail-under=0", "-o", str(report)])
    if status:
        return status
    gaps = unwalked(json.loads(report.read_text(encoding="utf-8"))["files"])
    if gaps:
        print("\n".join(gaps), file=sys.stderr)
        stop(
            "the tests do not walk every branch of the files above (lines, and jumps from->to); "
            "write a test for each, or take out what cannot happen."
        )
    say("the tests walk every branch of {}.".format(", ".join(CORE)))
    return 0


def unwalked(files):
    """Give a line for each file that is not wholly walked: its lines, and the branches as from->to."""
    gaps = []
    for name, found in sorted(files.items()):
        missed = [str(line) for line in found["missing_lines"]]
        missed += ["{}->{}".format(*pair) for pair in found["missing_branches"]]
        if missed:
            gaps.append("{}: {}".format(name, ", ".join(missed)))
    return gaps


def bench(arguments):
    """Take one measurement, which is no part of the tests; without its name say which there are."""
    files = sorted((ROOT / "tests" / "bench").glob("*.py"))
    names = [file.stem for file in files if "__main__" in file.read_text(encoding="utf-8")]
    if not arguments or arguments[0] not in names:
        print("Measurements: {}.".format(", ".join(names)))
        return 2
    system.need_libraries(for_screen=False)
    prepare("test")
    return module("tests.bench." + arguments[0], arguments[1:], offscreen())


def lock(arguments):
    """Resolve pyproject.toml into the three locks, with the hashes of every platform."""
    prepare("build")
    options = [
        "pip",
        "compile",
        "--quiet",
        "--universal",
        "--generate-hashes",
        "--no-header",
        "--no-config",
    ]
    options += ["--python-version", "{}.{}".format(*OLDEST), *arguments, "pyproject.toml"]
    kinds = {"run": [], "test": ["--group", "test"], "build": ["--group", "build"]}
    for kind in kinds:
        agree = [] if kind == "run" else ["-c", "packaging/locks/run.txt"]
        target = ["-o", "packaging/locks/{}.txt".format(kind)]
        status = module("uv", options + kinds[kind] + agree + target)
        if status:
            return status
    return 0


def find_python():
    """Give the Python to go on with: this one, or another on the PATH when this one is too old or too new."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        python = shutil.which("python3.{}".format(minor))
        if python and starts(python):
            return python
    return stop(
        "Python {}.{} to {}.{} is needed and this is {}; install one of them and start again.".format(
            *(OLDEST + NEWEST + (platform.python_version(),))
        )
    )


def starts(python):
    """Say whether a Python is there and works."""
    quiet = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    try:
        return subprocess.call([str(python), "-c", ""], **quiet) == 0
    except OSError:
        return False


def prepare(kind):
    """Make .venv hold what the lock of this kind names; do nothing when it does so already.

    The stamp is written last: an installation that was cut short has none, and is begun again. A changed run lock or
    Python begins with an empty .venv, so that nothing lingers that no lock names any more.
    """
    wanted = {"python": "{}.{}".format(*sys.version_info), "run": digest("run"), kind: digest(kind)}
    have = read_stamp()
    if all(have.get(name) == wanted[name] for name in wanted):
        return
    if any(have.get(name) != wanted[name] for name in ("python", "run")):
        have = {}
        make_environment()
    if STAMP.exists():
        STAMP.unlink()
    install(kind)
    have.update(wanted)
    STAMP.write_text(json.dumps(have))


def digest(kind):
    """Give the SHA-256 of a lock, in hexadecimal."""
    return hashlib.sha256((LOCKS / (kind + ".txt")).read_bytes()).hexdigest()


def read_stamp():
    """Give what .venv was last filled with; nothing when it is absent or its Python does not start."""
    try:
        have = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return have if starts(PYTHON) else {}


def make_environment():
    """Make an empty .venv, also where Python came without the parts that put pip into one."""
    is_whole = importlib.util.find_spec("ensurepip") is not None
    if not is_whole:
        package = "python3-venv" if system.is_root() else "python3-pip-whl"
        system.fetch([package], "this Python lacks the parts that make a .venv")
    say("making .venv ...")
    bare = [] if is_whole or system.is_root() else ["--without-pip"]
    command = [sys.executable, "-m", "venv", "--clear", *bare, str(VENV)]
    made = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=clean(),
    )
    if made.returncode:
        print(made.stdout.decode(errors="replace"), file=sys.stderr)
        stop(
            "the folder .venv could not be made (see above); check space and rights, then start again."
        )


def install(kind):
    """Install what a lock names: wheels only, each checked against its hash, no resolver."""
    say("installing {} ...".format("the program" if kind == "run" else "the tools for " + kind))
    log = VENV / "pip.log"
    command = pip() + INSTALL + ["-r", str(LOCKS / (kind + ".txt"))]
    with log.open("wb") as words:
        status = subprocess.call(
            command, stdin=subprocess.DEVNULL, stdout=words, stderr=subprocess.STDOUT, env=clean()
        )
    if status:
        said = log.read_text(errors="replace")
        print("\n".join(said.splitlines()[-12:]), file=sys.stderr)
        if "DO NOT MATCH THE HASHES" in said:
            stop(
                "a package is not the one that packaging/locks names (see above) and was not installed; "
                "start again later, and tell the makers when it stays so."
            )
        stop(
            "the packages could not be installed (the last lines are above, all of them in .venv/pip.log); "
            "check the network connection and start again."
        )
    if kind == "run":  # a Python told to write no bytecode would compile all of it at each start
        call([PYTHON, "-m", "compileall", "-q", "-j", "0", ROOT / "researchdesk"])


def pip():
    """Give the command that starts pip: the environment's own, or the wheel out of Debian's package."""
    wheels = sorted(system.PRIVATE.glob("usr/share/python-wheels/pip-*.whl"))
    if wheels and not list(VENV.glob("lib/python*/site-packages/pip")):
        return [str(PYTHON), str(wheels[-1] / "pip")]
    return [str(PYTHON), "-m", "pip"]


def clean():
    """Give this environment without what could turn an import or an installation aside."""
    return {name: os.environ[name] for name in os.environ if name not in DROPPED}


def offscreen():
    """Give the variables under which Qt draws without a screen and without a warning."""
    folder = os.environ.get("XDG_RUNTIME_DIR")
    if not folder:
        folder = tempfile.mkdtemp(prefix="researchdesk-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": folder}


def module(name, arguments, variables=None):
    """Run a module with the Python of .venv and give its exit status."""
    return call([PYTHON, "-m", name, *arguments], variables)


def call(command, variables=None, folder=ROOT):
    """Run a command, in the root folder unless told otherwise; give its exit status."""
    environment = clean()
    environment.update(system.private_environment())
    environment.update(variables or {})
    return wait_for([str(part) for part in command], cwd=folder and str(folder), env=environment)


def wait_for(command, **options):
    """Run a command to its end and give its exit status as a shell would.

    Ctrl-C reaches the command as well, and it may have work to put away: so it is waited for, never killed.
    """
    process = subprocess.Popen(command, **options)
    while True:
        try:
            status = process.wait()
        except KeyboardInterrupt:
            continue
        return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
