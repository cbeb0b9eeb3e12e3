"""The REST side: from an HTTP request of the bot to Discord's answer."""

import asyncio
import io
import sys
import traceback
from collections import Counter, deque
from dataclasses import asdict, dataclass
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import orjson
from aiohttp import BodyPartReader, web

from playground.calls import ApiCall, check_snowflakes, template_of
from playground.completion import complete_result
from playground.constants import REQUEST_SIZE_LIMIT
from playground.engine import Upload
from playground.limits.callbacks import check_callback
from playground.limits.channels import check_webhook_name
from playground.limits.messages import check_files, check_message
from playground.refusal import NotImplementedHere, Refusal, missing_access, unauthorized
from playground.routes import ROUTES

if TYPE_CHECKING:
    from playground.faults import Fault
    from playground.world import World

CALLBACK = "/interactions/{interaction_id}/{token}/callback"
LISTED = 10_000
_COMMON_HEADERS = {"Via": "1.1 google", "Server": "cloudflare"}


@dataclass(frozen=True)
class InvalidRequest:
    """A request that Discord refused, or one that goes against the description of its API."""

    method: str
    path: str
    status: int
    code: int
    message: str


class RestApi:
    """Everything below ``/api/v10``.

    Args:
        world: The world that it works on.
        token: The bot's token.
    """

    def __init__(self, world: "World", token: str) -> None:
        self.invalid: deque[InvalidRequest] = deque(maxlen=LISTED)
        self.unimplemented: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()
        self.interaction_answers = 0
        self.errors: deque[str] = deque(maxlen=LISTED)
        self.error_count = 0
        self._world = world
        self._authorization = f"Bot {token}"

    def reset_counts(self) -> None:
        """Start counting anew."""
        self.counts.clear()
        self.statuses.clear()
        self.interaction_answers = 0

    def listed(self) -> list[dict[str, Any]]:
        """Return the invalid requests, oldest first."""
        return [asdict(request) for request in self.invalid]

    def note_error(self, place: str, error: Exception) -> None:
        """Note a fault of the playground itself; to be called while it is handled."""
        self.error_count += 1
        self.errors.append(f"{place}: {type(error).__name__}: {error}")
        print(f"playground error in {place}", file=sys.stderr)
        traceback.print_exc()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        path = "/" + request.match_info["path"].strip("/")
        template, ids = template_of(path)
        call = ApiCall(request.method, path, template, ids, params=request.query)
        self.counts[f"{call.method} {template}"] += 1
        fault = self._world.faults.take(call.method, path)
        if fault is not None and (struck := await self._strike(fault, request)) is not None:
            return struck
        response = await self._answer(request, call)
        self.statuses[response.status] += 1
        if fault is not None and fault.drop == "after":
            _cut(request)
        return response if fault is None or fault.status is None else _told(fault, fault.status)

    async def _strike(self, fault: "Fault", request: web.Request) -> web.StreamResponse | None:
        if fault.slow_seconds:
            await asyncio.sleep(fault.slow_seconds)
        if fault.drop == "before":
            _cut(request)
            return web.Response(status=500)  # nobody receives it
        if fault.status is not None and not fault.applied:
            await request.read()
            self.statuses[fault.status] += 1
            return _told(fault, fault.status)
        return None

    async def _answer(self, request: web.Request, call: ApiCall) -> web.StreamResponse:
        headers = {**_COMMON_HEADERS, "Date": format_datetime(self._world.clock.now(), usegmt=True)}
        try:
            interaction_id = self._interaction_of(call)
            if interaction_id is not None:
                self.interaction_answers += 1
            if self._world.limiter.banned:
                return web.Response(status=429, text="error code: 1015", headers={"Retry-After": "600"})
            self._authorize(request, call)
            verdict = self._world.limiter.check(
                call.method,
                call.template,
                call.major,
                counts_globally=interaction_id is None,
                has_bucket=call.template != CALLBACK,
            )
            headers.update(verdict.headers)
            if verdict.retry_after is not None:
                self._world.limiter.note_status(429)
                body = {
                    "message": "You are being rate limited.",
                    "retry_after": round(verdict.retry_after, 3),
                    "global": verdict.is_global,
                }
                return _json(body, 429, headers)
            await _read_body(request, call)
            self._check_against_description(call)
            result = self._perform(call, interaction_id)
            if result is None:
                return web.Response(status=204, headers=headers)
            return _json(result, 200, headers)
        except Refusal as refusal:
            if refusal.status != 500:
                self._note(call, refusal.status, refusal.code, refusal.describe())
            self._world.limiter.note_status(refusal.status)
            return _json(refusal.body(), refusal.status, headers)
        except NotImplementedHere as missing:
            self.unimplemented[f"{call.method} {call.template}"] += 1
            message = f"the playground does not implement {call.method} {call.template}: {missing}"
            print(message, file=sys.stderr, flush=True)
            return _json({"message": message, "code": 0}, 501, headers)
        except (asyncio.CancelledError, ConnectionError):
            raise
        except Exception as error:
            self.note_error(f"{call.method} {call.template}", error)
            return _json({"message": "500: Internal Server Error", "code": 0}, 500, headers)

    def _note(self, call: ApiCall, status: int, code: int, message: str) -> None:
        self.invalid.append(InvalidRequest(call.method, call.path, status, code, message))

    def _authorize(self, request: web.Request, call: ApiCall) -> None:
        if call.template == CALLBACK or call.template.startswith("/webhooks/{webhook_id}/{token}"):
            return
        if call.template == "/gateway":
            return
        if request.headers.get("Authorization") != self._authorization:
            raise unauthorized()

    def _interaction_of(self, call: ApiCall) -> int | None:
        """Return the interaction whose token the request carries; such requests are outside the global rate limit."""
        token = call.ids.get("token")
        if token is None:
            return None
        if call.template == CALLBACK:
            return call.id("interaction_id")
        record = self._world.engine.interaction_of_token(token)
        return None if record is None else record.id

    def _check_against_description(self, call: ApiCall) -> None:
        if self._world.openapi is None:
            return
        for fault in self._world.openapi.faults(call):
            self._note(call, 0, 0, f"API description: {fault}")

    def _perform(self, call: ApiCall, interaction_id: int | None) -> Any:
        world = self._world
        check_snowflakes(call)
        self._check_guild(call)
        self._check_messages(call)
        if call.template == CALLBACK:
            return self._callback(call)
        handler = ROUTES.get((call.method, call.template))
        if handler is not None:
            result = handler(world, call)
        elif call.template == "/channels/{channel_id}/messages" and call.method == "POST":
            result = self._send(call)
        else:
            result = world.dispatch(call, answering=interaction_id)
        return complete_result(world.engine, call, result, is_interaction=interaction_id is not None)

    def _callback(self, call: ApiCall) -> Any:
        world = self._world
        interaction_id = call.id("interaction_id")
        world.interactions.check_in_time(interaction_id)
        record = world.engine.interactions.get(interaction_id)
        if record is not None and record.token == call.ids["token"] and not record.responded:
            check_callback(record, call.json)
        result = world.dispatch(call, answering=interaction_id)
        world.interactions.answered(interaction_id)
        if call.params.get("with_response", "").lower() not in {"true", "1"}:
            return None
        return complete_result(world.engine, call, result, is_interaction=True)

    def _send(self, call: ApiCall) -> Any:
        """Send a message, once per nonce where the bot asks for that."""
        world = self._world
        channel = world.engine.channel(call.id("channel_id"))
        if channel.guild_id is None and not world.accepts_direct_messages(channel):
            raise Refusal(403, 50007, "Cannot send messages to this user")
        world.threads.check_posting(channel, world.engine.bot_id)
        nonce = call.body.get("nonce")
        enforced = bool(call.body.get("enforce_nonce")) and nonce is not None
        if enforced and (known := world.nonces.get((channel.id, str(nonce)))) is not None:
            message = world.engine.messages.get(channel.id, {}).get(known)
            if message is not None:
                return {**world.engine.message_payload(message), "nonce": nonce}
        result = world.dispatch(call)
        if enforced:
            world.nonces[(channel.id, str(nonce))] = int(result["id"])
        return {**result, "nonce": nonce}

    def _check_guild(self, call: ApiCall) -> None:
        if "guild_id" in call.ids:
            guild = self._world.engine.guild(call.id("guild_id"))
            if self._world.engine.bot_id not in guild.members:
                raise missing_access()

    def _check_messages(self, call: ApiCall) -> None:
        world, template = self._world, call.template
        check_files(call.file_sizes)
        writes = call.method in {"POST", "PATCH"}
        if writes and template.startswith("/webhooks/{webhook_id}/{token}"):
            if template.endswith("{token}") and call.method == "PATCH":
                check_webhook_name(call.json, creating=False)
                return
            check_message(call.json, call.file_sizes)
            if world.engine.interaction_of_token(call.ids["token"]) is None:
                # all webhooks here belong to the bot's application, which needs no leave to send components
                call.params = {**call.params, "with_components": "true"}
                check_webhook_name({"username": call.body.get("username")}, creating=False)
                if "thread_id" in call.params:
                    raise NotImplementedHere("thread_id of a webhook")
                if call.method == "PATCH":
                    self._check_old_edit(call)
        elif writes and template in {
            "/channels/{channel_id}/messages",
            "/channels/{channel_id}/messages/{message_id}",
        }:
            check_message(call.json, call.file_sizes)
            if call.method == "PATCH":
                world.threads.check_editing(world.engine.channel(call.id("channel_id")))
                self._check_old_edit(call)

    def _check_old_edit(self, call: ApiCall) -> None:
        if "message_id" in call.ids:
            self._world.old_edits.check(call.id("message_id"))


