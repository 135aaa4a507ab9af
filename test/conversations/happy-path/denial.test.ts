import { aCustomer, aShop, keysOf, lastOf, plays } from '../../helpers/conversation';
import { aMixedOrder, anOrder } from '../../helpers/orders';

const tooOld = () => aShop([anOrder({ deliveredDaysAgo: 45 })]);

describe('a request the rules refuse', () => {
  it('says no as soon as that is certain, with reason, alternatives and how to contest, and records it', async () => {
    const customer = aCustomer({ shop: tooOld() });
    const result = await customer.says('refund order 1042, ana@example.com, both, I do not want them any more');
    const { key, values, choices } = lastOf(result);
    expect(key).toBe('refund.denied');
    expect(values).toMatchObject({ codes: ['window_expired'], alternatives: ['store_credit'] });
    expect(values?.appealUntil).toMatch(/^2026-12-02/);
    expect(choices?.map(({ value }) => value)).toEqual(['r1:denial:store_credit', 'r1:denial:appeal']);
    expect([...customer.shop.cases.values()]).toMatchObject([{ status: 'denied', claims: [] }]);
  });

  it('does not turn into a filed case by a yes that comes afterwards', async () => {
    const customer = aCustomer({ shop: tooOld() });
    await customer.says('refund order 1042, ana@example.com, both, I do not want them any more');
    await plays(customer, [['yes', 'refund.denied']]);
    expect(customer.shop.cases.size).toBe(1);
  });

  it('goes on with the alternative the customer takes, up to a read-back of its own', async () => {
    const customer = aCustomer({ shop: tooOld() });
    await customer.says('refund order 1042, ana@example.com, both, I do not want them any more');
    await plays(customer, [
      ['store credit', 'refund.readBack'],
      ['yes', 'refund.filed'],
    ]);
    expect([...customer.shop.cases.values()].map(({ status }) => status)).toEqual(['denied', 'under_review']);
  });

  it('takes an objection to a person and holds the units again', async () => {
    const customer = aCustomer({ shop: tooOld() });
    await customer.says('refund order 1042, ana@example.com, both, I do not want them any more');
    await plays(customer, [['contest', 'refund.appealed']]);
    const [contested] = [...customer.shop.cases.values()];
    expect(contested?.status).toBe('under_review');
    expect(contested?.claims.length).toBeGreaterThan(0);
  });

  it('leaves out what cannot be refunded and goes on with the rest', async () => {
    const customer = aCustomer({ shop: aShop([aMixedOrder()]) });
    const result = await customer.says('refund order 1050, ana@example.com, all of it, I do not want it any more');
    expect(keysOf(result)).toEqual(['refund.partlyDenied', 'refund.askResolution']);
    expect(result.messages[0]?.values).toMatchObject({ codes: ['final_sale'], lines: [{ sku: 'TOWEL' }] });
    const { values } = lastOf(await customer.says('money back'));
    expect(values?.lines).toMatchObject([{ sku: 'MUG-BLUE' }, { sku: 'MUG-RED' }]);
    await customer.says('yes');
    expect([...customer.shop.cases.values()].map(({ status }) => status)).toEqual(['denied', 'approved']);
  });

  it('takes a payment that was not theirs out of the refund dialog, to a person', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com');
    const result = await customer.says('I did not make this purchase, my card was stolen');
    expect(keysOf(result)).toEqual(['refund.fraud', 'handoff.waiting']);
    expect(customer.shop.handoffs).toMatchObject([{ reason: 'fraud' }]);
    expect(customer.shop.cases.size).toBe(0);
  });
});
