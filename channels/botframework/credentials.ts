import { ConfigurationServiceClientCredentialFactory, type ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { z } from 'zod';
import { DeliveryError } from '../../src/errors';
import { quietly } from './quietly';
import type { BotSettings } from './settings';

/** botbuilder's type, which it does not export by name. */
export type CredentialsFactory = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>;

/** A bearer token for the connector; null where none is needed. `fresh`: the one before was refused. */
export type OutboundToken = (fresh?: boolean) => Promise<string | null>;

/** The public cloud, as botbuilder has it. */
const PUBLIC_SCOPE = 'https://api.botframework.com';
const PUBLIC_LOGIN = 'https://login.microsoftonline.com/botframework.com';
const TOKEN_PATH = '/oauth2/v2.0/token';
const PATIENCE_MS = 10_000;
/** A token is given up this much before its end, in milliseconds: it must outlive the call it is used for. */
const MARGIN_MS = 300_000;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().default(3600) });

/** What we use of botbuilder's credentials. */
interface Credentials {
  getToken(fresh?: boolean): Promise<string>;
}

/** The client-credentials grant at an address of our choice: botbuilder's own client refuses every plain-http authority. */
function clientCredentials({ appId, password = '' }: BotSettings, loginUrl: string, scope: string): Credentials {
  const url = loginUrl.endsWith('/token') ? loginUrl : `${loginUrl.replace(/\/+$/, '')}${TOKEN_PATH}`;
  let held: { token: string; until: number } | undefined;
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const form = {
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: password,
      scope: scope.endsWith('/.default') ? scope : `${scope}/.default`,
    };
    const answer = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const { access_token: token, expires_in } = tokenSchema.parse(await answer.json());
    held = { token, until: performance.now() + expires_in * 1000 - MARGIN_MS };
    return token;
  }

  return {
    getToken: (fresh = false) => {
      if (held && !fresh && performance.now() < held.until) return Promise.resolve(held.token);
      asking ??= ask().finally(() => (asking = undefined));
      return asking;
    },
  };
}

/** Credentials for the app as it is registered; at the addresses of another cloud through a factory of our own. */
export function createCredentialsFactory(settings: BotSettings): CredentialsFactory {
  const { appId, type, password, tenantId, addresses } = settings;
  if (!addresses || type === 'UserAssignedMSI') {
    return new ConfigurationServiceClientCredentialFactory({
      MicrosoftAppId: appId,
      MicrosoftAppType: type,
      ...(password ? { MicrosoftAppPassword: password } : {}),
      ...(tenantId ? { MicrosoftAppTenantId: tenantId } : {}),
    });
  }
  const credentials = clientCredentials(settings, addresses.loginUrl, addresses.scope);
  return {
    isValidAppId: (id) => Promise.resolve(id === appId),
    isAuthenticationDisabled: () => Promise.resolve(false),
    createCredentials: () =>
      Promise.resolve({
        ...credentials,
        signRequest: async (request) => {
          request.headers.set('authorization', `Bearer ${await credentials.getToken()}`);
          return request;
        },
      }),
  };
}

/** Our tokens for the connector. Rejects with a retryable DeliveryError when the authority gives none: nothing was sent. */
export function createOutboundToken(
  settings: BotSettings | undefined,
  factory: CredentialsFactory | undefined,
): OutboundToken {
  if (!settings || !factory) return () => Promise.resolve(null);
  const { loginUrl = PUBLIC_LOGIN, scope = PUBLIC_SCOPE } = settings.addresses ?? {};
  let credentials: Promise<Credentials> | undefined;
  return (fresh) =>
    quietly(async () => {
      credentials ??= factory.createCredentials(
        settings.appId,
        scope,
        loginUrl,
        true,
      ) as unknown as Promise<Credentials>;
      return (await credentials).getToken(fresh);
    }).catch((cause: unknown) => {
      throw new DeliveryError('no_token', { retryable: true, cause });
    });
}
