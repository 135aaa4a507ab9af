import type { LogEntry } from '../../src/domain/log-entry';
import { aCase } from '../helpers/a-case';
import { anOrder } from '../helpers/orders';
import { aDeskOver, aHandoff, FACTS, NOW } from './desk-ports';

const AT = new Date('2026-11-18T10:01:00Z');
const ana = { type: 'customer' as const, id: 'dl_ana' };
const bot = { type: 'bot' as const, id: 'bot' };
const system = { type: 'system' as const, id: 'system' };
const bea = { type: 'staff' as const, id: 'bea' };

const entries = (...drafts: Pick<LogEntry, 'type' | 'actor' | 'data'>[]): LogEntry[] =>
  drafts.map((draft, i) => ({ client: 'default', stream: 'default/webchat/c1', seq: i + 1, at: AT, ...draft }));

const LOG = entries(
  { type: 'message-in', actor: ana, data: { type: 'event', name: 'start', text: '' } },
  { type: 'message-in', actor: ana, data: { type: 'message', text: 'order 1042, ana@example.com, +1 500 555 0006' } },
  { type: 'answer', actor: ana, data: { field: 'order' } },
  { type: 'question', actor: bot, data: { text: 'What was wrong with it?' } },
  {
    type: 'message-out',
    actor: bot,
    data: { id: 'c1|0000002.0000001', text: 'What was wrong with it?', choices: [{ value: 'a', text: 'Broken' }] },
  },
  { type: 'message-in', actor: ana, data: { type: 'message', text: '', value: 'd1:reason:damaged' } },
  { type: 'handoff', actor: ana, data: { id: 'h1', action: 'asked', reason: 'angry', promisedBy: 'x' } },
  { type: 'message-in', actor: system, data: { type: 'event', name: 'desk', text: 'Hello', value: '{}' } },
  {
    type: 'handoff',
    actor: bea,
    data: { id: 'h1', action: 'claimed', order: 'o1', name: 'Bea', note: 'is ana@example.com' },
  },
  { type: 'handoff', actor: { type: 'staff', id: 'lena' }, data: { id: 'h1', action: 'refused', of: 'claim' } },
  {
    type: 'message-out',
    actor: bea,
    data: { id: 'c1|0000004.0000002', key: 'desk.reply', text: 'Hello Ana', name: 'Bea', attachments: [{ id: 'p1' }] },
  },
  { type: 'delivery', actor: system, data: { seq: 2, status: 'sent' } },
  { type: 'delivery', actor: system, data: { seq: 2, status: 'failed', code: '30006' } },
  {
    type: 'handoff',
    actor: bea,
    data: { id: 'h1', action: 'noted', text: 'call ana@example.com', ref: 'r1', change: 'written', name: 'Bea' },
  },
  { type: 'message-in', actor: system, data: { type: 'event', name: 'case-changed', value: 'RF-1' } },
  { type: 'confirmation', actor: ana, data: { caseNo: 'RF-1', text: 'yes' } },
  {
    type: 'handoff',
    actor: { type: 'system', id: 'desk' },
    data: { id: 'h1', action: 'lapsed', ownerName: 'Bea', promisedBy: 'y' },
  },
  { type: 'message-in', actor: ana, data: { type: 'message', text: `it is otp:${'ab'.repeat(16)}` } },
  {
    type: 'message-out',
    actor: bot,
    data: { id: 'c1|0000009.0000003', text: 'Your code for order AB-345678 is HK-234567.' },
  },
  {
    type: 'link',
    actor: ana,
    data: {
      link: 'l1',
      action: 'linked',
      side: 'to',
      with: { channel: 'sms', conversation: '+15005550006' },
      code: 'otp:x',
    },
  },
  { type: 'link', actor: ana, data: { action: 'proven', orderNo: '1042', by: 'code' } },
);

