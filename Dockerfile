# syntax=docker/dockerfile:1
# Docket in one container that includes the database:
# docker build -t docket . && docker run -p 3000:3000 -v docket:/data docket

FROM node:24-bookworm-slim AS build
WORKDIR /docket
COPY . .
RUN npm run package -- /archive \
  && mkdir /app \
  && tar -xzf /archive/*.tar.gz --strip-components=1 -C /app

FROM node:24-bookworm-slim
# tini forwards signals and reaps zombie processes.
RUN apt-get update \
  && apt-get install -y --no-install-recommends tini \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node -m 700 /data
COPY --from=build /app /app
USER node
WORKDIR /app
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DOCKET_DATA=/data
VOLUME /data
EXPOSE 3000
# The start period is long because the first start creates the database, and a start after a crash recovers it.
HEALTHCHECK --interval=30s --timeout=5s --start-period=2m --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Before stopping, Docket completes a running deletion from the trash. Use `docker stop --timeout 90`.
STOPSIGNAL SIGTERM
ENTRYPOINT ["tini", "--", "./docket"]
CMD ["start"]
