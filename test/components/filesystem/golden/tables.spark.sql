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
