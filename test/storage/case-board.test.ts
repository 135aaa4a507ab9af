import { caseStream } from '../../src/domain/case-stream';
import type { EntryType, LogEntry } from '../../src/domain/log-entry';
import type { CaseBoard } from '../../src/intake/ports';
import { createCaseBoard } from '../../src/storage/case-board';
import { createCommits } from '../../src/storage/commits';
import { connectStore, type Store } from '../../src/storage/connect';
import { createOrders } from '../../src/storage/orders';
import type { EventCommit } from '../../src/turn/ports';
import { aCase } from '../helpers/a-case';
import { anOrder } from '../helpers/orders';
import { testStore, type TestStore } from '../helpers/store';

let home: TestStore;
let store: Store;
let board: CaseBoard;

const START = new Date('2026-11-18T10:00:00Z').getTime();
const minute = (n: number): Date => new Date(START + n * 60_000);

beforeAll(async () => {
  home = await testStore();
  store = await connectStore(home.uri);
  board = createCaseBoard(store);
});
afterAll(async () => {
  await store.close();
  await home.drop();
  await home.stop();
});

/** A conversation as a turn leaves it behind, with a client of its own per test. */
async function converse(client: string, conversation: string, channel = 'webchat'): Promise<string> {
  const thread = `${client}/${channel}/${conversation}`;
  const doc = {
    client,
    channel,
    conversation,
    version: 1,
    handled: 2,
    contact: { id: 'dl_ana', identified: true },
    locale: 'en',
  };
  await store.collection('conversations').insertOne({ _id: thread, ...doc });
  return thread;
}

const commit = (event: Partial<EventCommit>) =>
  createCommits(store, () => false).commitEvent({ changes: [], entries: [], announcements: [], ...event });

async function fileCases(...cases: ReturnType<typeof aCase>[]): Promise<void> {
  const changes = cases.map((after) => ({ kind: 'case' as const, expects: null, after }));
  expect(await commit({ changes })).toBe('committed');
}

const entry = (stream: string, seq: number, at: Date, type: EntryType = 'message-in'): LogEntry => ({
  client: 'default',
  stream,
  seq,
  at,
  type,
  actor: { type: 'customer', id: 'dl_ana' },
  data: { amount: { minor: '1230', currency: 'USD' } },
});

const write = (entries: LogEntry[]) => commit({ entries });

/** Every page of a list, one after the other. */
async function pages<T>(
  read: (cursor?: string) => Promise<{ items: T[]; next: string | null } | null>,
): Promise<T[][]> {
  const found: T[][] = [];
  for (let cursor: string | undefined; ;) {
    const page = await read(cursor);
    found.push(page?.items ?? []);
    if (!page?.next) return found;
    cursor = page.next;
  }
}

describe('the staff reads cases', () => {
  const client = 'shop-cases';
  const one = (n: number, overrides = {}) =>
    aCase({
      client,
      caseNo: `RF-${n}`,
      claims: [],
      createdAt: minute(n),
      conversations: [{ client, channel: 'webchat', conversation: 'talk' }],
      ...overrides,
    });

  beforeAll(async () => {
    await converse(client, 'talk');
    await converse(client, 'phone', 'sms');
    const phone = [{ client, channel: 'sms', conversation: 'phone' }];
    await fileCases(
      one(1),
      one(2, { status: 'paid' }),
      one(3, { orderNo: '7' }),
      one(4, { createdAt: minute(3), conversations: phone }),
    );
    await fileCases(aCase({ client: 'elsewhere', caseNo: 'RF-9', claims: [] }));
  });

  test('newest first, in pages that follow each other without gaps or repeats', async () => {
    const found = await pages((cursor) => board.cases(client, {}, { limit: 2, ...(cursor ? { cursor } : {}) }));
    expect(found.map((page) => page.map(({ caseNo }) => caseNo))).toEqual([
      ['RF-4', 'RF-3'],
      ['RF-2', 'RF-1'],
    ]);
  });

  test.each([
    [{ conversation: 'talk' }, ['RF-3', 'RF-2', 'RF-1']],
    [{ conversation: 'phone' }, ['RF-4']],
    [{ conversation: 'nobody' }, []],
    [{ order: '7' }, ['RF-3']],
    [{ status: 'paid' as const }, ['RF-2']],
    [{ conversation: 'talk', order: '1042', status: 'under_review' as const }, ['RF-1']],
  ])('that fit %j', async (filter, numbers) => {
    const { items } = await board.cases(client, filter, { limit: 50 });
    expect(items.map(({ caseNo }) => caseNo)).toEqual(numbers);
  });

  test('with their money exact', async () => {
    const { items } = await board.cases(client, { order: '7' }, { limit: 1 });
    expect(items[0]?.requested).toEqual({ minor: 2713n, currency: 'USD' });
  });

  test.each([
    'nonsense',
    'bnVsbA',
    Buffer.from('[1e99,"x"]').toString('base64url'),
    Buffer.from('[9007199254740991,"x"]').toString('base64url'),
  ])('but not from the cursor %p', async (cursor) => {
    await expect(board.cases(client, {}, { limit: 5, cursor })).rejects.toMatchObject({
      code: 'BadRequest',
      details: { field: 'cursor' },
    });
  });
});

