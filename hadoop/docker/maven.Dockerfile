# Maven and a JDK where Maven's official image cannot be pulled: Debian's.
#   docker build -t local/maven --build-arg BASE_IMAGE=… -f hadoop/docker/maven.Dockerfile . ; MAVEN_IMAGE=local/maven
ARG BASE_IMAGE=debian:bookworm-slim

FROM ${BASE_IMAGE}
RUN apt-get update -qq \
  && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openjdk-17-jdk-headless maven \
  && rm -rf /var/lib/apt/lists/*
