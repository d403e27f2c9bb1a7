/** The words of `als:`, matrix factorization of implicit feedback (Hu, Koren and Volinsky 2008) by Spark's ALS. */
export const als = {
  type: 'object',
  additionalProperties: false,
  required: ['user', 'item', 'weights'],
  description: 'Recommendations by alternating least squares over what users did with items.',
  properties: {
    user: { type: 'string', description: 'The field that names the user.' },
    item: { type: 'string', description: 'The field that names the item.' },
    time: {
      type: 'string',
      description: "The field with the event's time; tells a user's latest item for the evaluation.",
    },
    by: {
      type: 'string',
      description:
        'The field with an `enum` whose value `weights` go by (default: what tells the types of a union apart).',
    },
    weights: {
      type: 'object',
      minProperties: 1,
      additionalProperties: { type: 'integer', minimum: 0, maximum: 1000 },
      description: 'How much an event of each type says about a taste.',
    },
    rating: { type: 'string', description: 'The field whose value is the weight itself, where present.' },
    top: { type: 'integer', minimum: 1, maximum: 1000, default: 10, description: 'Recommendations per user.' },
    excludeKnown: { type: 'boolean', default: true, description: 'Leave out what the user already had.' },
    rank: { type: 'integer', minimum: 1, maximum: 500, default: 32, description: 'Hidden factors.' },
    iterations: { type: 'integer', minimum: 1, maximum: 100, default: 10, description: 'Rounds.' },
    regularization: { type: 'number', exclusiveMinimum: 0, default: 0.1, description: 'Against learning by heart.' },
    alpha: { type: 'number', exclusiveMinimum: 0, default: 1, description: 'How much weight adds to certainty.' },
  },
};
