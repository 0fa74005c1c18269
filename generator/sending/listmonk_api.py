"""listmonk's HTTP API, as far as handing a campaign over needs it.

Format: listmonk's documentation, "APIs": lists, subscribers, campaigns, templates (BasicAuth, JSON; answers
are {"data": …}, failures {"message": …} with a status of 400 and more).
"""

import os
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

import httpx

from generator.config.schema import ListmonkConfig
from generator.errors import InputError, Location
from generator.sending.replies import make_reply, without_address

TOKEN = "DIGEST_LISTMONK_TOKEN"  # noqa: S105  the variable's name
PAGE = 1000
SECONDS = 60.0
CONFLICT, MISSING = 409, 404

Data = dict[str, Any]


class Api:
    """One installation; use as a context manager. Every call raises InputError when it fails."""

    def __init__(self, config: ListmonkConfig) -> None:
        self._url = config.url
        secret = os.environ.get(TOKEN, "")
        self._client = httpx.Client(
            base_url=config.url.rstrip("/") + "/api/", auth=(config.user, secret), timeout=SECONDS
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def subscribers(self, number: int) -> Iterator[Data]:
        """Give everybody who is or was on a list."""
        page = 1
        while True:
            query = {
                "list_id": number,
                "per_page": PAGE,
                "page": page,
                "order_by": "created_at",
                "order": "ASC",
            }
            found = self._call("GET", "subscribers", params=query)["results"]
            yield from found
            if len(found) < PAGE:
                return
            page += 1

    def add(self, address: str, number: int) -> None:
        """Put an address on a list, as confirmed; one that listmonk knows is only put on the list."""
        person = {
            **{"email": address, "name": address.partition("@")[0], "status": "enabled"},
            **{"lists": [number], "preconfirm_subscriptions": True},
        }
        if self._call("POST", "subscribers", json=person, allow=CONFLICT) is None:
            quoted = address.replace("'", "''")
            found = self._call("GET", "subscribers", params={"query": f"subscribers.email = '{quoted}'"})
            self.change([person["id"] for person in found["results"]], number, "add", status="confirmed")

    def change(self, ids: list[int], number: int, action: str, **more: str) -> None:
        """Put subscribers on a list ("add"), or take them off it ("remove")."""
        for start in range(0, len(ids), PAGE):
            some = {"ids": ids[start : start + PAGE], "action": action, "target_list_ids": [number]}
            self._call("PUT", "subscribers/lists", json={**some, **more})

    def campaigns(self, tag: str, name: str) -> list[Data]:
        """Return the campaigns of this name, the oldest first."""
        found = self._call("GET", "campaigns", params={"tags": tag, "per_page": "all"})["results"]
        return sorted(
            (each for each in found or [] if each["name"] == name), key=lambda each: int(each["id"])
        )

    def create(self, campaign: Data) -> None:
        """Make a campaign; it is a draft."""
        self._call("POST", "campaigns", json=campaign)

    def delete(self, campaign: int) -> None:
        """Remove a campaign, if it is still there."""
        self._call("DELETE", f"campaigns/{campaign}", allow=MISSING)

    def start(self, campaign: int) -> None:
        """Let a draft run."""
        self._call("PUT", f"campaigns/{campaign}/status", json={"status": "running"})

    def template(self, name: str, body: str) -> int:
        """Return the number of the template of this name, which is made if there is none."""
        known = self._call("GET", "templates")
        found = [each for each in known if each["name"] == name] or self._made(name, body)
        return int(found[0]["id"])

    def _made(self, name: str, body: str) -> list[Data]:
        made = self._call("POST", "templates", json={"name": name, "type": "campaign", "body": body})
        return made if isinstance(made, list) else [made]  # the documentation shows a list

    def _call(self, method: str, path: str, allow: int = 0, **more: Any) -> Any:
        where = Location(f"{self._url}/api/{path}")
        try:
            answer = self._client.request(method, path, **more)
            if answer.status_code == allow:
                return None
            if answer.is_success:
                return answer.json()["data"]
            # it may name an address, and hold any sign
            said = without_address(make_reply(0, str(answer.json().get("message", "")).encode()).text)
        except httpx.HTTPError as error:
            fix = "look at url in [mail.listmonk]; run again when it answers, nothing is sent twice"
            raise InputError(where, f"listmonk does not answer: {type(error).__name__}", fix) from None
        fix = f"look at user and list in [mail.listmonk], at {TOKEN}, and at the user's permissions"
        raise InputError(where, f"listmonk says {answer.status_code}: {said}", fix)
