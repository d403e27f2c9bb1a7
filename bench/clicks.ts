/**
 * Events of about 199 bytes, such as those of config/streaming.yaml, as parts of a pipeline's YAML; this one stands
 * under `events`.
 */
export const clickEvent = `
  click:
    fields:
      timestamp: { type: string, format: date-time }
      user_id: { type: integer, minimum: 1, maximum: 1000 }
      item_id: { type: integer, minimum: 1, maximum: 500 }
      event_type: { type: string, enum: [click] }
      page_url: { type: string, format: uri }
      click_duration: { type: number, decimals: 2, minimum: 0 }
`;

/** A source of `count` clicks, as fast as it can. */
export const clicks = (topic: string, count: number, seed: number, more = '') =>
  `{ to: ${topic}, ${more}datagen: { count: ${count}, seed: ${seed}, fields: { user_id: { ids: [1, 1000] }, item_id: { ids: [1, 500] }, page_url: { template: "https://shop.example/items/{item_id}?session=s{user_id}&page={}" }, click_duration: { range: [0.05, 30] } } } }`;

/** One such event, for tools that make none. */
export const clickLine = (n: number) =>
  JSON.stringify({
    timestamp: new Date(1_767_268_800_000 + n).toISOString().replace('Z', '000Z'),
    user_id: 1 + (n % 1000),
    item_id: 1 + (n % 500),
    event_type: 'click',
    page_url: `https://shop.example/items/${1 + (n % 500)}?session=s${1 + (n % 1000)}&page=${n}`,
    click_duration: (n % 3000) / 100,
  });
