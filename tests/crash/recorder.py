"""What was asked of the register, and all that it said: what it is held to ever after."""

import threading

import note


class Act:
    def __init__(self, key):
        self.key = key
        # No two have the same, so that each can be counted in the log.
        self.name = f"Crash {key}"
        self.answer = None

    def acknowledged(self):
        return self.answer is not None


class Recorder:
    def __init__(self):
        self._lock = threading.Lock()
        self.said_something = threading.Event()
        # Of every size the root that was seen, and in which round first.
        self.checkpoints = {}
        self.largest = 0
        self.round = 0
        self.acts = []
        self.problems = []
        self.refusals = []
        self.times_seen = 0
        self.receipts = 0

    def begin(self, number):
        self.round, self.acts = number, []

    def send(self, act):
        with self._lock:
            self.acts.append(act)

    def acknowledge(self, act, answer):
        act.answer = answer
        self.said_something.set()

    def saw(self, text):
        """Someone saw a checkpoint; gives its size."""
        size, root = note.read(text)
        with self._lock:
            self.times_seen += 1
            there, first = self.checkpoints.setdefault(size, (root, self.round))
            if there != root:
                self.problems.append(f"two roots over {size} acts were published: {there.hex()}, seen in round {first}, "
                                     f"and {root.hex()}")
            self.largest = max(self.largest, size)
        self.said_something.set()
        return size

    def saw_newest(self, text, before):
        """It was given as the newest one, when one over `before` acts had been seen already."""
        size = self.saw(text)
        if size < before:
            self.problem(f"the published log shrank: over {size} acts, after one over {before} was seen")

    def saw_receipt(self, jws):
        text, sequence = note.of_receipt(jws)
        size = self.saw(text)
        with self._lock:
            self.receipts += 1
        if size < sequence:
            self.problem(f"a receipt about act {sequence} rests on a checkpoint over {size}")

    def problem(self, words):
        with self._lock:
            self.problems.append(words)

    def refused(self, error):
        with self._lock:
            self.refusals.append(f"round {self.round}: {error}")
