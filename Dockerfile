# Tongbo 通播: one image for every role (HUB_ROLES). docker-compose.yml runs it.
FROM node:24-bookworm-slim AS build
WORKDIR /hub
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps HUB_HOST=0.0.0.0 HUB_DATA=/var/lib/hub/data
WORKDIR /hub
RUN groupadd --gid 10001 hub && useradd --uid 10001 --gid hub --no-create-home --shell /usr/sbin/nologin hub \
  && install -d -o hub -g hub -m 0750 /var/lib/hub /var/lib/hub/data /var/lib/hub/files /var/lib/hub/keys
COPY --from=build /hub/package.json ./
COPY --from=build /hub/node_modules ./node_modules
COPY --from=build /hub/dist ./dist
COPY --from=build /hub/demo ./demo
COPY --from=build /hub/tools ./tools
USER hub
EXPOSE 3000 3001 3443
VOLUME ["/var/lib/hub"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "dist/src/health/probe.cli.js"]
# The hub ends by itself on SIGTERM; 40 seconds is how long running deliveries may take to end.
STOPSIGNAL SIGTERM
CMD ["node", "--max-semi-space-size=32", "dist/src/main.js"]
