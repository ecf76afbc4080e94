"""Files of the kinds that articles link to, made by hand."""

import io
import zipfile


def pdf(text="A report"):
    return f"%PDF-1.4\n1 0 obj\n<< /Title ({text}) >>\nendobj\ntrailer\n<< >>\nstartxref\n0\n%%EOF\n".encode()


def ole(text="A letter"):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + text.encode("utf-16-le") * 40


def rtf(text="A letter"):
    return rf"{{\rtf1\ansi {text}}}".encode()


def packed(**members):
    """A zip file; ``__`` in a member's name is a slash."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name.replace("__", "/")), data)
    return file.getvalue()


def office(folder, text="A letter"):
    return packed(**{"[Content_Types].xml": "<Types/>", f"{folder}__document.xml": f"<a>{text}</a>"})


def open_document(kind, text="A letter"):
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    return packed(mimetype=media_type, **{"content.xml": f"<a>{text}</a>"})
