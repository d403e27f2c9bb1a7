-- parquet
CREATE VIEW "shop_e_1__sale" AS
SELECT * REPLACE (CASE "kind" WHEN '__EMPTY__' THEN '' ELSE "kind" END AS "kind")
FROM read_parquet('/lake/shop.e-1/%5Fsale/kind=*/level=*/dt=*/hour=*/*.parquet*', union_by_name = true, hive_partitioning = true, hive_types = {'kind': VARCHAR, 'level': BIGINT, 'dt': VARCHAR, 'hour': VARCHAR});

CREATE VIEW "shop_e_1_visit" AS
SELECT * REPLACE (CASE "kind" WHEN '__EMPTY__' THEN '' ELSE "kind" END AS "kind")
FROM read_parquet('/lake/shop.e-1/visit/kind=*/level=*/dt=*/hour=*/*.parquet*', union_by_name = true, hive_partitioning = true, hive_types = {'kind': VARCHAR, 'level': BIGINT, 'dt': VARCHAR, 'hour': VARCHAR});

-- json
CREATE VIEW "shop_e_1" AS
SELECT * REPLACE (CASE "appId" WHEN '__EMPTY__' THEN '' ELSE "appId" END AS "appId")
FROM read_json('/lake/shop.e-1/appId=*/y=*/m=*/*.json*', format = 'newline_delimited', columns = {'at': 'VARCHAR', 'kind': 'VARCHAR', 'header': 'STRUCT("appId" VARCHAR, "level" BIGINT)', 'raw': 'VARCHAR', 'fine': 'VARCHAR', 'price': 'DECIMAL(18, 2)', 'pages': 'VARCHAR[]', 'counts': 'MAP(VARCHAR, DOUBLE)'}, hive_partitioning = true, hive_types = {'appId': VARCHAR, 'y': VARCHAR, 'm': VARCHAR});

-- plain
CREATE VIEW "shop_e_1" AS
SELECT *
FROM read_parquet('/lake/shop.e-1/*.parquet*', union_by_name = true);

-- coordinates
CREATE VIEW "shop_e_1" AS
SELECT *
FROM read_avro('/lake/shop.e-1/*.avro*', union_by_name = true);

-- bytes
CREATE VIEW "shop_e_1" AS
SELECT *
FROM read_parquet('/lake/shop.e-1/*.parquet*', union_by_name = true);

-- envelope
CREATE VIEW "shop_e_1" AS
SELECT *
FROM read_json('/lake/shop.e-1/*.json*', format = 'newline_delimited', columns = {'partition': 'INTEGER', 'offset': 'BIGINT', 'timestamp': 'VARCHAR', 'key': 'VARCHAR', 'keyBase64': 'VARCHAR', 'headers': 'STRUCT("name" VARCHAR, "value" VARCHAR, "valueBase64" VARCHAR)[]', 'value': 'STRUCT("at" VARCHAR, "kind" VARCHAR, "header" STRUCT("appId" VARCHAR, "level" BIGINT), "raw" VARCHAR, "fine" VARCHAR, "price" DECIMAL(18, 2), "pages" VARCHAR[], "counts" MAP(VARCHAR, DOUBLE))'});
