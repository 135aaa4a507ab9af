import { mongo } from 'mongoose';
import { createOrders } from '../../src/storage/orders';
import {
  createCaller,
  isLast,
  openConversation,
  openStream,
  readFeed,
  say,
  type Caller,
  type Heard,
  type Opened,
} from '../helpers/direct-line-client';
import { freshPlace, type Place } from '../helpers/fresh-place';
import { emailOf, generatedOrder, orderNoOf } from '../helpers/generated-orders';
import { seeded, type Random } from '../helpers/seeded';
import { faultsOf, readAtRest, seqOf, type Stored } from './examine';
import type { ProveOptions } from './options';
import { SECRET, startServiceChild, type ServiceChild } from './service-child';
import type { Verdict } from './verdict';

/** Long enough for twenty turns on a machine that does other things as well, in milliseconds. */
const PATIENCE = 30_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Twenty things a customer of order `n` might say; shuffled, they make no sense, and have to be survived. */
const twenty = (n: number): string[] => [
  'I want a refund',
  `order ${orderNoOf(n)}, ${emailOf(n)}`,
  'all of it, arrived damaged, no photo, money back',
  'yes',
  'no, only one of them',
  'it was the blue one',
  'help',
  'where is my refund?',
  'money back please',
  'arrived broken',
  'no photo',
  'the red mugs',
  'back',
  'en español por favor',
  'in English please',
  'start over',
  `${orderNoOf(n)}`,
  emailOf(n),
  'yes',
  'thanks',
];

interface Burst {
  /** In the order in which the acknowledgements arrived. */
  acknowledged: { text: string; id: string; sentAt: number; at: number }[];
  refused: string[];
}

/** Posts all of them at once, each over a connection of its own, to the services in turn. */
async function burst(callers: Caller[], opened: Opened, texts: readonly string[]): Promise<Burst> {
  const result: Burst = { acknowledged: [], refused: [] };
  await Promise.all(
    texts.map(async (text, i) => {
      const sentAt = performance.now();
      const { status, json } = await say(callers[i % callers.length] as Caller, opened, { text });
      const at = performance.now();
      if (status >= 300) result.refused.push(`"${text}" was refused with ${status}`);
      else result.acknowledged.push({ text, id: (json as { id: string }).id, sentAt, at });
    }),
  );
  return result;
}

async function untilAnswered(caller: Caller, opened: Opened, messages: number): Promise<Heard[]> {
  for (const end = performance.now() + PATIENCE; ; await pause(50)) {
    const feed = await readFeed(caller, opened);
    const done = new Set(feed.filter(isLast).map(({ replyToId }) => replyToId)).size >= messages;
    // Read once more at rest: what became visible while pages were read stands in the order of its becoming visible.
    if (done || performance.now() > end) return readFeed(caller, opened);
  }
}

/** Follows a conversation at every service, to be compared with what was stored. */
async function follow(services: ServiceChild[], opened: Opened) {
  const heard = services.map((): Heard[] => []);
  const streams = await Promise.all(
    services.map(({ url }, i) => openStream(url, opened, (activity) => heard[i]?.push(activity))),
  );
  return {
    heard,
    untilAll: async (ids: string[]): Promise<void> => {
      for (const end = performance.now() + 10_000; performance.now() < end; await pause(50))
        if (heard.every((one) => one.length >= ids.length)) return;
    },
    close: () => streams.forEach((stream) => stream.close()),
  };
}

const keysOf = (feed: readonly Heard[]): string[] =>
  feed.filter(({ from }) => from.role === 'bot').map(({ channelData }) => channelData?.key ?? '?');

/** The same words about a twin of the order, one after the other. */
async function sequential(caller: Caller, texts: readonly string[]): Promise<string[]> {
  const opened = await openConversation(caller, SECRET);
  for (const [i, text] of texts.entries()) {
    await say(caller, opened, { text });
    await untilAnswered(caller, opened, i + 1);
  }
  return keysOf(await readFeed(caller, opened));
}

function feedFaults(feed: readonly Heard[], stored: Stored, texts: readonly string[]): string[] {
  const faults: string[] = [];
  const echoes = feed.filter(({ from }) => from.role === 'user');
  if (echoes.map(({ text }) => text).join('|') !== stored.inbox.map(({ text }) => text).join('|'))
    faults.push("the feed does not show the inbox's sequence");
  if (
    [...texts].sort().join('|') !==
    echoes
      .map(({ text }) => text)
      .sort()
      .join('|')
  )
    faults.push(`${echoes.length} of ${texts.length} messages are in the feed`);
  const ids = feed.map(({ id }) => id);
  if ([...ids].sort().join() !== ids.join()) faults.push('the feed is out of order');
  return faults;
}

