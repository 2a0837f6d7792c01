"""The Merkle tree of RFC 6962, computed as its text has it. Shares no code with the register."""

from hashlib import sha256


def leaf_hash(entry):
    return sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return sha256(b"\x01" + left + right).digest()


def root(leaves):
    """Section 2.1, word for word."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(root(leaves[:split]), root(leaves[split:]))


class Growing:
    """The roots over the first leaves, for every number of them: a checkpoint of any size may have to be judged."""

    def __init__(self):
        self.leaves = []
        self.roots = [root([])]
        self._full = []

    def append(self, leaf):
        self.leaves.append(leaf)
        self._full.append(leaf)
        # As many pairs are full now as the number of leaves can be halved.
        size = len(self.leaves)
        while size % 2 == 0:
            right = self._full.pop()
            self._full.append(node_hash(self._full.pop(), right))
            size //= 2
        whole = self._full[-1]
        for left in reversed(self._full[:-1]):
            whole = node_hash(left, whole)
        self.roots.append(whole)
