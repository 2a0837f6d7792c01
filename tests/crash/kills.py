"""Kills servers at random moments."""

import time

# Seconds under load before a kill; seconds into a start.
UNDER_LOAD = (0.020, 0.400)
STARTING = (0.0, 0.150)
# How long the server that is left goes on alone.
SURVIVING = (0.0, 0.100)
# How often a kill waits for the next answer: a moment after something was said is where a lie would be.
AT_AN_ANSWER = 0.25
# How often a server is killed while it starts, and at most how many times in a row.
START_KILLED = 0.2
STARTS = 3


def under_load(register, recorder, chance, tally):
    """Kills one server or all of them. Gives those killed."""
    time.sleep(chance.uniform(*UNDER_LOAD))
    victims = chance.sample(register.servers, chance.randint(1, len(register.servers)))
    if chance.random() < AT_AN_ANSWER:
        recorder.said_something.clear()
        recorder.said_something.wait(0.2)
    for victim in victims:
        victim.kill()
    for victim in victims:
        victim.bury()
    tally.kills += len(victims)
    return victims


def survive(chance):
    time.sleep(chance.uniform(*SURVIVING))


def while_starting(servers, chance, tally, times=None):
    if times is None:
        times = chance.randint(1, STARTS) if chance.random() < START_KILLED else 0
    for _ in range(times):
        for server in servers:
            server.spawn()
        time.sleep(chance.uniform(*STARTING))
        for server in servers:
            server.kill()
            server.bury()
        tally.kills += len(servers)
        tally.while_starting += len(servers)
