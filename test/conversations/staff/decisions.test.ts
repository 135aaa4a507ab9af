import { buildApp, type App } from '../../../src/app';
import type { Settings } from '../../../src/config';
import { silentLogger } from '../../../src/logger';
import { anOrder } from '../../helpers/orders';
import {
  createCaller,
  openConversation,
  readFeed,
  say,
  type Caller,
  type Heard,
  type Opened,
} from '../../helpers/direct-line-client';
import { testStore, type TestStore } from '../../helpers/store';
import { jpeg } from '../../domain/photo/photos';

const SECRET = 'direct-line-secret-of-the-tests';
const STAFF = 'staff-token-of-the-tests-0123456789';
const settings: Settings = {
  port: 0,
  host: '127.0.0.1',
  publicUrl: 'http://127.0.0.1:3978',
  dataDir: '/nowhere',
  directLineSecret: SECRET,
  staffToken: STAFF,
  webchatOrigins: [],
  sampleOrders: false,
  logLevel: 'silent',
  sandbox: true,
};

let home: TestStore;
let app: App;
let caller: Caller;

interface Case {
  caseNo: string;
  status: string;
  conversations: string[];
}
interface List<T> {
  items: T[];
  next: string | null;
}
interface Entry {
  stream: string;
  seq: number;
  type: string;
  actor: { type: string };
  data: Record<string, unknown>;
}

const staff = async <T>(path: string, body?: object): Promise<{ status: number; json: T }> => {
  const token = path.endsWith('/events') ? ada : STAFF;
  return (await caller.call(body ? 'POST' : 'GET', `/api/v1${path}`, token, body)) as { status: number; json: T };
};

/** The tokens of Ada and Bo, who decide, and of Gus, who works at the desk. */
let ada: string;
let bo: string;
let gus: string;
async function hire(name: string, role: string): Promise<string> {
  const person = { name, email: `${name}@shop.example`, roles: [role] };
  const { json } = await staff<{ id: string }>('/staff', person);
  return (await staff<{ token: string }>(`/staff/${json.id}/tokens`, {})).json.token;
}

/** The feed once it has at least so many replies of the bot. */
async function until(opened: Opened, replies: number): Promise<Heard[]> {
  for (let tries = 0; tries < 200; tries++) {
    const bot = (await readFeed(caller, opened)).filter(({ from }) => from.role === 'bot');
    if (bot.length >= replies) return bot;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`fewer than ${replies} replies`);
}

/** A customer whose request is for more than the machine may approve: 270.00 of their own order. */
async function file(orderNo: string): Promise<{ opened: Opened; caseNo: string; heard: Heard[] }> {
  const delivered = new Date(Date.now() - 3 * 86_400_000);
  const base = anOrder();
  const items = base.items.map((item) => ({ ...item, quantity: 2, unitPrice: 12_500n }));
  const payments = [{ method: 'card', brand: 'visa', last4: '4242', captured: 25_712n }];
  await app.orders.save([
    { ...base, orderNo, items, payments, placedAt: delivered, deliveredAt: delivered, shipments: [] },
  ]);
  const opened = await openConversation(caller, SECRET);
  const words = [
    'I want a refund',
    `order ${orderNo}, ana@example.com`,
    'all of it, arrived damaged, no photo, money back',
    'yes',
  ];
  let heard: Heard[] = [];
  for (const text of words) {
    await say(caller, opened, { text });
    heard = await until(opened, heard.length + 1);
  }
  const filed = heard.find(({ channelData }) => channelData?.key === 'refund.filed');
  return { opened, caseNo: String(filed?.channelData?.values?.caseNo), heard };
}