/** Acknowledged first, logged first: over one service; over several, only for messages that did not overlap. */
function acknowledgementFaults({ acknowledged, refused }: Burst, services: number): string[] {
  const faults = [...refused];
  for (const [i, one] of acknowledged.entries())
    for (const later of acknowledged.slice(i + 1))
      if ((services === 1 || one.at < later.sentAt) && seqOf(one.id) > seqOf(later.id))
        faults.push(`"${later.text}" was acknowledged after "${one.text}" and is logged before it`);
  return faults;
}

interface Proof {
  services: ServiceChild[];
  callers: Caller[];
  db: mongo.Db;
  random: Random;
}

/** One conversation, twenty messages at once; everything that is wrong with it. */
async function prove({ services, callers, db, random }: Proof, run: number): Promise<string[]> {
  const [n, twin] = [2 * run, 2 * run + 1];
  const texts = random.shuffled(twenty(n));
  const [first] = callers as [Caller];
  const opened = await openConversation(first, SECRET);
  const followed = await follow(services, opened);
  const sent = await burst(callers, opened, texts);
  const feed = await untilAnswered(first, opened, texts.length);
  await followed.untilAll(feed.map(({ id }) => id));
  followed.close();
  const stored = await readAtRest(db, opened.conversationId);
  const faults = [
    ...acknowledgementFaults(sent, services.length),
    ...faultsOf(stored),
    ...feedFaults(feed, stored, texts),
  ];
  for (const [i, heard] of followed.heard.entries())
    if (
      heard
        .map(({ id }) => id)
        .sort()
        .join() !== feed.map(({ id }) => id).join()
    )
      faults.push(`the stream of service ${i + 1} brought ${heard.length} activities of ${feed.length}`);
  if (stored.cases.length > 1) faults.push(`${stored.cases.length} cases`);
  const spoken = stored.inbox.map(({ text }) => text.replaceAll(orderNoOf(n), orderNoOf(twin)));
  const alone = await sequential(first, spoken);
  if (keysOf(feed).join() !== alone.join())
    faults.push(
      `answers differ from the same words one by one: ${keysOf(feed).join(' ')} instead of ${alone.join(' ')}`,
    );
  return faults.map((fault) => `run ${run}: ${fault}`);
}

async function series(options: ProveOptions, compiled: (file: string) => string, count: 1 | 2): Promise<string[]> {
  const place: Place = freshPlace(options.store);
  const services: ServiceChild[] = [];
  const callers: Caller[] = [];
  let client: mongo.MongoClient | undefined;
  try {
    const now = new Date();
    const orders = Array.from({ length: 2 * options.runs + 2 }, (_, n) => generatedOrder(n, now));
    await place.open((store) => createOrders(store).save(orders));
    for (let i = 0; i < count; i++) services.push(await startServiceChild(compiled, place));
    callers.push(...services.map(({ url }) => createCaller(url)));
    client = await mongo.MongoClient.connect(place.mongodbUri ?? (services[0] as ServiceChild).storeUri);
    const proof = { services, callers, db: client.db(), random: seeded(options.seed) };
    const faults: string[] = [];
    for (let run = 0; run < options.runs; run++) faults.push(...(await prove(proof, run)));
    return faults;
  } finally {
    for (const caller of callers) caller.close();
    await client?.close();
    await Promise.all(services.map((service) => service.stop()));
    await place.drop();
  }
}

/** Twenty messages at once in one conversation, to one service and then to two on one store. */
export async function proveOrder(
  options: ProveOptions,
  compiled: (file: string) => string,
  verdict: Verdict,
): Promise<void> {
  const what =
    'twenty messages at once: logged in the order acknowledged, each answered once, one dialog, at most one case';
  const detail = `${options.runs} conversations, seed ${options.seed}`;
  verdict.property(what, await series(options, compiled, 1), detail);
  const split = 'the same over two services on one store, in the order of the inbox that both feeds show';
  if (options.store === 'embedded') verdict.skip(split, 'an embedded store belongs to one process; give --store URI');
  else verdict.property(split, await series(options, compiled, 2), detail);
}
