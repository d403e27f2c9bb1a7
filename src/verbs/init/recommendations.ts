import type { Template } from './template.ts';

export const recommendations: Template = {
  name: 'recommendations',
  description: 'generated events, turned into recommendations',
  text: (
    pipeline,
  ) => `# Views and purchases that the datagen source makes up, turned into a list of recommendations per user.
pipeline: ${pipeline}

events:
  action:
    by: kind # a union: exactly one of \`types\`, told apart by this field
    fields:
      at: { type: string, format: date-time }
      user: { type: string, pattern: "^u[0-9]{3}$" }
      item: { type: string, pattern: "^i[0-9]{3}$" }
    types:
      view: {}
      purchase: { price: { type: number, decimals: 2, minimum: 0 } }

topics:
  ${pipeline}-actions: { event: action, key: user, partitions: 3 }

sources:
  customers:
    to: ${pipeline}-actions
    datagen:
      rate: 500/s
      count: 5000
      seed: 1
      types: { view: 90, purchase: 10 }
      fields:
        user: { ids: [1, 200], as: "u{000}", zipf: 0.6 }
        item: { ids: [1, 100], as: "i{000}", zipf: 0.8, taste: { of: user, clusters: 5, preferred: 2, loyalty: 0.85 } }
        price: { range: [5, 300] }

recommender:
  from: ${pipeline}-actions
  to: ${pipeline}-recommendations
  user: user
  item: item
  weights: { view: 1, purchase: 5 }
  time: at
  top: 10
`,
};
