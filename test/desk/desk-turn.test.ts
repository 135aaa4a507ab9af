import { keysOf, lastOf, plays } from '../helpers/conversation';
import { aDesk, BEA, CARL, LENA } from './a-desk';

const waiting = async (options: Parameters<typeof aDesk>[0] = {}) => {
  const desk = aDesk(options);
  await desk.customer.says('refund order 1042, ana@example.com');
  await desk.customer.says('agent');
  return desk;
};

const claimed = async (options: Parameters<typeof aDesk>[0] = {}) => {
  const desk = await waiting(options);
  await desk.order(BEA, { kind: 'claim' });
  return desk;
};

describe('a claim', () => {
  it('gives the conversation one owner and tells the customer who it is', async () => {
    const desk = await waiting();
    const result = await desk.order(BEA, { kind: 'claim' });
    expect(keysOf(result)).toEqual(['desk.joined']);
    expect(lastOf(result)).toMatchObject({ values: { name: 'Bea' }, choices: [{ value: 'desk:bot' }] });
    expect(desk.handoff()).toMatchObject({ status: 'claimed', owner: BEA, participants: ['st-bea'] });
    expect(desk.answer()).toEqual({ outcome: 'done' });
  });

  it('is refused to everybody else, leads too, with who has it and since when', async () => {
    const desk = await claimed();
    const { since } = desk.handoff().owner!;
    for (const [who, lead] of [
      [CARL, false],
      [LENA, true],
    ] as const) {
      const result = await desk.order(who, { kind: 'claim' }, { lead });
      expect(result.messages).toEqual([]);
      expect(desk.answer()).toEqual({ outcome: 'refused', why: 'taken', owner: BEA, since: since.toISOString() });
    }
    expect(desk.handoff().owner).toMatchObject(BEA);
  });

  it('of somebody who cannot be written to says nothing to them', async () => {
    const desk = await waiting();
    desk.delivery = { optedOut: true, windowUntil: null, failed: null };
    expect((await desk.order(BEA, { kind: 'claim' })).messages).toEqual([]);
    expect(desk.answer()).toEqual({ outcome: 'done' });
  });

  it('takes effect once, however often the same order comes', async () => {
    const desk = await waiting();
    await desk.order(BEA, { kind: 'claim' }, { id: 'same' });
    const again = await desk.order(BEA, { kind: 'claim' }, { id: 'same' });
    expect([again.messages, again.entries, again.changes]).toEqual([[], [], []]);
    expect(desk.handoff().answered).toHaveLength(1);
  });

  it('says the way back in words where there are no buttons, so that a number stays an answer to the person', async () => {
    const desk = await waiting({ buttons: false });
    const result = await desk.order(BEA, { kind: 'claim' });
    expect(lastOf(result)).toMatchObject({ values: { variant: 'words' } });
    expect(lastOf(result).choices).toBeUndefined();
    expect((await desk.customer.says('1')).silent).toBe(true);
  });
});

