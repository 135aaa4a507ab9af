import { mongo } from 'mongoose';

/** Everything the store holds about one conversation. */
export interface Stored {
  conversation: string;
  inbox: { seq: number; key: string; text: string; from: string }[];
  log: { seq: number; type: string; data: Record<string, unknown> }[];
  outbox: { seq: number; replyTo: number; key: string; last: boolean }[];
  record: { handled: number; outSeq: number; logSeq: number } | null;
  cases: { caseNo: string; orderNo: string; logSeq: number; log: number[] }[];
}

type Json = Record<string, unknown>;
type Doc = Json & { _id: string };

const threadOf = (conversation: string): string => `default/webchat/${conversation}`;
/** The inbox number in an activity's id, `conversation|0000007`. */
export const seqOf = (activityId: string): number =>
  Number(activityId.slice(activityId.lastIndexOf('|') + 1).split('.')[0]);

/** Reads a conversation from the store itself, past the service. */
export async function readStored(db: mongo.Db, conversation: string): Promise<Stored> {
  const thread = threadOf(conversation);
  const range = { $gt: `${thread}|`, $lt: `${thread}|~` };
  const all = async (collection: string, filter: mongo.Filter<Doc>): Promise<Doc[]> =>
    (await db.collection<Doc>(collection).find(filter).sort({ _id: 1 }).toArray()) as Doc[];
  const inbox = await all('inbox', { _id: range });
  const log = await all('log', { _id: range });
  const outbox = await all('outbox', { _id: range });
  const record = await db.collection<Doc>('conversations').findOne({ _id: thread });
  const cases = await all('cases', { threads: thread });
  const caseLogs = await Promise.all(
    cases.map((one) => {
      const stream = `case:default/${String(one.caseNo)}`;
      return all('log', { _id: { $gt: `${stream}|`, $lt: `${stream}|~` } });
    }),
  );
  return {
    conversation,
    inbox: inbox.map((doc) => {
      const activity = doc.activity as { text: string; from: { id: string } };
      return { seq: Number(doc.seq), key: String(doc.key), text: activity.text, from: activity.from.id };
    }),
    log: log.map((doc) => ({ seq: Number(doc.seq), type: String(doc.type), data: doc.data as Json })),
    outbox: outbox.map((doc) => {
      const message = doc.message as { seq: number; replyToId: string; key: string; inputHint: string };
      const { key, inputHint, replyToId } = message;
      return { seq: Number(message.seq), replyTo: seqOf(replyToId), key, last: inputHint !== 'ignoringInput' };
    }),
    record: record
      ? { handled: Number(record.handled), outSeq: Number(record.outSeq), logSeq: Number(record.logSeq) }
      : null,
    cases: cases.map((one, i) => ({
      caseNo: String(one.caseNo),
      orderNo: String(one.orderNo),
      logSeq: Number((one.case as { logSeq: number }).logSeq),
      log: (caseLogs[i] ?? []).map(({ seq }) => Number(seq)),
    })),
  };
}

const isCounting = (numbers: readonly number[]): boolean => numbers.every((one, i) => one === i + 1);

const loggedIn = ({ log }: Stored): number[] =>
  log.filter(({ type }) => type === 'message-in').map(({ data }) => seqOf(String(data.id)));

/** Numbers without gaps, everything admitted logged once and in its order, everything said logged once. */
function numberFaults(stored: Stored): string[] {
  const { inbox, log, outbox, record, cases } = stored;
  const faults: string[] = [];
  if (!isCounting(inbox.map(({ seq }) => seq))) faults.push('the inbox has gaps');
  if (!isCounting(log.map(({ seq }) => seq))) faults.push('the log has gaps');
  if (!isCounting(outbox.map(({ seq }) => seq))) faults.push('the outbox has gaps');
  if (new Set(inbox.map(({ key }) => key)).size !== inbox.length) faults.push('a message is stored twice');
  const heard = loggedIn(stored);
  if (heard.join() !== inbox.map(({ seq }) => seq).join()) faults.push(`logged as ${heard.join()}`);
  const said = log.filter(({ type }) => type === 'message-out').length;
  if (said !== outbox.length) faults.push(`${said} messages logged, ${outbox.length} in the outbox`);
  if (record?.handled !== inbox.length) faults.push(`${record?.handled ?? 0} of ${inbox.length} messages handled`);
  if (record && record.logSeq !== log.length)
    faults.push(`the record counts ${record.logSeq} entries of ${log.length}`);
  for (const one of cases)
    if (!isCounting(one.log) || one.log.length !== one.logSeq) faults.push(`the log of ${one.caseNo} has gaps`);
  return faults;
}

/** Every message has its answer, once, and answers stand in the order of the messages. */
function answerFaults({ inbox, outbox }: Stored): string[] {
  const faults: string[] = [];
  for (const { seq } of inbox) {
    const answer = outbox.filter(({ replyTo }) => replyTo === seq);
    const ends = answer.filter(({ last }) => last).length;
    if (!answer.length) faults.push(`message ${seq} has no answer`);
    else if (ends !== 1 || !answer[answer.length - 1]?.last) faults.push(`message ${seq} is answered ${ends} times`);
  }
  const order = outbox.map(({ replyTo }) => replyTo);
  if (order.some((one, i) => one < (order[i - 1] ?? 0))) faults.push('answers are out of order');
  return faults;
}

/** What is wrong with a conversation that came to rest; nothing, if all promises were kept. */
export function faultsOf(stored: Stored): string[] {
  return [...numberFaults(stored), ...answerFaults(stored)].map((fault) => `${stored.conversation}: ${fault}`);
}

/**
 * Reads a conversation until nothing is wrong with it, for two seconds at most: records of deliveries are still written
 * for a moment after the last answer, and collections are read one after the other.
 */
export async function readAtRest(db: mongo.Db, conversation: string): Promise<Stored> {
  for (let looks = 1; ; looks++) {
    const stored = await readStored(db, conversation);
    if (looks === 5 || !faultsOf(stored).length) return stored;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
