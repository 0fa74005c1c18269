"""The ASGI application of `digest service`: which address does what.

    /                       the form of choices; the form on the site's pages leads here, and writes nothing
    /preview                the form again, with what the choices would have brought
    /subscribe              writes one wish, whoever the address is; → /sent; a GET of either leads to /
    /confirm/<token>        a button; POST makes a subscriber of who asked
    /choose/<token>         a subscriber's choices; /preview below it
    /leave/<token>          a button; POST ends it, from wherever it comes (RFC 8058)
    /export/, /erase/       a subscriber's data, and its end
    /assets/                the theme's files

GET and HEAD change nothing, anywhere.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import StatelessLifespan

from generator.base.media import content_type
from generator.service import notices
from generator.service.form import BadFormError, Filled, read_form
from generator.service.guard import LARGEST_BODY, Guard, asker, network_of, origin_of, sent_from
from generator.service.hall import Answer, Hall
from generator.service.members import Members
from generator.service.newcomers import SENT, Newcomers
from generator.service.telling import tell

Endpoint = Callable[[Request], Awaitable[Response]]
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


class Service:
    """Requests in, answers out. Work that waits for the database is done by threads."""

    def __init__(self, hall: Hall, site: str, wake: Callable[[], None]) -> None:
        """`site` is the address of the static site; `wake` is called when a wish was written."""
        self._hall, self._wake = hall, wake
        self._new, self._members = Newcomers(hall), Members(hall)
        self._own = frozenset({origin_of(hall.service)})
        self._site = origin_of(site)

    def app(self, lifespan: StatelessLifespan[Starlette] | None = None) -> Starlette:
        """Return the application."""
        guards = [
            Middleware(Guard, site_origin=self._site),
            Middleware(RequestBodyLimitMiddleware, max_body_size=LARGEST_BODY),
        ]
        app = Starlette(routes=self._routes(), middleware=guards, lifespan=lifespan)
        app.router.redirect_slashes = False
        app.add_exception_handler(HTTPException, self._refused)
        return app

    def _routes(self) -> list[BaseRoute]:
        new, members, prefix = self._new, self._members, self._hall.pages().prefix
        shown: dict[str, Callable[[str], Answer]] = {
            "confirm/{token}": new.ask_to_confirm,
            "choose/{token}": members.choices,
            "leave/{token}": members.ask_to_leave,
            "export/{token}": members.export,
            "erase/{token}": members.ask_to_erase,
            SENT: lambda _: new.sent(),
            "": lambda _: new.start(Filled({})),
        }
        done: dict[str, Callable[[Request, Filled], Answer]] = {
            "confirm/{token}": lambda request, filled: new.confirm(_token(request), filled),
            "choose/{token}": lambda request, filled: members.choose(_token(request), filled),
            "choose/{token}/preview": lambda request, filled: members.preview(_token(request), filled),
            "erase/{token}": lambda request, _: members.erase(_token(request)),
            "preview": lambda request, filled: new.preview(filled, self._network(request)),
            "subscribe": self._subscribe,
        }
        return [
            *(Route(prefix + path, self._get(make), methods=["GET"]) for path, make in shown.items()),
            *(Route(path, self._go_to_form, methods=["GET"]) for path in self._posted_to(prefix)),
            Route(f"{prefix}choose/{{token}}/preview", self._go_to_choices, methods=["GET"]),
            Route(f"{prefix}assets/{{name}}", self._asset, methods=["GET"]),
            *(Route(prefix + path, self._post(do, self._own), methods=["POST"]) for path, do in done.items()),
            Route(
                prefix,
                self._post(lambda _, filled: new.start(filled), self._own | {self._site}),
                methods=["POST"],
            ),
            Route(f"{prefix}leave/{{token}}", self._leave, methods=["POST"]),
        ]

    def _posted_to(self, prefix: str) -> Iterator[str]:
        """Give what browsers ask for anew when they bring back a page that was an answer to a form."""
        yield from (f"{prefix}preview", f"{prefix}subscribe")
        if prefix != "/":
            yield prefix.removesuffix("/")  # as people type it

    async def _go_to_form(self, _: Request) -> Response:
        return RedirectResponse(self._hall.pages().prefix, HTTPStatus.SEE_OTHER)

    async def _go_to_choices(self, request: Request) -> Response:
        there = f"{self._hall.pages().prefix}choose/{quote(_token(request))}"
        return RedirectResponse(there, HTTPStatus.SEE_OTHER)

    def _get(self, make: Callable[[str], Answer]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            return await self._answer(lambda: make(_token(request)))

        return endpoint

    def _post(self, do: Callable[[Request, Filled], Answer], allowed: frozenset[str]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            if not sent_from(request.headers, allowed):
                return await self._answer(lambda: self._hall.say(notices.ELSEWHERE, HTTPStatus.FORBIDDEN))
            try:
                filled = await read_form(request)
            except BadFormError:
                return await self._answer(lambda: self._hall.say(notices.BAD_REQUEST, HTTPStatus.BAD_REQUEST))
            return await self._answer(lambda: do(request, filled))

        return endpoint

    async def _leave(self, request: Request) -> Response:
        """Take any POST, whatever its body and wherever it comes from: the token says enough."""
        async for _ in request.stream():  # read to its end: some programs take an early answer for a failure
            pass
        return await self._answer(lambda: self._members.leave(_token(request)))

    def _subscribe(self, request: Request, filled: Filled) -> Answer:
        answer = self._new.subscribe(filled, self._network(request))
        self._wake()
        return answer

    def _network(self, request: Request) -> str:
        peer = request.client.host if request.client else ""
        forwarded = request.headers.getlist("x-forwarded-for")
        return network_of(asker(forwarded, peer, self._hall.mail.limits.proxies))

    async def _asset(self, request: Request) -> Response:
        """Give a file of the theme, which waits for no thread and no database."""
        name = str(request.path_params["name"])
        data = self._hall.pages().asset(f"assets/{name}")
        if data is None:
            return await self._answer(lambda: self._hall.say(notices.NOT_FOUND, HTTPStatus.NOT_FOUND))
        return Response(data, headers={**FOREVER, "Content-Type": content_type(PurePosixPath(name))})

    async def _answer(self, work: Callable[[], Answer]) -> Response:
        """Do the work in a thread; what goes wrong there is told by its place, not with what it held."""
        try:
            answer = await asyncio.to_thread(work)
        except Exception as error:
            tell(error)
            answer = self._hall.say(notices.FAILED, HTTPStatus.INTERNAL_SERVER_ERROR)
        headers = {**answer.headers, "Content-Type": answer.type}
        return Response(answer.body, answer.status, headers)

    async def _refused(self, _: Request, error: Exception) -> Response:
        """Answer in our own page where Starlette says no: an unknown address, a method that is not taken."""
        status = HTTPStatus(error.status_code) if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
        notice = notices.NOT_FOUND if status is HTTPStatus.NOT_FOUND else notices.BAD_REQUEST
        response = await self._answer(lambda: self._hall.say(notice, status))
        if isinstance(error, HTTPException):
            response.headers.update(error.headers or {})
        return response


def _token(request: Request) -> str:
    return str(next(iter(request.path_params.values()), ""))
