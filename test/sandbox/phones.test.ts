import type { LogSeen } from '../../src/sandbox/shown';
import { systemActivity } from '../../src/turn/system-activity';
import { aCase } from '../helpers/a-case';
import { aSandbox, until, type ASandbox } from './a-sandbox';

/** The smallest PNG that is recognised as one, with a tail of its own. */
const png = (tail: string): Buffer =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
    Buffer.from('0000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082', 'hex'),
    Buffer.from(tail),
  ]);

describe('the phones of the sandbox', () => {
  let sandbox: ASandbox;
  beforeAll(async () => void (sandbox = await aSandbox()));
  afterAll(() => sandbox.stop());

  type Name = 'sms' | 'whatsapp';
  let numbers = 0;
  /** Another number for both phones, so that no test meets the conversation of another one. */
  async function aNewNumber(): Promise<string> {
    const number = `+1202557${String((numbers += 1)).padStart(4, '0')}`;
    for (const name of ['sms', 'whatsapp'])
      await sandbox.post(`/sandbox/api/phones/${name}/settings`, { number, failing: null });
    return number;
  }
  const theirs = async (name: Name) => (await sandbox.phone(name)).messages.filter(({ mine }) => !mine);
  /** The shop's next message that has come so far. */
  const answered = (name: Name, count: number, status: string) =>
    until(`message ${String(count)} on ${name} to be ${status}`, async () => {
      const found = (await theirs(name))[count - 1];
      return found?.status === status ? found : undefined;
    });

  it('takes a message all the way: received, answered, delivered, and by WhatsApp read', async () => {
    await aNewNumber();
    await sandbox.say('sms', 'I want a refund');
    await sandbox.say('whatsapp', 'I want a refund');
    const sms = await answered('sms', 1, 'delivered');
    expect(sms).toMatchObject({ segments: 1, encoding: 'GSM-7', errorCode: null });
    await answered('whatsapp', 1, 'read');
    expect((await sandbox.phone('sms')).sent).toEqual({ messages: 1, segments: 1 });
    expect((await sandbox.phone('sms')).messages[0]).toMatchObject({ mine: true, status: 'received' });
  });

  it('shows buttons on WhatsApp, and tells the service which one was tapped', async () => {
    await aNewNumber();
    await sandbox.say('whatsapp', 'hello');
    const { sid, choices, kind } = await answered('whatsapp', 1, 'read');
    expect(kind).toBe('buttons');
    const [first] = choices;
    await sandbox.post('/sandbox/api/phones/whatsapp/tap', { sid, choice: first?.id });
    await answered('whatsapp', 2, 'read');
    const { messages } = await sandbox.phone('whatsapp');
    expect(messages.map(({ mine, body }) => mine && body).filter(Boolean)).toEqual(['hello', first?.title]);
    expect((await sandbox.post('/sandbox/api/phones/whatsapp/tap', { sid, choice: 'nothing' })).status).toBe(400);
  });

  it('sends a photo along, which the service fetches and keeps, and shows it', async () => {
    const number = await aNewNumber();
    await sandbox.say('whatsapp', 'order 1001, ben@example.com, arrived damaged', [png('mug')]);
    await answered('whatsapp', 1, 'read');
    const kept = await sandbox
      .db()
      .collection('photos')
      .find({ thread: `default/whatsapp/${number}` })
      .toArray();
    expect(kept).toHaveLength(1);
    const [photo] = (await sandbox.phone('whatsapp')).messages[0]?.photos ?? [];
    const answer = await sandbox.get(photo?.url ?? '');
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(png('mug'));
  });

  it('blocks a number that says STOP, answers for the carrier, and lets it back with START', async () => {
    await aNewNumber();
    await sandbox.say('sms', 'I want a refund');
    await answered('sms', 1, 'delivered');
    await sandbox.say('sms', 'STOP');
    expect(await sandbox.phone('sms')).toMatchObject({ blocked: true });
    expect((await theirs('sms')).at(-1)).toMatchObject({
      carrier: true,
      body: expect.stringContaining('unsubscribed'),
    });
    await sandbox.say('sms', 'hello?');
    await sandbox.say('sms', 'START');
    expect(await sandbox.phone('sms')).toMatchObject({ blocked: false });
    await until('an answer', async () => (await theirs('sms')).filter(({ carrier }) => !carrier).length > 1);
  });

  it('lets messages fail on their way, with the code of the reason, and the service hears of it', async () => {
    const number = await aNewNumber();
    await sandbox.post('/sandbox/api/phones/sms/settings', { failing: 30006 });
    await sandbox.say('sms', 'I want a refund');
    await answered('sms', 1, 'undelivered');
    const failed = await until('the log', async () =>
      (await sandbox.shown<LogSeen[]>('log')).find(
        ({ of, type, data }) => of === number && type === 'delivery' && data.status === 'failed',
      ),
    );
    expect(failed.data).toMatchObject({ code: '30006' });
  });

  it('refuses what no phone would send', async () => {
    const form = new FormData();
    form.append('text', '');
    const answer = await fetch(`${sandbox.url}/sandbox/api/phones/sms/messages`, { method: 'POST', body: form });
    expect(answer.status).toBe(400);
    expect((await sandbox.post('/sandbox/api/phones/telex/tap', { sid: 'a', choice: 'b' })).status).toBe(400);
    expect((await sandbox.post('/sandbox/api/phones/sms/settings', { number: '12' })).status).toBe(400);
  });
});

