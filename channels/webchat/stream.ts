import type { FeedPage } from '../../src/channel';
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

/** Streams a feed into a socket until either ends. */
export function openStream(socket: Socket, follow: (deliver: (page: FeedPage) => void) => () => void): void {
  const stop = follow((page) => {
    if (socket.readyState !== OPEN) return;
    if (socket.bufferedAmount > TOO_FAR_BEHIND) return socket.close(1013, 'too far behind');
    const frame = fromFeed(page);
    if (frame.activities.length) socket.send(JSON.stringify(frame));
  });
  const keepAlive = setInterval(() => {
    if (socket.readyState === OPEN) socket.send('');
  }, KEEP_ALIVE_MS);
  const end = (): void => {
    clearInterval(keepAlive);
    stop();
  };
  socket.on('close', end);
  socket.on('error', end);
}
