# The production image: web and worker run from it with different commands (see docker-compose.yml).
FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /venv
COPY requirements.lock /tmp/
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/requirements.lock

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=cms.settings.production \
    VAR_DIR=/data
# Pango draws the letters of PDF files; the fonts hold Polish and Cyrillic ones.
RUN apt-get update \
    && apt-get install -y --no-install-recommends fonts-noto-core libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /nonexistent app \
    && mkdir -p /data/media /data/private \
    && chown -R app /data
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
# The secret is of this one command: nothing of it stays in the image.
RUN export SECRET_KEY=build-only ALLOWED_HOSTS=build.invalid VAR_DIR=/tmp/build \
    && python manage.py compile_catalogues \
    && python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q accounts city cms consultations home notifications search \
    && rm -rf /tmp/build
USER app
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["python", "deploy/healthcheck.py"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--respawn-failed-workers", "cms.wsgi:application"]
