"""A checkpoint as it is written (C2SP tlog-checkpoint). Its signature is checked elsewhere, in tests/verifiers."""

import base64
import json


def read(text):
    """Its size and its root."""
    _, size, root = text.split("\n")[:3]
    return int(size), base64.b64decode(root, validate=True)


def of_receipt(jws):
    """The checkpoint in a receipt, and the sequence that the receipt speaks of."""
    middle = jws.split(".")[1]
    payload = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return payload["evidence"][0]["checkpoint"], payload["credentialSubject"]["sequence"]
