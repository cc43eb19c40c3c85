"""Files that people send: counted while they come in, and never kept beyond what any form takes."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

LARGEST = 20 * 1024 * 1024
"""More than any form takes. Each form has its own limit below this."""


class TooLarge(UploadedFile):
    """Stands for a file that was too large to be kept: its name and size, and nothing in it."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(file=BytesIO(), name=name, size=size)


class LimitedUpload(FileUploadHandler):
    """Lets bytes through to the handlers after it until there are too many.

    The rest is read from the connection and dropped, neither in memory nor on disk, so that the
    other fields of the form arrive and nothing typed is lost.
    """

    so_far = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.so_far = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.so_far += len(raw_data)
        return raw_data if self.so_far <= LARGEST else None

    def file_complete(self, file_size: int) -> TooLarge | None:
        if self.so_far <= LARGEST:
            return None
        for handler in getattr(self.request, "upload_handlers", ()):
            begun = getattr(handler, "file", None)
            if begun is not None:  # what let through before there were too many: deleted at once
                begun.close()
        return TooLarge(self.file_name or "", self.so_far)
