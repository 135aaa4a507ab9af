import { addBusinessMinutes, isOpen } from '../../src/domain/business-hours';
import { nextDue, withDue } from '../../src/desk/clocks';
import { freed, heardFrom, ownedBy, parked } from '../../src/desk/ownership';
import { DEFAULT_SETTINGS, deskSettings } from '../../src/desk/settings';
import { createTicker } from '../../src/desk/ticker';
import type { Handoff } from '../../src/domain/handoff';
import { keysOf, lastOf, NOW } from '../helpers/conversation';
import { aDesk, BEA, CARL } from './a-desk';

const at = (iso: string): Date => new Date(`2026-11-${iso}:00Z`);
const due = (handoff: Handoff): string => {
  const next = nextDue(handoff, DEFAULT_SETTINGS);
  return next ? `${next.strike} ${next.at.toISOString().slice(8, 16)}` : 'nothing';
};

const HANDOFF: Handoff = {
  id: 'h1',
  client: 'default',
  channel: 'webchat',
  conversation: 'c1',
  version: 1,
  status: 'waiting',
  reason: 'asked',
  locale: 'en',
  team: 'general',
  askedAt: at('18T10:00'),
  promisedBy: at('18T10:30'),
  owner: null,
  participants: [],
  rung: 0,
  unansweredSince: at('18T10:00'),
  handledMs: 0,
  logSeq: 0,
  answered: [],
};

/** Wednesday 18 to Monday 23 November 2026; people work Monday to Friday, nine to five UTC. */
describe('the clocks of a handoff', () => {
  it.each([
    ['nobody came yet', HANDOFF, 'warn 18T10:20'],
    ['the desk was warned', { ...HANDOFF, warnedOf: at('18T10:30') }, 'remind 18T10:30'],
    ['the desk was reminded', { ...HANDOFF, rung: 1 as const }, 'call_lead 18T10:45'],
    ['the lead was called', { ...HANDOFF, rung: 2 as const }, 'apologise 18T11:00'],
    ['a new time was given', { ...HANDOFF, rung: 3 as const, promisedBy: at('18T11:30') }, 'warn 18T11:20'],
    [
      'the promise ends with the day',
      { ...HANDOFF, rung: 1 as const, promisedBy: at('18T17:00') },
      'call_lead 19T09:15',
    ],
    ['a Friday ends', { ...HANDOFF, rung: 2 as const, promisedBy: at('20T16:50') }, 'apologise 23T09:20'],
    ['asked at night', { ...HANDOFF, promisedBy: at('19T09:05') }, 'warn 19T09:00'],
    [
      'somebody has it and all is answered',
      { ...ownedBy(HANDOFF, BEA, at('18T10:00'), DEFAULT_SETTINGS), unansweredSince: undefined } as unknown as Handoff,
      'nothing',
    ],
    [
      'somebody has it and the customer waits',
      ownedBy(HANDOFF, BEA, at('18T10:00'), DEFAULT_SETTINGS),
      'warn_owner 18T10:07',
    ],
    ['it lies aside', parked(ownedBy(HANDOFF, BEA, at('18T10:00'), DEFAULT_SETTINGS), at('21T03:00')), 'wake 21T03:00'],
  ])('when %s', (_when, handoff, next) => {
    expect(due(handoff as Handoff)).toBe(next);
  });

  it('of an owner counts from the first message without an answer, not from each', () => {
    const claimed = { ...ownedBy(HANDOFF, BEA, at('18T10:00'), DEFAULT_SETTINGS) };
    const { unansweredSince: _none, ...quiet } = claimed;
    const first = heardFrom(quiet, at('18T12:00'), DEFAULT_SETTINGS);
    const second = heardFrom(first, at('18T12:10'), DEFAULT_SETTINGS);
    expect(second.owner?.until).toEqual(at('18T12:15'));
    expect(second.unansweredSince).toEqual(at('18T12:00'));
  });

  it('of an owner stops at closing time and goes on in the morning', () => {
    const late = ownedBy(HANDOFF, BEA, at('18T16:50'), DEFAULT_SETTINGS);
    expect(late.owner?.until).toEqual(at('19T09:05'));
    expect(due({ ...late, warnedOf: at('19T09:05') })).toBe('lapse 19T09:05');
  });

  it('are kept with the handoff as one moment', () => {
    expect(withDue(HANDOFF, DEFAULT_SETTINGS).dueAt).toEqual(at('18T10:20'));
    expect(withDue({ ...HANDOFF, dueAt: at('18T10:20'), status: 'closed' }, DEFAULT_SETTINGS).dueAt).toBeUndefined();
  });

  it('go by the client: minutes, days and hours of its own', () => {
    const calendar = { ...DEFAULT_SETTINGS.calendar, open: '08:00', close: '12:00' };
    const desk = { firstReplyMinutes: 60, ownerSilentMinutes: 30, warnBeforeMinutes: 5, parkMaxHours: 8 };
    const own = deskSettings({ calendar, desk });
    expect(freed(HANDOFF, at('18T11:30'), own).promisedBy).toEqual(at('19T08:30'));
    expect(nextDue(HANDOFF, own)?.at).toEqual(at('18T10:25'));
  });
});

