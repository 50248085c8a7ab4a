# Built on the current Node LTS. Chromium is Debian's, for WhatsApp; PostgreSQL and Redis come from compose.yaml.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc .puppeteerrc.cjs ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json tsconfig.image.json ./
COPY src src
COPY jobs jobs
RUN npx tsc -p tsconfig.image.json && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium tini \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# Docker's usual profile does not let Chromium make a sandbox of its own; the container is its sandbox.
ENV NODE_ENV=production HOST=0.0.0.0 NASHRA_DATA_DIR=/data CHROMIUM_PATH=/usr/bin/chromium CHROMIUM_ARGS=--no-sandbox
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY config config
# Style sheets and scripts of pages, and the page that stands in for WhatsApp, read as they are.
COPY src/sandbox/client src/sandbox/client
COPY src/console/client src/console/client
COPY src/console/whatsapp/client src/console/whatsapp/client
COPY src/console/subscribe/client src/console/subscribe/client
COPY src/sandbox/whatsapp/page src/sandbox/whatsapp/page
RUN mkdir /data && chown node:node /data && ln -s /app/dist/src/cli.js /usr/local/bin/nashra && chmod +x /app/dist/src/cli.js
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "dist/src/cli.js", "serve"]
