-- parquet
SET SESSION hive.timestamp_precision = 'NANOSECONDS';
CREATE TABLE "shop_e_1__sale" (
  "at" TIMESTAMP(9),
  "header" ROW("appId" VARCHAR, "level" BIGINT),
  "raw" VARBINARY,
  "fine" TIMESTAMP(9),
  "price" DECIMAL(18, 2),
  "_rest" VARCHAR,
  "kafka_partition" INTEGER,
  "kafka_offset" BIGINT,
  "kind" VARCHAR,
  "level" BIGINT,
  "dt" VARCHAR,
  "hour" VARCHAR
)
WITH (
  format = 'PARQUET',
  external_location = 's3://lake/a b/shop.e-1/%5Fsale',
  partitioned_by = ARRAY['kind', 'level', 'dt', 'hour']
);
CALL system.sync_partition_metadata(CURRENT_SCHEMA, 'shop_e_1__sale', 'FULL', false);

SET SESSION hive.timestamp_precision = 'NANOSECONDS';
CREATE TABLE "shop_e_1_visit" (
  "at" TIMESTAMP(9),
  "header" ROW("appId" VARCHAR, "level" BIGINT),
  "raw" VARBINARY,
  "fine" TIMESTAMP(9),
  "pages" ARRAY(VARCHAR),
  "counts" MAP(VARCHAR, DOUBLE),
  "_rest" VARCHAR,
  "kafka_partition" INTEGER,
  "kafka_offset" BIGINT,
  "kind" VARCHAR,
  "level" BIGINT,
  "dt" VARCHAR,
  "hour" VARCHAR
)
WITH (
  format = 'PARQUET',
  external_location = 's3://lake/a b/shop.e-1/visit',
  partitioned_by = ARRAY['kind', 'level', 'dt', 'hour']
);
CALL system.sync_partition_metadata(CURRENT_SCHEMA, 'shop_e_1_visit', 'FULL', false);

-- json
CREATE TABLE "shop_e_1" (
  "at" VARCHAR,
  "kind" VARCHAR,
  "header" ROW("appId" VARCHAR, "level" BIGINT),
  "raw" VARCHAR,
  "fine" VARCHAR,
  "price" DECIMAL(18, 2),
  "pages" ARRAY(VARCHAR),
  "counts" MAP(VARCHAR, DOUBLE),
  "appId" VARCHAR,
  "y" VARCHAR,
  "m" VARCHAR
)
WITH (
  format = 'JSON',
  external_location = 's3://lake/a b/shop.e-1',
  partitioned_by = ARRAY['appId', 'y', 'm']
);
CALL system.sync_partition_metadata(CURRENT_SCHEMA, 'shop_e_1', 'FULL', false);

-- plain
SET SESSION hive.timestamp_precision = 'NANOSECONDS';
CREATE TABLE "shop_e_1" (
  "at" TIMESTAMP(9),
  "kind" VARCHAR,
  "header" ROW("appId" VARCHAR, "level" BIGINT),
  "raw" VARBINARY,
  "fine" TIMESTAMP(9),
  "price" DECIMAL(18, 2),
  "pages" ARRAY(VARCHAR),
  "counts" MAP(VARCHAR, DOUBLE),
  "_rest" VARCHAR
)
WITH (
  format = 'PARQUET',
  external_location = 's3://lake/a b/shop.e-1'
);

-- coordinates
SET SESSION hive.timestamp_precision = 'NANOSECONDS';
CREATE TABLE "shop_e_1" (
  "at" TIMESTAMP(9),
  "kind" VARCHAR,
  "header" ROW("appId" VARCHAR, "level" BIGINT),
  "raw" VARBINARY,
  "fine" TIMESTAMP(9),
  "price" DECIMAL(18, 2),
  "pages" ARRAY(VARCHAR),
  "counts" MAP(VARCHAR, DOUBLE),
  "_rest" VARCHAR,
  "kafka_partition" INTEGER,
  "kafka_offset" BIGINT,
  "kafka_topic" VARCHAR,
  "kafka_timestamp" TIMESTAMP(9),
  "kafka_key" VARCHAR,
  "kafka_key_base64" VARCHAR,
  "kafka_headers" ARRAY(ROW("name" VARCHAR, "value" VARBINARY))
)
WITH (
  format = 'AVRO',
  external_location = 's3://lake/a b/shop.e-1'
);

-- bytes
SET SESSION hive.timestamp_precision = 'NANOSECONDS';
CREATE TABLE "shop_e_1" (
  "at" TIMESTAMP(9),
  "kind" VARCHAR,
  "header" ROW("appId" VARCHAR, "level" BIGINT),
  "raw" VARBINARY,
  "fine" TIMESTAMP(9),
  "price" DECIMAL(18, 2),
  "pages" ARRAY(VARCHAR),
  "counts" MAP(VARCHAR, DOUBLE),
  "_rest" VARCHAR,
  "kafka_key" VARBINARY
)
WITH (
  format = 'PARQUET',
  external_location = 's3://lake/a b/shop.e-1'
);

-- envelope
CREATE TABLE "shop_e_1" (
  "partition" INTEGER,
  "offset" BIGINT,
  "timestamp" VARCHAR,
  "key" VARCHAR,
  "keyBase64" VARCHAR,
  "headers" ARRAY(ROW("name" VARCHAR, "value" VARCHAR, "valueBase64" VARCHAR)),
  "value" ROW("at" VARCHAR, "kind" VARCHAR, "header" ROW("appId" VARCHAR, "level" BIGINT), "raw" VARCHAR, "fine" VARCHAR, "price" DECIMAL(18, 2), "pages" ARRAY(VARCHAR), "counts" MAP(VARCHAR, DOUBLE))
)
WITH (
  format = 'JSON',
  external_location = 's3://lake/a b/shop.e-1'
);