describe('business minutes', () => {
  it.each([
    ['18T10:00', 30, '18T10:30'],
    ['18T16:50', 20, '19T09:10'],
    ['18T16:30', 30, '18T17:00'],
    ['20T16:59', 2, '23T09:01'],
    ['21T12:00', 0, '23T09:00'],
    ['18T10:00', 8 * 60 * 2, '20T10:00'],
  ])('%s and %i minutes is %s', (from, minutes, to) => {
    expect(addBusinessMinutes(at(from), minutes)).toEqual(at(to));
  });

  it.each([
    ['18T08:59', false],
    ['18T09:00', true],
    ['18T16:59', true],
    ['18T17:00', false],
    ['21T12:00', false],
  ])('at %s people work: %s', (when, open) => {
    expect(isOpen(at(when))).toBe(open);
  });
});

describe('nobody claims', () => {
  it('the desk is warned, reminded and its lead called before the customer gets an apology with a new time; then again', async () => {
    const desk = aDesk();
    await desk.customer.says('agent');
    const heard = [];
    for (let i = 0; i < 8; i++) heard.push(await desk.strike());
    expect(heard).toEqual([
      'warn',
      'remind',
      'call_lead',
      'apologise desk.apology',
      'warn',
      'remind',
      'call_lead',
      'apologise desk.apology',
    ]);
    expect(desk.customer.entries.map(({ data }) => data.action)).toEqual([
      'asked',
      ...Array.from({ length: 2 }, () => ['warned', 'reminded', 'lead_called', 'apologised']).flat(),
    ]);
    const apology = desk.customer.shown[0];
    expect(apology?.values).toMatchObject({ attempt: 2, promisedBy: desk.handoff().promisedBy.toISOString() });
    expect(desk.handoff().promisedBy > desk.customer.now()).toBe(true);
  });

  it('asking again after a broken promise is answered as what it is', async () => {
    const desk = aDesk();
    await desk.customer.says('agent');
    expect(lastOf(await desk.customer.says('agent', { afterHours: 1 })).values).toMatchObject({ variant: 'late' });
    expect(desk.customer.shop.handoffs).toHaveLength(1);
  });

  it('a clock that was overtaken does nothing', async () => {
    const desk = aDesk();
    await desk.customer.says('agent');
    const next = nextDue(desk.handoff(), DEFAULT_SETTINGS)!;
    const ring = JSON.stringify({ handoffId: desk.handoff().id, strike: next.strike, due: next.at.toISOString() });
    await desk.order(BEA, { kind: 'claim' });
    const result = await desk.customer.says('', { event: 'desk-clock', value: ring, afterHours: 1 });
    expect([result.entries, result.changes, result.outcome]).toEqual([[], [], 'desk-overtaken']);
  });

  it('a clock of a promise that was replaced does nothing', async () => {
    const desk = aDesk();
    await desk.customer.says('agent');
    const old = nextDue(desk.handoff(), DEFAULT_SETTINGS)!;
    await desk.order(BEA, { kind: 'claim' }, { afterHours: 0.3 });
    await desk.order(BEA, { kind: 'release' });
    const ring = JSON.stringify({ handoffId: desk.handoff().id, strike: 'warn', due: old.at.toISOString() });
    const late = await desk.customer.says('', { event: 'desk-clock', value: ring, afterHours: 1 });
    expect(late.outcome).toBe('desk-overtaken');
  });

  it('of a customer whom the people were called about, without their knowing, nothing is told to them', async () => {
    const desk = aDesk();
    await desk.customer.says('', { event: 'unreachable', value: 'RF-1' });
    expect(desk.handoff()).toMatchObject({ reason: 'unreachable', caseNo: 'RF-1' });
    for (const strike of ['warn', 'remind', 'call_lead', 'apologise']) expect(await desk.strike()).toBe(strike);
    expect((await desk.order(BEA, { kind: 'claim' })).messages).toEqual([]);
    expect(keysOf(await desk.reply(BEA, 'Your letter came back'))).toEqual(['desk.reply']);
  });

  it('a customer who cannot be written to hears no apology, and the ladder goes on', async () => {
    const desk = aDesk();
    await desk.customer.says('agent');
    desk.delivery = { optedOut: true, windowUntil: null, failed: null };
    for (const strike of ['warn', 'remind', 'call_lead', 'apologise']) expect(await desk.strike()).toBe(strike);
    expect(desk.handoff().rung).toBe(3);
  });
});

