"""The two databases: where each is, what it holds after a kill, and how someone with all rights would tamper with it."""

import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from tree import leaf_hash

# What the database knows of what was signed.
FORGET = ["DELETE FROM checkpoint", "DELETE FROM log_subtree"]


class Sqlite:
    name = "sqlite"
    servers = 1

    def __init__(self, folder):
        self.file = folder / "register.db"
        self.url = f"sqlite://{self.file}"

    def ask(self, statement):
        # A copy: looking must not recover the file before the register does.
        with tempfile.TemporaryDirectory() as folder:
            for end in ("", "-wal"):
                if Path(f"{self.file}{end}").exists():
                    shutil.copy(f"{self.file}{end}", f"{folder}/copy.db{end}")
            there = sqlite3.connect(f"{folder}/copy.db")
            try:
                return there.execute(statement).fetchone()
            finally:
                there.close()

    def tamper(self, statements):
        there = sqlite3.connect(self.file)
        for (trigger,) in there.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            there.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            there.execute(statement)
        there.commit()
        there.close()

    def bytes(self, value):
        return f"x'{value.hex()}'"

    def back_up(self):
        there = sqlite3.connect(self.file)
        copy = sqlite3.connect(f"{self.file}.older")
        there.backup(copy)
        copy.close()
        there.close()

    def restore(self):
        for end in ("-wal", "-shm"):
            Path(f"{self.file}{end}").unlink(missing_ok=True)
        shutil.move(f"{self.file}.older", self.file)


class Postgres:
    name = "postgres"
    servers = 2

    def __init__(self, address):
        self.server = address.rsplit("/", 1)[0]
        self.url = f"{self.server}/register"
        self._run("postgres", "DROP DATABASE IF EXISTS register WITH (FORCE)")
        self._run("postgres", "CREATE DATABASE register")

    def ask(self, statement):
        line = self._run("register", statement)
        return tuple(int(cell or 0) for cell in line.split("|"))

    def tamper(self, statements):
        self._run("register", "SET session_replication_role = replica", *statements)

    def bytes(self, value):
        return f"'\\x{value.hex()}'"

    def back_up(self):
        self._run("postgres", "DROP DATABASE IF EXISTS older", "CREATE DATABASE older TEMPLATE register")

    def restore(self):
        self._run("postgres", "DROP DATABASE register WITH (FORCE)", "ALTER DATABASE older RENAME TO register")

    def _run(self, database, *statements):
        words = [word for statement in statements for word in ("-c", statement)]
        done = subprocess.run([psql(), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", f"{self.server}/{database}", *words],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"psql: {done.stderr}")
        return done.stdout.strip()


def psql():
    found = shutil.which("psql") or next(map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/psql"), reverse=True)), None)
    if not found:
        raise RuntimeError("psql is missing; install PostgreSQL's client (Debian: apt-get install postgresql-client)")
    return found


def held(database):
    """The newest act, and the size of the newest checkpoint that is published."""
    newest, published = database.ask("SELECT (SELECT max(seq) FROM act), (SELECT max(size) FROM checkpoint)")
    return newest or 0, published or 0


def rewrite(database, sequence, entry, hidden):
    """Another entry in the place of an act's, with the hash that fits it; `hidden`, as if nothing had been signed."""
    text = entry.decode().replace("'", "''")
    change = f"UPDATE act SET entry = '{text}', leaf_hash = {database.bytes(leaf_hash(entry))} WHERE seq = {sequence}"
    database.tamper([change, *(FORGET if hidden else [])])
