# Chaos Packs with all that a run needs: docker build -t chaos . && docker run --rm --init chaos [-- --only kill-mid-chunk]
FROM node:22-bookworm-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends redis-server procps \
  && rm -rf /var/lib/apt/lists/*
ENV TURBO_TELEMETRY_DISABLED=1
WORKDIR /chaos
RUN chown node:node /chaos
USER node
COPY --chown=node:node . .
RUN npm ci && npm run build
ENTRYPOINT ["npm", "run", "chaos"]
