import { DeliveryError } from '../../src/errors';
import type { Budget } from './budget';
import type { ResponseBody, SlackClient, SlackClients, Turn } from './client';
import { asDeliveryError, refusedWith, unanswered } from './failures';
import { createFiles } from './files';
import { lookForMessage } from './look-for-message';
import type { SlackArguments, SlackMethod, SlackResult } from './methods';
import type { WebApi } from './web-api';
import { within } from './within';
import type { Workspaces } from './workspaces';

export interface ClientParts {
  workspaces: Workspaces;
  webApi: (token: string) => WebApi;
  budget: Budget;
  /** Ends with a slash. */
  apiUrl: string;
  clock: () => Date;
}

/** Slack's own word for a token that has ended: the next call gets a new one. */
const TOKEN_ENDED = new Set(['token_expired', 'invalid_auth', 'token_revoked', 'account_inactive']);
/** Slack keeps a message waiting this long where it says no time, in milliseconds. */
const USUAL_HOLD_MS = 1_000;
const RESPOND_WITHIN_MS = 5_000;
/** So long an event waits for Slack to say who we are, in milliseconds: it has three seconds for everything. */
const IDENTITY_WITHIN_MS = 800;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/** Posts count against their channel; every other call has a limit of its own at Slack, which is met only by its 429. */
function keyOf(team: string, method: SlackMethod, args: object, { channel }: Turn): { key: string; counts: boolean } {
  const { channel: named, channel_id: place } = args as { channel?: unknown; channel_id?: unknown };
  const where =
    channel ??
    (method === 'chat.postMessage' ? textOf(named) : undefined) ??
    (method === 'files.completeUploadExternal' ? textOf(place) : undefined);
  return where === undefined ? { key: `${team}/${method}`, counts: false } : { key: `${team}/${where}`, counts: true };
}

const hooksAt = (apiUrl: string): Set<string> =>
  new Set([
    new URL(apiUrl).origin,
    ...(/(^|\.)slack\.com$/.test(new URL(apiUrl).hostname) ? ['https://hooks.slack.com'] : []),
  ]);

/** Clients of the workspaces there are. */
export function createClients(parts: ClientParts): SlackClients {
  const { workspaces, budget } = parts;
  const made = new Map<string, SlackClient>();
  const apis = new Map<string, WebApi>();
  const places = new Map<string, string>();
  const hooks = hooksAt(parts.apiUrl);
  const held = new Map<string, number>();

  function apiFor(token: string): WebApi {
    const known = apis.get(token) ?? parts.webApi(token);
    if (apis.size > 100) apis.clear();
    apis.set(token, known);
    return known;
  }

  /** A method that Slack has told to wait fails at once, without asking again before the time. */
  function refuseHeld(key: string): void {
    const until = held.get(key) ?? 0;
    const wait = until - parts.clock().getTime();
    if (wait > 0) throw new DeliveryError('ratelimited', { retryable: true, retryAfter: wait });
    if (until) held.delete(key);
  }

  async function call<M extends SlackMethod>(
    team: string,
    method: M,
    args: SlackArguments<M>,
    turn: Turn = {},
  ): Promise<SlackResult<M>> {
    const { key, counts } = keyOf(team, method, args ?? {}, turn);
    if (counts) await budget.turn(key, turn.priority);
    else refuseHeld(key);
    const authorization = await workspaces.of(team).catch((error: unknown) => {
      throw asDeliveryError(error);
    });
    if (!authorization) throw new DeliveryError('not_installed', { retryable: false });
    try {
      return (await apiFor(authorization.token).apiCall(method, { ...args })) as unknown as SlackResult<M>;
    } catch (error) {
      const failure = asDeliveryError(error);
      if (failure.code === 'ratelimited') {
        const wait = failure.retryAfter ?? USUAL_HOLD_MS;
        if (counts) budget.hold(key, wait);
        else held.set(key, parts.clock().getTime() + wait);
      }
      if (TOKEN_ENDED.has(failure.code)) workspaces.forget(team);
      throw failure;
    }
  }

  async function respond(responseUrl: string, body: ResponseBody): Promise<void> {
    if (!URL.canParse(responseUrl) || !hooks.has(new URL(responseUrl).origin))
      throw new DeliveryError('not_slack', { retryable: false });
    const answer = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(RESPOND_WITHIN_MS),
    }).catch((error: unknown) => {
      throw unanswered(error);
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw refusedWith(answer.status);
  }

  function clientOf(team: string, botUser: string): SlackClient {
    const known = made.get(team);
    if (known?.botUser === botUser) return known;
    const own: SlackClient['call'] = (method, args, turn) => call(team, method, args, turn);
    const token = async (): Promise<string> => (await workspaces.of(team))?.token ?? '';
    const client: SlackClient = {
      team,
      botUser,
      call: own,
      lookForMessage: (place, fits) => lookForMessage(own, botUser, place, fits),
      ...createFiles({ call: own, token, apiUrl: parts.apiUrl }),
      respond,
    };
    if (botUser) made.set(team, client);
    return client;
  }

  async function of(team: string): Promise<SlackClient | null> {
    const authorization = await workspaces.of(team);
    return authorization && clientOf(team, authorization.botUser);
  }

  /** Whoever signs with our secret is Slack, and with one token there is one workspace it can speak of. */
  async function receiving(team: string): Promise<SlackClient | null> {
    if (!workspaces.single) return of(team);
    const known = await within(IDENTITY_WITHIN_MS, of(team), () => undefined).catch(() => null);
    return known ? known.value : clientOf(team, '');
  }

  async function sees(team: string, channel: string): Promise<boolean> {
    const client = await of(team).catch(() => null);
    if (!client) return false;
    return client.call('conversations.info', { channel }).then(
      () => true,
      () => false,
    );
  }

  return {
    of,
    receiving,
    teams: workspaces.teams,
    withChannel: async (channel) => {
      const known = places.get(channel);
      if (known !== undefined) return of(known);
      for (const team of await workspaces.teams()) {
        if (!(await sees(team, channel))) continue;
        places.set(channel, team);
        return of(team);
      }
      return null;
    },
  };
}