describe('the owner is silent', () => {
  it('is warned at half, then the conversation goes back into the queue and the customer is told', async () => {
    const desk = aDesk();
    await desk.customer.says('agent');
    await desk.order(BEA, { kind: 'claim' });
    await desk.reply(BEA, 'Hello, one moment');
    await desk.customer.says('are you there?');
    expect(await desk.strike()).toBe('warn_owner');
    expect(await desk.strike()).toBe('lapse desk.left');
    expect(desk.handoff()).toMatchObject({ status: 'waiting', owner: null, rung: 0 });
    expect(desk.customer.entries.at(-1)?.data).toMatchObject({ action: 'lapsed', ownerName: 'Bea' });
    await desk.order(CARL, { kind: 'claim' });
    expect(desk.handoff()).toMatchObject({ status: 'claimed', owner: CARL, participants: ['st-bea', 'st-carl'] });
  });

  it('keeps what they have while nobody waits for an answer, and while they write to colleagues', async () => {
    const desk = aDesk();
    await desk.customer.says('agent');
    await desk.order(BEA, { kind: 'claim' });
    await desk.reply(BEA, 'I look into it until tomorrow');
    expect(await desk.strike()).toBe('nothing');
    await desk.customer.says('fine');
    await desk.order(
      BEA,
      { kind: 'note', text: '', ref: 'r', change: 'written' },
      { text: 'asked Carl', afterHours: 0.2 },
    );
    const { until } = desk.handoff().owner!;
    expect(until.getTime() - desk.customer.now().getTime()).toBe(15 * 60_000);
  });
});