describe('the staff reads logs', () => {
  test("of a case: its own entries and its conversations', by time", async () => {
    const client = 'shop-merge';
    const thread = await converse(client, 'talk-a');
    const later = await converse(client, 'talk-b');
    const places = ['talk-a', 'talk-b'].map((conversation) => ({ client, channel: 'webchat', conversation }));
    await fileCases(aCase({ client, caseNo: 'RF-1', claims: [], conversations: places }));
    const stream = caseStream(client, 'RF-1');
    await write([
      entry(thread, 1, minute(1)),
      entry(thread, 2, minute(2), 'confirmation'),
      entry(thread, 3, minute(2), 'message-out'),
      entry(stream, 1, minute(2), 'status'),
      entry(stream, 2, minute(2), 'decision'),
      entry(stream, 3, minute(9), 'status'),
      entry(later, 1, minute(5)),
    ]);
    const order = [
      [thread, 1],
      [thread, 2],
      [stream, 1],
      [stream, 2],
      [thread, 3],
      [later, 1],
      [stream, 3],
    ];
    const whole = await board.caseLog(client, 'RF-1', { limit: 50 });
    expect(whole).toMatchObject({ next: null });
    expect(whole?.items.map(({ stream: from, seq }) => [from, seq])).toEqual(order);

    const found = await pages((cursor) => board.caseLog(client, 'RF-1', { limit: 3, ...(cursor ? { cursor } : {}) }));
    expect(found.map((page) => page.length)).toEqual([3, 3, 1]);
    expect(found.flat().map(({ stream: from, seq }) => [from, seq])).toEqual(order);
  });

  test('of a case that grows while it is read: nothing is shown twice or left out', async () => {
    const client = 'shop-grow';
    const thread = await converse(client, 'talk');
    await fileCases(
      aCase({
        client,
        caseNo: 'RF-1',
        claims: [],
        conversations: [{ client, channel: 'webchat', conversation: 'talk' }],
      }),
    );
    const stream = caseStream(client, 'RF-1');
    await write([entry(thread, 1, minute(1)), entry(thread, 2, minute(2)), entry(stream, 1, minute(4))]);
    const first = await board.caseLog(client, 'RF-1', { limit: 2 });
    // Written afterwards by a process whose clock is behind.
    await write([entry(thread, 3, minute(1)), entry(stream, 2, minute(3))]);
    const rest = await board.caseLog(client, 'RF-1', { limit: 9, cursor: first?.next ?? '' });
    const seen = [...(first?.items ?? []), ...(rest?.items ?? [])].map(({ stream: from, seq }) => [from, seq]);
    expect(seen).toEqual([
      [thread, 1],
      [thread, 2],
      [thread, 3],
      [stream, 1],
      [stream, 2],
    ]);
  });

  test('of a conversation, by the id its channel uses', async () => {
    const client = 'shop-talk';
    const thread = await converse(client, 'talk-z');
    await write([1, 2, 3].map((seq) => entry(thread, seq, minute(seq))));
    const found = await pages((cursor) =>
      board.conversationLog(client, 'talk-z', { limit: 2, ...(cursor ? { cursor } : {}) }),
    );
    expect(found.map((page) => page.map(({ seq }) => seq))).toEqual([[1, 2], [3]]);
  });

  test("of nothing that is not there or not this client's", async () => {
    await converse('shop-other', 'talk-o');
    expect(await board.conversationLog('shop-talk', 'talk-o', { limit: 5 })).toBeNull();
    expect(await board.caseLog('shop-talk', 'RF-404', { limit: 5 })).toBeNull();
  });
});

describe('the staff lists', () => {
  test('conversations by channel and id', async () => {
    const client = 'shop-list';
    for (const id of ['b', 'a', 'c/d']) await converse(client, id);
    await converse(client, 'a', 'sms');
    await converse('shop-list-2', 'x');
    const found = await pages((cursor) => board.conversations(client, {}, { limit: 3, ...(cursor ? { cursor } : {}) }));
    expect(found.flat().map(({ channel, conversation }) => `${channel}:${conversation}`)).toEqual([
      'sms:a',
      'webchat:a',
      'webchat:b',
      'webchat:c/d',
    ]);
    const { items } = await board.conversations(client, { channel: 'sms' }, { limit: 3 });
    expect(items).toEqual([
      {
        client,
        channel: 'sms',
        conversation: 'a',
        contact: { id: 'dl_ana', identified: true },
        locale: 'en',
        handled: 2,
      },
    ]);
  });

  test('orders by number, samples alone if wished', async () => {
    const client = 'shop-orders';
    const sampleNote = { en: 'try me' };
    await createOrders(store).save([
      anOrder({ client, orderNo: '1' }),
      anOrder({ client, orderNo: '2', sampleNote }),
      anOrder({ client, orderNo: '3', sampleNote }),
      anOrder({ client: 'shop-orders-2', orderNo: '4', sampleNote }),
    ]);
    const numbers = async (filter: { sample?: boolean }) =>
      (await pages((cursor) => board.orders(client, filter, { limit: 2, ...(cursor ? { cursor } : {}) })))
        .flat()
        .map(({ orderNo }) => orderNo);
    expect(await numbers({})).toEqual(['1', '2', '3']);
    expect(await numbers({ sample: true })).toEqual(['2', '3']);
    expect(await numbers({ sample: false })).toEqual(['1']);
  });
});
