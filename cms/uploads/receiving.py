"""What happens while a request is still arriving."""

from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http.request import QueryDict

from .limits import MAX_BODY_MB, MB


class BodyLimit(FileUploadHandler):
    """Refuses a request that says it is far too large before any of its files is read; touches no other."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[QueryDict, Any] | None:
        if content_length > MAX_BODY_MB * MB:
            raise RequestDataTooBig(f"The request has {content_length} bytes.")
        return None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
