"""Calls of the service that is held against the rules, and what went wrong with them that no rule is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from ssoadmin_mock.world.reading import THROTTLED, Pace

if TYPE_CHECKING:
    import boto3

CALLS_PER_SECOND = 4
"""How many calls begin in a second, at most; the service allows an account 20."""

NO_SCIM_ENDPOINT = "no --scim-endpoint is given"
"""Why what is about SCIM is not tried."""
# Between one attempt and the next, in seconds.
_PAUSES = (1, 2, 4, 8)
# How often it is asked whether something is done, and what is between two times, in seconds.
_POLLS, _BETWEEN_POLLS = 60, 2
_EXPIRED = {
    "ExpiredToken",
    "ExpiredTokenException",
    "RequestExpired",
}
_CREDENTIALS = {
    "AuthFailure",
    "IncompleteSignature",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
}
# The words of IAM. Where the service itself denies, it names resource-based policies alone, and that is behaviour.
_NO_RIGHT = re.compile(
    r"because no (?:identity-based|service control|session|permissions boundary|resource control)\b"
    r"|with an explicit deny in an? (?:identity-based|service control|session|permissions boundary|resource control)\b"
    r"|no permissions boundary allows|no session policy allows"
)


class ScimEndpoint(NamedTuple):
    """Where SCIM is, which is signed by no account.

    :ivar url: ``https://scim.<Region>.amazonaws.com/<tenant id>/scim/v2/``.
    :ivar token: the bearer token.
    """

    url: str
    token: str

    @property
    def tenant(self) -> str:
        """The tenant id."""
        return urlsplit(self.url).path.strip("/").partition("/")[0]


class CouldNotRunError(Exception):
    """Why nothing more can be tried: credentials, the Region, the network."""


class NotTriedError(Exception):
    """Why one probe cannot say anything: throttling, a missing right, a failure of the service."""


@dataclass(frozen=True)
class Outcome:
    """What a call ended in.

    :param code: the code of the error; None where it is an answer.
    :param text: the text of the error.
    :param answer: the answer.
    :param members: what else the error has: the members that the model gives it, and ``HTTPStatusCode``.
    """

    code: str | None = None
    text: str = ""
    answer: Mapping[str, Any] | None = None
    members: Mapping[str, Any] = field(default_factory=dict)


class Caller:
    """Calls the service, as slowly as is said.

    :param session: whose calls they are.
    :param region_name: the Region that they go to.
    :param endpoint_url: where they go instead of AWS.
    :param pace: how often.
    :param scim: where SCIM is.
    """

    def __init__(
        self,
        session: boto3.Session,
        region_name: str,
        endpoint_url: str | None = None,
        pace: Pace | None = None,
        scim: ScimEndpoint | None = None,
    ) -> None:
        self.scim = scim
        self._session: Any = session
        self.region_name = region_name
        self._endpoint_url = endpoint_url
        self._pace = pace or Pace(CALLS_PER_SECOND)
        self._clients: dict[str, Any] = {}

    def call(self, service: str, operation: str, params: Mapping[str, Any], expected: str | None = None) -> Outcome:
        """Return what a call ends in.

        :param expected: the code of the error that is expected, which is then no trouble.
        :raises NotTriedError: when the call says nothing about any rule.
        :raises CouldNotRunError: when no further call would.
        """
        from botocore import xform_name
        from botocore.exceptions import BotoCoreError, ClientError

        if service == "scim" and self.scim is None:
            raise NotTriedError(NO_SCIM_ENDPOINT)
        try:
            method = getattr(self._client(service), xform_name(operation))
            for pause in (*_PAUSES, None):
                self._pace.wait()
                try:
                    answer = method(**params)
                except ClientError as error:
                    outcome = _outcome(error.response, operation, expected)
                    if outcome is not None:
                        return outcome
                    if pause is not None:
                        self._pace.sleep(pause)
                else:
                    answer.pop("ResponseMetadata", None)
                    return Outcome(answer=answer)
        except BotoCoreError as error:
            raise CouldNotRunError(_about(error, self.region_name)) from None
        raise NotTriedError(f"{operation} was throttled, again and again")

    def until(
        self, service: str, operation: str, params: Mapping[str, Any], done: Callable[[Mapping[str, Any]], bool]
    ) -> Outcome:
        """Repeat a call until its answer is the last one, and return that.

        :param done: tells whether it is.
        :raises NotTriedError: when that takes too long.
        """
        for _ in range(_POLLS):
            outcome = self.call(service, operation, params)
            if outcome.answer is None or done(outcome.answer):
                return outcome
            self._pace.sleep(_BETWEEN_POLLS)
        raise NotTriedError(f"{operation} was not done after {_POLLS * _BETWEEN_POLLS} seconds")

    def _client(self, service: str) -> Any:
        from botocore.config import Config

        if service not in self._clients:
            # botocore's own retries would not keep the pace, and its own checks would not let broken values through.
            config = Config(
                retries={"total_max_attempts": 1}, parameter_validation=False, user_agent_extra="ssoadmin-mock-verify"
            )
            self._clients[service] = (
                _scim_client(self.scim, self.region_name, config)
                if self.scim is not None and service == "scim"
                else self._session.client(
                    service, region_name=self.region_name, endpoint_url=self._endpoint_url, config=config
                )
            )
        return self._clients[service]


def _scim_client(endpoint: ScimEndpoint, region_name: str, config: Any) -> Any:
    """Return a client of an API that botocore has no model of."""
    from botocore import UNSIGNED
    from botocore.config import Config
    from botocore.session import Session

    from ssoadmin_mock.wire.model_files import OWN_MODELS

    session = Session()
    session.get_component("data_loader").search_paths.append(OWN_MODELS)
    host = urlsplit(endpoint.url)
    client = session.create_client(
        "scim",
        region_name=region_name,
        endpoint_url=f"{host.scheme}://{host.netloc}",
        config=config.merge(Config(signature_version=UNSIGNED)),
    )

    def authorise(request: Any, **_: Any) -> None:
        # Only where the probe does not bring a token of its own.
        request.headers["Authorization"] = f"Bearer {endpoint.token}"

    client.meta.events.register("before-sign.scim", authorise)
    return client


def _outcome(response: Mapping[str, Any], operation: str, expected: str | None) -> Outcome | None:
    """Return what an error says; None for one that says to ask again."""
    code, text = response["Error"]["Code"], response["Error"].get("Message", "")
    # The API says the text under another name where the error is of its model.
    text = text or response.get("message") or response.get("Message") or response.get("error_description") or ""
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 400)
    outcome = Outcome(code, text, members={**response, "HTTPStatusCode": status})
    if code == expected:
        return outcome
    if code in THROTTLED:
        return None
    if code in _EXPIRED:
        raise CouldNotRunError(f"The credentials have expired ({code}). Get new ones, and run the same command again.")
    if code in _CREDENTIALS:
        raise CouldNotRunError(f"The credentials are not accepted ({code}).")
    if _NO_RIGHT.search(text):
        raise NotTriedError(f"the caller lacks the right to call {operation}")
    if status >= 500:
        raise NotTriedError(f"{operation} failed on the side of the service ({code})")
    return outcome


def _about(error: Exception, region_name: str) -> str:
    from botocore.exceptions import (
        EndpointConnectionError,
        NoCredentialsError,
        TokenRetrievalError,
        UnauthorizedSSOTokenError,
    )

    if isinstance(error, EndpointConnectionError):
        return f"There is nothing to reach in {region_name}: IAM Identity Center may not be in this Region. ({error})"
    if isinstance(error, NoCredentialsError | TokenRetrievalError | UnauthorizedSSOTokenError):
        return f"There are no valid credentials: {error}"
    return str(error)
