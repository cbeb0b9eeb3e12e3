# The bot in a container. docs/operating.md says how it is run; compose.yaml does so.
FROM python:3.11-slim-bookworm AS build
WORKDIR /bot
COPY requirements/run.lock requirements/
RUN python -m venv /venv \
    && /venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: \
        -r requirements/run.lock

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin bot \
    && install -d -o bot -g bot -m 0700 /data /backups
COPY --from=build /venv /venv
WORKDIR /bot
COPY bot bot
COPY extensions extensions
COPY LICENSE README.md ./
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    DATABASE_PATH=/data/bot.sqlite3 \
    BACKUP_PATH=/backups \
    BACKUP_SCHEDULE=03:30 \
    WATCH_PORT=9464
USER bot
VOLUME ["/data", "/backups"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=2m \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ['WATCH_PORT']}/healthz\", timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