describe('the clock of the sandbox', () => {
  let sandbox: ASandbox;
  beforeAll(async () => void (sandbox = await aSandbox()));
  afterAll(() => sandbox.stop());
  const advance = (advanceMs: unknown) => sandbox.post('/sandbox/api/clock', { advanceMs } as object);

  it.each([-1, 1.5, 'a day', 1e12])('does not go by %p', async (ms) => {
    expect((await advance(ms)).status).toBe(400);
  });

  it('goes forward for the whole service: the window of WhatsApp closes after a day', async () => {
    await sandbox.say('whatsapp', 'I want a refund');
    const before = await until(
      'an answer',
      async () => (await sandbox.phone('whatsapp')).messages.length > 1 && (await sandbox.phone('whatsapp')),
    );
    const until24 = new Date(before.windowUntil ?? 0).getTime();
    const moved = async (ms: number) => (await (await advance(ms)).json()) as { now: string; ahead: number };
    const { ahead } = await moved(1);
    const now = await moved(25 * 3_600_000);
    expect(now.ahead - ahead).toBe(25 * 3_600_000);
    expect(new Date(now.now).getTime()).toBeGreaterThan(until24);
    await sandbox.say('sms', 'I want a refund');
    const entry = await until('the log', async () =>
      (await sandbox.shown<LogSeen[]>('log')).find(({ channel, type }) => channel === 'sms' && type === 'message-in'),
    );
    expect(new Date(entry.at).getTime()).toBeGreaterThan(until24);
  });

  it('lets news of a case arrive in an approved template after a day, in Spanish too', async () => {
    await sandbox.post('/sandbox/api/phones/whatsapp/settings', { number: '+34600111222' });
    await sandbox.say('whatsapp', 'Hola, quiero un reembolso del pedido 1042, ana@example.com');
    const talked = await until('an answer', async () => {
      const { messages } = await sandbox.phone('whatsapp');
      return messages.some(({ mine }) => !mine) && messages.length;
    });
    await advance(25 * 3_600_000);
    const place = { client: 'default', channel: 'whatsapp', conversation: '+34600111222' };
    const one = aCase({ caseNo: 'RF-AAAA-1111', status: 'approved', conversations: [place], claims: [], locale: 'es' });
    const kept = { client: 'default', schemaVersion: 1, caseNo: 'RF-AAAA-1111', version: 1, status: 'approved' };
    const doc = { _id: 'default/RF-AAAA-1111', ...kept, orderNo: '1', threads: [], case: one };
    await sandbox.db().collection<{ _id: string }>('cases').insertOne(doc);
    await sandbox.app.line.instruct(systemActivity(place, 'case-changed', 'news:1', 'RF-AAAA-1111'), 5_000);
    const arrived = await until('the template', async () => {
      const { messages } = await sandbox.phone('whatsapp');
      return messages.slice(talked).find(({ body, status }) => /novedades/.test(body) && status !== 'queued');
    });
    expect(arrived.body).toMatch(/^Hay novedades de tu solicitud de reembolso\. .*RF-AAAA-1111.* Responde aquí/);
    await until('its delivery', async () =>
      (await sandbox.phone('whatsapp')).messages.some(({ sid, status }) => sid === arrived.sid && status === 'read'),
    );
  });
});
