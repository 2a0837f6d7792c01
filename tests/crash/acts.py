"""Records an act: a warning, which needs no other act before it."""

MUTATION = """mutation($input: PublishWarningInput!) {
  publishWarning(input: $input) { repeated act { sequence entry leafHash } problems { code message } }
}"""


class Problems(Exception):
    """The register understood the act and refused it."""


def record(client, act):
    """What the register answered: that it has the act, and as which."""
    wording = {"kk": "Сақ болыңыз", "ru": "Осторожно"}
    asked = {"name": act.name, "effectiveOn": "2026-01-05", "reason": "A process may die at any moment",
             "reference": f"CRASH-{act.key}", "idempotencyKey": act.key, "text": wording}
    answer = client.post(MUTATION, {"input": asked})["publishWarning"]
    if answer["problems"] or not answer["act"]:
        raise Problems(str(answer["problems"]))
    return {"repeated": answer["repeated"], **answer["act"]}
