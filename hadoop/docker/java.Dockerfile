# Kafka, Connect, HDFS and the S3 server (target java); YARN with MapReduce (yarn); Spark's jars (spark); the schema
# registry (registry): the service is the command.
# JARS=maven builds the jars in here; JARS=context takes target/jars as `pipeline up` or `mvn package` left it.
ARG BASE_IMAGE=eclipse-temurin:17-jre
ARG MAVEN_IMAGE=maven:3.9-eclipse-temurin-17
ARG JARS=maven

FROM ${MAVEN_IMAGE} AS maven
WORKDIR /build
COPY hadoop/docker/TrustStore.java ./
RUN --mount=type=secret,id=authorities java TrustStore.java /run/secrets/authorities trust.p12
ENV MAVEN_OPTS="-Djavax.net.ssl.trustStore=/build/trust.p12 -Djavax.net.ssl.trustStorePassword=changeit"
COPY pom.xml ./
COPY connectors connectors
COPY hadoop/jars hadoop/jars
COPY hadoop/mapreduce hadoop/mapreduce
COPY hadoop/spark hadoop/spark

# One after the other: Maven's repository is for one build at a time.
FROM maven AS java-maven
RUN --mount=type=cache,target=/root/.m2,sharing=locked mvn -q -B package -DskipTests
FROM maven AS yarn-maven
RUN --mount=type=cache,target=/root/.m2,sharing=locked mvn -q -B package -DskipTests -P yarn -pl hadoop/jars/yarn.xml,hadoop/mapreduce -am
FROM maven AS spark-maven
RUN --mount=type=cache,target=/root/.m2,sharing=locked mvn -q -B package -DskipTests -P spark -pl hadoop/spark -am
FROM maven AS registry-maven
RUN --mount=type=cache,target=/root/.m2,sharing=locked mvn -q -B package -P registry -pl hadoop/jars/registry.xml

FROM scratch AS java-context
COPY target/jars/kafka /build/target/jars/kafka
COPY target/jars/hadoop /build/target/jars/hadoop
COPY target/jars/s3 /build/target/jars/s3
COPY target/jars/plugins /build/target/jars/plugins
FROM scratch AS yarn-context
COPY target/jars/yarn /build/target/jars/yarn
COPY target/jars/mapreduce /build/target/jars/mapreduce
FROM scratch AS spark-context
COPY target/jars/spark /build/target/jars/spark
FROM scratch AS registry-context
COPY target/jars/registry /build/target/jars/registry

FROM java-${JARS} AS java-jars
FROM yarn-${JARS} AS yarn-jars
FROM spark-${JARS} AS spark-jars
FROM registry-${JARS} AS registry-jars

FROM ${BASE_IMAGE} AS base
RUN useradd --system --uid 1001 --create-home pipeline && mkdir /data /engines /run/pipeline \
  && chown pipeline /data /engines
COPY hadoop/conf /opt/pipeline/conf
COPY hadoop/docker/run hadoop/docker/ready /opt/pipeline/bin/
RUN chmod 755 /opt/pipeline/bin/* && mkdir -p /opt/pipeline/web/webapps/hdfs /opt/pipeline/web/webapps/datanode
USER pipeline
WORKDIR /data
ENV MALLOC_ARENA_MAX=2 PATH="/opt/pipeline/bin:$PATH"
ENTRYPOINT ["run"]

FROM base AS yarn
COPY --from=yarn-jars /build/target/jars /opt/pipeline/jars
VOLUME /data

FROM base AS spark
COPY --from=spark-jars /build/target/jars /opt/pipeline/jars

FROM base AS registry
COPY --from=registry-jars /build/target/jars /opt/pipeline/jars
VOLUME /data

FROM base AS java
COPY --from=java-jars /build/target/jars /opt/pipeline/jars
VOLUME /data
