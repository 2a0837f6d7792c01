"""Asks a server, over one connection that stays open."""

import http.client
import json


class Gone(Exception):
    """No whole answer came: nobody knows what became of the request."""


class Refused(Exception):
    """The server lives, and answered with an error."""


class Client:
    def __init__(self, port, token=None):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {"content-type": "application/json"}
        if token:
            self._headers["authorization"] = f"Bearer {token}"

    def get(self, path):
        return self._ask("GET", path)

    def post(self, query, variables=None):
        body = json.dumps({"query": query, "variables": variables or {}})
        answer = json.loads(self._ask("POST", "/graphql", body))
        if answer.get("errors"):
            raise Refused(json.dumps(answer["errors"], ensure_ascii=False))
        return answer["data"]

    def checkpoint(self):
        return self.get("/log/checkpoint").decode()

    def receipt(self):
        asked = '{ verify(subject: { number: "X" }, role: MINER) { receipt { jws } } }'
        return self.post(asked)["verify"]["receipt"]["jws"]

    def close(self):
        self._connection.close()

    def _ask(self, method, path, body=None):
        try:
            self._connection.request(method, path, body, self._headers)
            answer = self._connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise Gone(repr(error)) from error
        if answer.status != 200:
            raise Refused(f"{path}: {answer.status} {content.decode(errors='replace')}")
        return content
