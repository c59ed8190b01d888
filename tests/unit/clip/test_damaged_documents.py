# SPDX-License-Identifier: MIT
"""Word documents that are damaged or mean harm are refused at once, as what they are."""

from __future__ import annotations

import io
import zipfile

import pytest

from researchdesk.model.errors import BadArchive
from tests.made_files import docx, paragraph, zipped
from tests.unit.clip.test_documents import TITLED, WORDS, one

LAUGHS = "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
)


@pytest.mark.parametrize(
    ("entities", "named"),
    [('<!ENTITY k SYSTEM "{secret}">', False), ('<!ENTITY k SYSTEM "file://{secret}">', False),
     (f'<!ENTITY a "lol">{LAUGHS}', True)],
)  # fmt: skip
def test_entities_of_a_word_document_lead_to_no_file_and_do_not_multiply(tmp_path, entities, named):
    secret = tmp_path / "secret.txt"
    secret.write_text("the words of another file")
    whole = docx(paragraph(f"{WORDS} &k;"))
    with zipfile.ZipFile(io.BytesIO(whole)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    head = f"<!DOCTYPE d [{entities.replace('{secret}', str(secret))}]>".encode()
    parts["word/document.xml"] = head + parts["word/document.xml"]
    body = zipped(parts)
    assert len(body) < 10_000
    if named:
        with pytest.raises(BadArchive, match="damaged"):
            one(body, "a.docx")
    else:
        assert "another file" not in one(body, "a.docx").text


@pytest.mark.parametrize("name", ["word/styles.xml", "_rels/.rels", "[Content_Types].xml"])
@pytest.mark.parametrize("at", [26, 30, "in its data"])
def test_a_word_document_with_a_damaged_part_is_refused_and_says_so(name, at):
    body = bytearray(docx(TITLED))
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        part = file.getinfo(name)
    place = part.header_offset + (at if isinstance(at, int) else 30 + len(name) + 2)
    body[place] ^= 0xFF
    with pytest.raises(BadArchive, match=r"mill\.docx cannot be read: it is .*damaged"):
        one(bytes(body), "mill.docx")
