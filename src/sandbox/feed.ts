import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

/** What the page shows, by topic; each is sent whole whenever it changed. */
export type Topics = Record<string, () => unknown>;

export interface Feed {
  /** Sends a topic again, soon. */
  changed(topic: string): void;
  /** Turns an answer into a stream of server-sent events that begins with every topic. */
  open(reply: FastifyReply): Promise<void>;
  close(): void;
}

/** Changes that come together are sent once, in milliseconds. */
const GATHER_MS = 60;
/** A proxy or browser that hears nothing for long gives up; so does a socket nobody reads. */
const BEAT_MS = 15_000;

const event = (topic: string, value: unknown): string => `event: ${topic}\ndata: ${JSON.stringify(value)}\n\n`;

/** The live feed of the page. */
export function createFeed(topics: Topics): Feed {
  const open = new Set<ServerResponse>();
  const waiting = new Map<string, NodeJS.Timeout>();
  const last = new Map<string, string>();

  async function read(topic: string): Promise<string> {
    return event(topic, await topics[topic]?.());
  }

  async function send(topic: string): Promise<void> {
    if (!open.size) return;
    const said = await read(topic);
    if (last.get(topic) === said) return;
    last.set(topic, said);
    for (const one of open) one.write(said);
  }

  function changed(topic: string): void {
    if (waiting.has(topic)) return;
    const timer = setTimeout(() => {
      waiting.delete(topic);
      void send(topic).catch(() => undefined);
    }, GATHER_MS);
    waiting.set(topic, timer.unref());
  }

  const beat = setInterval(() => open.forEach((one) => one.write(': here\n\n')), BEAT_MS).unref();

  return {
    changed,
    open: async (reply) => {
      const all = (await Promise.all(Object.keys(topics).map(read))).join('');
      reply.hijack();
      const { raw } = reply;
      const headers = Object.fromEntries(
        Object.entries(reply.getHeaders()).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      );
      raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      raw.write(`retry: 1000\n\n${all}`);
      open.add(raw);
      last.clear();
      raw.on('close', () => open.delete(raw));
    },
    close: () => {
      clearInterval(beat);
      waiting.forEach((timer) => clearTimeout(timer));
      for (const one of open) one.end();
      open.clear();
    },
  };
}
