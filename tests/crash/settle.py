"""After a restart: holds the register to all that it said before."""

from concurrent.futures import ThreadPoolExecutor

import acts
from client import Gone, Refused
from violation import Violation, must

# Of the acts that were acknowledged, how many are sent again.
AGAIN = 3


def settle(register, token, mirror, recorder, chance, tally):
    clients = [server.client(token) for server in register.servers]
    try:
        _settle(clients, mirror, recorder, chance, tally)
    except (Gone, Refused, acts.Problems) as error:
        raise Violation(f"the register that was started again does not answer: {error}") from error
    finally:
        for client in clients:
            client.close()
    for problem in recorder.problems:
        raise Violation(problem)


def _settle(clients, mirror, recorder, chance, tally):
    chosen = chance.choice(clients)
    found = chosen.post("{ register { sequence } }")["register"]["sequence"]
    acknowledged = [act for act in recorder.acts if act.acknowledged()]
    unanswered = [act for act in recorder.acts if not act.acknowledged()]
    for act in acknowledged:
        must(act.answer["sequence"] <= found,
             f"lost: {act.name} was acknowledged as act {act.answer['sequence']}, and the newest is {found}")
    for act in chance.sample(acknowledged, min(AGAIN, len(acknowledged))):
        _same(act, acts.record(chosen, act))
    for act in unanswered:
        _retry(clients, act, found, tally)
    # Whoever asks for a receipt waits until everything is signed.
    recorder.saw_receipt(chosen.receipt())
    recorder.saw(mirror.follow(chosen))
    for client in clients:
        recorder.saw_newest(client.checkpoint(), recorder.largest)
    for act in recorder.acts:
        _is_there(mirror, act)
    for size, (root, first) in recorder.checkpoints.items():
        mirror.judge(size, root, f"round {first}")
    tally.acknowledged += len(acknowledged)
    tally.unanswered += len(unanswered)


def _same(act, again):
    must(again["repeated"],
         f"{act.name} was acknowledged as act {act.answer['sequence']}, and, sent again, recorded as {again['sequence']}: "
         "the first was lost, or it is there twice")
    must(again == {**act.answer, "repeated": True}, f"{act.name} was acknowledged as {act.answer}, and is {again}")


def _retry(clients, act, found, tally):
    """Nobody knows whether it was recorded; sent again to every server at once it must be there once."""
    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(pool.map(lambda client: acts.record(client, act), clients))
    first = min(answers, key=lambda answer: answer["repeated"])
    act.answer = first
    for answer in answers:
        if answer is not first:
            _same(act, answer)
    # One that was recorded already may be newer than what was found: PostgreSQL ends a commit whose sender is dead.
    must(first["repeated"] or first["sequence"] > found,
         f"{act.name}, sent again, was recorded anew as act {first['sequence']}, and the newest was {found}")
    tally.unanswered_recorded += first["repeated"]


def _is_there(mirror, act):
    answer, places = act.answer, mirror.places.get(act.name, [])
    sequence = answer["sequence"]
    must(places == [sequence], f"{act.name} was acknowledged as act {sequence}, and the log has it at {places}")
    entry, leaf = mirror.entries[sequence - 1], mirror.tree.leaves[sequence - 1]
    must(entry == answer["entry"].encode(), f"act {sequence} was acknowledged with another entry: {answer['entry']}")
    must(leaf.hex() == answer["leafHash"], f"act {sequence} was acknowledged with another leaf hash: {answer['leafHash']}")
