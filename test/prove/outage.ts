import { mongo } from 'mongoose';
import { createOrders } from '../../src/storage/orders';
import {
  isLast,
  openConversation,
  readFeed,
  say,
  createCaller,
  type Caller,
  type Opened,
} from '../helpers/direct-line-client';
import { freshPlace } from '../helpers/fresh-place';
import { generatedOrder, refundScript } from '../helpers/generated-orders';
import { proxiedEngine, scriptedEngine, type Engine } from './engine';
import { faultsOf, readAtRest } from './examine';
import type { ProveOptions } from './options';
import { SECRET, startServiceChild, type ServiceChild } from './service-child';
import type { Verdict } from './verdict';

/** Conversations that go on before, during and after. */
const CUSTOMERS = 16;
/** A new conversation begins this often besides, in milliseconds. */
const KNOCK_MS = 250;
/** Seconds of load before the database goes, and at least after it came back. */
const BEFORE = 4;
const AFTER = 6;
/** An acknowledged message without an answer after this long, counted from the return of the database, is lost. */
const PATIENCE = 90_000;
/** A request that is not answered at all within this long is a fault of its own. */
const NO_ANSWER = 60_000;
/** Once it is known that the database is away, a refusal may take this long, in milliseconds. */
const AT_ONCE = 1_000;
/** Nothing is refused later than this after the database answers again, in milliseconds. */
const BACK_AGAIN = 2_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Tally {
  opened: Opened[];
  acknowledged: number;
  /** Refusals with 503 and the code Unavailable: what a client may try again. */
  refused: Refusal[];
  /** Answers that were neither. */
  faults: string[];
  lastAnswer: number;
}

/** When it was asked for and when it was heard. */
interface Refusal {
  asked: number;
  heard: number;
}

interface Load {
  caller: Caller;
  tally: Tally;
  over: () => boolean;
  giveUp: () => boolean;
}

const isUnavailable = (json: unknown): boolean =>
  (json as { error?: { code?: string } } | undefined)?.error?.code === 'Unavailable';

/** Posts until it is acknowledged; every refusal has to be a retryable one. */
async function insist(load: Load, opened: Opened, text: string, clientActivityID: string): Promise<string | null> {
  const { caller, tally } = load;
  while (!load.giveUp()) {
    const asked = performance.now();
    const answer = await say(caller, opened, { text, clientActivityID, from: opened.conversationId }).catch(
      (error: Error) => error,
    );
    if (answer instanceof Error) tally.faults.push(`no answer: ${answer.message}`);
    else if (answer.status < 300) return ((tally.acknowledged += 1), (answer.json as { id: string }).id);
    else if (answer.status === 503 && isUnavailable(answer.json))
      tally.refused.push({ asked, heard: performance.now() });
    else tally.faults.push(`refused with ${answer.status} ${JSON.stringify(answer.json)}`);
    await pause(200);
  }
  return null;
}

async function untilAnswered({ caller, tally, giveUp }: Load, opened: Opened, id: string): Promise<void> {
  while (!giveUp()) {
    const feed = await readFeed(caller, opened).catch(() => []);
    if (feed.some((activity) => isLast(activity) && activity.replyToId === id)) {
      tally.lastAnswer = performance.now();
      return;
    }
    await pause(100);
  }
  tally.faults.push(`${id} was acknowledged and has no answer`);
}

async function customer(load: Load, order: () => number): Promise<void> {
  while (!load.over()) {
    const opened = await openConversation(load.caller, SECRET);
    load.tally.opened.push(opened);
    for (const [i, { says }] of refundScript(order()).entries()) {
      const id = await insist(load, opened, says, `m${i}`);
      if (id === null) return void load.tally.faults.push(`"${says}" was never taken`);
      await untilAnswered(load, opened, id);
    }
  }
}

async function examine(
  engine: Engine,
  database: string,
  tally: Tally,
): Promise<{ faults: string[]; messages: number }> {
  const client = await mongo.MongoClient.connect(database);
  try {
    const all = await Promise.all(tally.opened.map(({ conversationId }) => readAtRest(client.db(), conversationId)));
    const spoke = all.filter(({ inbox }) => inbox.length > 0);
    const messages = spoke.reduce((sum, { inbox }) => sum + inbox.length, 0);
    const faults = spoke.flatMap((stored) => [
      ...faultsOf(stored),
      ...(stored.cases.length > 1 ? [`${stored.conversation}: ${stored.cases.length} cases`] : []),
    ]);
    if (messages !== tally.acknowledged) faults.push(`${messages} messages stored, ${tally.acknowledged} acknowledged`);
    return { faults, messages };
  } finally {
    await client.close();
  }
}

/** Somebody new knocks every so often, whatever became of those before. */
async function knockers(load: Load): Promise<void> {
  const all: Promise<void>[] = [];
  while (!load.over()) {
    const knock = async (): Promise<void> => {
      const opened = await openConversation(load.caller, SECRET);
      load.tally.opened.push(opened);
      const id = await insist(load, opened, 'I want a refund', 'k');
      if (id === null) load.tally.faults.push('a first message was never taken');
      else await untilAnswered(load, opened, id);
    };
    all.push(knock());
    await pause(KNOCK_MS);
  }
  await Promise.all(all);
}

