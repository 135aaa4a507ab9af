import type { Message } from '../../../src/sandbox/slack';

type Json = Record<string, unknown>;

/** Words within quote bars of a message: what somebody said. */
export function quotesIn({ blocks }: Message): string[] {
  const elements = blocks.flatMap((one) => (one.type === 'rich_text' ? (one.elements as Json[]) : []));
  return elements
    .filter(({ type }) => type === 'rich_text_quote')
    .map((one) => (one.elements as { text?: string }[]).map(({ text = '' }) => text).join(''));
}

interface Mark {
  handoff: string;
  seq: number;
  kind: string;
  part: number;
}

/** What is wrong with the order of what the app posted in a thread: by its marks, each once and each after the one before. */
export function orderFaults(posts: Message[], handoffId: string): string[] {
  const faults: string[] = [];
  const marks = posts.flatMap(({ metadata }) => (metadata?.event_payload ? [metadata.event_payload as Mark] : []));
  for (const kind of ['live', 'history']) {
    const places = marks.filter((one) => one.kind === kind).map(({ seq, part }) => seq * 10_000 + part);
    if (places.some((one, i) => i > 0 && one <= (places[i - 1] ?? 0)))
      faults.push(`${kind} posts: ${places.join(' ')}`);
  }
  if (marks.some(({ handoff }) => handoff !== handoffId))
    faults.push('a post of another conversation is in the thread');
  return faults;
}
