/** A union of seven types that share three fields, as parts of a pipeline's YAML. */
export const unionEvent = `
  seven:
    by: event_type
    fields:
      timestamp: { type: string, format: date-time }
      user_id: { type: integer, minimum: 1, maximum: 1000 }
      session_id: string
    types:
      purchase: { product: string, price: { type: number, decimals: 2, minimum: 0 } }
      navigation: { page: string }
      search: { query: string }
      login: {}
      logout: {}
      basket: { products: { items: string, minItems: 1 } }
      comment: { product: string, text: string }
`;

export const unionSource = (topic: string, count: number) =>
  `{ to: ${topic}, datagen: { count: ${count}, seed: 1, fields: { user_id: { ids: [1, 1000] }, session_id: { template: "s{user_id}" }, product: { choice: [laptop, phone, watch] }, price: [5, 1500], page: { template: "/items/{}" }, query: { text: [1, 4] }, text: { text: [5, 20] } } } }`;
