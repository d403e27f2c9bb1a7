# Kafka, Connect, HDFS and the S3 server: one image, the service is the command.
# JARS=maven builds the jars in here; JARS=context takes target/jars as `pipeline up` or `mvn package` left it.
ARG BASE_IMAGE=eclipse-temurin:17-jre
ARG MAVEN_IMAGE=maven:3.9-eclipse-temurin-17
ARG JARS=maven

FROM ${MAVEN_IMAGE} AS jars-maven
WORKDIR /build
COPY hadoop/docker/TrustStore.java ./
COPY pom.xml ./
COPY connectors connectors
COPY hadoop/jars hadoop/jars
RUN --mount=type=cache,target=/root/.m2 --mount=type=secret,id=authorities \
  java TrustStore.java /run/secrets/authorities trust.p12 \
  && MAVEN_OPTS="-Djavax.net.ssl.trustStore=/build/trust.p12 -Djavax.net.ssl.trustStorePassword=changeit" \
    mvn -q -B package -DskipTests

FROM scratch AS jars-context
COPY target/jars /build/target/jars

FROM jars-${JARS} AS jars

FROM ${BASE_IMAGE}
RUN useradd --system --uid 1001 --create-home pipeline && mkdir /data /run/pipeline && chown pipeline /data
COPY --from=jars /build/target/jars /opt/pipeline/jars
COPY hadoop/conf /opt/pipeline/conf
COPY hadoop/docker/run hadoop/docker/ready /opt/pipeline/bin/
RUN chmod 755 /opt/pipeline/bin/* && mkdir -p /opt/pipeline/web/webapps/hdfs /opt/pipeline/web/webapps/datanode
USER pipeline
WORKDIR /data
VOLUME /data
ENV MALLOC_ARENA_MAX=2 PATH="/opt/pipeline/bin:$PATH"
ENTRYPOINT ["run"]
