"""A client of SCIM that says what comes over the wire, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import requests

from ssoadmin_mock import IdentityCenter

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR = ["urn:ietf:params:scim:api:messages:2.0:Error"]

UNPARSABLE = "Request is unparsable, syntactically incorrect, or violates schema."

Content = dict[str, Any]


def user(user_name: str = "ada", **more: Any) -> Content:
    """Return a user with what every user needs."""
    names = {"givenName": "Ada", "familyName": "Lovelace"}
    return {"schemas": [USER], "userName": user_name, "displayName": user_name.title(), "name": names, **more}


def email(value: str, **more: Any) -> Content:
    return {"value": value, "type": "work", "primary": True, **more}


@dataclass
class Scim:
    """An endpoint as a client uses it.

    :param url: with the slash at its end.
    """

    idc: IdentityCenter
    url: str
    token: str

    def send(self, method: str, path: str, body: Any = None, **more: Any) -> requests.Response:
        """Send a request; bytes are a body as it is."""
        content = {"data": body} if isinstance(body, bytes) else {"json": body}
        headers = {"Authorization": f"Bearer {self.token}"}
        return requests.request(method, self.url + path, **{"headers": headers, "timeout": 10, **content, **more})

    def get(self, path: str, **query: Any) -> Content:
        """Return what a path has."""
        return self._done("GET", f"{path}?{urlencode(query)}" if query else path, 200)

    def create(self, content: Content, kind: str = "Users") -> Content:
        """Return what was created."""
        return self._done("POST", kind, 201, content)

    def patch(self, id: str, *operations: Content, kind: str = "Users") -> Any:
        """Change something, and return it if it is a user."""
        body = {"schemas": [PATCH], "Operations": list(operations)}
        return self._done("PATCH", f"{kind}/{id}", 200 if kind == "Users" else 204, body)

    def put(self, content: Content) -> Content:
        """Replace a user, and return it."""
        return self._done("PUT", f"Users/{content['id']}", 201, content)

    def delete(self, path: str) -> None:
        """Delete something."""
        self._done("DELETE", path, 204)

    def _done(self, method: str, path: str, status: int, body: Any = None) -> Any:
        response = self.send(method, path, body)
        assert response.status_code == status, response.text
        if status == 204:
            assert response.content == b""
            return None
        return response.json()

    def refusal(self, method: str, path: str, body: Any = None) -> tuple[int, str]:
        """Return the status of a refusal, and the reason that the test alone sees."""
        response = self.send(method, path, body)
        content = response.json()
        assert content.keys() == {"schema", "schemas", "detail", "status", "exceptionRequestId", "timeStamp"}
        assert content["schema"] == content["schemas"] == ERROR
        assert content["status"] == str(response.status_code)
        error = self.idc.calls[-1].error
        assert error is not None
        if response.status_code == 400:
            assert content["detail"] == UNPARSABLE
        return response.status_code, error["Message"]

    def patch_refusal(self, id: str, *operations: Any, kind: str = "Users") -> tuple[int, str]:
        """Return how a PATCH is refused."""
        return self.refusal("PATCH", f"{kind}/{id}", {"schemas": [PATCH], "Operations": list(operations)})
