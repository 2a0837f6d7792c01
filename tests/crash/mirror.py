"""A copy of the log, as someone keeps it who trusts nobody: what was served once must be served ever after."""

import json

import note
from tree import Growing, leaf_hash, root
from violation import must

WIDTH = 256
HASH = 32
PAGE = 200


class Mirror:
    def __init__(self):
        self.tree = Growing()
        self.entries = []
        # Under which numbers each warning stands in the log.
        self.places = {}

    def __len__(self):
        return len(self.entries)

    def follow(self, client):
        """Compares what is known with what is served, and takes over what is new. Gives the newest checkpoint."""
        text = client.checkpoint()
        size, signed = note.read(text)
        known = len(self)
        must(size >= known, f"the published log shrank: it has {size} acts, and {known} were served before")
        leaves = self._leaves(client, size)
        for at, leaf in enumerate(self.tree.leaves):
            must(leaves[at] == leaf, f"act {at + 1} was rewritten: its leaf was {leaf.hex()} and is {leaves[at].hex()}")
        for at, entry in enumerate(self._entries(client, known, size), known):
            self._take(at, entry, leaves[at])
        must(self.tree.roots[size] == signed,
             f"the checkpoint over {size} acts has the root {signed.hex()}, the log {self.tree.roots[size].hex()}")
        self._compare_subtrees(client, size)
        self._compare_acts(client, known, size)
        return text

    def audit(self, client):
        """The whole log once more, from the first entry on."""
        text = self.follow(client)
        size, signed = note.read(text)
        entries = list(self._entries(client, 0, size))
        must(entries == self.entries, "entries were rewritten")
        must(root([leaf_hash(entry) for entry in entries]) == signed, f"the root over all {size} entries is not the signed one")
        self._compare_acts(client, 0, size)

    def judge(self, size, signed, where):
        """A checkpoint that someone saw."""
        must(size <= len(self), f"a checkpoint over {size} acts was seen in {where}, and the log has {len(self)}")
        must(self.tree.roots[size] == signed,
             f"fork: the checkpoint over {size} acts, seen in {where}, has the root {signed.hex()}, and the first {size} acts "
             f"of the log {self.tree.roots[size].hex()}")

    def _take(self, at, entry, leaf):
        must(leaf_hash(entry) == leaf, f"act {at + 1}: the tile has another hash than the entry")
        said = json.loads(entry)
        must(said["sequence"] == at + 1, f"gap: entry {at} of the log is act {said['sequence']}, and not {at + 1}")
        if said["act"]["kind"] == "PUBLISH_WARNING":
            self.places.setdefault(said["act"]["content"]["name"], []).append(at + 1)
        self.entries.append(entry)
        self.tree.append(leaf)

    def _leaves(self, client, size):
        served = b"".join(client.get(f"/log/tile/0/{path}") for path, _ in tiles(0, size))
        must(len(served) == size * HASH, f"the tiles hold {len(served) / HASH} leaves, and the checkpoint {size}")
        return [served[at:at + HASH] for at in range(0, len(served), HASH)]

    def _entries(self, client, known, size):
        for path, first in tiles(known, size):
            served, at = client.get(f"/log/tile/entries/{path}"), 0
            place = first
            while at < len(served):
                length = int.from_bytes(served[at:at + 2], "big")
                if place >= known:
                    yield served[at + 2:at + 2 + length]
                at, place = at + 2 + length, place + 1
            must(place == min(first + WIDTH, size), f"the entries from {first} on end at {place}, and the checkpoint at {size}")

    def _compare_subtrees(self, client, size):
        """The hashes of full tiles, which are kept apart from the acts."""
        full = size // WIDTH
        served = b"".join(client.get(f"/log/tile/1/{path}") for path, _ in tiles(0, full))
        leaves = self.tree.leaves
        computed = b"".join(root(leaves[at * WIDTH:(at + 1) * WIDTH]) for at in range(full))
        must(served == computed, f"the tiles of level 1 over {size} acts are not the hashes of the tiles below")

    def _compare_acts(self, client, known, size):
        """The journal as the API tells it."""
        while known < size:
            asked = f"{{ acts(afterSequence: {known}, first: {PAGE}) {{ edges {{ node {{ sequence entry leafHash }} }} }} }}"
            page = [edge["node"] for edge in client.post(asked)["acts"]["edges"]]
            must(page, f"the API tells no act after {known}, and the log has {size}")
            for act in page:
                known += 1
                must(act["sequence"] == known, f"gap: the API tells act {act['sequence']} in the place of {known}")
                if known > size:
                    return
                must(act["entry"].encode() == self.entries[known - 1], f"the API tells act {known} otherwise than the log")
                must(act["leafHash"] == self.tree.leaves[known - 1].hex(), f"the API has another leaf hash of act {known}")


def tiles(known, size):
    """Where the tiles are from the one with place `known` to the end, and with which place each begins."""
    for number in range(known // WIDTH, -(-size // WIDTH)):
        width = min(WIDTH, size - number * WIDTH)
        # Groups of three digits, all but the last marked.
        digits = f"{number:03}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[at:at + 3] for at in range(0, len(digits), 3)]
        path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        yield path if width == WIDTH else f"{path}.p/{width}", number * WIDTH
