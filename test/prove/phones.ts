import { createServer, type AddressInfo } from 'node:net';
import { mongo } from 'mongoose';
import type { TwilioStandIn } from '../../src/sandbox/twilio/contract';
import type { KeptMessage } from '../../src/sandbox/twilio/shapes';
import { freshPlace } from '../helpers/fresh-place';
import { seeded, type Random } from '../helpers/seeded';
import { twilioStandIn, type Trouble } from '../helpers/twilio-stand-in';
import type { ProveOptions } from './options';
import { startServiceChild, type ServiceChild } from './service-child';
import type { Verdict } from './verdict';

const SMS = '+15005550006';
const WHATSAPP = 'whatsapp:+15005550001';
/** Every send of a hundred or so meets one of these; a time-out takes fifteen seconds, so there are few. */
const TROUBLES: Trouble[] = [
  { answer: 429, code: 20429 },
  { answer: 429, code: 20429, retryAfter: 2 },
  { answer: 500 },
  { answer: 500, taken: true },
  { answer: 503, code: 20503 },
  { reset: true, taken: true },
  { reset: true, taken: false },
];
const TIMEOUTS: Trouble[] = [
  { silent: true, taken: true },
  { silent: true, taken: false },
];
const SAYS = ['I want a refund', 'where is my refund', 'help'];
/** An outbox that tries again for minutes is given this long, in milliseconds. */
const PATIENCE = 240_000;
const ACKNOWLEDGED_MS = 100;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Stored {
  status: string;
  code?: string;
  message: { channel: string; conversation: string; seq: number };
}

const phoneOf = (i: number): string => `${i % 2 ? 'whatsapp:' : ''}+1303${String(5_550_000 + i)}`;
const placeOf = (phone: string) =>
  phone.startsWith('whatsapp:')
    ? { channel: 'whatsapp', conversation: phone.slice(9) }
    : { channel: 'sms', conversation: phone };
const seqOf = ({ params }: KeptMessage): number => Number(/[?&]seq=(\d+)/.exec(params.StatusCallback ?? '')?.[1]);

/** Statuses come late, and the wrong way round as often as not. */
const lateCallbacks = (random: Random) => async (message: KeptMessage, standIn: Pick<TwilioStandIn, 'tell'>) => {
  const statuses = random.shuffled(['sent', 'delivered']);
  for (const status of statuses) {
    await pause(random.int(1_500));
    await standIn.tell(message, status).catch(() => null);
  }
};

/** Each phone says its three things in its own time; how long each acknowledgement took. */
async function talk(standIn: TwilioStandIn, phones: string[], random: Random, seconds: number) {
  const took: number[] = [];
  const refused: string[] = [];
  await Promise.all(
    phones.map(async (phone) => {
      await pause(random.int(seconds * 500));
      for (const text of SAYS) {
        const start = performance.now();
        const { status } = await standIn.says(phone, text);
        took.push(performance.now() - start);
        if (status !== 200) refused.push(`${phone} was answered with ${status}`);
        await pause(random.int((seconds * 500) / SAYS.length));
      }
    }),
  );
  return { took: took.sort((a, b) => a - b), refused };
}

async function untilSent(db: mongo.Db, messages: number): Promise<string[]> {
  for (const end = performance.now() + PATIENCE; performance.now() < end; await pause(200)) {
    const due = await db.collection('outbox').countDocuments({ due: { $exists: true } });
    const [handled] = await db
      .collection('conversations')
      .aggregate<{ n: number }>([{ $group: { _id: null, n: { $sum: '$outSeq' } } }])
      .toArray();
    if (due === 0 && (handled?.n ?? 0) >= messages) return [];
  }
  return ['the outbox was not empty in time'];
}

/** Everything that is wrong with one conversation at the stand-in. */
function faultsOf(phone: string, stored: Stored[], sent: KeptMessage[], twice: Set<number>): string[] {
  const faults: string[] = [];
  const seqs = sent.map(seqOf);
  for (const { status, code, message } of stored) {
    const count = seqs.filter((seq) => seq === message.seq).length;
    const excused = status === 'failed' ? Boolean(code) : twice.has(message.seq);
    if (count !== 1 && !excused) faults.push(`${phone}: message ${message.seq} (${status}) is there ${count} times`);
  }
  const firsts = seqs.filter((seq, i) => seqs.indexOf(seq) === i);
  if (firsts.some((seq, i) => i > 0 && seq < (firsts[i - 1] ?? 0))) faults.push(`${phone}: ${seqs.join(' ')}`);
  return faults;
}

