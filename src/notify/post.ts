/** What is posted: `body` is JSON, and whoever gets it twice knows it by `key`. */
export interface Post {
  readonly key: string;
  readonly body: string;
}