describe('the transcript', () => {
  it('tells who said what and what was done, in order, with personal data masked', async () => {
    const { desk } = aDeskOver({ log: LOG, orders: [anOrder()] });
    const items = await desk.transcript('h1', 0, 100);
    expect(items.map(({ seq, who, name, kind, text, event }) => [seq, who, name, kind, text || event])).toEqual([
      [2, 'customer', 'Ana R.', 'message', 'order 1042, a…a@example.com, …0006'],
      [5, 'bot', '', 'message', 'What was wrong with it?\n[Broken]'],
      [6, 'customer', 'Ana R.', 'message', 'damaged'],
      [7, 'customer', 'Ana R.', 'handoff', { action: 'asked', reason: 'angry', promisedBy: 'x' }],
      [9, 'staff', 'Bea', 'handoff', { action: 'claimed', name: 'Bea', note: 'is a…a@example.com' }],
      [11, 'staff', 'Bea', 'message', 'Hello Ana'],
      [13, 'system', '', 'delivery', { status: 'failed', code: '30006', of: 'Hello Ana' }],
      [14, 'staff', 'Bea', 'note', 'call a…a@example.com'],
      [15, 'system', '', 'case', { event: 'changed', caseNo: 'RF-1' }],
      [16, 'customer', '', 'case', { event: 'filed', caseNo: 'RF-1' }],
      [17, 'system', '', 'handoff', { action: 'lapsed', ownerName: 'Bea', promisedBy: 'y' }],
      [18, 'customer', 'Ana R.', 'message', 'it is xx-xxxxxx'],
      [19, 'bot', '', 'message', 'Your code for order AB-345678 is xx-xxxxxx.'],
      [20, 'customer', 'Ana R.', 'handoff', { action: 'linked', channel: 'sms' }],
      [21, 'customer', 'Ana R.', 'handoff', { action: 'proven', orderNo: '1042' }],
    ]);
    expect(items.find(({ seq }) => seq === 11)?.attachments).toEqual([{ id: 'p1' }]);
  });

  it('goes on where it was left, and past entries that tell nothing', async () => {
    const silent = Array.from({ length: 250 }, () => ({ type: 'answer' as const, actor: ana, data: {} }));
    const last = { type: 'message-in' as const, actor: ana, data: { type: 'message', text: 'still here' } };
    const { desk } = aDeskOver({ log: entries(...silent, last) });
    expect((await desk.transcript('h1', 0, 5)).map(({ seq }) => seq)).toEqual([251]);
    const { desk: paged } = aDeskOver({ log: LOG });
    expect((await paged.transcript('h1', 6, 2)).map(({ seq }) => seq)).toEqual([7, 9]);
    expect(await paged.transcript('h1', 21, 5)).toEqual([]);
    expect(await paged.transcript('h9', 0, 5)).toEqual([]);
  });
});

describe('the card', () => {
  it('says who, what, how much, where the bot got stuck and what can be sent', async () => {
    const { desk } = aDeskOver({ log: LOG, orders: [anOrder()] });
    const card = await desk.card('h1');
    expect(card).toMatchObject({
      status: 'waiting',
      customer: { name: 'Ana R.', contact: 'a…a@example.com', grade: 'full' },
      case: null,
      order: { orderNo: '1042', status: 'delivered', total: { minor: '3212', currency: 'USD' } },
      stuckAt: { question: 'What was wrong with it?', attempts: 2 },
      delivery: { optedOut: false },
      logSeq: 4,
      version: 3,
    });
    expect(card?.suggestions).toHaveLength(3);
  });

  it('shows a case instead of its order', async () => {
    const handoffs = [aHandoff({ caseNo: 'RF-K7M4-92QN' })];
    const { desk } = aDeskOver({ handoffs, cases: [aCase()], orders: [anOrder()] });
    const card = await desk.card('h1');
    expect(card).toMatchObject({ case: { caseNo: 'RF-K7M4-92QN', requested: { minor: '2713' } }, order: null });
  });

  it('tells nothing of an order that was only named', async () => {
    const facts = { ...FACTS, grade: 'none' as const, given: {} };
    const { desk } = aDeskOver({ orders: [anOrder()], facts });
    const card = await desk.card('h1');
    expect(card).toMatchObject({ order: null, customer: { name: 'Customer', contact: '', grade: 'none' } });
    expect(JSON.stringify(card)).not.toContain('Ana');
  });
});

describe('the queue', () => {
  it('says in a line who waits for what, and who is late', async () => {
    const owner = { staffId: 'bea', name: 'Bea', since: NOW, until: NOW };
    const { desk } = aDeskOver({
      handoffs: [
        aHandoff({ promisedBy: new Date('2026-11-18T10:05:00Z'), caseNo: 'RF-K7M4-92QN' }),
        aHandoff({ id: 'h2', status: 'claimed', owner, team: 'billing' }),
      ],
      cases: [aCase()],
      orders: [anOrder()],
    });
    const queue = await desk.queue('default', {});
    expect(queue.map(({ title, late, owner: has }) => [title, late, has])).toEqual([
      ['Ana R. · order 1042 · $27.13', true, null],
      ['Ana R. · order 1042', false, { staffId: 'bea', name: 'Bea' }],
    ]);
    expect(await desk.queue('default', { team: 'billing' })).toHaveLength(1);
    expect(await desk.queue('default', { staffId: 'bea' })).toHaveLength(1);
  });
});

