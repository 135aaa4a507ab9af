import { readPage, type Page } from './activity';

export interface Stream {
  /** Resolves when the socket is closed; true when it had been open. Never rejects. */
  closed: Promise<boolean>;
  close(): void;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** The service names itself 127.0.0.1 where the page was opened as localhost: the page's own name is what its policy allows. */
export function streamAddress(url: string, base: string): string {
  const stream = new URL(url, base.replace(/^http/, 'ws'));
  const own = new URL(base);
  if (LOOPBACK.test(stream.hostname) && LOOPBACK.test(own.hostname)) stream.host = own.host;
  return stream.href;
}

/** Longest silence on an open stream; the service sends empty frames to keep it alive well within this. */
const SILENCE_MS = 75_000;

/** Listens to a conversation's stream. `page` gets each frame that holds something. */
export function listen(url: string, opened: () => void, page: (page: Page) => void): Stream {
  const socket = new WebSocket(url);
  let was = false;
  let timer = setTimeout(() => socket.close(), 15_000);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.close(), SILENCE_MS);
  };
  socket.onopen = () => {
    was = true;
    alive();
    opened();
  };
  socket.onmessage = ({ data }) => {
    alive();
    if (typeof data !== 'string' || data.trim() === '') return;
    try {
      page(readPage(JSON.parse(data)));
    } catch {
      // A frame that is no JSON says nothing; what it should have said comes with the next catching up.
      socket.close();
    }
  };
  const closed = new Promise<boolean>((resolve) => {
    socket.onclose = () => {
      clearTimeout(timer);
      resolve(was);
    };
  });
  return { closed, close: () => socket.close() };
}
