-- parquet
SET hive.msck.path.validation = ignore;
CREATE EXTERNAL TABLE `shop_e_1__sale` (
  `at` TIMESTAMP,
  `header` STRUCT<`appId`: STRING, `level`: BIGINT>,
  `raw` BINARY,
  `fine` TIMESTAMP,
  `price` DECIMAL(18, 2),
  `_rest` STRING,
  `kafka_partition` INT,
  `kafka_offset` BIGINT
)
PARTITIONED BY (
  `kind` STRING,
  `level` STRING,
  `dt` STRING,
  `hour` STRING
)
STORED AS PARQUET
LOCATION 's3a://lake/a b/shop.e-1/%5Fsale';
MSCK REPAIR TABLE `shop_e_1__sale`;

SET hive.msck.path.validation = ignore;
CREATE EXTERNAL TABLE `shop_e_1_visit` (
  `at` TIMESTAMP,
  `header` STRUCT<`appId`: STRING, `level`: BIGINT>,
  `raw` BINARY,
  `fine` TIMESTAMP,
  `pages` ARRAY<STRING>,
  `counts` MAP<STRING, DOUBLE>,
  `_rest` STRING,
  `kafka_partition` INT,
  `kafka_offset` BIGINT
)
PARTITIONED BY (
  `kind` STRING,
  `level` STRING,
  `dt` STRING,
  `hour` STRING
)
STORED AS PARQUET
LOCATION 's3a://lake/a b/shop.e-1/visit';
MSCK REPAIR TABLE `shop_e_1_visit`;

-- json
SET hive.msck.path.validation = ignore;
CREATE EXTERNAL TABLE `shop_e_1` (
  `at` STRING,
  `kind` STRING,
  `header` STRUCT<`appId`: STRING, `level`: BIGINT>,
  `raw` STRING,
  `fine` STRING,
  `price` DECIMAL(18, 2),
  `pages` ARRAY<STRING>,
  `counts` MAP<STRING, DOUBLE>
)
PARTITIONED BY (
  `appId` STRING,
  `y` STRING,
  `m` STRING
)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
LOCATION 's3a://lake/a b/shop.e-1';
MSCK REPAIR TABLE `shop_e_1`;

-- plain
CREATE EXTERNAL TABLE `shop_e_1` (
  `at` TIMESTAMP,
  `kind` STRING,
  `header` STRUCT<`appId`: STRING, `level`: BIGINT>,
  `raw` BINARY,
  `fine` TIMESTAMP,
  `price` DECIMAL(18, 2),
  `pages` ARRAY<STRING>,
  `counts` MAP<STRING, DOUBLE>,
  `_rest` STRING
)
STORED AS PARQUET
LOCATION 's3a://lake/a b/shop.e-1';

-- coordinates
CREATE EXTERNAL TABLE `shop_e_1` (
  `at` TIMESTAMP,
  `kind` STRING,
  `header` STRUCT<`appId`: STRING, `level`: BIGINT>,
  `raw` BINARY,
  `fine` TIMESTAMP,
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
STORED AS AVRO
LOCATION 's3a://lake/a b/shop.e-1';

-- bytes
CREATE EXTERNAL TABLE `shop_e_1` (
  `at` TIMESTAMP,
  `kind` STRING,
  `header` STRUCT<`appId`: STRING, `level`: BIGINT>,
  `raw` BINARY,
  `fine` TIMESTAMP,
  `price` DECIMAL(18, 2),
  `pages` ARRAY<STRING>,
  `counts` MAP<STRING, DOUBLE>,
  `_rest` STRING,
  `kafka_key` BINARY
)
STORED AS PARQUET
LOCATION 's3a://lake/a b/shop.e-1';

-- envelope
CREATE EXTERNAL TABLE `shop_e_1` (
  `partition` INT,
  `offset` BIGINT,
  `timestamp` STRING,
  `key` STRING,
  `keyBase64` STRING,
  `headers` ARRAY<STRUCT<`name`: STRING, `value`: STRING, `valueBase64`: STRING>>,
  `value` STRUCT<`at`: STRING, `kind`: STRING, `header`: STRUCT<`appId`: STRING, `level`: BIGINT>, `raw`: STRING, `fine`: STRING, `price`: DECIMAL(18, 2), `pages`: ARRAY<STRING>, `counts`: MAP<STRING, DOUBLE>>
)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
LOCATION 's3a://lake/a b/shop.e-1';
