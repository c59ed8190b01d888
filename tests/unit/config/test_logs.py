# SPDX-License-Identifier: MIT
"""The log holds what the program did and nothing of what the user reads."""

from __future__ import annotations

import logging
import os

import pytest

from researchdesk.config import logs
from researchdesk.model.errors import NoSuchThing

logger = logging.getLogger("researchdesk.somewhere")


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("RESEARCHDESK_HOME", str(tmp_path))
    logs.start()
    yield logs.file()
    logs.stop()
    logging.getLogger("researchdesk").setLevel(logging.NOTSET)


def test_what_the_program_did_stands_in_the_log(file):
    logger.info("clipped article %s in %s ms", 12, 340)
    logger.debug("not this")
    assert file.read_text().endswith("INFO researchdesk.somewhere: clipped article 12 in 340 ms\n")


def test_a_second_start_does_not_write_every_line_twice(file):
    logs.start()
    logger.info("once")
    assert file.read_text().count("once") == 1


def test_libraries_we_use_are_not_heard(file, caplog):
    logging.getLogger("trafilatura").error("could not read MARKER")
    logging.getLogger().error("MARKER")
    caplog.clear()
    assert "MARKER" not in file.read_text()


def test_an_exception_leaves_its_class_and_way_but_not_its_words(file, caplog):
    secret = "".join(["MAR", "KER"])  # so that the lines of code in the log do not hold it
    try:
        try:
            raise NoSuchThing(noun="person", name=secret)
        except NoSuchThing as error:
            raise ValueError(secret) from error
    except ValueError as error:
        logger.exception("ended by %s", error)
    caplog.clear()
    words = file.read_text()
    assert "ended by ValueError" in words
    assert "NoSuchThing" in words
    assert "test_logs.py" in words
    assert secret not in words


def test_five_files_of_a_megabyte_are_kept(file):
    for _ in range(70):
        logger.info("x" * 100_000)
    files = sorted(path.name for path in file.parent.iterdir())
    assert files == [file.name, *(f"{file.name}.{n}" for n in range(1, 5))]
    assert all(path.stat().st_size <= logs.BYTES for path in file.parent.iterdir())


def test_the_file_is_for_its_owner_alone(file):
    assert file.stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_without_a_place_for_it_the_program_works_without_a_log(
    tmp_path, monkeypatch, capsys, caplog
):
    (tmp_path / "home").write_text("a file where the folder should be")
    monkeypatch.setenv("RESEARCHDESK_HOME", str(tmp_path / "home"))
    logs.start()
    logger.warning("nobody hears this")
    caplog.clear()
    logs.stop()
    logging.getLogger("researchdesk").setLevel(logging.NOTSET)
    assert capsys.readouterr().err == ""
