# SPDX-License-Identifier: MIT
"""The one entry speaks plainly to every Python, and begins again what was cut short."""

from __future__ import annotations

import ast
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.house.source import ROOT, tree


@pytest.fixture
def desk(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    module = importlib.import_module("desk")
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "desk.json")
    monkeypatch.setattr(module, "PYTHON", sys.executable)
    return module


@pytest.fixture
def installs(desk, monkeypatch):
    """Give the list of what would have been made and installed."""
    done: list[str] = []

    def make() -> None:
        done.append("venv")
        desk.VENV.mkdir(exist_ok=True)

    monkeypatch.setattr(desk, "make_environment", make)
    monkeypatch.setattr(desk, "install", done.append)
    return done


@pytest.mark.parametrize("name", ["desk.py", "system.py"])
def test_an_old_python_can_read_it(name):
    file = ROOT / "packaging" / name
    ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 6))
    names = [
        name.name
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Import)
        for name in node.names
    ]
    imported = {name.partition(".")[0] for name in names}
    assert imported <= sys.stdlib_module_names | {"system"}


def test_an_old_python_is_told_in_one_sentence(desk, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 8, 1))
    monkeypatch.setattr(desk.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"^ResearchDesk: Python 3.11 to 3.14 is needed .*\.$"):
        desk.main(["run"])


def test_an_old_python_hands_over_to_one_that_works(desk, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 8, 1))
    monkeypatch.setattr(desk.shutil, "which", lambda name: name)
    monkeypatch.setattr(desk, "starts", lambda python: python == "python3.12")
    assert desk.find_python() == "python3.12"


def test_an_unknown_verb_is_answered_with_the_verbs(desk, capsys):
    assert desk.main(["frobnicate"]) == 2
    assert desk.main([]) == 2
    assert desk.main(["--help"]) == 0
    assert "desk.py run" in capsys.readouterr().out


def test_a_measurement_is_called_by_its_name(desk, installs, monkeypatch, capsys):
    calls = []
    monkeypatch.setattr(
        desk, "call", lambda command, variables=None: calls.append(command[2:]) or 0
    )
    assert desk.main(["bench"]) == 2
    assert "store" in capsys.readouterr().out
    assert desk.main(["bench", "store", "--quick"]) == 0
    assert calls == [["tests.bench.store", "--quick"]]


@pytest.fixture
def covers(desk, installs, monkeypatch, tmp_path):
    """Give what is called when the core is walked, with nothing missed but what the test says."""
    calls = []
    walked = {"missing_lines": [], "missing_branches": []}
    files = {"researchdesk/store/lock.py": walked}

    def module(name, arguments, variables=None):
        calls.append([name, *arguments])
        if arguments[0] == "json":
            Path(arguments[-1]).write_text(json.dumps({"files": files}))
        return 0

    monkeypatch.setattr(desk, "ROOT", tmp_path)
    monkeypatch.setattr(desk, "module", module)
    return calls, files


def test_a_core_walked_wholly_is_said_to_be_so(desk, covers, capsys):
    calls, _ = covers
    assert desk.main(["cover"]) == 0
    assert [call[:2] for call in calls] == [["coverage", "run"], ["coverage", "json"]]
    assert all((ROOT / folder).is_dir() for folder in desk.WALKERS)
    rooms = calls[0][calls[0].index("--source") + 1].split(",")
    assert rooms == [f"researchdesk.{room}" for room in desk.CORE]
    assert all((ROOT / room.replace(".", "/")).is_dir() for room in rooms)
    assert "every branch of annotate, entities, library, model, store." in capsys.readouterr().out
    assert desk.main(["cover", "tests/unit"]) == 2


def test_every_file_that_is_not_wholly_walked_is_named(desk, covers, capsys):
    _, files = covers
    files["researchdesk/model/dates.py"] = {"missing_lines": [], "missing_branches": [[7, -3]]}
    files["researchdesk/library/tags.py"] = {"missing_lines": [5, 6], "missing_branches": [[4, 5]]}
    with pytest.raises(SystemExit, match=r"^ResearchDesk: the tests do not walk .*\.$"):
        desk.main(["cover"])
    assert capsys.readouterr().err.splitlines()[:2] == [
        "researchdesk/library/tags.py: 5, 6, 4->5",
        "researchdesk/model/dates.py: 7->-3",
    ]


