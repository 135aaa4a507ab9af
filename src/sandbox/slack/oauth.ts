import { timingSafeEqual } from 'node:crypto';
import { secretPart } from './identifiers';
import { Refusal, type Json } from './shapes';
import type { Workspace } from './workspace';

export interface OAuthOptions {
  clientId: string;
  clientSecret: string;
  /** Tokens end after so many seconds and are renewed; undefined: they last. */
  tokensLast?: number;
}

export interface OAuth {
  /** What Slack sends a person back with who has allowed the app. */
  grant(workspace: Workspace): string;
  access(given: Json): Json;
  /** A token has no value any more at this time. */
  expired(token: string): boolean;
}

const SCOPES =
  'chat:write,im:history,im:read,im:write,groups:history,groups:read,users:read,users:read.email,files:read,files:write,commands';

const same = (a: unknown, b: string): boolean =>
  typeof a === 'string' && a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Installing the app, and renewing its tokens. https://docs.slack.dev/authentication/installing-with-oauth */
export function createOAuth(options: OAuthOptions, clock: () => Date): OAuth {
  const codes = new Map<string, Workspace>();
  const refreshing = new Map<string, Workspace>();
  const ends = new Map<string, number>();

  function tokensFor(workspace: Workspace): Json {
    const token = `xoxb-${workspace.id}-${secretPart()}`;
    workspace.tokens.add(token);
    if (options.tokensLast === undefined) return { access_token: token };
    const refresh = `xoxe-1-${secretPart()}`;
    refreshing.set(refresh, workspace);
    ends.set(token, clock().getTime() + options.tokensLast * 1000);
    return { access_token: token, refresh_token: refresh, expires_in: options.tokensLast };
  }

  const installed = (workspace: Workspace): Json => ({
    app_id: workspace.bot.app,
    authed_user: { id: [...workspace.users.values()].find(({ bot }) => !bot)?.id ?? workspace.bot.user },
    scope: SCOPES,
    token_type: 'bot',
    bot_user_id: workspace.bot.user,
    team: { id: workspace.id, name: workspace.name },
    enterprise: null,
    is_enterprise_install: false,
    ...tokensFor(workspace),
  });

  const once = (from: Map<string, Workspace>, key: unknown, error: string): Workspace => {
    const workspace = from.get(String(key));
    if (!workspace) throw new Refusal(error);
    from.delete(String(key));
    return workspace;
  };

  return {
    grant: (workspace) => {
      const code = secretPart();
      codes.set(code, workspace);
      return code;
    },
    access: (given) => {
      if (given.client_id !== options.clientId) throw new Refusal('invalid_client_id');
      if (!same(given.client_secret, options.clientSecret)) throw new Refusal('bad_client_secret');
      if (given.grant_type === 'refresh_token')
        return installed(once(refreshing, given.refresh_token, 'invalid_refresh_token'));
      return installed(once(codes, given.code, 'invalid_code'));
    },
    expired: (token) => (ends.get(token) ?? Infinity) <= clock().getTime(),
  };
}
