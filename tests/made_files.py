# SPDX-License-Identifier: MIT
"""Files of the formats that can be read, made anew for each test: nothing here was written by another program."""

from __future__ import annotations

import hashlib
import io
import plistlib
import zipfile

OWNER = bytes.fromhex(
    "28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a"
)  # of the PDF standard
NAMES = {"F1": "Helvetica", "F2": "Helvetica-Bold"}


def pdf(pages, *, said=None, password=None):
    """Give a PDF: of each page the lines as (x, y, words[, size[, font]]), 612 by 792 points."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"", b""]
    fonts = " ".join(f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>"
                     for name, font in NAMES.items())  # fmt: skip
    objects[2] = f"<< {fonts} >>".encode()
    objects[3] = b"<< %s >>" % b" ".join(
        b"/%s (%s)" % (k.encode(), _escaped(v)) for k, v in (said or {}).items()
    )
    kids = []
    for lines in pages:
        drawn = b"\n".join(_drawn(*line) for line in lines)
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font 3 0 R >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    key = None
    more = b""
    if password is not None:
        number = hashlib.md5(b"made").digest()
        key, words = _locked(password.encode(), number)
        objects.append(words)
        more = b"/Encrypt %d 0 R /ID [<%s> <%s>]" % (len(objects), *[number.hex().encode()] * 2)
    return _written(objects, key, more)


def two_columns(left, right, *, top=700, size=10):
    """Give the lines of two columns as a program may write them: row by row."""
    rows = max(len(left), len(right))
    out = []
    for i in range(rows):
        for x, words in ((60, left[i : i + 1]), (330, right[i : i + 1])):
            out += [(x, top - 13 * i, one, size) for one in words]
    return out


def docx(body, *, core="", more=None):
    """Give a Word document with this XML in its body."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' \
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'  # fmt: skip
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one.replace(" ", "")}"><w:name w:val="{one}"/></w:style>'
        for one in ("Title", "heading 1", "heading 2")
    )
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument"/></Relationships>',
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {space}>{styles}</w:styles>",
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"{core}</cp:coreProperties>",
    }
    return zipped(members | (more or {}))


def paragraph(words, style=None):
    """Give a paragraph of a Word document."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{words}</w:t></w:r></w:p>"


def drawing(which, words):
    """Give a paragraph with a picture: `r:embed="ID"`, or `r:link="ID"` for one that lies elsewhere."""
    made = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:p><w:r><w:drawing xmlns:wp="{made}/wordprocessingDrawing" xmlns:a="{made}/main" '
        f'xmlns:pic="{made}/picture"><wp:inline><wp:docPr id="1" name="P" descr="{words}"/><a:graphic>'
        f"<a:graphicData><pic:pic><pic:blipFill><a:blip {which}/></pic:blipFill></pic:pic></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def docx_with_pictures(body, pictures, elsewhere=None):
    """Give a Word document with pictures by their relation's ID; `elsewhere`: addresses of those outside of it."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    inside = (f'Id="{one}" Target="media/{one}.png"' for one in pictures)
    outside = (
        f'Id="{one}" Target="{url}" TargetMode="External"' for one, url in (elsewhere or {}).items()
    )
    relations = "".join(f'<Relationship Type="{kind}" {one}/>' for one in (*inside, *outside))
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    more = {f"word/media/{one}.png": held for one, held in pictures.items()}
    more["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{space}">{relations}</Relationships>'
    )
    return docx(body, more=more)


def epub(chapters, *, said="", guide="", more=None):
    """Give a book: chapters as (name, words of its item, linear, HTML)."""
    items = "".join(
        f'<item id="c{i}" href="{name}" media-type="application/xhtml+xml" {words}/>'
        for i, (name, words, _, _) in enumerate(chapters)
    )
    order = "".join(
        f'<itemref idref="c{i}" linear="{linear}"/>' for i, (_, _, linear, _) in enumerate(chapters)
    )
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "OPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{said}</metadata><manifest>{items}</manifest><spine>{order}</spine>{guide}</package>",
    }
    members |= {f"OPS/{name}": page for name, _, _, page in chapters}
    return zipped(members | (more or {}))


def zipped(members):
    """Give a ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, held in members.items():
            file.writestr(name, held)
    return out.getvalue()


def webarchive(page, url, *, charset="utf-8", is_xml=False):
    """Give a web archive of Safari."""
    main = {"WebResourceData": page.encode(charset), "WebResourceURL": url,
            "WebResourceTextEncodingName": charset, "WebResourceMIMEType": "text/html"}  # fmt: skip
    kind = plistlib.FMT_XML if is_xml else plistlib.FMT_BINARY
    return plistlib.dumps({"WebMainResource": main}, fmt=kind)


def _drawn(x, y, words, size=10, font="F1"):
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (font.encode(), size, x, y, _escaped(words))


def _escaped(words):
    raw = words.encode("cp1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _written(objects, key, more):
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []
    for number, held in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, _sealed(held, key, number)))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info 4 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    out.write(trailer % (len(objects) + 1, more, start))
    return out.getvalue()


def _sealed(held, key, number):
    """Lock the stream of an object; strings are left out of the tests of locked files."""
    if key is None or b" stream\n" not in held:
        return held
    head, _, rest = held.partition(b" stream\n")
    body = rest.removesuffix(b"\nendstream")
    own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
    return head + b" stream\n" + _rc4(own, body) + b"\nendstream"


def _locked(password, number):
    """Give the key of a file locked with 40 bits, and the dictionary that says so (PDF 1.4, section 3.5)."""
    padded = (password + OWNER)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    rights = (-4).to_bytes(4, "little", signed=True)
    key = hashlib.md5(padded + owner + rights + number).digest()[:5]
    user = _rc4(key, OWNER)
    words = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
    return key, words % (owner.hex().encode(), user.hex().encode())


def _rc4(key, body):
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in body:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
