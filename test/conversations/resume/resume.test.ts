import { aCustomer, keysOf, lastOf, plays } from '../../helpers/conversation';

describe('coming back to an unfinished request', () => {
  it('keeps the draft and says what it was about', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com, both');
    const result = await customer.says('hello', { afterHours: 30 });
    expect(lastOf(result)).toMatchObject({
      key: 'refund.askReason',
      values: { lead: { key: 'welcomeBackToOrder', orderNo: '1042' } },
    });
    await plays(customer, [['arrived damaged', 'refund.askEvidence']]);
  });

  it('greets and still takes an answer that comes right away', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com, both');
    expect(keysOf(await customer.says('arrived damaged', { afterHours: 30 }))).toEqual([
      'greeting',
      'refund.askEvidence',
    ]);
  });

  it('does not file on a yes to what was read back yesterday', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com, all of it, arrived damaged, no photo, money back');
    expect(keysOf(await customer.says('yes', { afterHours: 30 }))).toEqual(['refund.readBack']);
    await plays(customer, [['yes', 'refund.filed']]);
  });

  it('reminds nobody at night: the evening before it is, where the customer is', async () => {
    const night = await aCustomer().says('refund order 1042, ana@example.com, both', { afterHours: 15 });
    expect(night.remindAt?.toISOString()).toBe('2026-11-19T20:45:00.000Z');
    const abroad = aCustomer({ channel: 'sms', conversation: '+34612345678' });
    const { remindAt } = await abroad.says('refund order 1042, ana@example.com, both', { afterHours: 15 });
    expect(remindAt?.toISOString()).toBe('2026-11-19T19:45:00.000Z');
  });

  it('asks for a reminder while something is unfinished, reminds once, and says no more', async () => {
    const customer = aCustomer();
    const { remindAt } = await customer.says('refund order 1042, ana@example.com, both');
    const hours = ((remindAt?.getTime() ?? 0) - customer.now().getTime()) / 3_600_000;
    // Nearly a day, and before hour 23: WhatsApp lets us write freely for 24.
    expect([hours > 22, hours < 23]).toEqual([true, true]);
    const reminded = await customer.says('', { event: 'reminder', afterHours: 20 });
    expect(lastOf(reminded)).toMatchObject({ key: 'refund.askReason', values: { lead: { key: 'reminderOrder' } } });
    expect(reminded.remindAt).toBeUndefined();
    expect((await customer.says('', { event: 'reminder', afterHours: 20 })).messages).toEqual([]);
  });

  it('reminds once of one request, also of one that never got to an order, and counts from the last message', async () => {
    const customer = aCustomer();
    const { remindAt } = await customer.says('I want a refund');
    const event = await customer.says('', { event: 'case-changed', afterHours: 3 });
    expect(event.remindAt).toEqual(remindAt);
    await customer.says('', { event: 'reminder', afterHours: 21 });
    expect((await customer.says('order 1042')).remindAt).toBeUndefined();
    expect((await customer.says('start over')).remindAt).toBeDefined();
  });

  it('asks for no reminder once everything is filed', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com, all of it, arrived damaged, no photo, money back');
    expect((await customer.says('yes')).remindAt).toBeUndefined();
    expect((await customer.says('', { event: 'reminder' })).messages).toEqual([]);
  });

  it('greets with choices on start, and shows the open question when there is one', async () => {
    const customer = aCustomer();
    const start = lastOf(await customer.says('', { event: 'start' }));
    expect(start).toMatchObject({ key: 'greeting', question: true });
    expect(start.choices?.map(({ value }) => value)).toEqual(['refund', 'status', 'agent']);
    await customer.says('refund');
    expect(keysOf(await customer.says('', { event: 'start' }))).toEqual(['refund.askOrder']);
  });

  it('finds its place in a state written by an older version', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com, both');
    const state = customer.state() as Record<string, unknown>;
    for (const added of ['offered', 'wanted', 'said', 'withdrawing', 'angry']) Reflect.deleteProperty(state, added);
    await plays(customer, [['arrived damaged', 'refund.askEvidence']]);
  });
});