describe('while somebody owns the conversation', () => {
  it('no dialog answers: what the customer says is kept for the person', async () => {
    const desk = await claimed();
    const state = JSON.stringify(desk.customer.state()?.refund);
    const result = await desk.customer.says('both of them arrived broken');
    expect(result).toMatchObject({ silent: true, messages: [], outcome: 'desk-heard' });
    expect(JSON.stringify(desk.customer.state()?.refund)).toBe(state);
    expect(result.remindAt).toBeUndefined();
  });

  it('news of a case still reaches the customer, reminders and greetings do not', async () => {
    const desk = aDesk();
    await desk.customer.says('refund order 1042, ana@example.com, all of it, arrived damaged, no photo, money back');
    await desk.customer.says('yes');
    await desk.customer.says('agent');
    await desk.order(BEA, { kind: 'claim' });
    const caseNo = [...desk.customer.shop.cases.keys()][0]!;
    expect(desk.handoff().caseNo).toBe(caseNo);
    const told = await desk.customer.says('', { event: 'case-changed', value: caseNo });
    expect(keysOf(told)).toEqual(['status.changed']);
    expect(told.messages.some(({ question }) => question)).toBe(false);
    for (const event of ['reminder', 'start']) {
      expect((await desk.customer.says('', { event })).messages).toEqual([]);
    }
  });

  it('photos become evidence of the open case, five at most', async () => {
    const desk = aDesk();
    await desk.customer.says('refund order 1042, ana@example.com, all of it, arrived damaged, no photo, money back');
    await desk.customer.says('yes');
    const caseNo = [...desk.customer.shop.cases.keys()][0]!;
    const filed = desk.customer.shop.cases.get(caseNo)!;
    desk.customer.shop.cases.set(caseNo, { ...filed, status: 'under_review' });
    await desk.customer.says('agent');
    await desk.order(BEA, { kind: 'claim' });
    await desk.customer.says('here', { photos: 3 });
    await desk.customer.says('and these', { photos: 3 });
    expect(desk.customer.shop.cases.get(caseNo)?.evidence).toHaveLength(5);
    expect(desk.customer.shop.cases.get(caseNo)?.version).toBe(filed.version + 2);
    const decided = { ...desk.customer.shop.cases.get(caseNo)!, status: 'denied' as const, evidence: [] };
    desk.customer.shop.cases.set(caseNo, decided);
    await desk.customer.says('one more', { photos: 1 });
    expect(desk.customer.shop.cases.get(caseNo)?.evidence).toEqual([]);
  });

  it.each([
    'bot',
    'back to the bot please',
    'I want to talk to the assistant',
    'volver al bot',
    'hablar con el asistente',
  ])('the customer goes back to the bot with "%s", and it takes up its question', async (words) => {
    const desk = await claimed();
    const result = await desk.customer.says(words);
    expect(keysOf(result)).toEqual(['desk.back', 'refund.askQuantity']);
    expect(desk.handoff()).toMatchObject({ status: 'closed', resolution: 'customer_left', owner: null });
    await plays(desk.customer, [['both', 'refund.askReason']]);
  });

  it('the button does the same, and means nothing any more afterwards', async () => {
    const desk = await claimed();
    expect(keysOf(await desk.customer.taps('desk:bot'))).toEqual(['desk.back', 'refund.askQuantity']);
    const old = await desk.customer.says('', { choice: 'desk:bot' });
    expect(keysOf(old)).toEqual(['refund.askQuantity']);
  });
});

describe('a reply', () => {
  it('reaches the customer in the words of the preview, by the person, and nobody waits any more', async () => {
    const desk = await claimed();
    await desk.customer.says('hello?');
    expect(desk.handoff().unansweredSince).toBeDefined();
    const result = await desk.reply(BEA, 'Hello Ana, I have it in front of me.');
    expect(result.messages).toEqual([
      { key: 'desk.reply', values: { text: 'Hello Ana, I have it in front of me.', name: 'Bea' }, by: BEA },
    ]);
    expect(desk.handoff()).toMatchObject({ firstReplyAt: desk.customer.now() });
    expect(desk.handoff().unansweredSince).toBeUndefined();
  });

  it('that is not what the preview showed is refused', async () => {
    const desk = await claimed();
    const action = { kind: 'reply' as const, text: '', attachments: [], fingerprint: 'abc123' };
    expect((await desk.order(BEA, action, { text: 'Something else' })).messages).toEqual([]);
    expect(desk.answer()).toEqual({ outcome: 'refused', why: 'stale' });
  });

  it('is for the owner alone', async () => {
    const desk = await claimed();
    await desk.reply(CARL, 'Me too');
    expect(desk.answer()).toEqual({ outcome: 'refused', why: 'not_yours', owner: BEA });
    const free = await waiting();
    await free.reply(BEA, 'Hello');
    expect(free.answer()).toEqual({ outcome: 'refused', why: 'not_yours', owner: null });
  });

  it.each([
    [{ optedOut: true, windowUntil: null, failed: null }, 'opted_out'],
    [{ optedOut: false, windowUntil: new Date('2026-11-18T00:00:00Z'), failed: null }, 'outside_window'],
  ])('is refused when it cannot arrive (%#)', async (delivery, code) => {
    const desk = await claimed();
    desk.delivery = delivery;
    expect((await desk.reply(BEA, 'Hello')).messages).toEqual([]);
    expect(desk.answer()).toEqual({ outcome: 'refused', why: 'unreachable', code });
  });
});

