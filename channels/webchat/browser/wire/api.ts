/** The service's HTTP calls (Direct Line 3.0 subset). Each resolves with what it promises or rejects with ApiError. */

/** `status` 0: the service was not reached. `retryAfter` in seconds. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly field?: string,
    readonly retryAfter?: number,
  ) {
    super(`${status} ${code}`);
  }
}

/** Failures that the same request may survive later. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);

/** The token expired (401, 403) or the conversation is gone (404): a new conversation is needed. */
export const isEnded = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 401 || error.status === 403 || error.status === 404);

export interface Opened {
  conversationId: string;
  token: string;
  /** Seconds. */
  expiresIn: number;
  streamUrl: string;
  /** Given with a new token only. */
  userId: string | undefined;
}

export interface Sample {
  orderNo: string;
  email: string;
  note: Record<string, string>;
}

export interface Api {
  base: string;
  /** A token for a new conversation; the previous token, even an expired one, keeps the user, and with `resume` its conversation. */
  token(previous?: string, resume?: boolean): Promise<Opened>;
  open(token: string): Promise<Opened>;
  /** The same conversation with a fresh stream that begins after the watermark. */
  resume(token: string, conversation: string, watermark?: string): Promise<Opened>;
  refresh(token: string): Promise<Opened>;
  activities(token: string, conversation: string, watermark?: string): Promise<unknown>;
  /** The admitted activity's id. */
  post(token: string, conversation: string, activity: object): Promise<string>;
  /** `demo`: a page of the service where more can be tried. */
  samples(): Promise<{ samples: Sample[]; demo: string | undefined }>;
}

/** Long enough for a slow phone, short enough that a dead connection is noticed. */
const PATIENCE_MS = 15_000;

type Json = Record<string, unknown>;

/** Reads the body of an answer that may hold none, or none of ours (a proxy's page). */
export function readError(status: number, body: string, retryAfter: string | null): ApiError {
  let error: Json = {};
  try {
    error = ((JSON.parse(body) as Json).error ?? {}) as Json;
  } catch {
    // Not ours: the status says enough.
  }
  const seconds = Number(retryAfter ?? error.retryAfter ?? Number.NaN);
  return new ApiError(
    status,
    typeof error.code === 'string' ? error.code : '',
    typeof error.field === 'string' ? error.field : undefined,
    Number.isFinite(seconds) ? seconds : undefined,
  );
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const opened = (raw: Json): Opened => ({
  conversationId: text(raw.conversationId),
  token: text(raw.token),
  expiresIn: typeof raw.expires_in === 'number' ? raw.expires_in : 1800,
  streamUrl: text(raw.streamUrl),
  userId: text(raw.userId) || undefined,
});

/** `base` without a trailing slash; its origin must allow ours when the two differ. */
export function createApi(base: string): Api {
  async function call(method: string, path: string, token?: string, body?: object): Promise<Json> {
    let response: Response;
    let answer: string;
    try {
      response = await fetch(`${base}${path}`, {
        method,
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      answer = await response.text();
    } catch {
      throw new ApiError(0, 'Unreachable');
    }
    if (!response.ok) throw readError(response.status, answer, response.headers.get('retry-after'));
    try {
      return (answer === '' ? {} : JSON.parse(answer)) as Json;
    } catch {
      throw new ApiError(502, 'Unreadable');
    }
  }
  const conversations = '/v3/directline/conversations';
  const at = (conversation: string) => `${conversations}/${encodeURIComponent(conversation)}`;
  const after = (watermark?: string) => (watermark ? `?watermark=${encodeURIComponent(watermark)}` : '');
  return {
    base,
    token: async (previous, resume = false) =>
      opened(await call('POST', `/chat/token${resume ? '?resume=1' : ''}`, previous)),
    open: async (token) => opened(await call('POST', conversations, token)),
    resume: async (token, conversation, watermark) =>
      opened(await call('GET', `${at(conversation)}${after(watermark)}`, token)),
    refresh: async (token) => opened(await call('POST', '/v3/directline/tokens/refresh', token)),
    activities: (token, conversation, watermark) =>
      call('GET', `${at(conversation)}/activities${after(watermark)}`, token),
    post: async (token, conversation, activity) =>
      text((await call('POST', `${at(conversation)}/activities`, token, activity)).id),
    samples: async () => {
      const response = await fetch(`${base}/chat/samples`, { signal: AbortSignal.timeout(PATIENCE_MS) });
      const list: unknown = response.ok ? await response.json() : [];
      const [, demo] = /^<(\/[^>]*)>; rel="related"$/.exec(response.headers.get('link') ?? '') ?? [];
      return { samples: Array.isArray(list) ? (list as Sample[]) : [], demo };
    },
  };
}
