"""What the register must never do."""


class Violation(Exception):
    pass


def must(holds, words):
    if not holds:
        raise Violation(words)
