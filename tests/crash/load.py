"""Threads that record acts, ask for receipts and fetch checkpoints until the server is gone or they are told to stop."""

import itertools
import threading

import acts
from client import Gone, Refused
from recorder import Act

WRITERS, ASKERS, WATCHERS = 3, 2, 1


class Load:
    def __init__(self, servers, token, recorder, label):
        self._recorder, self._token, self._label = recorder, token, label
        self._stop = threading.Event()
        self._numbers = itertools.count()
        jobs = [self._write] * WRITERS + [self._receive] * ASKERS + [self._watch] * WATCHERS
        self._threads = [threading.Thread(target=self._repeat, args=(server, job)) for server in servers for job in jobs]

    def start(self):
        for thread in self._threads:
            thread.start()

    def stop(self):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _repeat(self, server, job):
        client = server.client(self._token)
        try:
            while not self._stop.is_set():
                try:
                    job(client)
                except Refused as error:
                    self._recorder.refused(error)
        except Gone:
            # Whatever is asked after the kill comes too late.
            pass
        except acts.Problems as error:
            self._recorder.problem(f"an act that nothing speaks against was refused: {error}")
        except Exception as error:  # A thread must not end unheard.
            self._recorder.problem(f"an answer that cannot be read: {error!r}")
        finally:
            client.close()

    def _write(self, client):
        act = Act(f"{self._label}-{next(self._numbers)}")
        self._recorder.send(act)
        self._recorder.acknowledge(act, acts.record(client, act))

    def _receive(self, client):
        self._recorder.saw_receipt(client.receipt())

    def _watch(self, client):
        before = self._recorder.largest
        self._recorder.saw_newest(client.checkpoint(), before)