describe('finding', () => {
  const handoffs = [aHandoff({ conversation: 'talk-1' }), aHandoff({ id: 'h2', orderNo: '1077' })];
  it.each([
    ['RF-K7M4-92QN', ['RF-K7M4-92QN'], ['h1']],
    ['1042', ['RF-K7M4-92QN'], ['h1']],
    ['ANA@example.com', ['RF-K7M4-92QN'], ['h1']],
    ['+15005550006', ['RF-K7M4-92QN'], ['h1']],
    ['1077', [], ['h2']],
    ['nothing', [], []],
    ['  ', [], []],
  ])('by %j', async (query, cases, found) => {
    const { desk } = aDeskOver({ handoffs, cases: [aCase()], orders: [anOrder()] });
    const result = await desk.find('default', query);
    expect(result.cases.map(({ caseNo }) => caseNo)).toEqual(cases);
    expect(result.handoffs.map(({ handoffId }) => handoffId)).toEqual(found);
  });
});

describe('the preview', () => {
  it.each([
    ['', 'empty'],
    ['Hello <@U123>', 'mention'],
    ['look @here', 'mention'],
    ['x'.repeat(4_001), 'too_long'],
    ['your card 4242 4242 4242 4242', 'secret'],
    ['Hello Ana', null],
  ])('of %j finds %s', async (text, problem) => {
    const preview = await aDeskOver().desk.preview('h1', text, []);
    expect([preview?.ok, preview?.problem]).toEqual([problem === null, problem]);
    expect(JSON.stringify(preview)).not.toContain('4242 4242');
  });

  it('says when the customer cannot be reached, before anybody types', async () => {
    const { desk, world } = aDeskOver();
    world.delivery = { optedOut: true, windowUntil: null, failed: null };
    expect((await desk.preview('h1', 'Hello', []))?.problem).toBe('opted_out');
    world.delivery = { optedOut: false, windowUntil: new Date('2026-11-18T09:00:00Z'), failed: null };
    expect((await desk.preview('h1', 'Hello', []))?.problem).toBe('outside_window');
  });

  it('says that the approved template goes out when the window is closed, and how it reads', async () => {
    const { desk, world } = aDeskOver();
    const open = await desk.preview('h1', 'Hello', []);
    world.delivery = { optedOut: false, windowUntil: new Date('2026-11-18T09:00:00Z'), failed: null };
    world.templates = { names: ['staff/en'], texts: { 'staff/en': 'News of your request: {{text}}' } };
    const closed = await desk.preview('h1', 'Hello.\nIt is on its way.', []);
    expect(closed).toMatchObject({ ok: true, problem: null, template: 'staff/en' });
    expect(closed?.texts).toEqual(['News of your request: Hello. · It is on its way.']);
    expect((await desk.preview('h1', 'Hello', []))?.fingerprint).not.toBe(open?.fingerprint);
    const photo = { id: 'p', name: 'p.jpg', contentType: 'image/jpeg', bytes: 1 };
    expect((await desk.preview('h1', 'Hello', [photo]))?.problem).toBe('outside_window');
    expect((await desk.preview('h1', 'x'.repeat(901), []))?.problem).toBe('too_long');
    world.templates = { names: ['staff/es'], texts: {} };
    expect((await desk.preview('h1', 'Hello', []))?.problem).toBe('outside_window');
  });

  it('shows what is sent, what it costs by SMS, and that the languages differ', async () => {
    const { desk } = aDeskOver({ handoffs: [aHandoff({ channel: 'sms' })] });
    const preview = await desk.preview('h1', 'Hola Ana, ¿qué pasó con la taza azul que compraste?', []);
    expect(preview).toMatchObject({
      texts: [expect.stringContaining('Hola Ana')],
      segments: 1,
      encoding: 'UCS-2',
      languageDiffers: 'en',
    });
    expect((await desk.preview('h1', 'Hello Ana, what happened to the blue mug?', []))?.languageDiffers).toBeNull();
    const long = await desk.preview('h1', 'One sentence. '.repeat(200), []);
    expect([long?.texts.length, long?.segments]).toEqual([2, 18]);
  });

  it('has a fingerprint of its own for every text, photo and channel', async () => {
    const { desk } = aDeskOver();
    const photo = { id: 'p1', name: 'a', contentType: 'image/png', bytes: 1 };
    const of = async (text: string, photos = [photo]) => (await desk.preview('h1', text, photos))?.fingerprint;
    const all = [await of('one'), await of('two'), await of('one', [])];
    expect(new Set(all).size).toBe(3);
    expect(await of(' one ')).toBe(all[0]);
  });
});

