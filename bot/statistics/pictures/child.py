"""The child process that draws: `python -m bot.statistics.pictures.child`.

It reads one line, a `Request` as JSON, and answers with the pictures in their order, each as four bytes of length (big
endian) and a PNG file. Its standard input stays open as long as it is wanted: when the parent dies, so does it.
"""

import os
import sys
import threading

from bot.state.charts import Request

LENGTH_BYTES = 4
GIVEN_UP = 3
"""Exit code of a child that nobody waits for any more."""


def main() -> None:
    """Draw what is asked for.

    Raises:
        pydantic.ValidationError: it is no request.
    """
    request = Request.model_validate_json(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Not before the request was read: an empty line must not cost a second.
    from bot.statistics.pictures.drawing import draw  # noqa: PLC0415 - above

    for picture in request.pictures:
        file = draw(picture)
        sys.stdout.buffer.write(len(file).to_bytes(LENGTH_BYTES, "big") + file)
    sys.stdout.buffer.flush()


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(GIVEN_UP)


if __name__ == "__main__":
    main()
