import type { Template } from './template.ts';

export const parquet: Template = {
  name: 'parquet',
  description: 'generated events, stored in HDFS as Parquet',
  text: (pipeline) => `# Orders that the datagen source makes up, stored in HDFS as Parquet.
pipeline: ${pipeline}

events:
  order: # the contract: it validates the records, types the columns and tells datagen what to make
    fields:
      at: { type: string, format: date-time }
      customer: { type: string, pattern: "^c[0-9]{3}$" }
      product: { type: string, enum: [laptop, phone, headset] }
      total: { type: number, decimals: 2, minimum: 0 }

topics:
  ${pipeline}-orders: { event: order, key: customer, partitions: 3 }

sources:
  customers:
    to: ${pipeline}-orders
    datagen: { rate: 500/s, count: 5000, seed: 1, fields: { total: { range: [1, 200] } } }

sinks:
  lake:
    from: ${pipeline}-orders
    hdfs: { path: /data/${pipeline}, format: parquet, roll: { every: 10s } }
`,
};
