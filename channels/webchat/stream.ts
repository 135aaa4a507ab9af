import type { FeedPage, MediaLink } from '../../src/channel';
import { fromFeed } from './from-activity';

/** What we use of a WebSocket. */
export interface Socket {
  readyState: number;
  bufferedAmount: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  on(event: 'close' | 'error', listener: () => void): void;
}

const OPEN = 1;
/** An empty frame keeps proxies from closing an idle socket; clients ignore it. */
const KEEP_ALIVE_MS = 15_000;
/** A reader this far behind, in bytes, is cut off: it reconnects with its watermark and misses nothing. */
const TOO_FAR_BEHIND = 1_000_000;
/**
 * A customer's own message waits this long for its answer, in milliseconds, so that both travel in one frame; nobody sees
 * a tenth of a second, and that it was taken is told by the answer to its POST.
 */
const GATHER_MS = 100;

/** Streams a feed into a socket until either ends. */
export function openStream(
  socket: Socket,
  media: MediaLink,
  follow: (deliver: (page: FeedPage) => void) => () => void,
): void {
  let gathered: FeedPage | null = null;
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    const page = gathered;
    gathered = null;
    if (!page || socket.readyState !== OPEN) return;
    if (socket.bufferedAmount > TOO_FAR_BEHIND) return socket.close(1013, 'too far behind');
    const frame = fromFeed(page, media);
    if (frame.activities.length) socket.send(JSON.stringify(frame));
  }

  const stop = follow((page) => {
    gathered = { items: [...(gathered?.items ?? []), ...page.items], watermark: page.watermark };
    if (page.items.some(({ direction }) => direction === 'out')) flush();
    else timer ??= setTimeout(flush, GATHER_MS);
  });
  const keepAlive = setInterval(() => {
    if (socket.readyState === OPEN) socket.send('');
  }, KEEP_ALIVE_MS);
  const end = (): void => {
    clearInterval(keepAlive);
    if (timer) clearTimeout(timer);
    stop();
  };
  socket.on('close', end);
  socket.on('error', end);
}
