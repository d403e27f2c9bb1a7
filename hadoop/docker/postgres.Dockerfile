# PostgreSQL where its official image cannot be pulled: Debian's, taking the official image's variables.
#   docker build -t local/postgres --build-arg BASE_IMAGE=… -f hadoop/docker/postgres.Dockerfile . ; POSTGRES_IMAGE=local/postgres
ARG BASE_IMAGE=debian:bookworm-slim

FROM ${BASE_IMAGE}
RUN apt-get update -qq \
  && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql \
  && rm -rf /var/lib/apt/lists/* /var/lib/postgresql/*
COPY --chmod=755 hadoop/docker/postgres /usr/local/bin/postgres-from-variables
USER postgres
RUN mkdir -m 700 /var/lib/postgresql/data
ENV PGDATA=/var/lib/postgresql/data
VOLUME /var/lib/postgresql/data
STOPSIGNAL SIGINT
ENTRYPOINT ["postgres-from-variables"]
