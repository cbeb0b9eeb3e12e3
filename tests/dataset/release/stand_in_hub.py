"""A hub on this machine: what the hub's own library asks of it when a dataset is put there, and no more.

It takes all files by way of commits. The store of large files (Xet) has a protocol of its own, for which nobody
stands in.
"""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "hf_the_one_that_may_write"  # noqa: S105 - opens nothing


@dataclass
class StandInHub:
    """What the hub has, and what was asked of it.

    Attributes:
        address: Where it is.
        repositories: By name the files, by path.
        private: Which of them only their owner sees.
        tags: By name of the repository.
        messages: Of commits, in order.
        refuses: The status with which it answers everything; None while it works.
    """

    address: str = ""
    repositories: dict[str, dict[str, bytes]] = field(default_factory=dict)
    private: set[str] = field(default_factory=set)
    tags: dict[str, list[str]] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    refuses: HTTPStatus | None = None

    def answer(self, method: str, path: str, body: bytes) -> tuple[HTTPStatus, Any]:
        """Answer a request."""
        if path == "/api/repos/create":
            return self._create(json.loads(body))
        if path == "/api/validate-yaml":
            return HTTPStatus.OK, {"errors": [], "warnings": []}
        match = re.fullmatch(r"/api/datasets/([\w.-]+/[\w.-]+)/(.+)", path.partition("?")[0])
        if match is None or match[1] not in self.repositories:
            return HTTPStatus.NOT_FOUND, {"error": f"{method} {path}"}
        return self._in_repository(match[1], method, match[2], body)

    def _create(self, asked: dict[str, Any]) -> tuple[HTTPStatus, Any]:
        name = f"{asked['organization']}/{asked['name']}"
        if name in self.repositories:
            return HTTPStatus.CONFLICT, {"url": f"{self.address}/datasets/{name}"}
        self.repositories[name] = {".gitattributes": b"", "data/old/train.parquet": b"of an earlier release"}
        if asked.get("private") or asked.get("visibility") == "private":
            self.private.add(name)
        return HTTPStatus.OK, {"url": f"{self.address}/datasets/{name}"}

    def _in_repository(self, name: str, method: str, asked: str, body: bytes) -> tuple[HTTPStatus, Any]:
        files = self.repositories[name]
        if asked.startswith("revision/"):
            return HTTPStatus.OK, {"id": name, "sha": "0" * 40, "siblings": [{"rfilename": path} for path in files]}
        if asked.startswith("tree/"):
            return HTTPStatus.OK, [
                {"type": "file", "path": path, "size": len(content), "oid": "0" * 40} for path, content in files.items()
            ]
        if asked.startswith("preupload/"):
            told = [
                {"path": file["path"], "shouldIgnore": False, "oid": None, "uploadMode": "regular"}
                for file in json.loads(body)["files"]
            ]
            return HTTPStatus.OK, {"files": told}
        if asked.startswith("commit/"):
            self._commit(files, [json.loads(line) for line in body.splitlines()])
            commit = f"{self.address}/datasets/{name}/commit/{'1' * 40}"
            return HTTPStatus.OK, {"commitUrl": commit, "commitOid": "1" * 40, "success": True}
        if method == "POST" and asked.startswith("tag/"):
            self.tags.setdefault(name, []).append(json.loads(body)["tag"])
            return HTTPStatus.OK, {}
        return HTTPStatus.NOT_FOUND, {"error": asked}

    def _commit(self, files: dict[str, bytes], lines: list[dict[str, Any]]) -> None:
        for line in lines:
            value = line["value"]
            if line["key"] == "header":
                self.messages.append(value["summary"])
            elif line["key"] == "file":
                files[value["path"]] = base64.b64decode(value["content"])
            elif line["key"] == "deletedFile":
                del files[value["path"]]


@contextmanager
def running_hub() -> Iterator[StandInHub]:
    """Run a hub; the block gets it."""
    hub = StandInHub()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.headers.get("Transfer-Encoding") == "chunked":
                body = b"".join(iter(self._chunk, b""))
            if hub.refuses is not None:
                status, answer = hub.refuses, {"error": "refused"}
            elif self.headers.get("Authorization") == f"Bearer {TOKEN}":
                status, answer = hub.answer(self.command, self.path, body)
            else:
                status, answer = HTTPStatus.UNAUTHORIZED, {"error": "no token"}
            written = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        do_GET = do_POST = _answer  # noqa: N815 - names of http.server

        def _chunk(self) -> bytes:
            size = int(self.rfile.readline(), 16)
            chunk = self.rfile.read(size)
            self.rfile.readline()
            return chunk

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        hub.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield hub
        finally:
            server.shutdown()
            thread.join()
