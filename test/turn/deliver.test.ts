import { DeliveryError } from '../../src/errors';
import { silentLogger } from '../../src/logger';
import { createDeliver, type Deliver } from '../../src/turn/deliver';
import type { DeliveryReport, Outgoing, Receipt } from '../../src/channel';

const aMessage = (seq: number): Outgoing => ({
  client: 'default',
  channel: 'post',
  conversation: 'c1',
  id: `m${String(seq)}`,
  seq,
  replyToId: 'a1',
  text: `message ${String(seq)}`,
  key: 'key',
  values: {},
  choices: [],
  inputHint: 'acceptingInput',
  locale: 'en',
  at: new Date('2026-11-18T10:00:00Z'),
});

const lost = () => new DeliveryError('http_500', { retryable: true, unknown: true });
const busy = (retryAfter: number) => new DeliveryError('http_429', { retryable: true, retryAfter });
const sent: Receipt = { providerId: 'p', status: 'sent' };

interface Sender {
  deliver: Deliver;
  sends: number[];
  reports: DeliveryReport[];
}

/** Sends with the outcomes given, one after the other; afterwards all goes well. */
function aSender(outcomes: (Error | null)[], lookUp?: () => Promise<Receipt | null>): Sender {
  const sends: number[] = [];
  const reports: DeliveryReport[] = [];
  const send = ({ seq }: Outgoing): Promise<Receipt> => {
    sends.push(seq);
    const outcome = outcomes.shift();
    return outcome ? Promise.reject(outcome) : Promise.resolve(sent);
  };
  const deliver = createDeliver({
    channel: () => ({ send, ...(lookUp ? { lookUp } : {}) }),
    outbox: {
      takeDue: () => Promise.resolve([]),
      postpone: () => Promise.resolve(),
      keep: () => Promise.resolve(),
      takeBack: () => Promise.resolve([]),
    },
    clock: () => new Date('2026-11-18T10:00:00Z'),
    logger: silentLogger,
    report: (report) => Promise.resolve(void reports.push(report)),
  });
  return { deliver, sends, reports };
}

/** Lets an hour pass, so that every wait is over. */
const anHour = () => jest.advanceTimersByTimeAsync(3_600_000);

describe('a message that cannot be sent at once', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is sent again once when nobody can say what became of it, and marked as possibly sent twice', async () => {
    const { deliver, sends, reports } = aSender([lost()]);
    deliver.send([aMessage(1)]);
    await anHour();
    expect(sends).toEqual([1, 1]);
    expect(reports).toMatchObject([{ seq: 1, status: 'sent', possiblyTwice: true }]);
  });

  it('is given up, saying that it may have arrived, when the second send ends the same', async () => {
    const { deliver, sends, reports } = aSender([lost(), lost()]);
    deliver.send([aMessage(1), aMessage(2)]);
    await anHour();
    expect(sends).toEqual([1, 1, 2]);
    expect(reports).toMatchObject([
      { seq: 1, status: 'failed', code: 'http_500', possiblyTwice: true },
      { seq: 2, status: 'sent' },
    ]);
  });

  it('is looked for before it is sent again where the provider lets us look', async () => {
    const { deliver, sends, reports } = aSender([lost(), lost(), lost()], () => Promise.resolve(null));
    deliver.send([aMessage(1)]);
    await anHour();
    expect(sends).toEqual([1, 1, 1, 1]);
    expect(reports[0]).toMatchObject({ status: 'sent' });
    expect(reports[0]).not.toHaveProperty('possiblyTwice');
  });

  it('waits as long as the provider asks, and the messages behind it wait too', async () => {
    const { deliver, sends } = aSender([busy(20_000)]);
    deliver.send([aMessage(1), aMessage(2)]);
    await jest.advanceTimersByTimeAsync(19_000);
    expect(sends).toEqual([1]);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(sends).toEqual([1, 1, 2]);
  });

  it('is given up in the end by a provider that only ever asks to wait', async () => {
    const { deliver, sends, reports } = aSender(Array.from({ length: 50 }, () => busy(0)));
    deliver.send([aMessage(1)]);
    await anHour();
    expect(sends).toHaveLength(8);
    expect(reports).toEqual([expect.objectContaining({ status: 'failed', code: 'http_429' })]);
  });
});

it('sends one number its first messages by SMS and by WhatsApp at the same time, though both have the same id', async () => {
  const { deliver, reports } = aSender([]);
  deliver.send([{ ...aMessage(1), channel: 'sms' }]);
  deliver.send([{ ...aMessage(1), channel: 'whatsapp' }]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(reports.map(({ channel }) => channel).sort()).toEqual(['sms', 'whatsapp']);
});

describe('what an ended process left in the outbox', () => {
  const NOW = new Date('2026-11-18T10:00:00Z');

  it.each([
    [false, 0],
    [true, 30_000],
  ])('is taken up at once when nobody else can be there (%s), a wait that was asked for excepted', async (gone, ms) => {
    const asked: Date[] = [];
    const deliver = createDeliver({
      channel: () => undefined,
      outbox: {
        takeDue: (at) => (asked.push(at), Promise.resolve([])),
        postpone: () => Promise.resolve(),
        keep: () => Promise.resolve(),
        takeBack: () => Promise.resolve([]),
      },
      clock: () => NOW,
      logger: silentLogger,
      report: () => Promise.resolve(),
    });
    await deliver.resume(gone);
    expect(asked.map((at) => at.getTime() - NOW.getTime())).toEqual([ms]);
  });
});

it('keeps in its hands what waits behind others for longer than the outbox leaves it', async () => {
  let now = Date.parse('2026-11-18T10:00:00Z');
  const kept: [number[], string][] = [];
  let go: (receipt: Receipt) => void = () => undefined;
  const deliver = createDeliver({
    channel: () => ({ send: () => new Promise<Receipt>((resolve) => (go = resolve)) }),
    outbox: {
      takeDue: () => Promise.resolve([]),
      postpone: () => Promise.resolve(),
      keep: (messages, until) => Promise.resolve(void kept.push([messages.map(({ seq }) => seq), until.toISOString()])),
      takeBack: () => Promise.resolve([]),
    },
    clock: () => new Date(now),
    logger: silentLogger,
    report: () => Promise.resolve(),
  });
  deliver.send([aMessage(1), aMessage(2)]);
  await deliver.resume();
  expect(kept).toEqual([]);
  now += 20_000;
  await deliver.resume();
  await deliver.resume();
  expect(kept).toEqual([[[1, 2], '2026-11-18T10:00:50.000Z']]);
  go(sent);
  await new Promise((resolve) => setImmediate(resolve));
  now += 20_000;
  await deliver.resume();
  expect(kept.at(-1)?.[0]).toEqual([2]);
});