describe('a reply when the window is closed', () => {
  const CLOSED = { optedOut: false, windowUntil: new Date('2026-11-18T00:00:00Z'), failed: null };

  it('leaves in the template it was shown in, and not as free words that were shown before', async () => {
    const desk = await claimed({ templates: ['staff/en'] });
    desk.delivery = CLOSED;
    expect((await desk.reply(BEA, 'Hello')).messages).toEqual([]);
    expect(desk.answer()).toEqual({ outcome: 'refused', why: 'stale' });
    const { messages } = await desk.reply(BEA, 'Hello', { template: 'staff/en' });
    expect(messages).toMatchObject([{ key: 'desk.reply', by: BEA }]);
    expect(desk.answer()).toEqual({ outcome: 'done' });
  });
});

describe('release, transfer, park', () => {
  it('a release puts the conversation back into the queue with a new promise', async () => {
    const desk = await claimed();
    const result = await desk.order(BEA, { kind: 'release' }, { afterHours: 1 });
    expect(keysOf(result)).toEqual(['desk.released']);
    expect(desk.handoff()).toMatchObject({ status: 'waiting', owner: null, rung: 0 });
    expect(desk.handoff().promisedBy > desk.customer.now()).toBe(true);
    expect(desk.handoff().handledMs).toBeGreaterThan(3_600_000);
    await plays(desk.customer, [['both', 'refund.askReason']]);
  });

  it('a transfer changes the owner; a lead may transfer what another has', async () => {
    const desk = await claimed();
    await desk.order(CARL, { kind: 'transfer', to: { staff: CARL } });
    expect(desk.answer()).toMatchObject({ why: 'not_yours' });
    const result = await desk.order(LENA, { kind: 'transfer', to: { staff: LENA } }, { text: 'I know her' });
    expect(keysOf(result)).toEqual(['desk.transferred']);
    expect(result.entries).toMatchObject([
      { data: { action: 'transferred', from: 'st-bea', to: 'st-lena', note: 'I know her' } },
    ]);
    expect(desk.handoff()).toMatchObject({ owner: LENA, participants: ['st-bea', 'st-lena'] });
  });

  it('a transfer to a team waits in its queue', async () => {
    const desk = await claimed();
    const result = await desk.order(BEA, { kind: 'transfer', to: { team: 'payments' } });
    expect(keysOf(result)).toEqual(['desk.queued']);
    expect(desk.handoff()).toMatchObject({ status: 'waiting', team: 'payments', owner: null });
  });

  it('what is parked wakes with the next message, and no later than 72 hours', async () => {
    const desk = await claimed();
    const until = (hours: number) => new Date(desk.customer.now().getTime() + hours * 3_600_000).toISOString();
    await desk.order(BEA, { kind: 'park', until: until(73) });
    expect(desk.answer()).toEqual({ outcome: 'refused', why: 'invalid', field: 'until' });
    await desk.order(BEA, { kind: 'park', until: until(24) });
    expect(desk.handoff()).toMatchObject({ status: 'parked', owner: BEA });
    const woken = await desk.customer.says('any news?');
    expect(woken.silent).toBe(true);
    expect(desk.handoff()).toMatchObject({ status: 'claimed', owner: BEA });
    expect(desk.handoff().parkedUntil).toBeUndefined();
  });
});

describe('notes', () => {
  it('are logged and never sent, also when all is over', async () => {
    const desk = await claimed();
    const note = { kind: 'note', text: '', ref: 'C1/2', change: 'written' } as const;
    const result = await desk.order(CARL, note, { text: 'careful with this one' });
    expect(result.messages).toEqual([]);
    expect(result.entries).toMatchObject([
      {
        type: 'handoff',
        actor: { type: 'staff', id: 'st-carl' },
        data: { action: 'noted', text: 'careful with this one' },
      },
    ]);
    await desk.order(BEA, { kind: 'handback' });
    const late = await desk.order(CARL, note, { text: 'it came back' });
    expect(late.entries).toMatchObject([{ data: { action: 'noted', text: 'it came back' } }]);
  });
});

