import type { Word } from '../words.ts';

const reference = (description: string, key: string): Word => ({
  schema: { type: 'string', minLength: 1, description: `${description}: a \${secret:NAME}.` },
  required: true,
  key,
  secret: { keys: [key] },
});

const plain = (description: string, key: string): Word => ({
  schema: { type: 'string', minLength: 1, description },
  required: true,
  key,
});

const { required: _, ...bearer } = reference('A token that is sent as it is', 'secret.auth.bearer');
const { required: __, ...scope } = plain('What the token is to be for.', 'auth.oauth2.scope');

/** The word `auth` of `http:`. */
export const auth: Word = {
  schema: { description: 'How requests say who asks; one of basic, bearer, oauth2.' },
  words: {
    basic: {
      schema: { description: 'A user and a password.' },
      words: {
        user: plain('Name of the user.', 'auth.basic.user'),
        password: reference('The password', 'secret.auth.basic.password'),
      },
    },
    bearer,
    oauth2: {
      schema: { description: 'A token of a token server (client credentials), renewed before it expires.' },
      words: {
        tokenUrl: {
          ...plain('Address of the token server.', 'auth.oauth2.url'),
          schema: { type: 'string', pattern: '^https?://.+$', description: 'Address of the token server.' },
        },
        clientId: plain('Name of the client.', 'auth.oauth2.client.id'),
        clientSecret: reference("The client's secret", 'secret.auth.oauth2.client.secret'),
        scope,
      },
    },
  },
};
