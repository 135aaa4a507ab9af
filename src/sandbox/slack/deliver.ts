import { createHmac } from 'node:crypto';
import type { Json } from './shapes';

export interface AppRequest {
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** What the app answered; status 0: it did not, within three seconds. */
export interface AppAnswer {
  status: number;
  body: string;
  headers: Record<string, string>;
}

export interface Delivered extends AppAnswer {
  /** To send the very same thing again. */
  request: AppRequest;
  /** Resolves when Slack has stopped trying; events only are tried again. */
  settled: Promise<AppAnswer>;
}

export interface DeliverParts {
  signingSecret: string;
  clock: () => Date;
  /** Where the app is, without a trailing slash; `null`: nowhere yet. */
  appUrl: () => string | null;
  /** Waits between tries. */
  wait: (ms: number) => Promise<void>;
}

export interface Deliver {
  event(payload: Json): Promise<Delivered>;
  /** A form, tried once: somebody sits before the screen and waits. */
  form(path: string, fields: Record<string, string>): Promise<Delivered>;
  send(request: AppRequest): Promise<AppAnswer>;
  /** Resolves when nothing is on its way any more. */
  idle(): Promise<void>;
}

/** https://docs.slack.dev/apis/events-api: an answer within three seconds, otherwise up to three more tries. */
const PATIENCE_MS = 3_000;
const TRIES_AFTER_MS = [1_000, 60_000, 300_000];
export const WEBHOOKS = '/webhooks/slack';

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signature(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

const taken = ({ status }: AppAnswer): boolean => status >= 200 && status < 300;

/** Brings requests to the app, signed as Slack signs them. */
export function createDeliver(parts: DeliverParts): Deliver {
  const underWay = new Set<Promise<unknown>>();

  async function send({ path, headers, body }: AppRequest): Promise<AppAnswer> {
    const app = parts.appUrl();
    if (app === null) return { status: 0, body: '', headers: {} };
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const answer = await fetch(app + path, { method: 'POST', headers, body, signal, redirect: 'manual' });
      return { status: answer.status, body: await answer.text(), headers: Object.fromEntries(answer.headers) };
    } catch {
      return { status: 0, body: '', headers: {} };
    }
  }

  function signed(path: string, contentType: string, body: string): AppRequest {
    const timestamp = String(Math.floor(parts.clock().getTime() / 1000));
    return {
      path,
      body,
      headers: {
        'content-type': contentType,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature(parts.signingSecret, timestamp, body),
      },
    };
  }

  /** Each try is signed anew, and says which one it is and why. */
  async function again(body: string, first: AppAnswer): Promise<AppAnswer> {
    let answer = first;
    for (const [i, ms] of TRIES_AFTER_MS.entries()) {
      if (taken(answer) || answer.headers['x-slack-no-retry'] === '1') return answer;
      const reason = answer.status === 0 ? 'http_timeout' : 'http_error';
      await parts.wait(ms);
      const request = signed(`${WEBHOOKS}/events`, 'application/json', body);
      Object.assign(request.headers, { 'x-slack-retry-num': String(i + 1), 'x-slack-retry-reason': reason });
      answer = await send(request);
    }
    return answer;
  }

  function watched<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    void work.finally(() => underWay.delete(work)).catch(() => undefined);
    return work;
  }

  return {
    send,
    event: (payload) =>
      watched(
        (async () => {
          const request = signed(`${WEBHOOKS}/events`, 'application/json', JSON.stringify(payload));
          const answer = await send(request);
          return { ...answer, request, settled: watched(again(request.body, answer)) };
        })(),
      ),
    form: (path, fields) =>
      watched(
        (async () => {
          const body = new URLSearchParams(fields).toString();
          const request = signed(WEBHOOKS + path, 'application/x-www-form-urlencoded', body);
          const answer = await send(request);
          return { ...answer, request, settled: Promise.resolve(answer) };
        })(),
      ),
    idle: async () => {
      while (underWay.size) await Promise.all(underWay);
    },
  };
}
