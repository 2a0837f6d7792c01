"""Kills the register at random moments, and checks that nothing it said was untrue."""

import argparse
import os
import random
import signal
import sys
import tempfile
from pathlib import Path

import register
import sabotage
from mirror import Mirror
from rounds import SABOTAGED, Rounds, starting
from violation import Violation

DATABASES = ("sqlite", "postgres")


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/crash", description=__doc__)
    parser.add_argument("rounds", nargs="?", type=int, default=200, help="how many on each database (200)")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6),
                        help="draws the same moments again; what happens in them differs all the same")
    parser.add_argument("--database", choices=(*DATABASES, "both"), default="both")
    parser.add_argument("--sabotage", nargs="?", const="all", choices=("all", *sabotage.KINDS),
                        help="breaks the register, one way a run; ends in failure (1), and with 2 where one was not found")
    return parser.parse_args()


def play(binary, name, count, seed, sabotaged=None):
    with tempfile.TemporaryDirectory(prefix="tizilim-crash-") as folder:
        under_test = register.of(name, binary, Path(folder), os.environ.get("TIZILIM_TEST_DATABASE"))
        return Rounds(under_test, whole(binary), seed, sabotaged).play(count)


def whole(binary):
    """What a register that nobody kills begins with."""
    with tempfile.TemporaryDirectory(prefix="tizilim-crash-") as folder:
        other = register.of("sqlite", binary, Path(folder), None)
        try:
            other.servers[0].start()
            client, mirror = other.servers[0].client(), Mirror()
            client.receipt()
            mirror.follow(client)
            client.close()
            return starting(mirror)
        finally:
            other.abandon()


def check(binary, names, count, seed):
    for name in names:
        print(f"{name}, seed {seed}", flush=True)
        print(play(binary, name, count, seed), flush=True)
    print("no fork, no gap, no acknowledged act lost")
    return 0


def check_the_check(binary, names, seed, kinds):
    unnoticed = 0
    for name in names:
        for kind in kinds:
            try:
                play(binary, name, SABOTAGED, seed, kind)
            except Violation as violation:
                print(f"{kind}: found: {violation}", flush=True)
            else:
                unnoticed += 1
                print(f"{kind}: NOT found on {name}, seed {seed}", flush=True)
    return 2 if unnoticed else 1


def main():
    asked, binary = arguments(), os.environ["TIZILIM_BINARY"]
    # Whoever ends this program leaves no server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    names = DATABASES if asked.database == "both" else (asked.database,)
    try:
        if asked.sabotage:
            kinds = sabotage.KINDS if asked.sabotage == "all" else (asked.sabotage,)
            return check_the_check(binary, names, asked.seed, kinds)
        return check(binary, names, asked.rounds, asked.seed)
    except Violation as violation:
        print(f"VIOLATION: {violation}", file=sys.stderr)
        return 1


sys.exit(main())
