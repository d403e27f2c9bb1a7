import type { Template } from './template.ts';

export const http: Template = {
  name: 'http',
  description: 'a polled HTTP API, stored in HDFS as JSON lines',
  text: (
    pipeline,
  ) => `# Weather polled over HTTP, stored in HDFS as JSON lines. The cluster's own server plays the API (\`up\` starts it); for
# the real one: pipeline secret set OPENWEATHERMAP_KEY < key.txt, and --var api=https://api.openweathermap.org
pipeline: ${pipeline}

vars:
  api: "\${cluster:weather-api}"

events:
  observation:
    unknown: keep # what the API sends beyond these fields is kept too
    fields:
      city: string
      dt: integer
      main: { fields: { temp: number, humidity: number, pressure: number } }

topics:
  ${pipeline}-observations: { event: observation, key: city, partitions: 1 }

sources:
  api:
    to: ${pipeline}-observations
    http:
      url: "\${var:api}/data/2.5/weather"
      query: { q: "{q}", units: metric, appid: "\${secret:OPENWEATHERMAP_KEY}" }
      every: 10s
      unchanged: dt # an answer with the same \`dt\` is no new record
      add: [city]
      targets:
        - { city: Paris, q: "Paris,FR" }
        - { city: Lyon, q: "Lyon,FR" }

sinks:
  raw:
    from: ${pipeline}-observations
    hdfs: { path: /data/${pipeline}, format: json, roll: { every: 10s } }
`,
};
