# One image for web, worker, beat and the one-off commands of docker-compose.yml.
FROM node:22-bookworm-slim AS assets
RUN apt-get update && apt-get install --yes --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY .ci/assets.py .ci/assets.py
RUN python3 .ci/assets.py

FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /opt/hubportal
COPY requirements/run.txt /tmp/run.txt
RUN /opt/hubportal/bin/pip install --no-cache-dir --no-deps --require-hashes --requirement /tmp/run.txt

FROM python:3.11-slim-bookworm
# Pango sets letters and reports as PDF.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/hubportal --shell /usr/sbin/nologin hubportal \
    && install --directory --owner=hubportal --mode=0700 /srv/hubportal /srv/hubportal/documents
ENV PATH=/opt/hubportal/bin:$PATH \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HUBPORTAL_DATA=/srv/hubportal HUBPORTAL_PRODUCTION=1
COPY --from=packages /opt/hubportal /opt/hubportal
WORKDIR /app
COPY . .
COPY --from=assets /build/static-built static-built
USER hubportal
# The key and the address below exist for this one command; nothing of them is in the image.
RUN HUBPORTAL_SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    DATABASE_URL=postgresql://hub_app@localhost/none REDIS_URL=redis://localhost/0 \
    python manage.py collectstatic --no-input --verbosity 0
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import socket; socket.create_connection(('127.0.0.1', 8000), 3).close()"]
CMD ["gunicorn", "hubportal.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "4", "--threads", "4", \
     "--timeout", "60", "--graceful-timeout", "20", "--max-requests", "5000", "--max-requests-jitter", "500", \
     "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
