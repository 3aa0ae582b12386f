"""An OpenID Connect provider in a process of its own: `python -m tests.organisations.provider`.

It prints its address, signs real tokens, and misbehaves as it is told: POST /misbehave with the name of a fault.
"""

import base64
import hashlib
import json
import secrets
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "hub-portal", "a-secret-of-the-tests"
KEY, OTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


# What a token says wrongly under each fault; None takes it out.
SAYS: dict[str, dict[str, Any]] = {
    "issuer": {"iss": "https://somebody-else.example.org"},
    "audience": {"aud": "another-portal"},
    "expired": {"exp": 1_451_865_600},
    "endless": {"exp": None},
    "nonce": {"nonce": "of-another-sign-in"},
    "no-nonce": {"nonce": None},
    "party": {"aud": [CLIENT, "another-portal"], "azp": "another-portal"},
}
# By which key, method and key's name it is signed under each fault.
SIGNED: dict[str, tuple[Any, str, str]] = {
    "unsigned": (None, "none", "one"),
    "shared-secret": (SECRET.ljust(32, "."), "HS256", "one"),
    "unknown-key": (OTHER_KEY, "RS256", "two"),
    "signature": (OTHER_KEY, "RS256", "one"),
}


def token_of(said: dict[str, Any], fault: str) -> str:
    """The signed token, with the fault asked for."""
    if fault == "broken":
        return "not.a.token"
    told = {name: value for name, value in {**said, **SAYS.get(fault, {})}.items() if value is not None}
    key, algorithm, name = SIGNED.get(fault, (KEY, "RS256", "one"))
    return jwt.encode(told, key, algorithm=algorithm, headers={"kid": name})


class Provider(BaseHTTPRequestHandler):
    """The endpoints."""

    codes: dict[str, dict[str, str]] = {}
    fault, person = "", {"sub": "1", "email": "officer@example.org", "email_verified": True}

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query))
        match parts.path:
            case "/.well-known/openid-configuration":
                self._say(self._configuration())
            case "/authorize":
                code = secrets.token_hex(8)
                self.codes[code] = asked
                back = urlencode({"code": code, "state": asked["state"]})
                self.send_response(302)
                self.send_header("Location", f"{asked['redirect_uri']}?{back}")
                self.end_headers()
            case "/keys":
                public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
                self._say({"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]})
            case "/userinfo":
                assert self.headers["Authorization"] == "Bearer access"
                other = {"sub": "2", "email": "head@example.org"} if self.fault == "somebody-else" else {}
                self._say({**self.person, **other})

    def do_POST(self) -> None:
        said = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/misbehave":
            Provider.fault = json.loads(said)["fault"]
            Provider.person = {**self.person, **json.loads(said).get("person", {})}
            return self._say({})
        given = dict(parse_qsl(said))
        asked = self.codes.pop(given["code"])  # a code works once
        proof = base64.urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest()).rstrip(b"=")
        if given["client_secret"] != SECRET or asked["code_challenge"] != proof.decode():
            return self._say({"error": "invalid_grant"}, status=400)
        now = int(time.time())
        token = {
            "iss": self._address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked.get("nonce", ""),
            **self.person,
        }  # fmt: skip
        answer = {"access_token": "access", "token_type": "Bearer", "expires_in": 300}
        if self.fault != "no-token":
            answer["id_token"] = token_of(token, self.fault)
        return self._say(answer)

    @property
    def _address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def _configuration(self) -> dict[str, Any]:
        if self.fault == "configuration":
            return {"issuer": self._address}
        return {
            "issuer": self._address,
            "authorization_endpoint": f"{self._address}/authorize",
            "token_endpoint": f"{self._address}/token",
            "userinfo_endpoint": f"{self._address}/userinfo",
            "jwks_uri": f"{self._address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _say(self, said: dict[str, Any], *, status: int = 200) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nobody reads it."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()
