import { verify, type KeyObject } from 'node:crypto';
import { ConfigurationBotFrameworkAuthentication, type Activity as BotActivity } from 'botbuilder';
import { z } from 'zod';
import { AppError } from '../../src/errors';
import type { CredentialsFactory } from './credentials';
import { quietly } from './quietly';
import type { ServiceUrls } from './service-urls';
import type { BotSettings } from './settings';
import { createSigningKeys } from './signing-keys';

/** What an activity says of itself that its token must bear out. */
export interface Claimed {
  channelId: string;
  serviceUrl: string;
}

/** Station 1, verify: throws `Unauthorized`, `Forbidden`, or `Unavailable` when the authority cannot be reached. */
export type Authenticate = (claimed: Claimed, authorization: string | undefined) => Promise<void>;

/** The public cloud, as botbuilder has it. */
const PUBLIC = {
  openIdUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  emulatorOpenIdUrl: 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
  issuer: 'https://api.botframework.com',
};
/** The tenants that issue the Emulator's tokens (public, public, US government); a single-tenant bot's own one is added. */
const EMULATOR_TENANTS = [
  'd6d49420-f39b-4df7-a1dc-d59a935871db',
  'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
  'cab8a31a-1906-4287-a0d8-4eef66b95f6e',
];
const issuersOf = (tenant: string): string[] => [
  `https://sts.windows.net/${tenant}/`,
  `https://login.microsoftonline.com/${tenant}/v2.0`,
  `https://login.microsoftonline.us/${tenant}/`,
  `https://login.microsoftonline.us/${tenant}/v2.0`,
];
/** Longer than the library needs for two fetches; a channel waits 15 s for its answer. */
const PATIENCE_MS = 8_000;

const DIGESTS: Record<string, string> = { RS256: 'RSA-SHA256', RS384: 'RSA-SHA384', RS512: 'RSA-SHA512' };

const headerSchema = z.object({ alg: z.enum(['RS256', 'RS384', 'RS512']), kid: z.string().min(1) });
const claimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  appid: z.string().optional(),
  azp: z.string().optional(),
});
type Claims = z.infer<typeof claimsSchema>;

interface Token {
  algorithm: string;
  kid: string;
  claims: Claims;
  signed: Buffer;
  signature: Buffer;
}

const refused = (): AppError => new AppError('Unauthorized', 'a valid token is needed', { field: 'authorization' });

function json(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A token taken apart, not yet believed; throws for what is none, for `alg: none`, and without issuer or audience. */
function read(authorization = ''): Token {
  const [, head = '', body = '', signature = ''] =
    /^Bearer ([\w-]{1,2000})\.([\w-]{1,8000})\.([\w-]{1,2000})$/.exec(authorization) ?? [];
  const header = headerSchema.safeParse(json(head));
  const claims = claimsSchema.safeParse(json(body));
  if (!header.success || !claims.success) throw refused();
  return {
    algorithm: DIGESTS[header.data.alg] as string,
    kid: header.data.kid,
    claims: claims.data,
    signed: Buffer.from(`${head}.${body}`),
    signature: Buffer.from(signature, 'base64url'),
  };
}

/** What a bot's own token may be meant for besides the bot. */
const BOT_API = ['https://api.botframework.com', 'https://api.botframework.us'];

/** A token another bot got in its own name (a skill's): the library would fetch keys on its word. */
const isSkill = ({ appid, azp, aud }: Claims, appId: string): boolean =>
  [appid, azp].some((app) => app !== undefined && (app !== appId || ![appId, ...BOT_API].includes(aud)));

/** The library's tolerance, in seconds. It asks the machine's clock; this asks ours. */
const TOLERANCE = 300;
const isExpired = ({ exp }: Claims, at: Date): boolean => (exp + TOLERANCE) * 1000 <= at.getTime();

const isSigned = ({ algorithm, signed, signature }: Token, key: KeyObject): boolean =>
  verify(algorithm, signed, key, signature);

/** The library's refusals are errors of many kinds; those of the network say so. */
function verdict(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const { statusCode = 401, name } = cause as { statusCode?: number; name?: string };
  if (statusCode >= 500 || name === 'FetchError' || name === 'AbortError')
    return new AppError('Unavailable', 'the token authority cannot be reached', {}, { cause });
  return refused();
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('Unavailable', 'the token authority does not answer')), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Where the activity comes from must be named, and be one of the places we answer to, before anything else is asked. */
export function checkServiceUrl({ serviceUrl, channelId }: Claimed, serviceUrls: ServiceUrls): void {
  if (!serviceUrl || !channelId) throw new AppError('Unauthorized', 'an activity names its channel and service URL');
  if (!serviceUrls(serviceUrl))
    throw new AppError('Forbidden', 'this service URL is not on the list', { field: 'serviceUrl' });
}

/**
 * Checks tokens by botbuilder's own authentication: issuer, audience, expiry, signature, endorsements, service URL. What
 * it should not see is refused before: it would fetch keys for the retired AseChannel and for skills on anybody's word,
 * it accepts a channel key without endorsements, and it remembers the tenant of every token, also of unsigned ones.
 */
export function createAuthentication(
  settings: BotSettings,
  factory: CredentialsFactory,
  clock: () => Date,
): Authenticate {
  const { appId, tenantId, addresses } = settings;
  const { openIdUrl, emulatorOpenIdUrl, issuer } = addresses ?? PUBLIC;
  const emulatorIssuers = [...EMULATOR_TENANTS, ...(tenantId ? [tenantId] : [])].flatMap(issuersOf);
  const channelKey = createSigningKeys(openIdUrl, clock);
  const emulatorKey = createSigningKeys(emulatorOpenIdUrl, clock);
  const library = new ConfigurationBotFrameworkAuthentication(
    addresses
      ? {
          ToBotFromChannelOpenIdMetadataUrl: openIdUrl,
          ToBotFromEmulatorOpenIdMetadataUrl: emulatorOpenIdUrl,
          ToBotFromChannelTokenIssuer: issuer,
          ToChannelFromBotLoginUrl: addresses.loginUrl,
          ToChannelFromBotOAuthScope: addresses.scope,
          OAuthUrl: addresses.scope,
        }
      : {},
    factory,
  );

  /** What a token may not be, whoever signed it. */
  function hopeless({ claims }: Token, { channelId }: Claimed): boolean {
    return channelId.toLowerCase() === 'asechannel' || isSkill(claims, appId) || isExpired(claims, clock());
  }

  async function precheck(claimed: Claimed, authorization: string | undefined): Promise<void> {
    const token = read(authorization);
    const { iss } = token.claims;
    const isChannel = iss === issuer;
    if (hopeless(token, claimed) || !(isChannel || emulatorIssuers.includes(iss))) throw refused();
    const found = await (isChannel ? channelKey : emulatorKey)(token.kid);
    if (!found || !isSigned(token, found.key)) throw refused();
    if (isChannel && !found.endorsements.includes(claimed.channelId)) throw refused();
  }

  return async (claimed, authorization) => {
    await precheck(claimed, authorization);
    const activity = { ...claimed } as BotActivity;
    await within(
      PATIENCE_MS,
      quietly(() => library.authenticateRequest(activity, authorization ?? '')),
    ).catch((cause: unknown) => {
      throw verdict(cause);
    });
  };
}