def test_where_a_test_fails_nothing_is_said_of_the_core(desk, covers, monkeypatch):
    monkeypatch.setattr(desk, "module", lambda name, arguments, variables=None: 1)
    assert desk.main(["cover"]) == 1


def test_what_is_installed_already_is_not_installed_again(desk, installs):
    desk.prepare("run")
    desk.prepare("run")
    assert installs == ["venv", "run"]


def test_the_tests_go_on_with_the_programs_environment(desk, installs):
    desk.prepare("run")
    desk.prepare("test")
    desk.prepare("run")
    assert installs == ["venv", "run", "test"]


def test_an_installation_cut_short_is_begun_again(desk, installs, monkeypatch):
    desk.prepare("run")

    def cut(kind: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(desk, "install", cut)
        with pytest.raises(KeyboardInterrupt):
            desk.prepare("test")
    desk.prepare("test")
    assert installs == ["venv", "run", "venv", "test"]


@pytest.mark.parametrize("name", ["python", "run"])
def test_another_python_or_lock_begins_with_an_empty_environment(desk, installs, name):
    desk.prepare("test")
    desk.STAMP.write_text(json.dumps(json.loads(desk.STAMP.read_text()) | {name: "other"}))
    desk.prepare("test")
    assert installs == ["venv", "test", "venv", "test"]


def test_an_emptied_environment_holds_no_tools_any_more(desk, installs):
    desk.prepare("test")
    desk.STAMP.write_text(json.dumps(json.loads(desk.STAMP.read_text()) | {"run": "other"}))
    desk.prepare("run")
    desk.prepare("test")
    assert installs == ["venv", "test", "venv", "run", "test"]


def test_children_get_nothing_that_turns_an_import_aside(desk, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PIP_INDEX_URL", "kept for whoever is behind a mirror")
    code = (
        "import os; raise SystemExit('PYTHONPATH' in os.environ or not os.environ['PIP_INDEX_URL'])"
    )
    assert desk.call([sys.executable, "-c", code]) == 0


def test_a_failed_verb_returns_the_status_of_its_child(desk):
    assert desk.call([sys.executable, "-c", "raise SystemExit(7)"]) == 7


def test_a_child_interrupted_by_the_user_may_put_its_work_away():
    child = "import time\ntry: time.sleep(60)\nexcept KeyboardInterrupt: time.sleep(1); print('put away')"
    code = f"import signal, sys; sys.path.insert(0, {str(ROOT / 'packaging')!r}); import desk\n"
    code += "signal.signal(signal.SIGINT, signal.default_int_handler)  # a job may begin without\n"
    code += f"print('began', flush=True); sys.exit(desk.call([sys.executable, '-c', {child!r}]))"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout.readline() == "began\n"
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate(timeout=20)[0] == "put away\n"
    assert process.returncode == 0


def test_a_library_that_is_nowhere_is_missing(desk):
    assert desk.system.missing(["libthere-is-none.so.9"]) == ["libthere-is-none.so.9"]


def test_without_apt_the_libraries_are_named_in_one_sentence(desk, monkeypatch):
    monkeypatch.setattr(desk.system.shutil, "which", lambda name: None)
    monkeypatch.setattr(desk.system, "is_linux", lambda: True)
    monkeypatch.setattr(desk.system, "ALWAYS", {"libnone.so.9": "libnone9"})
    with pytest.raises(SystemExit, match=r"^ResearchDesk: .*libnone\.so\.9; install them .*\.$"):
        desk.system.need_libraries(for_screen=False)


def test_the_gate_checks_and_then_tests():
    gate = ROOT / ".ci" / "run"
    commands = [line.split("#")[0].split() for line in gate.read_text("utf-8").splitlines()[-2:]]
    assert commands == [["python3", "packaging/desk.py", verb] for verb in ("check", "test")]
    assert os.access(gate, os.X_OK)
