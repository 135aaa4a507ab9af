import { readActivity, readPage, type Incoming, type Page } from './activity';
import { ApiError, isEnded, type Api, type Opened } from './api';
import type { Memory, Session } from './memory';
import { listen, streamAddress, type Stream } from './stream';
import { backoff, createPause } from './wait';

export type LinkState =
  { kind: 'opening' | 'online' | 'lost' | 'offline' | 'unreachable' | 'refused' } | { kind: 'busy'; until: Date };

export interface LinkEvents {
  /** Each activity of the feed, possibly more than once: the transcript deduplicates. */
  incoming(activity: Incoming): void;
  state(state: LinkState): void;
  /** A conversation is open and everything in it has been handed over. `fresh`: it was begun just now. */
  ready(session: Session, fresh: boolean): void;
  /** The earlier conversation could not be continued; the next `ready` is about a new one. */
  renewed(): void;
}

export interface Link {
  start(): void;
  session(): Session | undefined;
  /** Tries again now instead of at the end of its pause. */
  hurry(): void;
  /** Closes the stream and finds out anew: something it should have brought did not come, or a call was refused. */
  doubt(): void;
  stop(): void;
}

/** How often the feed is asked where no WebSocket can be had (proxies that block it), and for how long before it is tried again. */
const POLL_MS = 2_000;
const POLLS = 60;

/**
 * Keeps one conversation open for as long as the page lives: opens or continues it, follows its stream, reads what was
 * missed after every interruption, renews the token at half its life, and begins anew where the service has ended it.
 */
export function createLink(api: Api, memory: Memory, events: LinkEvents): Link {
  let session = memory.read<Session>('session');
  let watermark: string | undefined;
  let stream: Stream | undefined;
  let stopped = false;
  let failures = 0;
  let neverOpened = 0;
  let renewal: ReturnType<typeof setTimeout> | undefined;
  const pause = createPause();

  function keep(opened: Opened) {
    const token = opened.token || session?.token || '';
    const conversationId = opened.conversationId || session?.conversationId || '';
    const userId = opened.userId ?? session?.userId ?? '';
    session = { conversationId, token, userId, expiresAt: Date.now() + opened.expiresIn * 1000 };
    memory.write('session', session);
    clearTimeout(renewal);
    renewal = setTimeout(() => void renew(), opened.expiresIn * 500);
  }
  async function renew() {
    if (!session) return;
    try {
      keep(await api.refresh(session.token));
    } catch (error) {
      if (isEnded(error)) stream?.close();
      else renewal = setTimeout(() => void renew(), 30_000);
    }
  }
  function take(page: Page) {
    const now = new Date().toISOString();
    for (const raw of page.activities) {
      const activity = readActivity(raw, now);
      if (activity) events.incoming(activity);
    }
    watermark = page.watermark ?? watermark;
  }
  /** Everything after the watermark, page by page. */
  async function catchUp({ token, conversationId }: Session) {
    for (;;) {
      const before = watermark;
      const page = readPage(await api.activities(token, conversationId, before));
      take(page);
      if (page.activities.length === 0 || watermark === before) return;
    }
  }
  async function proceed(current: Session): Promise<Opened> {
    await catchUp(current);
    return api.resume(current.token, current.conversationId, watermark);
  }
  /** The kept conversation, with a new token where the old one has expired; else a new one. */
  async function open(): Promise<{ opened: Opened; fresh: boolean }> {
    if (session) {
      try {
        return { opened: await proceed(session), fresh: false };
      } catch (error) {
        if (!isEnded(error)) throw error;
      }
    }
    const kept = session;
    const { token, userId, conversationId } = await api.token(kept?.token, kept !== undefined);
    if (kept && kept.conversationId === conversationId) {
      const renewed = { ...kept, token };
      try {
        return { opened: await proceed(renewed), fresh: false };
      } catch (error) {
        if (!isEnded(error)) throw error;
      }
    }
    if (kept) forgetConversation();
    return { opened: { ...(await api.open(token)), userId }, fresh: true };
  }
  function forgetConversation() {
    watermark = undefined;
    session = undefined;
    memory.forget('session');
    events.renewed();
  }
  async function poll(current: Session) {
    for (let left = POLLS; left > 0 && !stopped; left -= 1) {
      await pause.for(POLL_MS);
      try {
        await catchUp(current);
      } catch (error) {
        if (isEnded(error)) return;
        throw error;
      }
    }
  }
  async function follow() {
    const { opened, fresh } = await open();
    keep(opened);
    if (!session) return;
    const current = session;
    const online = () => {
      failures = 0;
      neverOpened = 0;
      events.state({ kind: 'online' });
      events.ready(current, fresh);
    };
    stream = listen(streamAddress(opened.streamUrl, api.base), online, take);
    if (await stream.closed) return;
    neverOpened += 1;
    if (neverOpened < 2) throw new ApiError(0, 'NoStream');
    const before = neverOpened;
    online();
    await poll(current);
    neverOpened = before;
  }
  function explain(error: unknown) {
    if (!navigator.onLine) events.state({ kind: 'offline' });
    else if (error instanceof ApiError && error.status === 429) {
      const seconds = error.retryAfter ?? 60;
      events.state({ kind: 'busy', until: new Date(Date.now() + seconds * 1000) });
      return seconds * 1000;
    } else if (error instanceof ApiError && error.status === 403) {
      events.state({ kind: 'refused' });
      return Infinity;
    } else events.state({ kind: session ? 'lost' : 'unreachable' });
    return backoff(failures);
  }
  async function run() {
    events.state({ kind: 'opening' });
    while (!stopped) {
      let rest = backoff(0);
      try {
        await follow();
        if (!stopped) events.state({ kind: navigator.onLine ? 'lost' : 'offline' });
      } catch (error) {
        rest = explain(error);
        failures += 1;
      }
      if (stopped || rest === Infinity) return;
      await pause.for(rest);
    }
  }
  const offline = () => {
    events.state({ kind: 'offline' });
    stream?.close();
  };
  const hurry = () => pause.hurry();
  return {
    start() {
      window.addEventListener('offline', offline);
      window.addEventListener('online', hurry);
      void run();
    },
    session: () => session,
    hurry,
    doubt: () => stream?.close(),
    stop() {
      stopped = true;
      window.removeEventListener('offline', offline);
      window.removeEventListener('online', hurry);
      clearTimeout(renewal);
      stream?.close();
      pause.hurry();
    },
  };
}
