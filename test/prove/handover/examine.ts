import type { mongo } from 'mongoose';
import { postsIn, type Desk } from './desk';
import type { Heard } from './customers';
import type { Journey } from './journey';
import { pause } from './scene';
import { orderFaults, quotesIn } from './thread';

type Json = Record<string, unknown>;
type Doc = Json & { _id: string };

interface Kept {
  inbox: string[];
  log: { type: string; actor: { type: string; id: string }; data: Json }[];
  outbox: { seq: number; id: string; status: string; due: boolean; text: string }[];
  handoffs: Json[];
  cases: Json[];
  decided: { actor: { id: string }; data: Json }[];
}

async function read(db: mongo.Db, { customer }: Journey): Promise<Kept> {
  const { channel, conversation } = customer;
  const thread = `default/${channel}/${conversation}`;
  const range = { _id: { $gt: `${thread}|`, $lt: `${thread}|~` } };
  const all = (name: string, filter: mongo.Filter<Doc>) =>
    db.collection<Doc>(name).find(filter).sort({ _id: 1 }).toArray();
  const cases = (await all('cases', { threads: thread })).map((one) => one.case as Json);
  const streams = cases.map(({ caseNo }) => `case:default/${String(caseNo)}`);
  const logs = await Promise.all(streams.map((one) => all('log', { _id: { $gt: `${one}|`, $lt: `${one}|~` } })));
  const outbox = await all('outbox', range);
  return {
    inbox: (await all('inbox', range)).flatMap((doc) => {
      const { type, text } = doc.activity as { type: string; text: string };
      return type === 'message' ? [text] : [];
    }),
    log: (await all('log', range)) as unknown as Kept['log'],
    outbox: outbox.map((doc) => {
      const { seq, id, text } = doc.message as { seq: number; id: string; text: string };
      return { seq, id, text, status: String(doc.status), due: doc.due !== undefined };
    }),
    handoffs: (await db.collection('handoffs').find({ 'handoff.conversation': conversation }).toArray()).map(
      ({ handoff }) => handoff as Json,
    ),
    cases,
    decided: logs.flat() as unknown as Kept['decided'],
  };
}

const count = <T>(all: readonly T[], is: (one: T) => boolean): number => all.filter(is).length;

/** Words of customers, once each in the inbox and the log. */
function messageFaults({ said }: Journey, kept: Kept): string[] {
  const faults: string[] = [];
  for (const text of new Set(said)) {
    const [wanted, key] = [count(said, (one) => one === text), text.split(',')[0] ?? ''];
    const found = count(kept.inbox, (one) => one.startsWith(key));
    if (found !== wanted) faults.push(`"${key}" is admitted ${found} times`);
  }
  const heard = count(kept.log, ({ type, actor }) => type === 'message-in' && actor.type === 'customer');
  if (heard !== said.length) faults.push(`${heard} messages logged of ${said.length}`);
  return faults;
}

/** Each post once, in order, and everything that was said while the desk had it once. */
function threadFaults(desk: Desk, journey: Journey, [handoff]: Json[]): string[] {
  const faults: string[] = [];
  const posts = postsIn(desk, journey.ts);
  faults.push(...orderFaults(posts, String(handoff?.id)));
  const files = posts.flatMap((one) => one.files.map(({ name }) => name));
  const photos = journey.photos.sent + journey.photos.received;
  if (new Set(files).size !== files.length || files.length !== photos)
    faults.push(`photos in the thread: ${files.join(' ')}`);
  const quotes = [...posts].flatMap(quotesIn);
  const after = journey.said.at(-1);
  for (const text of new Set([...journey.said, ...journey.replied])) {
    if (text === after) continue;
    const key = text.split(',')[0] ?? '';
    const found = count(quotes, (one) => one.startsWith(key));
    if (found !== 1) faults.push(`"${key}" is in the thread ${found} times`);
  }
  return faults;
}

