"""The small server's tasks and interactions."""

from __future__ import annotations

from aiohttp import web

from bot.backends.values import Answer, LabelsAnswer, RankingAnswer, TextAnswer
from bot.protocol.errors import ErrorCode
from bot.protocol.interactions import MessageRanking, MessageRating, TextLabels, TextReplyToMessage
from bot.protocol.labels import TextLabel
from bot.protocol.tasks import RankInitialPromptsTask, RankTask, TaskAck, TaskDone, TaskNack, TaskRequest, TaskType
from bot.protocol.users import User
from tests.backends.oasst_api.served import Served, dump, id_in, read_json, reply
from tests.backends.oasst_api.state import ServerTask, WireError
from tests.protocol.wire import parse_interaction


class WorkRoutes(Served):
    """Handing out tasks and taking answers."""

    async def request_task(self, request: web.Request) -> web.Response:
        """POST /tasks/."""
        body = TaskRequest.model_validate(await read_json(request))
        user = self.acting(body.user)
        session_id = self.state.new_id()
        offer = await self.trees.request(user.contributor, session_id, body.type, body.lang or "en", None)
        self.state.tasks[offer.task.id] = ServerTask(offer.task, session_id, user, offer.expires_at)
        written = dump(offer.task)
        if isinstance(offer.task, RankTask) and not isinstance(offer.task, RankInitialPromptsTask):
            # Once more, as the original did before it knew the messages' ids.
            written["replies"] = [message.text for message in offer.task.ranked_messages]
        return web.json_response(written)

    async def availability(self, request: web.Request) -> web.Response:
        """POST /tasks/availability."""
        user = self.acting(User.model_validate(await read_json(request)))
        counts = await self.trees.availability(user.contributor, request.query.get("lang", "en"))
        table = {str(task_type): counts.get(task_type, 0) for task_type in TaskType}
        return web.json_response({"random": sum(table.values()), **table})

    async def ack(self, request: web.Request) -> web.Response:
        """POST /tasks/{id}/ack."""
        data = await read_json(request)
        if data.get("message_id") == "":
            raise WireError(400, ErrorCode.EMPTY_MESSAGE_ID, "message_id must not be empty")
        self.viewer(request)
        task = self.task(id_in(request), missing=404)
        self.check_expiry(task)
        frontend_id = TaskAck.model_validate(data).message_id
        if task.frontend_id not in (None, frontend_id):
            raise WireError(400, ErrorCode.TASK_ALREADY_ACKED, "Task already updated.")
        task.frontend_id = frontend_id
        return web.Response(status=204)

    async def nack(self, request: web.Request) -> web.Response:
        """POST /tasks/{id}/nack."""
        reason = TaskNack.model_validate(await read_json(request)).reason
        user = self.viewer(request)
        if user is None:
            raise WireError(400, ErrorCode.USER_REQUIRED, "User required")
        task = self.task(id_in(request), missing=400)
        self.check_owner(task, user)
        self.check_expiry(task)
        if task.done:
            raise WireError(400, ErrorCode.TASK_ALREADY_DONE, "Task already done.")
        await self.trees.skip(user.contributor, task.session_id, task.task, reason)
        return web.Response(status=204)

    async def interaction(self, request: web.Request) -> web.Response:
        """POST /tasks/interaction."""
        body = parse_interaction(await read_json(request))
        user = self.acting(body.user)
        if isinstance(body, TextLabels):
            if body.task_id is None:
                raise WireError(400, ErrorCode.INTERACTION_FAILED, "Interaction request failed.")
            task = self.task(body.task_id, missing=400)
            if task.frontend_id is None:
                raise WireError(400, ErrorCode.TASK_NOT_ACKED, "Task is not acknowledged.")
            if getattr(task.task, "message_id", None) != body.message_id:
                raise WireError(400, ErrorCode.LABEL_MESSAGE_MISMATCH, "Task message id mismatch")
        else:
            task = self.state.task_acked_as(body.message_id)
        self.check_expiry(task)
        if task.done:
            raise WireError(400, ErrorCode.TASK_ALREADY_DONE, "Task already done.")
        self.check_owner(task, user)
        if isinstance(body, TextReplyToMessage) and body.user_message_id in self.state.messages:
            raise WireError(400, ErrorCode.INTERACTION_FAILED, "Interaction request failed.")
        receipt = await self.trees.submit(user.contributor, task.session_id, task.task, answer_in(body), None)
        task.done = True
        if isinstance(body, TextReplyToMessage) and receipt.message_id is not None:
            self.state.messages[body.user_message_id] = receipt.message_id
        return reply(TaskDone(id=self.state.new_id()))

    async def report(self, request: web.Request) -> web.Response:
        """POST /text_labels/."""
        body = TextLabels.model_validate(await read_json(request))
        user = self.acting(body.user)
        await self.trees.report(user.contributor, body.message_id, body.text, None)
        return web.Response(status=204)


def answer_in(body: TextReplyToMessage | TextLabels | MessageRanking | MessageRating) -> Answer:
    """What an interaction says."""
    if isinstance(body, TextReplyToMessage):
        return TextAnswer(text=body.text.strip(), language=body.lang or "en")
    if isinstance(body, TextLabels):
        return LabelsAnswer(labels={TextLabel(name): value for name, value in body.labels.items()})
    if isinstance(body, MessageRanking):
        return RankingAnswer(ranking=body.ranking, not_rankable=bool(body.not_rankable))
    raise WireError(404, ErrorCode.MESSAGE_NOT_FOUND, f"Message with frontend_message_id {body.message_id} not found.")
