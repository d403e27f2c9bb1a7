import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Where one client gets tokens for Kafka by its credentials, as an identity provider gives them. */
export class TokenEndpoint {
  readonly client = 'pipeline-client';
  readonly secret = 'horse battery staple correct';
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private server: Server | undefined;
  /** Of those that were right. */
  asked = 0;

  async start(): Promise<void> {
    const basic = `Basic ${Buffer.from(`${this.client}:${this.secret}`).toString('base64')}`;
    const server = createServer((request, response) => {
      request.resume();
      response.setHeader('content-type', 'application/json');
      if (request.headers.authorization !== basic) {
        response.writeHead(401).end('{"error":"invalid_client"}');
        return;
      }
      this.asked += 1;
      response.end(JSON.stringify({ access_token: this.token(), token_type: 'Bearer', expires_in: 60 }));
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  stop(): void {
    this.server?.close();
  }

  get url(): string {
    const address = this.server?.address();
    if (typeof address !== 'object' || address === null) throw new Error('the token endpoint does not listen');
    return `http://127.0.0.1:${address.port}/token`;
  }

  /** The key by which a broker knows that a token is of this endpoint: a JWK Set. */
  get keySet(): string {
    return JSON.stringify({ keys: [{ ...this.keys.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256' }] });
  }

  private token(): string {
    const now = Math.floor(Date.now() / 1000);
    const claims = { sub: this.client, scope: 'kafka', iat: now, exp: now + 60 };
    const signed = `${encoded({ alg: 'RS256', typ: 'JWT', kid: 'k' })}.${encoded(claims)}`;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(this.keys.privateKey, 'base64url')}`;
  }
}
