import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export const APP_ID = '11111111-2222-4333-8444-555555555555';
export const ISSUER = 'https://issuer.example';
/** An issuer of the Emulator's tokens that botbuilder knows. */
export const EMULATOR_ISSUER = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/';

export interface TokenOptions {
  /** Overrides of the claims; undefined leaves one out. */
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
  /** Signs with this key instead of the one `kid` names. */
  signedBy?: KeyObject;
}

export interface Authority {
  url: string;
  /** Settings of a bot whose tokens come from here. */
  values(hosts: string): Record<string, string>;
  /** A channel's token, valid for five minutes, with the key endorsed for msteams, webchat and emulator. */
  token(serviceUrl: string, options?: TokenOptions): string;
  stranger: KeyObject;
  /** Everything that was asked of it. */
  asked: string[];
  /** The next requests are answered with this status. */
  failing?: number;
  /** Access tokens it has issued for the connector. */
  issued: string[];
  stop(): Promise<void>;
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token authority on this machine: OpenID metadata, keys with endorsements, client-credentials tokens. */
export async function authority(): Promise<Authority> {
  const pairs = {
    endorsed: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    bare: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  };
  const endorsements = { endorsed: ['msteams', 'webchat', 'emulator'], bare: undefined };
  const keys = (Object.keys(pairs) as (keyof typeof pairs)[]).map((kid) => ({
    ...pairs[kid].publicKey.export({ format: 'jwk' }),
    kid,
    use: 'sig',
    ...(endorsements[kid] ? { endorsements: endorsements[kid] } : {}),
  }));
  const self = { asked: [], issued: [] } as unknown as Authority;
  const answers: Record<string, () => unknown> = {
    '/channel': () => ({ issuer: ISSUER, jwks_uri: `${self.url}/keys` }),
    '/emulator': () => ({ issuer: EMULATOR_ISSUER, jwks_uri: `${self.url}/keys` }),
    '/keys': () => ({ keys }),
    '/tenant/oauth2/v2.0/token': () => {
      self.issued.push(`access-${String(self.issued.length + 1)}`);
      return { access_token: self.issued.at(-1), expires_in: 3600, token_type: 'Bearer' };
    },
  };
  const server = http.createServer((request, response) => {
    const path = request.url ?? '';
    self.asked.push(path);
    const answer = answers[path];
    const status = self.failing ?? (answer ? 200 : 404);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(status === 200 ? answer?.() : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  self.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  self.stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  self.values = (hosts) => ({
    MICROSOFT_APP_ID: APP_ID,
    MICROSOFT_APP_PASSWORD: 'stand-in-password',
    BOT_OPENID_METADATA_URL: `${self.url}/channel`,
    BOT_EMULATOR_OPENID_METADATA_URL: `${self.url}/emulator`,
    BOT_TOKEN_ISSUER: ISSUER,
    BOT_LOGIN_URL: `${self.url}/tenant`,
    BOT_OAUTH_SCOPE: 'https://api.example',
    BOT_SERVICE_URL_HOSTS: hosts,
  });
  self.token = (serviceUrl, { claims = {}, header = {}, signedBy } = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const head = { alg: 'RS256', typ: 'JWT', kid: 'endorsed', ...header };
    const body = { iss: ISSUER, aud: APP_ID, serviceurl: serviceUrl, nbf: now - 10, exp: now + 300, ...claims };
    const signed = `${base64(head)}.${base64(body)}`;
    if (head.alg === 'none') return `${signed}.`;
    const key = signedBy ?? pairs[head.kid as keyof typeof pairs].privateKey;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
  };
  self.stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return self;
}
