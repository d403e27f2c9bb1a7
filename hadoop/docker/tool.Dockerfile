# The control tool and its recommender. MODULES=npm installs packages in here; MODULES=context takes node_modules as it
# is, with the Node that npm brought.
ARG NODE_IMAGE=node:24-slim
ARG MODULES=npm

FROM ${NODE_IMAGE} AS modules-npm
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=authorities \
  NODE_EXTRA_CA_CERTS=/run/secrets/authorities npm ci --omit=dev --ignore-scripts

FROM scratch AS modules-context
COPY node_modules /build/node_modules

FROM modules-${MODULES} AS modules

FROM ${NODE_IMAGE}
RUN useradd --system --uid 1001 --create-home pipeline && mkdir /data && chown pipeline /data
WORKDIR /opt/pipeline
COPY --from=modules /build/node_modules node_modules
COPY package.json ./
COPY src src
COPY config config
COPY hadoop/docker/ready /opt/pipeline/bin/
RUN chmod 755 /opt/pipeline/bin/ready
ENV PATH="/opt/pipeline/bin:/opt/pipeline/node_modules/.bin:$PATH" PIPELINE_HOME=/data
USER pipeline
VOLUME /data
ENTRYPOINT ["node", "src/cli.ts"]
