"""The register under test: its keys, its database, its servers."""

import json
import shutil
import subprocess
from pathlib import Path

from database import Postgres, Sqlite, held
from server import Server
from violation import Violation

# Receipts name the register, not a machine; a server takes another free port each time.
ADDRESS = "https://register.example"


class Register:
    def __init__(self, binary, database, folder):
        self.binary, self.database = binary, database
        self.servers = []
        for number in range(database.servers):
            home = folder / f"server-{number + 1}"
            home.mkdir()
            self.servers.append(Server(binary, database, home))
        first, *others = self.servers
        self.run("key", "create", "--key-file", first.keys, "--address", ADDRESS)
        for other in others:
            shutil.copy(first.keys, other.keys)

    def run(self, *words):
        return subprocess.run([self.binary, "--log", "warn", *map(str, words)], check=True, capture_output=True, text=True).stdout

    def token(self):
        said = self.run("token", "create", "--role", "ministry", "--office", "test", "--expires", "2099-12-31",
                        "--database-url", self.database.url)
        return next(word for word in said.split() if word.startswith("tzl_"))

    def signed(self):
        """How many acts the largest checkpoint has of which a server remembers that it signed it."""
        files = [server.memory for server in self.servers if server.memory.exists()]
        return max((json.loads(file.read_text())["size"] for file in files), default=0)

    def look(self):
        return held(self.database)

    @staticmethod
    def half_remembered(killed):
        """Removes the files in which a server was about to remember when it was killed, and counts them."""
        left = [file for server in killed for file in server.folder.glob(".tmp*")]
        for file in left:
            file.unlink()
        return len(left)

    def end(self):
        for server in self.servers:
            if server.process:
                server.kill()
                server.bury()

    def abandon(self):
        """Ends it when nothing more is of interest."""
        try:
            self.end()
        except Violation:
            self.abandon()


def of(name, binary, folder, address):
    database = Sqlite(folder) if name == Sqlite.name else Postgres(address)
    return Register(binary, database, Path(folder))
