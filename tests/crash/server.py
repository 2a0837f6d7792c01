"""A server process that can be killed at any moment."""

import os
import re
import select
import signal
import subprocess
import time

from client import Client
from violation import Violation

# Longer than any start takes, even on a busy machine.
PATIENCE = 60


class Server:
    def __init__(self, binary, database, folder):
        self.binary, self.database, self.folder = binary, database, folder
        # Each has a copy of the keys of its own, and so a memory of its own beside it of what it signed.
        self.keys = folder / "register.keys"
        self.memory = folder / "register.signed"
        self.log = folder / "log"
        self.process = None
        self.port = None

    def spawn(self):
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [self.binary, "--log", "warn", "serve", "--listen", "127.0.0.1:0", "--database-url", self.database.url,
                 "--key-file", str(self.keys)],
                stdout=subprocess.PIPE, stderr=log)

    def start(self):
        self.spawn()
        said, until = b"", time.monotonic() + PATIENCE
        while b"\n" not in said:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise Violation(f"a server did not start within {PATIENCE} seconds: {self.said()}")
            some = os.read(self.process.stdout.fileno(), 4096)
            if not some:
                raise Violation(f"a server does not start again: {self.said()}")
            said += some
        self.port = int(re.search(rb"http://127\.0\.0\.1:(\d+)/", said).group(1))

    def said(self):
        return self.log.read_text(errors="replace").strip()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)

    def bury(self):
        code = self.process.wait()
        self.process.stdout.close()
        self.process = None
        if code != -signal.SIGKILL:
            raise Violation(f"a server ended by itself before it was killed, with code {code}: {self.said()}")

    def client(self, token=None):
        return Client(self.port, token)