describe('staff and the customers of a running service', () => {
  // The store of the tests ends with the file's own hooks: the service has to end before.
  beforeAll(async () => {
    home = await testStore();
    app = await buildApp(settings, { store: home, logger: silentLogger, clock: () => new Date() });
    caller = createCaller(app.url);
    ada = await hire('Ada', 'approver');
    bo = await hire('Bo', 'approver');
    gus = await hire('Gus', 'agent');
  });
  afterAll(async () => {
    caller.close();
    await app.stop();
    await home.drop();
  });

  describe('a member of staff decides a case', () => {
    test('and the customer is told at once, in the conversation and when they ask', async () => {
      const { opened, caseNo, heard } = await file('5101');
      const listed = await staff<List<Case>>(`/cases?conversation=${encodeURIComponent(opened.conversationId)}`);
      expect(listed.json.items).toMatchObject([
        { caseNo, status: 'under_review', conversations: [opened.conversationId] },
      ]);

      expect(await staff(`/cases/${caseNo}/events`, { event: 'approve' })).toMatchObject({
        status: 200,
        json: { status: 'approved' },
      });
      const told = await until(opened, heard.length + 1);
      expect(told.at(-1)?.channelData).toMatchObject({ key: 'status.changed', values: { caseNo } });

      expect(await staff(`/cases/${caseNo}/events`, { event: 'mark_paid', reference: 're_5101' })).toMatchObject({
        status: 200,
        json: { status: 'paid' },
      });
      const paid = await until(opened, told.length + 1);
      await say(caller, opened, { text: `where is my refund ${caseNo}` });
      const asked = await until(opened, paid.length + 1);
      expect(asked.at(-1)?.channelData).toMatchObject({ key: 'status.report', values: { caseNo } });
      expect(asked.at(-1)?.channelData?.values?.stage).not.toBe(told.at(-1)?.channelData?.values?.stage);
    });

    test('and the log says who did what, in order and without gaps, the refused attempt too', async () => {
      const { opened, caseNo, heard } = await file('5102');
      await staff(`/cases/${caseNo}/events`, { event: 'deny', reason: 'used_or_damaged' });
      const refused = await staff(`/cases/${caseNo}/events`, { event: 'mark_paid', reference: 're_5102' });
      expect(refused).toMatchObject({ status: 409, json: { error: { code: 'IllegalTransition' } } });
      await until(opened, heard.length + 1);

      const entries: Entry[] = [];
      for (let cursor = ''; ;) {
        const { json } = await staff<List<Entry>>(`/cases/${caseNo}/log?limit=7${cursor && `&cursor=${cursor}`}`);
        entries.push(...json.items);
        if (!json.next) break;
        cursor = json.next;
      }
      const streams = new Map<string, number[]>();
      for (const { stream, seq } of entries) streams.set(stream, [...(streams.get(stream) ?? []), seq]);
      expect([...streams.keys()].sort()).toEqual([
        `case:default/${caseNo}`,
        expect.stringContaining(opened.conversationId),
      ]);
      for (const numbers of streams.values()) expect(numbers).toEqual(numbers.map((_, i) => i + 1));
      const moves = entries
        .filter(({ type, actor }) => type === 'status' && actor.type === 'staff')
        .map(({ data }) => data);
      expect(moves).toEqual([
        { event: 'deny', from: 'under_review', to: 'denied', reason: 'used_or_damaged' },
        { event: 'mark_paid', from: 'denied', to: 'denied', refused: 'illegal', reference: 're_5102' },
      ]);

      const own = await staff<List<Entry>>(`/conversations/${encodeURIComponent(opened.conversationId)}/log?limit=200`);
      expect(own.json.items.map(({ seq }) => seq)).toEqual(own.json.items.map((_, i) => i + 1));
    });

    test('once, when two of them decide at the same moment', async () => {
      const { opened, caseNo, heard } = await file('5103');
      const both = await Promise.all([
        staff<Case>(`/cases/${caseNo}/events`, { event: 'approve' }),
        staff<Case>(`/cases/${caseNo}/events`, { event: 'deny', reason: 'other' }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      const { json } = await staff<Case>(`/cases/${caseNo}`);
      expect(json.status).toBe(both.find(({ status }) => status === 200)?.json.status);
      expect(await until(opened, heard.length + 1)).toHaveLength(heard.length + 1);
    });
  });

  describe('several of them work on a case', () => {
    const decides = (token: string, caseNo: string, body: object) =>
      caller.call('POST', `/api/v1/cases/${caseNo}/events`, token, body) as Promise<{ status: number; json: Case }>;

    beforeEach(() => caller.call('PATCH', '/api/v1/settings', STAFF, { secondPersonAbove: { USD: '10000' } }));
    afterEach(() => caller.call('PATCH', '/api/v1/settings', STAFF, { secondPersonAbove: { USD: null } }));

    test('an agent lowers the amount, the customer hears of it, and one who took no part approves', async () => {
      const { opened, caseNo, heard } = await file('5111');
      const change = { event: 'change', amount: { minor: '20000', currency: 'USD' }, reason: 'one has a scratch' };
      expect(await decides(gus, caseNo, change)).toMatchObject({ status: 200, json: { status: 'under_review' } });
      const told = await until(opened, heard.length + 1);
      expect(told.at(-1)).toMatchObject({
        text: expect.stringContaining('200.00'),
        channelData: { key: 'status.changed', values: { variant: 'terms_refund', amount: { minor: '20000' } } },
      });
      expect(await decides(ada, caseNo, { event: 'approve' })).toMatchObject({
        status: 200,
        json: {
          status: 'approved',
          approved: { minor: '20000' },
          approvals: { needed: 2, by: [{ name: 'Gus' }, { name: 'Ada' }] },
        },
      });
      const approved = await until(opened, told.length + 1);
      expect(approved.at(-1)?.channelData).toMatchObject({ values: { stage: 'approved', amount: { minor: '20000' } } });
    });

    test('two approve at the same moment: one is the first, the other completes it, and the customer hears once', async () => {
      const { opened, caseNo, heard } = await file('5112');
      const both = await Promise.all([ada, bo].map((who) => decides(who, caseNo, { event: 'approve' })));
      expect(both.map(({ status }) => status)).toEqual([200, 200]);
      expect(both.map(({ json }) => json.status).sort()).toEqual(['approved', 'under_review']);
      expect(await until(opened, heard.length + 1)).toHaveLength(heard.length + 1);
      const { json } = await staff<List<Entry>>(`/cases/${caseNo}/log?limit=200`);
      const own = json.items.filter(({ stream }) => stream.startsWith('case:'));
      expect(own.map(({ seq }) => seq)).toEqual(own.map((_, i) => i + 1));
    });

    test('the goods are asked back first, the customer can ask about that, and a person decides when they are there', async () => {
      const { opened, caseNo, heard } = await file('5113');
      await decides(gus, caseNo, { event: 'request_return', text: 'To 1 Shop Street, please.' });
      const told = await until(opened, heard.length + 1);
      expect(told.at(-1)).toMatchObject({
        text: expect.stringContaining('To 1 Shop Street'),
        channelData: { values: { stage: 'awaiting_return', whoActs: 'customer', expected: expect.any(String) } },
      });
      await say(caller, opened, { text: `where is my refund ${caseNo}` });
      const asked = await until(opened, told.length + 1);
      expect(asked.at(-1)).toMatchObject({
        text: expect.stringContaining('To 1 Shop Street'),
        channelData: { key: 'status.report', values: { stage: 'awaiting_return' } },
      });
      await decides(gus, caseNo, { event: 'return_received' });
      expect((await until(opened, asked.length + 1)).at(-1)?.channelData).toMatchObject({
        values: { stage: 'checked' },
      });
    });

    test('a refusal reaches the customer with the words of whoever refused', async () => {
      const { opened, caseNo, heard } = await file('5114');
      await decides(ada, caseNo, { event: 'deny', reason: 'used_or_damaged', text: 'Both were washed.' });
      const told = await until(opened, heard.length + 1);
      expect(told.at(-1)?.text).toContain('Both were washed.');
    });
  });

  describe('a photo a customer sends', () => {
    test('reaches staff without its location, as a download, and nobody else', async () => {
      const opened = await openConversation(caller, SECRET);
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(jpeg())], { type: 'image/png' }), 'mug.png');
      const url = `${app.url}/v3/directline/conversations/${opened.conversationId}/upload?userId=visitor`;
      const sent = await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${opened.token}` },
        body: form,
      });
      expect(sent.status).toBeLessThan(300);
      await until(opened, 1);

      const log = await staff<List<Entry>>(`/conversations/${encodeURIComponent(opened.conversationId)}/log`);
      const [attachment] = log.json.items[0]?.data.attachments as { id: string; contentType: string }[];
      expect(attachment).toMatchObject({ contentType: 'image/jpeg' });
      const path = `${app.url}/api/v1/attachments/${attachment?.id}`;
      expect((await fetch(path)).status).toBe(401);
      expect((await fetch(path, { headers: { authorization: `Bearer ${opened.token}` } })).status).toBe(401);
      const got = await fetch(path, { headers: { authorization: `Bearer ${STAFF}` } });
      expect(got.headers.get('content-type')).toBe('image/jpeg');
      expect(got.headers.get('content-disposition')).toMatch(/^attachment;/);
      expect(Buffer.from(await got.arrayBuffer()).toString('latin1')).not.toContain('GPSLAT');
    });
  });

  test.each(['%00', '%EF%BF%BF', '%24ne', '..%2F..', '%7C~', 'default%2Fwebchat%2F', '%F0%9F%98%80', 'x'.repeat(400)])(
    'finds nothing under the odd name %s, and breaks nothing',
    async (name) => {
      const lists = [`/cases?conversation=${name}`, `/cases?order=${name}`, `/conversations?channel=${name}`];
      for (const path of lists) expect(await staff(path)).toMatchObject({ status: 200, json: { items: [] } });
      const things = [
        `/cases/${name}`,
        `/cases/${name}/log`,
        `/conversations/${name}/log`,
        `/orders/${name}`,
        `/attachments/${name}`,
      ];
      for (const path of things)
        expect(await staff(path)).toMatchObject({ status: 404, json: { error: { code: 'NotFound' } } });
    },
  );
});
