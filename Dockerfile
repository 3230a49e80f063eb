# The same set-up as `make setup`, in two stages: Node builds the front end, the image that runs has none.
FROM node:22-slim AS frontend
WORKDIR /app/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
COPY --from=frontend /app/frontend/dist frontend/dist
RUN pybabel -q compile -D django -d locale \
    && SECRET_KEY=only-while-building DATA_DIR=/tmp/build python manage.py collectstatic --noinput -v 0 \
    && useradd --system kenniscafe && mkdir /data && chown kenniscafe /data
USER kenniscafe
VOLUME /data
EXPOSE 8000
CMD ["python", "manage.py", "serve", "--no-worker"]
