import { mongo } from 'mongoose';
import type { Station } from '../../src/channel';
import { createOrders } from '../../src/storage/orders';
import { freshPlace } from '../helpers/fresh-place';
import { generatedOrder, refundScript } from '../helpers/generated-orders';
import { seeded, type Random } from '../helpers/seeded';
import { faultsOf, readAtRest } from './examine';
import type { ProveOptions } from './options';
import { createPersistentService, type PersistentService } from './persistent-service';
import { steadfastCustomer, type Outcome } from './steadfast-customer';
import type { Verdict } from './verdict';

export const STATIONS: readonly Station[] = [
  'verify',
  'normalize',
  'admit',
  'acknowledge',
  'queue',
  'open',
  'interrupt',
  'dialog',
  'decide',
  'save',
  'render',
  'deliver',
];

/** Customers who speak while the process is killed. */
const CUSTOMERS = 3;
/** A kill may come at any of the first passes; an order is looked up once per conversation. */
const nthFor = (station: Station, random: Random): number => 1 + random.int(station === 'decide' ? 2 : 9);

interface Tally {
  kills: Map<Station, number>;
  faults: string[];
  messages: number;
  acknowledgedBefore: number;
  slowest: number;
}

/** Stations still to be killed at, taken from the end. */
type Plan = Station[];

function planOf(runs: number, random: Random): Plan {
  const plan = Array.from({ length: runs }, (_, i) => STATIONS[i % STATIONS.length] as Station);
  return random.shuffled(plan);
}

async function outcomeFaults(db: mongo.Db, { opened, sent }: Outcome): Promise<string[]> {
  const stored = await readAtRest(db, opened.conversationId);
  const faults = faultsOf(stored);
  for (const { text, ids, answered } of sent) {
    if (new Set(ids).size !== 1) faults.push(`"${text}" delivered five times got ${new Set(ids).size} ids`);
    if (!answered) faults.push(`"${text}" was acknowledged and has no answer`);
  }
  if (stored.inbox.length !== sent.length) faults.push(`${stored.inbox.length} messages stored of ${sent.length}`);
  if (stored.cases.length !== 1) faults.push(`${stored.cases.length} cases instead of one`);
  return faults;
}

interface Cell {
  service: PersistentService;
  db: () => Promise<mongo.Db>;
  random: Random;
  tally: Tally;
  note: (line: string) => void;
}

/** Kills the service once while customers speak, lets it come back, and looks at what became of everything they said. */
async function run({ service, db, random, tally, note }: Cell, station: Station, firstOrder: number): Promise<boolean> {
  const kills = service.kills();
  service.arm(station, nthFor(station, random));
  const customers = Array.from({ length: CUSTOMERS }, (_, i) =>
    steadfastCustomer(service, refundScript(firstOrder + i)),
  );
  const outcomes = await Promise.all(customers);
  service.disarm();
  const killed = service.kills() > kills;
  if (killed) tally.kills.set(station, (tally.kills.get(station) ?? 0) + 1);
  const faults = await Promise.all(outcomes.map(async (one) => outcomeFaults(await db(), one)));
  tally.faults.push(...faults.flat().map((fault) => `killed at ${station}: ${fault}`));
  for (const { sent } of outcomes) {
    tally.messages += sent.length;
    tally.acknowledgedBefore += sent.filter(({ recovered }) => recovered).length;
    const waited = Math.max(...sent.map((one) => one.waited));
    tally.slowest = Math.max(tally.slowest, waited);
    if (waited > 5_000) note(`killed at ${station}: somebody waited ${(waited / 1000).toFixed(1)} s`);
  }
  return killed;
}

/** One service on a place of its own, killed and started again until the plan is done. */
async function cell(
  options: ProveOptions,
  compiled: (file: string) => string,
  how: { plan: Plan; seed: number; tally: Tally; note: (line: string) => void },
): Promise<void> {
  const place = freshPlace(options.store);
  const random = seeded(how.seed);
  const now = new Date();
  const orders = Array.from({ length: CUSTOMERS * (2 * options.runs + 2) }, (_, n) => generatedOrder(n, now));
  await place.open((store) => createOrders(store).save(orders));
  const service = await createPersistentService(compiled, place);
  const clients = new Map<string, Promise<mongo.MongoClient>>();
  const db = async (): Promise<mongo.Db> => {
    const uri = place.mongodbUri ?? (await service.up()).storeUri;
    const client = clients.get(uri) ?? mongo.MongoClient.connect(uri);
    clients.set(uri, client);
    return (await client).db();
  };
  try {
    let nextOrder = 0;
    for (let station = how.plan.pop(); station; station = how.plan.pop()) {
      const killed = await run({ service, db, random, tally: how.tally, note: how.note }, station, nextOrder);
      nextOrder += CUSTOMERS;
      // It never got there for the n-th time: once more, with another n.
      if (!killed && nextOrder < orders.length - CUSTOMERS) how.plan.push(station);
      how.note(`${[...how.tally.kills.values()].reduce((sum, one) => sum + one, 0)} kills`);
    }
  } finally {
    for (const client of clients.values()) await client.then((one) => one.close()).catch(() => undefined);
    await service.stop();
    await place.drop();
  }
}

/** A process killed by SIGKILL at each station: everything acknowledged has its outcome, once. */
export async function proveCrash(
  options: ProveOptions,
  compiled: (file: string) => string,
  verdict: Verdict,
): Promise<void> {
  const plan = planOf(options.runs, seeded(options.seed));
  const tally: Tally = { kills: new Map(), faults: [], messages: 0, acknowledgedBefore: 0, slowest: 0 };
  const cells = Math.min(options.parallel, options.runs);
  const note = (line: string): void => verdict.note(line);
  await Promise.all(
    Array.from({ length: cells }, (_, i) => cell(options, compiled, { plan, seed: options.seed + i, tally, note })),
  );
  const kills = STATIONS.map((station) => `${station} ${tally.kills.get(station) ?? 0}`);
  const least = Math.floor(options.runs / STATIONS.length);
  const short = STATIONS.filter((station) => (tally.kills.get(station) ?? 0) < least);
  verdict.property(
    `killed at every station at least ${least} times`,
    short.map((station) => `${station}: ${tally.kills.get(station) ?? 0}`),
    kills.join(', '),
  );
  verdict.property(
    'every acknowledged message has its outcome, each stored once and answered once of five deliveries, no case doubled or lost',
    tally.faults,
    `${tally.messages} messages, ${tally.acknowledgedBefore} of them acknowledged before a kill and answered after it, ` +
      `longest wait ${(tally.slowest / 1000).toFixed(1)} s, seed ${options.seed}`,
  );
}
