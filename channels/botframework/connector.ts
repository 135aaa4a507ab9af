import type { Receipt } from '../../src/channel';
import { LONGEST_WAIT_MS, NOT_CONNECTED } from '../../src/channel-calls';
import { DeliveryError } from '../../src/errors';
import type { Address } from './address';
import type { OutboundToken } from './credentials';
import type { ServiceUrls } from './service-urls';

export interface Connector {
  /** Sends one activity to the conversation. Rejects with DeliveryError; resolves when the channel has taken it. */
  send(address: Address, activity: Record<string, unknown>): Promise<Receipt>;
}

/** A Teams connector may take some seconds; longer than this and nobody knows what became of the message. */
const PATIENCE_MS = 15_000;
/** Bytes read of an answer. */
const LONGEST_ANSWER = 64_000;
/** Retry-After in seconds or as a date, in milliseconds from now. */
function retryAfter(header: string | null): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) : undefined;
}

async function textOf(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    chunks.push(chunk as Uint8Array);
    size += (chunk as Uint8Array).length;
    if (size > LONGEST_ANSWER) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A field of a JSON answer, if it is a string. */
function field(text: string, ...path: string[]): string | undefined {
  try {
    const found = path.reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | null)?.[name],
      JSON.parse(text),
    );
    return typeof found === 'string' ? found : undefined;
  } catch {
    return undefined;
  }
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit: 412, 429, 502 and 504 may be tried again. */
async function refusal(answer: Response): Promise<DeliveryError> {
  const { status } = answer;
  const named = field(await textOf(answer).catch(() => ''), 'error', 'code');
  const code = named && /^[\w.-]{1,60}$/.test(named) ? `http_${status}_${named}` : `http_${status}`;
  const wait = retryAfter(answer.headers.get('retry-after'));
  const later = { retryable: true, ...(wait === undefined ? {} : { retryAfter: wait }) };
  if (status === 429 || status === 412) return new DeliveryError(code, later);
  // It may have been taken before the failure.
  if (status >= 500) return new DeliveryError(code, { ...later, unknown: true });
  return new DeliveryError(code, { retryable: false });
}

/** Fetch wraps the reason, sometimes twice. */
function reasonOf(error: unknown): string {
  const { cause, code, name } = error as { cause?: unknown; code?: string; name?: string };
  return typeof code === 'string' ? code : cause ? reasonOf(cause) : (name ?? 'unknown');
}

function failure(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const reason = reasonOf(error);
  const code = reason === 'TimeoutError' ? 'time_out' : reason.toLowerCase();
  return new DeliveryError(code, { retryable: true, unknown: !NOT_CONNECTED.has(reason), cause: error });
}

/**
 * The channel's connector at the conversation's service URL.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#send-to-conversation
 */
export function createConnector(token: OutboundToken, serviceUrls: ServiceUrls, patience = PATIENCE_MS): Connector {
  /** Redirects are not followed: they could lead anywhere, and the token with them. */
  async function post(url: URL, body: string, fresh = false): Promise<Response> {
    const bearer = await token(fresh);
    return fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    });
  }

  async function send({ serviceUrl, conversation }: Address, activity: Record<string, unknown>): Promise<Receipt> {
    const base = serviceUrls(serviceUrl);
    if (!base) throw new DeliveryError('service_url_refused', { retryable: false });
    const path = `${base.pathname.replace(/\/+$/, '')}/v3/conversations/${encodeURIComponent(conversation)}/activities`;
    const url = new URL(path, base.origin);
    const body = JSON.stringify(activity);
    const first = await post(url, body);
    // A token that was withdrawn before its end is asked for anew, once.
    const answer = first.status === 401 ? await post(url, body, true) : first;
    if (!answer.ok) throw await refusal(answer);
    const id = field(await textOf(answer).catch(() => ''), 'id');
    return { providerId: id ?? '', status: 'sent' };
  }

  return {
    send: (address, activity) =>
      send(address, activity).catch((error: unknown) => {
        throw failure(error);
      }),
  };
}
