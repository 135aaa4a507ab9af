import { isLast, openConversation, readFeed, say, type Caller, type Opened } from '../helpers/direct-line-client';
import { SECRET } from './service-child';
import type { PersistentService } from './persistent-service';

/** What became of one message, as its sender saw it. */
export interface SentMessage {
  text: string;
  /** The id that each acknowledged delivery got. */
  ids: string[];
  answered: boolean;
  /** Acknowledged by a process that was killed before the answer came. */
  recovered: boolean;
  /** Milliseconds from the first acknowledgement to the answer. */
  waited: number;
}

export interface Outcome {
  opened: Opened;
  sent: SentMessage[];
}

/** How often every message is delivered in all. */
const DELIVERIES = 5;
/**
 * A message that has no answer after this long counts as lost, in milliseconds. A transaction that its writer left open
 * holds up the conversation for as long as MongoDB lets it live: 60 s (transactionLifetimeLimitSeconds).
 */
const PATIENCE = 120_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Up = Pick<PersistentService, 'up'>;

/** Asks until somebody answers with less than 500: a connection that breaks and a store that is away are no answers. */
async function insist<T>(service: Up, ask: (caller: Caller) => Promise<{ status: number; json: unknown }>): Promise<T> {
  for (const end = performance.now() + PATIENCE; ; await pause(50)) {
    const { caller } = await service.up();
    const answer = await ask(caller).catch(() => null);
    if (answer && answer.status < 300) return answer.json as T;
    if (answer && answer.status !== 503) throw new Error(`answered with ${answer.status}`);
    if (performance.now() > end) throw new Error('the service did not answer in time');
  }
}

async function isAnswered(service: Up, opened: Opened, id: string): Promise<boolean> {
  const { caller } = await service.up();
  const feed = await readFeed(caller, opened).catch(() => []);
  return feed.some((activity) => isLast(activity) && activity.replyToId === id);
}

async function speak(service: Up, opened: Opened, text: string, clientActivityID: string): Promise<SentMessage> {
  const deliver = () =>
    insist<{ id: string }>(service, (caller) =>
      say(caller, opened, { text, clientActivityID, from: opened.conversationId }),
    );
  const { id } = await deliver();
  const { url } = await service.up();
  const began = performance.now();
  let answered = false;
  while (!answered && performance.now() - began < PATIENCE) {
    answered = await isAnswered(service, opened, id);
    if (!answered) await pause(25);
  }
  const waited = performance.now() - began;
  const recovered = answered && (await service.up()).url !== url;
  const ids = [id];
  while (ids.length < DELIVERIES) ids.push((await deliver()).id);
  return { text, ids, answered, recovered, waited };
}

/**
 * A customer who goes through a script whatever happens to the service: repeats what was not acknowledged, waits for the
 * answer to what was, and then delivers every message again until it was delivered five times.
 */
export async function steadfastCustomer(service: Up, script: readonly { says: string }[]): Promise<Outcome> {
  const json = await insist<Opened>(service, async (caller) => {
    const opened = await openConversation(caller, SECRET);
    return { status: 201, json: opened };
  });
  const sent: SentMessage[] = [];
  for (const [i, { says }] of script.entries()) sent.push(await speak(service, json, says, `m${i}`));
  return { opened: json, sent };
}
