"""The rounds on one database: load, kill, start again, compare."""

import json
import random
import time

import kills
import sabotage
from load import Load
from mirror import Mirror
from recorder import Recorder
from settle import settle
from tally import Tally
from violation import Violation, must

# How many times the first start of all is killed, which makes the tables and records the starting rules.
FIRST_STARTS = 10
# In which round the sabotage is done, and after which one the backup was made that it may put back.
SABOTAGED, BACKED_UP = 3, 1


class Rounds:
    def __init__(self, register, whole, seed, sabotaged):
        self.register, self.seed, self.sabotaged = register, seed, sabotaged
        # The rules as a register records them that nobody killed.
        self.whole = whole
        self.chance = random.Random(f"{seed}-{register.database.name}")
        self.mirror, self.recorder, self.tally = Mirror(), Recorder(), Tally()

    def play(self, count):
        began = time.monotonic()
        try:
            self._begin()
            for number in range(1, count + 1):
                self.recorder.begin(number)
                self._round(number)
                self.tally.rounds = number
                if number % 20 == 0:
                    print(f"  {number} rounds, {len(self.mirror)} acts", flush=True)
            client = self.register.servers[0].client()
            self.mirror.audit(client)
            client.close()
        except Violation as violation:
            where = f"{self.register.database.name}, round {self.recorder.round}, seed {self.seed}"
            raise Violation(f"{where}: {violation}") from violation
        finally:
            self.register.abandon()
        return self.tally.words(self.recorder, len(self.mirror), time.monotonic() - began)

    def _begin(self):
        first = self.register.servers[0]
        kills.while_starting([first], self.chance, self.tally, FIRST_STARTS)
        for server in self.register.servers:
            server.start()
        self.token = self.register.token()
        settle(self.register, self.token, self.mirror, self.recorder, self.chance, self.tally)
        must(starting(self.mirror) == self.whole, "a register whose first start was killed begins with other rules")

    def _round(self, number):
        register, recorder, chance, tally = self.register, self.recorder, self.chance, self.tally
        load = Load(register.servers, self.token, recorder, f"{number}")
        load.start()
        try:
            victims = kills.under_load(register, recorder, chance, tally)
            if len(victims) < len(register.servers):
                kills.survive(chance)
        finally:
            load.stop()
        if len(victims) == len(register.servers):
            newest, published = register.look()
            tally.moment(newest, register.signed(), published)
        tally.half_remembered += register.half_remembered(victims)
        if self.sabotaged:
            victims = self._sabotage(number, victims)
        kills.while_starting(victims, chance, tally)
        for victim in victims:
            victim.start()
        settle(register, self.token, self.mirror, recorder, chance, tally)

    def _sabotage(self, number, victims):
        if number not in (BACKED_UP, SABOTAGED):
            return victims
        self.register.end()
        if number == BACKED_UP:
            self.register.database.back_up()
        else:
            sabotage.KINDS[self.sabotaged](self.register, self.mirror, self.recorder)
        return self.register.servers


def starting(mirror):
    """What a register records by itself when it is empty, without the time."""
    return [json.loads(entry)["act"] for entry in mirror.entries]
