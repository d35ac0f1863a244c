"""A stand-in service for the launcher's own tests: `python -m nepdienst <process>` as every service has it."""

import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

import psycopg


class Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps({"pid": os.getpid(), "arguments": sys.argv[1:]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def main(process: str) -> None:
    with psycopg.connect(os.environ["NEPDIENST_DATABASE_URL"]) as connection:
        if process == "migrate":
            connection.execute("create table if not exists gemigreerd (nummer int)")
            return
        connection.execute("select * from gemigreerd")
    if process == "kapot":
        sys.exit("dit proces kan niet starten")
    if process == "ouder":
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    sys.stdout.write(f"gestart {process}\n")
    sys.stdout.flush()
    HTTPServer(("127.0.0.1", int(os.environ["NEPDIENST_BEHEER_PORT"])), Health).serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