describe('saved replies', () => {
  it.each([
    ['en', 'under_review', 'being decided by a person'],
    ['es', 'under_review', 'Una persona está decidiendo'],
    ['en', 'paid', 'is with your bank'],
  ] as const)('in %s for a case that is %s', async (locale, status, words) => {
    const { desk } = aDeskOver({
      handoffs: [aHandoff({ caseNo: 'RF-K7M4-92QN' })],
      facts: { ...FACTS, locale },
      cases: [aCase({ status, expectedAt: new Date('2026-11-20T17:00:00Z') })],
    });
    const replies = await desk.savedReplies('h1');
    expect(replies.find(({ id }) => id === 'whereIsRefund')?.text).toContain(words);
    for (const { text } of replies) expect(text).not.toMatch(/\{\{|undefined|null|desk\./);
  });

  it('offers only what is true of the case', async () => {
    const ids = async (given: Parameters<typeof aDeskOver>[0]) =>
      (await aDeskOver(given).desk.savedReplies('h1')).map(({ id }) => id);
    const handoffs = [aHandoff({ caseNo: 'RF-K7M4-92QN' })];
    expect(await ids({ facts: { ...FACTS, orderNo: null } })).toContain('whichOrder');
    const open = await ids({ handoffs, cases: [aCase()] });
    expect(open).toContain('needPhoto');
    expect(open).not.toContain('approvedAmount');
    const approved = aCase({ status: 'approved', approved: { minor: 1000n, currency: 'USD' }, evidence: ['p'] });
    const paid = await ids({ handoffs, cases: [approved] });
    expect(paid).toContain('approvedAmount');
    expect(paid).not.toContain('needPhoto');
  });
});

describe('full data', () => {
  it('is shown to people of the client once it is written down that they looked', async () => {
    const { desk, world } = aDeskOver({ orders: [anOrder()] });
    const order = JSON.stringify({ kind: 'open' });
    expect(await desk.full({ handoffId: 'h1' }, 'ada')).toMatchObject({
      name: 'Ana Ruiz',
      email: 'ana@example.com',
      phone: '+15005550006',
      postcode: '94107',
      orderNo: '1042',
    });
    expect(world.instructed[0]?.value).toContain(order);
    expect(await desk.full({ handoffId: 'h1' }, 'nobody')).toBeNull();
    expect(world.instructed).toHaveLength(1);
  });

  it('of a case is logged with the case', async () => {
    const { desk, world } = aDeskOver({ cases: [aCase()], orders: [anOrder()] });
    const shown = await desk.full({ client: 'default', caseNo: 'RF-K7M4-92QN' }, 'bea');
    expect(shown).toMatchObject({ email: 'ana@example.com', verbatim: 'arrived broken' });
    expect(world.opened).toEqual(['RF-K7M4-92QN bea']);
    expect(await desk.full({ client: 'default', caseNo: 'RF-0000-0000' }, 'bea')).toBeNull();
  });

  it('never holds what an order knows of its buyer when only its number was named', async () => {
    const facts = { ...FACTS, grade: 'none' as const, given: {} };
    const { desk } = aDeskOver({ orders: [anOrder()], facts });
    expect(await desk.full({ handoffId: 'h1' }, 'bea')).toMatchObject({ name: '', email: '', phone: '' });
  });
});

describe('the rest', () => {
  it('knows its people by their accounts, but for those who left', async () => {
    const { desk, world } = aDeskOver();
    expect(await desk.personOf({ team: 'T1', user: 'U-bea' })).toMatchObject({ id: 'bea', roles: ['agent'] });
    world.members = world.members.map((one) => ({ ...one, status: 'revoked' }));
    expect(await desk.personOf({ team: 'T1', user: 'U-bea' })).toBeNull();
    expect(await desk.people('default')).toEqual([]);
  });

  it('lists what waits for an approval of this person', async () => {
    const { desk } = aDeskOver({ cases: [aCase()] });
    expect(await desk.approvals('default', 'ada')).toMatchObject([{ caseNo: 'RF-K7M4-92QN' }]);
    expect(await desk.approvals('default', 'bea')).toEqual([]);
    expect(await desk.approvals('default', 'nobody')).toEqual([]);
  });

  it('gives an order with what of it is free', async () => {
    const { desk } = aDeskOver({ orders: [anOrder()] });
    expect(await desk.order('default', '1042')).toMatchObject({
      lines: [{ sku: 'MUG-BLUE', quantity: 2, free: 1, amount: { minor: '2500', currency: 'USD' } }],
    });
    expect(await desk.order('default', '9')).toBeNull();
  });

  it('keeps photos and nothing else', async () => {
    const { desk } = aDeskOver();
    expect(await desk.keepAttachment('h1', 'a.png', new Uint8Array(3))).toMatchObject({ id: 'p1' });
    expect(await desk.keepAttachment('h1', 'a.exe', new Uint8Array(9))).toBeNull();
    expect(await desk.keepAttachment('h9', 'a.png', new Uint8Array(3))).toBeNull();
  });

  it('has words for every reason, denial and end', () => {
    const { desk } = aDeskOver();
    const words = [...desk.reasons(), ...desk.denialCodes(), ...desk.resolutions()].map((one) => one.words);
    for (const one of words) expect(one).toMatch(/^[A-Z][^.]/);
    expect(desk.resolutions().map(({ code }) => code)).not.toContain('customer_left');
  });
});