describe('out of hours', () => {
  // Wednesday 18 November, 10:00 and a little; eight hours later everybody is gone.
  const evening = async () => {
    const desk = aDesk();
    const asked = await desk.customer.says('agent', { afterHours: 8 });
    return { desk, asked };
  };

  it('the promise says that nobody is here, when somebody is, and takes a message', async () => {
    const { desk, asked } = await evening();
    expect(lastOf(asked)).toMatchObject({
      key: 'handoff.waiting',
      values: { variant: 'closed', promisedBy: '2026-11-19T09:30:00.000Z' },
      choices: [{ value: 'message' }],
    });
    expect(keysOf(await desk.customer.taps('message'))).toEqual(['handoff.askMessage']);
    const kept = await desk.customer.says('The blue mug is for my mother, please hurry');
    expect(keysOf(kept)).toEqual(['handoff.messageKept']);
    expect(desk.handoff().status).toBe('waiting');
    expect(keysOf(await desk.customer.says('refund order 1042, ana@example.com'))).toEqual(['refund.askQuantity']);
  });

  it('no clock runs before the opening', async () => {
    const { desk } = await evening();
    expect(due(desk.handoff())).toBe('warn 19T09:20');
  });

  it('what was missed in the evening reaches the customer in the morning', async () => {
    const missed = { ...HANDOFF, rung: 2 as const, promisedBy: at('18T16:30') };
    const rung: string[] = [];
    const look = (now: Date) =>
      createTicker({
        handoffs: { due: () => Promise.resolve([missed, { ...HANDOFF, id: 'h2', promisedBy: at('18T16:50') }]) },
        settings: () => DEFAULT_SETTINGS,
        admit: ({ id }) => Promise.resolve(void rung.push(id)),
        clock: () => now,
      })();
    await look(at('18T22:00'));
    expect(rung).toEqual(['clock:h2:warn:2026-11-18T16:40:00.000Z']);
    await look(at('19T09:00'));
    expect(rung.slice(1)).toEqual([
      'clock:h1:apologise:2026-11-18T17:00:00.000Z',
      'clock:h2:warn:2026-11-18T16:40:00.000Z',
    ]);
  });
});

describe('the customer leaves and returns', () => {
  it('leaves while waiting, and is back with the bot', async () => {
    const desk = aDesk();
    await desk.customer.says('agent');
    expect(keysOf(await desk.customer.says('bot'))).toEqual(['desk.back']);
    expect(desk.handoff()).toMatchObject({ status: 'closed', resolution: 'customer_left' });
    expect(await desk.strike()).toBe('nothing');
  });

  it('returns a day later to a person who answered long ago: their message is shown at the desk, and a clock runs', async () => {
    const desk = aDesk();
    await desk.customer.says('refund order 1042, ana@example.com');
    await desk.customer.says('agent');
    await desk.order(BEA, { kind: 'claim' });
    await desk.reply(BEA, 'Which of the mugs is it?');
    expect(await desk.strike()).toBe('nothing');
    const back = await desk.customer.says('the blue one', { afterHours: 24 });
    expect([back.silent, back.messages]).toEqual([true, []]);
    expect(await desk.strike()).toBe('warn_owner');
    expect(await desk.strike()).toBe('lapse desk.left');
    // Back in the queue the bot goes on where it was, without a greeting that forgets the day.
    expect(keysOf(await desk.customer.says('both'))).toEqual(['refund.askReason']);
  });

  it('returns a day after the end: the bot greets and goes on, and nothing is asked about the talk', async () => {
    const desk = aDesk();
    await desk.customer.says('refund order 1042, ana@example.com');
    await desk.customer.says('agent');
    await desk.order(BEA, { kind: 'claim' });
    await desk.order(BEA, { kind: 'resolve', resolution: 'answered', farewell: true });
    const back = await desk.customer.says('5', { afterHours: 26 });
    expect(keysOf(back)).not.toContain('desk.rated');
    expect(desk.handoff().satisfaction?.score).toBeUndefined();
    expect(desk.customer.now().getTime()).toBeGreaterThan(NOW.getTime());
  });

  it('what was parked until tomorrow wakes by itself', async () => {
    const desk = aDesk();
    await desk.customer.says('agent');
    await desk.order(BEA, { kind: 'claim' });
    const until = new Date(desk.customer.now().getTime() + 20 * 3_600_000);
    await desk.order(BEA, { kind: 'park', until: until.toISOString() });
    expect(await desk.strike()).toBe('wake');
    expect(desk.handoff()).toMatchObject({ status: 'claimed', owner: BEA });
    expect(desk.customer.entries.at(-1)?.data).toMatchObject({ action: 'woken' });
  });
});