describe('the end', () => {
  it('handing back lets the bot take up the step it was at', async () => {
    const desk = await claimed();
    await desk.customer.says('thank you so much');
    const result = await desk.order(BEA, { kind: 'handback' });
    expect(keysOf(result)).toEqual(['desk.back', 'refund.askQuantity']);
    expect(desk.handoff()).toMatchObject({ status: 'closed', resolution: 'back_to_bot', closedBy: BEA });
    expect(result.remindAt).toBeDefined();
    await plays(desk.customer, [['both', 'refund.askReason']]);
  });

  it('without a request under way the bot says that it is back and what it can do', async () => {
    const desk = aDesk();
    await desk.customer.says('agent');
    await desk.order(BEA, { kind: 'claim' });
    const result = await desk.order(BEA, { kind: 'handback' });
    expect(keysOf(result)).toEqual(['desk.back']);
    expect(lastOf(result).choices?.map(({ value }) => value)).toEqual(['refund', 'status', 'agent']);
  });

  const resolved = async (farewell = true) => {
    const desk = await claimed();
    const result = await desk.order(BEA, { kind: 'resolve', resolution: 'answered', farewell });
    return { desk, result };
  };

  it('a farewell asks one question about how it went', async () => {
    const { desk, result } = await resolved();
    expect(keysOf(result)).toEqual(['desk.farewell', 'desk.satisfaction']);
    expect(desk.handoff()).toMatchObject({ status: 'closed', resolution: 'answered', closedBy: BEA });
    expect(desk.handoff().satisfaction).toEqual({ askedAt: desk.customer.now() });
  });

  it.each([
    ['5', 5],
    ['4/5', 4],
    ['5. She was great', 5],
    ['very good', 5],
    ['Terrible!', 1],
  ])('"%s" is a score of %i', async (words, score) => {
    const { desk } = await resolved();
    expect(keysOf(await desk.customer.says(words))).toEqual(['desk.rated']);
    expect(desk.handoff().satisfaction).toMatchObject({ score, at: desk.customer.now() });
    expect(keysOf(await desk.customer.says('5'))).not.toContain('desk.rated');
  });

  it('a button answers it for a day, a bare number only right away', async () => {
    const { desk } = await resolved();
    const button = desk.customer.shown.at(-1)!.choices!.find(({ value }) => value.endsWith(':2'))!.value;
    expect(keysOf(await desk.customer.says('where is my refund'))).not.toContain('desk.rated');
    expect(keysOf(await desk.customer.says('2'))).not.toContain('desk.rated');
    expect(keysOf(await desk.customer.says('', { choice: button, afterHours: 20 }))).toEqual(['desk.rated']);
    const { desk: late } = await resolved();
    await late.customer.says('', { choice: `desk:rate:${late.handoff().id}:2`, afterHours: 25 });
    expect(late.handoff().satisfaction?.score).toBeUndefined();
  });

  it('nothing is asked without a farewell, or of somebody who opted out', async () => {
    expect((await resolved(false)).result.messages).toEqual([]);
    const desk = await claimed();
    desk.delivery = { optedOut: true, windowUntil: null, failed: null };
    const result = await desk.order(BEA, { kind: 'resolve', resolution: 'answered', farewell: true });
    expect(result.messages).toEqual([]);
    expect(desk.handoff().satisfaction).toBeUndefined();
  });

  it('an order that comes too late changes nothing but the log', async () => {
    const { desk } = await resolved(false);
    const result = await desk.reply(BEA, 'One more thing');
    expect([result.messages, result.changes]).toEqual([[], []]);
    expect(result.entries).toMatchObject([{ data: { action: 'refused', of: 'reply', why: 'closed' } }]);
  });

  it('somebody who calls a person again starts anew', async () => {
    const { desk } = await resolved(false);
    const first = desk.handoff().id;
    await desk.customer.says('agent');
    expect(desk.handoff().id).not.toBe(first);
    expect(desk.handoff().status).toBe('waiting');
  });
});

describe('while nobody has come yet', () => {
  it('the bot goes on, and words for leaving end the waiting', async () => {
    const desk = await waiting();
    await plays(desk.customer, [['both', 'refund.askReason']]);
    const result = await desk.customer.says('I want to leave the queue');
    expect(keysOf(result)).toEqual(['desk.back', 'refund.askReason']);
    expect(desk.handoff()).toMatchObject({ status: 'closed', resolution: 'customer_left' });
  });

  it('a case filed meanwhile is put beside the handoff', async () => {
    const desk = aDesk();
    await desk.customer.says('agent');
    await desk.customer.says('refund order 1042, ana@example.com, all of it, arrived damaged, no photo, money back');
    await desk.customer.says('yes');
    expect(desk.handoff().caseNo).toBe([...desk.customer.shop.cases.keys()][0]);
    expect(desk.handoff().orderNo).toBe('1042');
  });

  it('keeps the reminder of the draft through a claim and a release', async () => {
    const desk = await waiting();
    await desk.order(BEA, { kind: 'claim' });
    expect((await desk.order(BEA, { kind: 'release' })).remindAt).toBeDefined();
  });
});