async function examine(db: mongo.Db, standIn: TwilioStandIn, phones: string[]): Promise<string[]> {
  const faults: string[] = [];
  const doubts = await db.collection('log').find({ type: 'delivery', 'data.possiblyTwice': true }).toArray();
  for (const phone of phones) {
    const { channel, conversation } = placeOf(phone);
    const query = { 'message.channel': channel, 'message.conversation': conversation };
    const stored = await db.collection<Stored>('outbox').find(query).sort({ _id: 1 }).toArray();
    const stream = `default/${channel}/${conversation}`;
    const twice = doubts.filter((one) => one.stream === stream).map((one) => (one.data as { seq: number }).seq);
    if (stored.length < SAYS.length) faults.push(`${phone}: only ${stored.length} answers`);
    faults.push(...faultsOf(phone, stored, standIn.sent(phone), new Set(twice)));
  }
  return faults;
}

/** Many phones at once, with Twilio in every kind of trouble. */
export async function provePhones(
  options: ProveOptions,
  compiled: (file: string) => string,
  verdict: Verdict,
): Promise<void> {
  const random = seeded(options.seed);
  const place = freshPlace(options.store);
  const standIn = await twilioStandIn({ senders: [SMS, WHATSAPP], deliver: lateCallbacks(random) });
  const port = await freePort();
  let service: ServiceChild | undefined;
  let client: mongo.MongoClient | undefined;
  try {
    await place.open(() => Promise.resolve());
    const twilio = {
      TWILIO_ACCOUNT_SID: standIn.accountSid,
      TWILIO_AUTH_TOKEN: standIn.authToken,
      TWILIO_SMS_FROM: SMS,
      TWILIO_WHATSAPP_FROM: WHATSAPP,
      TWILIO_API_BASE: standIn.url,
      TWILIO_SMS_MPS: '100',
      TWILIO_WHATSAPP_MPS: '100',
    };
    service = await startServiceChild(compiled, { ...place, port, channels: { twilio } });
    standIn.webhook = `http://127.0.0.1:${port}/webhooks/twilio/message`;
    client = await mongo.MongoClient.connect(place.mongodbUri ?? service.storeUri);
    const db = client.db();
    await standIn.says('+13035540000', 'hello');
    await untilSent(db, 1);
    const phones = Array.from({ length: options.runs }, (_, i) => phoneOf(i));
    for (let i = 0; i < options.runs; i++)
      standIn.troubles.push(i % 25 === 3 ? random.pick(TIMEOUTS) : random.pick(TROUBLES));
    const { took, refused } = await talk(standIn, phones, random, options.seconds);
    const late = await untilSent(db, options.runs * SAYS.length + 1);
    const detail = `${phones.length} conversations, ${took.length} messages, seed ${options.seed}`;
    const faults = [...refused, ...late, ...(await examine(db, standIn, phones))];
    verdict.property('every message at Twilio once and in order, or failed or possibly twice', faults, detail);
    const unfit = standIn.refused.map(({ code }) => `Twilio would have refused a send with ${code}`);
    verdict.property('nothing is sent that Twilio would not take', unfit);
    const at = (share: number): number => took[Math.floor(took.length * share)] ?? 0;
    const times = `p50 ${at(0.5).toFixed(0)} ms, p99 ${at(0.99).toFixed(0)} ms, at most ${(took.at(-1) ?? 0).toFixed(0)} ms`;
    const slow = at(0.99) > ACKNOWLEDGED_MS ? [`p99 is above ${ACKNOWLEDGED_MS} ms`] : [];
    verdict.property('webhooks are acknowledged at once', slow, times);
  } finally {
    await client?.close();
    await service?.stop();
    await standIn.stop();
    await place.drop();
  }
}
