# Two images from one build: `docker build --target api .` and `docker build --target web .`
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --include=dev && node tools/boot.mjs build api web

FROM node:24-bookworm-slim AS web-packages
WORKDIR /app
COPY . .
RUN npm ci --omit=dev --ignore-scripts --workspace=@agenttracer/web

# The API is one file and the pages of its documentation.
FROM node:24-bookworm-slim AS api
WORKDIR /app
COPY --from=build /app/apps/api/dist ./
ENV NODE_ENV=production
USER node
EXPOSE 8000 8001
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.AGENTTRACER_QUERY_PORT ?? 8001}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=16", "--max-old-space-size=1024", "main.mjs"]

FROM node:24-bookworm-slim AS web
WORKDIR /app
COPY --from=web-packages /app/node_modules ./node_modules
COPY --from=web-packages /app/libs ./libs
COPY --from=web-packages /app/apps/web ./apps/web
COPY --from=build /app/apps/web/build ./apps/web/build
WORKDIR /app/apps/web
ENV NODE_ENV=production
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.AGENTTRACER_WEB_PORT ?? 3000}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=16", "--max-old-space-size=1024", "server.ts"]
