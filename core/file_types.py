"""What a file is, told by its content: the few kinds that people may attach.

A file is taken when its content is what its ending says. A detector of many hundreds of kinds would
answer a larger question less surely: of a Word file it says "zip" or "docx" by one name inside it.
Here each kind is asked for what makes it one. It is not a search for viruses.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

MOST_PARTS = 3000
MOST_UNPACKED = 200 * 1024 * 1024
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class FileType:
    """A kind of file that may be attached.

    :ivar is_one: says whether an open file, at its beginning, is of this kind.
    """

    endings: tuple[str, ...]
    media_type: str
    is_one: Callable[[BinaryIO], bool]


def _pdf(file: BinaryIO) -> bool:
    if file.read(5) != b"%PDF-":
        return False
    size = file.seek(0, 2)
    file.seek(max(0, size - 2048))
    return b"%%EOF" in file.read()


def _png(file: BinaryIO) -> bool:
    head = file.read(16)
    return head[:8] == b"\x89PNG\r\n\x1a\n" and head[12:] == b"IHDR"


def _jpeg(file: BinaryIO) -> bool:
    return file.read(3) == b"\xff\xd8\xff"


def _names(file: BinaryIO) -> dict[str, zipfile.ZipInfo]:
    """Return the parts of a zip file by name; none where it is none or would unpack too large."""
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return {}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        return {}
    return {part.filename: part for part in parts}


def _docx(file: BinaryIO) -> bool:
    names = _names(file)
    whole = {"[Content_Types].xml", "word/document.xml"} <= names.keys()
    return whole and not any(name.lower().endswith("vbaproject.bin") for name in names)


def _odt(file: BinaryIO) -> bool:
    part = _names(file).get("mimetype")
    if part is None or part.file_size > 100 or part.compress_type != zipfile.ZIP_STORED:
        return False
    with zipfile.ZipFile(file) as packed:
        return packed.read(part).strip() == b"application/vnd.oasis.opendocument.text"


def _txt(file: BinaryIO) -> bool:
    content = file.read()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return not _CONTROL.search(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return False


OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILE_TYPES = (
    FileType(("pdf",), "application/pdf", _pdf),
    FileType(("png",), "image/png", _png),
    FileType(("jpg", "jpeg"), "image/jpeg", _jpeg),
    FileType(("docx",), OFFICE, _docx),
    FileType(("odt",), "application/vnd.oasis.opendocument.text", _odt),
    FileType(("txt",), "text/plain; charset=utf-8", _txt),
)
ENDINGS = tuple(ending for kind in FILE_TYPES for ending in kind.endings)


def by_ending(name: str) -> FileType | None:
    """Return the kind that the ending of a name says; None for one that may not be attached."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return next((kind for kind in FILE_TYPES if ending in kind.endings), None)


def is_what_it_says(file: Any, kind: FileType) -> bool:
    """Say whether a file's content is of a kind. The file is at its beginning again afterwards."""
    file.seek(0)
    try:
        return kind.is_one(file)
    finally:
        file.seek(0)