async def _read_body(request: web.Request, call: ApiCall) -> None:
    if request.content_length is not None and request.content_length > REQUEST_SIZE_LIMIT + (1 << 20):
        raise Refusal(413, 40005, "Request entity too large")
    call.reason = request.headers.get("X-Audit-Log-Reason")
    if request.content_type == "multipart/form-data":
        await _read_multipart(request, call)
        return
    raw = await request.read()
    if raw:
        if request.content_type != "application/json":
            raise Refusal(400, 50035, "Invalid Form Body")
        call.json = _parse(raw)


async def _read_multipart(request: web.Request, call: ApiCall) -> None:
    uploads: list[tuple[int, Upload]] = []
    total = 0
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                continue
            data = bytes(await part.read())
            total += len(data)
            if total > REQUEST_SIZE_LIMIT + (1 << 20):
                raise Refusal(413, 40005, "Request entity too large")
            if part.name == "payload_json":
                call.json = _parse(data)
            elif part.name is not None:
                number = part.name.removeprefix("files[").removesuffix("]")
                index = int(number) if number.isdecimal() else len(uploads)
                uploads.append((index, Upload(unquote(part.filename or "file"), io.BytesIO(data))))
    except ValueError as error:
        raise Refusal(400, 50035, "Invalid Form Body") from error
    described: dict[str, Any] = {}
    holder = call.body.get("data") if call.template == CALLBACK else call.body
    attachments = holder.get("attachments") if isinstance(holder, dict) else None
    for attachment in attachments if isinstance(attachments, list) else ():
        if isinstance(attachment, dict):
            described[str(attachment.get("id"))] = attachment.get("description")
    uploads.sort(key=lambda upload: upload[0])
    for index, upload in uploads:
        upload.description = described.get(str(index))
    call.files = [upload for _, upload in uploads]


def _parse(raw: bytes) -> Any:
    try:
        return orjson.loads(raw)
    except ValueError as error:
        raise Refusal(400, 50109, "The request body contains invalid JSON.") from error


def _json(body: Any, status: int, headers: dict[str, str]) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, headers=headers, content_type="application/json")


def _told(fault: "Fault", status: int) -> web.Response:
    """Return what a fault is answered with."""
    if isinstance(fault.answer, str):
        return web.Response(text=fault.answer, status=status, content_type="text/html")
    if fault.answer is not None:
        return _json(fault.answer, status, _COMMON_HEADERS)
    message = f"{status}: {'Internal Server Error' if status == 500 else 'Misbehaviour on order'}"
    return _json({"message": message, "code": 0}, status, _COMMON_HEADERS)


def _cut(request: web.Request) -> None:
    if isinstance(request.transport, asyncio.Transport):
        request.transport.abort()
