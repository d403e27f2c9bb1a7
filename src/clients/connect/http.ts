import { Agent } from 'node:https';
import axios, { type AxiosInstance } from 'axios';
import { RefusedError, UsageError } from '../../base/errors.ts';
import { readPem } from '../../base/read-pem.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';

type Authentication = NonNullable<ClusterAddresses['connect']['authentication']>;

const largestAnswer = 64 * 1024 * 1024;
const loopback = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;

function headers(authentication: Authentication | undefined): Record<string, string> {
  switch (authentication?.type) {
    case 'basic': {
      const { username, password } = authentication;
      return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
    }
    case 'bearer':
      return { authorization: `Bearer ${authentication.token}` };
    case 'headers':
      return { ...authentication.headers };
    default:
      return {};
  }
}

function agent({ authority, authentication }: ClusterAddresses['connect']): Agent | undefined {
  const own = authentication?.type === 'mtls' ? authentication : undefined;
  const trusted = own?.authority ?? authority;
  if (own === undefined && trusted === undefined) return undefined;
  const read = (path: string) => readPem(path, 'certificate or key for Connect');
  return new Agent({
    ...(own === undefined ? {} : { cert: read(own.certificate), key: read(own.key) }),
    ...(trusted === undefined ? {} : { ca: read(trusted) }),
  });
}

/** The address without the user and password that someone may have written into it. */
export function shownAddress(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//').replace(/\/+$/, '');
}

/**
 * An axios instance for one Connect address: authenticated, no redirects (they would carry credentials elsewhere), no
 * proxy, limited answers, every status passed on.
 * @throws RefusedError for plain http to another machine without `insecure`.
 */
export function connectHttp(connect: ClusterAddresses['connect'], insecure: boolean): AxiosInstance {
  let url: URL;
  try {
    url = new URL(connect.url);
  } catch (cause) {
    throw new UsageError('The address of Connect is no URL', { where: shownAddress(connect.url), cause });
  }
  if (url.protocol === 'http:' && !loopback.test(url.hostname) && !insecure) {
    throw new RefusedError('Plain http to another machine would show configurations and credentials on the way', {
      where: shownAddress(connect.url),
      hint: 'Use https, or pass --insecure when the network is trusted.',
    });
  }
  const httpsAgent = agent(connect);
  return axios.create({
    baseURL: connect.url.replace(/\/+$/, ''),
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers(connect.authentication) },
    ...(httpsAgent === undefined ? {} : { httpsAgent }),
    maxRedirects: 0,
    proxy: false,
    maxContentLength: largestAnswer,
    responseType: 'text',
    transformResponse: (body: unknown) => body,
    validateStatus: () => true,
  });
}
