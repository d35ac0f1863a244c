"""A small imitation of an S3-compatible store on loopback: objects, uploads in parts, listing, removal."""

import datetime as dt
import hashlib
import re
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

_GEEN = "<Error><Code>NoSuchKey</Code></Error>"


@dataclass
class Bucket:
    """What is stored; `parts` of uploads that are not complete."""

    objects: dict[str, bytes] = field(default_factory=dict)
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    bucket: Bucket
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        key, query, body = self._read()
        if "uploadId" in query:
            self.bucket.parts[query["uploadId"]][int(query["partNumber"])] = body
        else:
            self.bucket.objects[key] = body
        self._answer(200, "", body)

    def do_POST(self) -> None:
        key, query, body = self._read()
        if "delete" in query:
            self._remove(re.findall(r"<Key>([^<]*)</Key>", body.decode()))
            return
        if "uploads" in query:
            upload = uuid.uuid4().hex
            self.bucket.parts[upload] = {}
            fields = f"<Bucket>b</Bucket><Key>{key}</Key><UploadId>{upload}</UploadId>"
            self._answer(200, f"<InitiateMultipartUploadResult>{fields}</InitiateMultipartUploadResult>")
            return
        parts = self.bucket.parts.pop(query["uploadId"])
        self.bucket.objects[key] = b"".join(parts[n] for n in sorted(parts))
        fields = f'<Key>{key}</Key><ETag>"{uuid.uuid4().hex}"</ETag>'
        self._answer(200, f"<CompleteMultipartUploadResult>{fields}</CompleteMultipartUploadResult>")

    def do_GET(self) -> None:
        key, query, _ = self._read()
        if "list-type" in query:
            self._answer(200, self._listing())
        elif key in self.bucket.objects:
            self._answer(200, self.bucket.objects[key])
        else:
            self._answer(404, _GEEN)

    def do_DELETE(self) -> None:
        key, query, _ = self._read()
        self.bucket.parts.pop(query.get("uploadId", ""), None)
        self.bucket.objects.pop(key, None)
        self._answer(204, "")

    def _remove(self, keys: list[str]) -> None:
        for key in keys:
            self.bucket.objects.pop(key, None)
        rows = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        self._answer(200, f"<DeleteResult>{rows}</DeleteResult>")

    def _listing(self) -> str:
        moment = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        rows = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>{moment}</LastModified><Size>{len(data)}</Size></Contents>"
            for key, data in sorted(self.bucket.objects.items())
        )
        return f"<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>"

    def _read(self) -> tuple[str, dict[str, str], bytes]:
        address = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(address.query, keep_blank_values=True).items()}
        key = unquote(address.path).removeprefix("/b").removeprefix("/")
        self.bucket.requests.append(f"{self.command} {address.query.partition('=')[0]}")
        return key, query, self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _answer(self, status: int, body: str | bytes, hashed: bytes = b"") -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("ETag", f'"{hashlib.sha256(hashed or data).hexdigest()}"')
        self.send_header("Last-Modified", self.date_time_string())
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def s3_imitation() -> Iterator[tuple[str, Bucket]]:
    """The endpoint of a store with one bucket, `b`, and what it holds."""
    bucket = Bucket()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"bucket": bucket}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", bucket
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