/** What is wrong with the way it was refused: slowly though it was known to be away, or though it was back. */
function refusalFaults({ refused }: Tally, back: number): { faults: string[]; detail: string } {
  const known = Math.min(...refused.map(({ heard }) => heard));
  const took = (ones: Refusal[]): number => Math.max(0, ...ones.map(({ asked, heard }) => heard - asked));
  const first = took(refused.filter(({ asked }) => asked <= known));
  const next = took(refused.filter(({ asked }) => asked > known));
  const last = Math.max(...refused.map(({ asked }) => asked)) - back;
  const faults = [
    ...(refused.length ? [] : ['nothing was refused: the database cannot have been away']),
    ...(next > AT_ONCE ? [`a message waited ${Math.round(next)} ms for its refusal`] : []),
    ...(last > BACK_AGAIN ? [`a message was refused ${Math.round(last)} ms after the database was back`] : []),
  ];
  const when = last < 0 ? `${Math.round(-last)} ms before` : `${Math.round(last)} ms after`;
  const slowest = `the first in ${(first / 1000).toFixed(1)} s, the next in ${Math.round(next)} ms at most`;
  return { faults, detail: `${refused.length} refused, ${slowest}, the last ${when} the database was back` };
}

/** Resolves when the database answers a client that has nothing to do with the service. */
async function untilThere(uri: string): Promise<void> {
  const client = await mongo.MongoClient.connect(uri, { serverSelectionTimeoutMS: PATIENCE });
  await client.db('admin').command({ ping: 1 });
  await client.close();
}

interface Timeline {
  tally: Tally;
  back: number;
  resumedAfter: number;
  aliveAtTheEnd: boolean;
}

/** Load, the database away, the database back, load until everything said has come to its end. */
async function drive(engine: Engine, service: ServiceChild, seconds: number): Promise<Timeline> {
  const tally: Tally = { opened: [], acknowledged: 0, refused: [], faults: [], lastAnswer: 0 };
  const caller = createCaller(service.url, { timeout: NO_ANSWER });
  let next = 0;
  let over = false;
  let deadline = Infinity;
  const load: Load = { caller, tally, over: () => over, giveUp: () => performance.now() > deadline };
  const customers = Array.from({ length: CUSTOMERS }, () => customer(load, () => next++));
  const all = Promise.all([...customers, knockers(load)]);
  all.catch(() => undefined);
  await pause(BEFORE * 1000);
  await engine.away();
  await pause(seconds * 1000);
  await engine.back();
  await untilThere(engine.uri);
  const back = performance.now();
  deadline = back + PATIENCE;
  while (tally.lastAnswer < back && !load.giveUp()) await pause(20);
  const resumedAfter = tally.lastAnswer - back;
  await pause(AFTER * 1000);
  over = true;
  await all;
  caller.close();
  return {
    tally,
    back,
    resumedAfter,
    aliveAtTheEnd: service.child.exitCode === null && service.child.signalCode === null,
  };
}

/** The database away under load: refused with a retryable error or kept, nothing acknowledged lost, back by itself. */
export async function proveOutage(
  options: ProveOptions,
  compiled: (file: string) => string,
  verdict: Verdict,
): Promise<void> {
  if (options.store === 'embedded' && !options.engineStart)
    return verdict.skip('the database away', 'an embedded store cannot be away from its process; give --store URI');
  const engine = options.engineStart ? await scriptedEngine(options.engineStart) : await proxiedEngine(options.store);
  const place = freshPlace(engine.uri);
  let service: ServiceChild | undefined;
  try {
    const now = new Date();
    const orders = Array.from({ length: 4_000 }, (_, n) => generatedOrder(n, now));
    await place.open((store) => createOrders(store).save(orders));
    service = await startServiceChild(compiled, place);
    const { tally, back, resumedAfter, aliveAtTheEnd } = await drive(engine, service, options.seconds);
    const { faults, messages } = await examine(engine, place.mongodbUri ?? '', tally);
    const detail = `${engine.how}; ${options.seconds} s, ${CUSTOMERS} conversations at a time`;
    verdict.property(
      'messages are acknowledged or refused with 503 Unavailable',
      [...new Set(tally.faults)],
      `${tally.acknowledged} acknowledged; ${detail}`,
    );
    const refusals = refusalFaults(tally, back);
    verdict.property(
      'a message is refused at once when the database is known to be away',
      refusals.faults,
      refusals.detail,
    );
    verdict.property(
      'nothing acknowledged is lost, doubled or out of order',
      faults,
      `${messages} messages in ${tally.opened.length} conversations`,
    );
    verdict.property(
      'the service resumes by itself',
      aliveAtTheEnd && resumedAfter >= 0 ? [] : ['it did not'],
      `first answer ${(resumedAfter / 1000).toFixed(1)} s after the database was back`,
    );
  } finally {
    await service?.stop();
    await place.drop().catch(() => undefined);
    await engine.close();
  }
}
