# The control tool (target tool); with a JRE for jobs of Spark and MapReduce, whose jars are mounted (target sidecar); with
# the web page's browser part (target page).
# MODULES=npm installs packages in here; MODULES=context takes node_modules as it is. Either brings a Node of its own.
ARG BASE_IMAGE=eclipse-temurin:17-jre
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

FROM scratch AS files
COPY --from=modules /build/node_modules node_modules
COPY package.json command-line.json ./
COPY src src
COPY config config
COPY hadoop hadoop

FROM ${BASE_IMAGE} AS sidecar
RUN useradd --system --uid 1001 --create-home pipeline && mkdir -p /data /opt/pipeline/target/jars \
  && chown pipeline /data /opt/pipeline/target/jars
WORKDIR /opt/pipeline
COPY --from=files / ./
COPY hadoop/docker/ready /usr/local/bin/
RUN chmod 755 /usr/local/bin/ready
ENV PATH="/opt/pipeline/node_modules/.bin:$PATH" PIPELINE_HOME=/data
USER pipeline
VOLUME /data
ENTRYPOINT ["node", "src/cli.ts"]

FROM ${NODE_IMAGE} AS tool
RUN useradd --system --uid 1001 --create-home pipeline && mkdir /data && chown pipeline /data
WORKDIR /opt/pipeline
COPY --from=files / ./
COPY hadoop/docker/ready /usr/local/bin/
RUN chmod 755 /usr/local/bin/ready
ENV PATH="/opt/pipeline/node_modules/.bin:$PATH" PIPELINE_HOME=/data
USER pipeline
VOLUME /data
ENTRYPOINT ["node", "src/cli.ts"]

FROM ${NODE_IMAGE} AS builders-npm
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=authorities \
  NODE_EXTRA_CA_CERTS=/run/secrets/authorities npm ci --ignore-scripts

FROM modules-context AS builders-context

FROM builders-${MODULES} AS builders

FROM ${NODE_IMAGE} AS page-build
WORKDIR /opt/pipeline
COPY package.json tsconfig.json ./
COPY src src
ENV PATH="/opt/pipeline/node_modules/.bin:$PATH"
RUN --mount=type=bind,from=builders,source=/build/node_modules,target=/opt/pipeline/node_modules node src/page/build.ts

FROM tool AS page
COPY --from=page-build /opt/pipeline/dist dist
# As src/launch.mjs starts the page.
ENV MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072 MALLOC_MMAP_THRESHOLD_=65536
ENTRYPOINT ["node", "--max-semi-space-size=4", "--optimize-for-size", "src/cli.ts"]
