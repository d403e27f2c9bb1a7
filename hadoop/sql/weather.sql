-- One row for each observation of topic-weather, with what meteorologists derive from it. `history` holds the temperatures of the same
-- city in the hour before, this one last (config/weather.yaml).
WITH measured AS (
  SELECT
    city,
    region,
    dt,
    main.temp AS temp,
    main.humidity AS humidity,
    main.pressure AS pressure,
    wind.speed AS wind_speed,
    main.temp * 9 / 5 + 32 AS temp_f,
    -- Magnus formula with the coefficients of Alduchov and Eskridge, J. Appl. Meteor. 35 (1996), equations 21 and 25.
    ln(greatest(main.humidity, 1) / 100) + 17.625 * main.temp / (243.04 + main.temp) AS gamma,
    -- In km/h, to the power of the wind chill formula.
    power(wind.speed * 3.6, 0.16) AS wind_power,
    history,
    kafka_partition,
    kafka_offset
  FROM `topic-weather`
  WHERE main.temp IS NOT NULL AND main.humidity IS NOT NULL AND wind.speed IS NOT NULL
),
derived AS (
  SELECT
    *,
    243.04 * gamma / (17.625 - gamma) AS dew_point,
    -- Wind chill index of Environment Canada and the US National Weather Service (2001): up to 10 °C and from 4.8 km/h.
    CASE
      WHEN temp <= 10 AND wind_speed * 3.6 > 4.8
      THEN 13.12 + 0.6215 * temp - 11.37 * wind_power + 0.3965 * temp * wind_power
      ELSE temp
    END AS wind_chill,
    -- Steadman's simple heat index in °F, as the National Weather Service averages it with the temperature.
    (temp_f + 0.5 * (temp_f + 61 + (temp_f - 68) * 1.2 + humidity * 0.094)) / 2 AS heat_simple,
    -- Rothfusz, The Heat Index Equation, NWS Technical Attachment SR 90-23 (1990).
    -42.379 + 2.04901523 * temp_f + 10.14333127 * humidity - 0.22475541 * temp_f * humidity
      - 0.00683783 * temp_f * temp_f - 0.05481717 * humidity * humidity + 0.00122874 * temp_f * temp_f * humidity
      + 0.00085282 * temp_f * humidity * humidity - 0.00000199 * temp_f * temp_f * humidity * humidity AS heat_full,
    -- Lower limits of forces 1 to 12 in m/s: WMO-No. 306, code table 1100.
    size(filter(
      array(0.3D, 1.6D, 3.4D, 5.5D, 8.0D, 10.8D, 13.9D, 17.2D, 20.8D, 24.5D, 28.5D, 32.7D), least -> wind_speed >= least
    )) AS beaufort,
    aggregate(history, 0D, (sum, point) -> sum + point.value) / size(history) AS rolling_mean,
    -- Least squares: hours before now, and temperatures.
    aggregate(
      history,
      named_struct('n', 0D, 'x', 0D, 'y', 0D, 'xy', 0D, 'xx', 0D),
      (sum, point) -> named_struct(
        'n', sum.n + 1,
        'x', sum.x + (point.time - dt) / 3600,
        'y', sum.y + point.value,
        'xy', sum.xy + (point.time - dt) / 3600 * point.value,
        'xx', sum.xx + (point.time - dt) / 3600 * ((point.time - dt) / 3600)
      )
    ) AS sums
  FROM measured
),
indexed AS (
  SELECT
    *,
    -- The full equation counts from 80 °F, with NWS's adjustments for dry and for humid air.
    CASE
      WHEN heat_simple < 80 THEN heat_simple
      WHEN humidity < 13 AND temp_f <= 112 THEN heat_full - (13 - humidity) / 4 * sqrt((17 - abs(temp_f - 95)) / 17)
      WHEN humidity > 85 AND temp_f <= 87 THEN heat_full + (humidity - 85) / 10 * ((87 - temp_f) / 5)
      ELSE heat_full
    END AS heat_index_f,
    CASE WHEN sums.n * sums.xx - sums.x * sums.x > 1e-9 THEN
      (sums.n * sums.xy - sums.x * sums.y) / (sums.n * sums.xx - sums.x * sums.x)
    END AS slope
  FROM derived
)
SELECT
  city,
  region,
  dt,
  temp,
  humidity,
  pressure,
  wind_speed,
  temp_f,
  dew_point,
  wind_chill,
  (heat_index_f - 32) * 5 / 9 AS heat_index,
  beaufort,
  -- Below 18 °C by what it feels like; above by the dew point: NWS calls up to 55 °F dry, up to 65 °F sticky, more oppressive.
  CASE
    WHEN wind_chill < 0 THEN 'freezing'
    WHEN wind_chill < 10 THEN 'cold'
    WHEN temp < 18 THEN 'cool'
    WHEN heat_index_f >= 90 THEN 'hot'
    WHEN dew_point <= (55 - 32) * 5 / 9 THEN 'comfortable'
    WHEN dew_point < (65 - 32) * 5 / 9 THEN 'sticky'
    ELSE 'oppressive'
  END AS comfort,
  rolling_mean,
  slope AS trend,
  CASE WHEN slope > 0.2 THEN 'rising' WHEN slope < -0.2 THEN 'falling' ELSE 'steady' END AS trend_class,
  size(history) AS history_size,
  kafka_partition AS source_partition,
  kafka_offset AS source_offset
FROM indexed
