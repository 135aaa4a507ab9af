import { aCustomer, aShop, keysOf, lastOf, plays } from '../../helpers/conversation';
import { defaultCalendar } from '../../../src/domain/business-hours';

describe('asking for a person', () => {
  it('queues the conversation with a promise and goes on with the bot meanwhile', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com');
    const result = await customer.says('I want to talk to a real person');
    expect(keysOf(result)).toEqual(['handoff.waiting']);
    expect(lastOf(result).values?.promisedBy).toBe(customer.shop.handoffs[0]?.promisedBy.toISOString());
    await plays(customer, [['both', 'refund.askReason']]);
  });

  it('shows the question again when the customer chooses to go on', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com');
    await customer.says('agent');
    await plays(customer, [['1', 'refund.askQuantity']]);
  });

  it('promises nothing outside opening hours', async () => {
    const customer = aCustomer({ shop: aShop(), calendar: defaultCalendar() });
    const result = await customer.says('agent', { afterHours: 80 });
    // Saturday evening: the next working day is Monday 23 November.
    expect(lastOf(result).values?.promisedBy).toBe('2026-11-23T09:30:00.000Z');
  });

  it('repeats the promise without queueing twice', async () => {
    const customer = aCustomer();
    await customer.says('agent');
    expect(lastOf(await customer.says('agent')).values).toMatchObject({ variant: 'again' });
    expect(customer.shop.handoffs).toHaveLength(1);
  });

  it('offers the person first to somebody who is angry', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com');
    const { choices, values } = lastOf(await customer.says('this is ridiculous!!!'));
    expect(choices?.[0]?.value).toBe('agent');
    expect(values?.lead).toMatchObject({ key: 'angry' });
  });

  it('logs who asked and why', async () => {
    const customer = aCustomer();
    const { entries } = await customer.says('agent');
    expect(entries).toMatchObject([
      { type: 'handoff', stream: 'conversation', actor: { type: 'customer' }, data: { reason: 'asked' } },
    ]);
  });
});
