-- parquet
CREATE TABLE `shop_e_1__sale` (
  `at` TIMESTAMP,
  `header` STRUCT<`appId`: STRING, `level`: BIGINT>,
  `raw` BINARY,
  `fine` BIGINT,
  `price` DECIMAL(18, 2),
  `_rest` STRING,
  `kafka_partition` INT,
  `kafka_offset` BIGINT,
  `kind` STRING,
  `level` BIGINT,
  `dt` STRING,
  `hour` STRING
)
USING PARQUET
PARTITIONED BY (`kind`, `level`, `dt`, `hour`)
LOCATION 's3a://lake/a b/shop.e-1/%5Fsale';
MSCK REPAIR TABLE `shop_e_1__sale`;

CREATE TABLE `shop_e_1_visit` (
  `at` TIMESTAMP,
  `header` STRUCT<`appId`: STRING, `level`: BIGINT>,
  `raw` BINARY,
  `fine` BIGINT,
  `pages` ARRAY<STRING>,
  `counts` MAP<STRING, DOUBLE>,
  `_rest` STRING,
  `kafka_partition` INT,
  `kafka_offset` BIGINT,
  `kind` STRING,
  `level` BIGINT,
  `dt` STRING,
  `hour` STRING
)
USING PARQUET
PARTITIONED BY (`kind`, `level`, `dt`, `hour`)
LOCATION 's3a://lake/a b/shop.e-1/visit';
MSCK REPAIR TABLE `shop_e_1_visit`;

-- json
CREATE TABLE `shop_e_1` (
  `at` STRING,
  `kind` STRING,
  `header` STRUCT<`appId`: STRING, `level`: BIGINT>,
  `raw` STRING,
  `fine` STRING,
  `price` DECIMAL(18, 2),
  `pages` ARRAY<STRING>,
  `counts` MAP<STRING, DOUBLE>,
  `appId` STRING,
  `y` STRING,
  `m` STRING
)
USING JSON
PARTITIONED BY (`appId`, `y`, `m`)
LOCATION 's3a://lake/a b/shop.e-1';
MSCK REPAIR TABLE `shop_e_1`;

-- plain
CREATE TABLE `shop_e_1` (
  `at` TIMESTAMP,
  `kind` STRING,
  `header` STRUCT<`appId`: STRING, `level`: BIGINT>,
  `raw` BINARY,
  `fine` BIGINT,
  `price` DECIMAL(18, 2),
  `pages` ARRAY<STRING>,
  `counts` MAP<STRING, DOUBLE>,
  `_rest` STRING
)
USING PARQUET
LOCATION 's3a://lake/a b/shop.e-1';

-- coordinates
CREATE TABLE `shop_e_1` (
  `at` TIMESTAMP,
  `kind` STRING,
  `header` STRUCT<`appId`: STRING, `level`: BIGINT>,
  `raw` BINARY,
  `fine` BIGINT,
  `price` DECIMAL(18, 2),
  `pages` ARRAY<STRING>,
  `counts` MAP<STRING, DOUBLE>,
  `_rest` STRING,
  `kafka_partition` INT,
  `kafka_offset` BIGINT,
  `kafka_topic` STRING,
  `kafka_timestamp` TIMESTAMP,
  `kafka_key` STRING,
  `kafka_key_base64` STRING,
  `kafka_headers` ARRAY<STRUCT<`name`: STRING, `value`: BINARY>>
)
USING AVRO
LOCATION 's3a://lake/a b/shop.e-1';

-- bytes
CREATE TABLE `shop_e_1` (
  `at` TIMESTAMP,
  `kind` STRING,
  `header` STRUCT<`appId`: STRING, `level`: BIGINT>,
  `raw` BINARY,
  `fine` BIGINT,
  `price` DECIMAL(18, 2),
  `pages` ARRAY<STRING>,
  `counts` MAP<STRING, DOUBLE>,
  `_rest` STRING,
  `kafka_key` BINARY
)
USING PARQUET
LOCATION 's3a://lake/a b/shop.e-1';

-- envelope
CREATE TABLE `shop_e_1` (
  `partition` INT,
  `offset` BIGINT,
  `timestamp` STRING,
  `key` STRING,
  `keyBase64` STRING,
  `headers` ARRAY<STRUCT<`name`: STRING, `value`: STRING, `valueBase64`: STRING>>,
  `value` STRUCT<`at`: STRING, `kind`: STRING, `header`: STRUCT<`appId`: STRING, `level`: BIGINT>, `raw`: STRING, `fine`: STRING, `price`: DECIMAL(18, 2), `pages`: ARRAY<STRING>, `counts`: MAP<STRING, DOUBLE>>
)
USING JSON
LOCATION 's3a://lake/a b/shop.e-1';