/** What reached the customer: everything in the outbox, once; nothing of what was typed in the thread. */
function heardFaults({ replied, typed, photos }: Journey, kept: Kept, heard: Heard[], excused: Set<number>): string[] {
  const faults: string[] = [];
  for (const { seq, id, status } of kept.outbox) {
    const times = count(heard, (one) => one.id === id || one.id === String(seq));
    const fine = times === 1 || (times === 2 && excused.has(seq));
    if (!fine) faults.push(`message ${seq} (${status}) reached the customer ${times} times`);
  }
  for (const text of replied) {
    const times = count(heard, (one) => one.text.includes(text));
    const seq = kept.outbox.find((one) => one.text.includes(text))?.seq ?? 0;
    if (times !== 1 && !excused.has(seq)) faults.push(`"${text}" reached the customer ${times} times`);
  }
  for (const text of typed)
    if (heard.some((one) => one.text.includes(text)) || kept.outbox.some((one) => one.text.includes(text)))
      faults.push(`"${text}" was typed in the thread and sent`);
  const got = heard.reduce((sum, one) => sum + one.photos, 0);
  if (got < photos.received) faults.push(`${got} of ${photos.received} photos reached the customer`);
  return faults;
}

const ids = (refs: unknown): string[] => ((refs ?? []) as { staffId: string }[]).map(({ staffId }) => staffId);

interface MoneyLike {
  minor: unknown;
  currency: string;
}

function deskFaults(journey: Journey, kept: Kept, staff: { agent: string; approver: string }): string[] {
  const faults: string[] = [];
  const { log, handoffs, cases, decided } = kept;
  if (handoffs.length !== 1) faults.push(`${handoffs.length} handoffs`);
  const claims = log.filter(({ type, data }) => type === 'handoff' && data.action === 'claimed');
  if (claims.length !== 1 || claims[0]?.actor.id !== staff.agent) faults.push(`claimed ${claims.length} times`);
  if (handoffs[0]?.status !== 'closed' || ids([handoffs[0].closedBy])[0] !== staff.agent)
    faults.push(`the handoff ends as ${String(handoffs[0]?.status)}`);
  const [found] = cases;
  if (cases.length !== 1 || !found) return [...faults, `${cases.length} cases`];
  const approved = found.approved as MoneyLike | null;
  if (String(approved?.minor) !== String(journey.amount.minor)) faults.push(`approved are ${String(approved?.minor)}`);
  const by = (event: string): string[] =>
    decided.filter(({ data }) => data.event === event && data.refused === undefined).map(({ actor }) => actor.id);
  const [changes, approvals] = [by('change'), by('approve')];
  if (changes.join() !== staff.agent) faults.push(`changed by ${changes.join() || 'nobody'}`);
  if (approvals.join() !== staff.approver) faults.push(`approved by ${approvals.join() || 'nobody'}`);
  return faults;
}

export interface Examined {
  /** By property. */
  messages: string[];
  thread: string[];
  customer: string[];
  desk: string[];
  /** Messages that may have come twice where nobody can look, and did. */
  twice: number;
}

/** Everything that is wrong with a journey that came to its end. */
export async function examine(
  journey: Journey,
  desk: Desk,
  staff: { agent: string; approver: string },
): Promise<Examined> {
  const named = (faults: string[]): string[] =>
    faults.map((fault) => `${journey.customer.channel} ${journey.tag}: ${fault}`);
  for (let looks = 1; ; looks++) {
    const kept = await read(await desk.scene.db(), journey);
    const heard = await journey.customer.heard();
    const doubts = kept.log.filter(({ data }) => data.possiblyTwice === true);
    const excused = new Set(doubts.map(({ data }) => Number(data.seq)));
    const found = {
      messages: messageFaults(journey, kept),
      thread: threadFaults(desk, journey, kept.handoffs),
      customer: heardFaults(journey, kept, heard, excused),
      desk: deskFaults(journey, kept, staff),
    };
    const quiet = Object.values(found).every((faults) => !faults.length);
    if (!quiet && looks < 12) {
      await pause(500);
      continue;
    }
    const twice = kept.outbox.filter(
      ({ seq, id }) => count(heard, (one) => one.id === id || one.id === String(seq)) > 1,
    );
    const [messages, thread, customer, decided] = [found.messages, found.thread, found.customer, found.desk].map(named);
    return {
      messages: messages ?? [],
      thread: thread ?? [],
      customer: customer ?? [],
      desk: decided ?? [],
      twice: twice.length,
    };
  }
}
