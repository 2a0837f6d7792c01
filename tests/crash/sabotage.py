"""Ways to break the register or to lie to the check, each of which must be found. Done while no server runs."""

import database
from recorder import Act


def leaf(register, mirror, _recorder):
    """Someone rewrites an act in the database."""
    _rewrite(register, mirror, hidden=False)


def fork(register, mirror, _recorder):
    """Someone rewrites an act, and all that was signed is forgotten, so that the register signs another tree."""
    _rewrite(register, mirror, hidden=True)
    _forget(register)


def backup(register, _mirror, _recorder):
    """The database of an earlier round is put back, and what was signed is forgotten."""
    register.database.restore()
    _forget(register)


def gap(register, mirror, _recorder):
    """An act is deleted from the database, and all that was signed is forgotten."""
    register.database.tamper([f"DELETE FROM act WHERE seq = {len(mirror) - 1}", *database.FORGET])
    _forget(register)


def twice(_register, mirror, recorder):
    """An act is sent again under another key, so that the register has it twice."""
    act = Act("again")
    act.name = next(iter(mirror.places))
    recorder.acts.append(act)


def lost(_register, mirror, recorder):
    """An act counts as acknowledged that was never sent."""
    act = Act("never-sent")
    act.answer = {"sequence": len(mirror), "entry": "", "leafHash": "", "repeated": False}
    recorder.acts.insert(0, act)


def root(_register, mirror, recorder):
    """A checkpoint counts as seen that has another root."""
    recorder.checkpoints[len(mirror)] = (bytes(32), recorder.round)


KINDS = {way.__name__: way for way in (leaf, fork, backup, gap, twice, lost, root)}


def _rewrite(register, mirror, hidden):
    sequence = next(iter(mirror.places.values()))[0]
    entry = mirror.entries[sequence - 1].replace("Осторожно".encode(), "Спокойно".encode())
    database.rewrite(register.database, sequence, entry, hidden)


def _forget(register):
    for server in register.servers:
        server.memory.unlink(missing_ok=True)
