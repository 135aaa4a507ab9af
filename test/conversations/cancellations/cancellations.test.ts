import { aCustomer, aShop, keysOf, lastOf, plays } from '../../helpers/conversation';
import { anItem, anOrder } from '../../helpers/orders';

/** Above the automatic limit, so that a person decides and there is something to take back. */
const dear = () => aShop([anOrder({ items: [anItem({ unitPrice: 9000n })] })]);
const ALL = 'refund order 1042, ana@example.com, all of it, arrived damaged, no photo, money back';

describe('taking a request back', () => {
  it.each(['never mind', 'cancel', 'forget it', "I don't want the refund any more"])(
    'drops the draft on "%s" and sends nothing',
    async (said) => {
      const customer = aCustomer();
      await customer.says(ALL);
      await plays(customer, [[said, 'refund.dropped']]);
      await plays(customer, [['yes', 'lost']]);
      expect(customer.shop.cases.size).toBe(0);
    },
  );

  it('takes "I changed my mind, withdraw it" for a wish to take the case back', async () => {
    const order = anOrder({ items: [anItem({ unitPrice: 9000n })] });
    const customer = aCustomer({ shop: aShop([order]) });
    await plays(customer, [
      ['refund order 1042, ana@example.com, all of it arrived damaged, no photo, money back', 'refund.readBack'],
      ['yes', 'refund.filed'],
      ['I changed my mind, withdraw it', 'withdraw.confirm'],
      ['yes', 'withdraw.done'],
    ]);
  });

  it('calls the person it offered where the case cannot be taken back any more', async () => {
    const customer = aCustomer();
    await plays(customer, [
      ['refund order 1042, ana@example.com, all of it arrived damaged, no photo, money back', 'refund.readBack'],
      ['yes', 'refund.filed'],
      ['withdraw it', 'withdraw.tooLate'],
      ['yes', 'handoff.waiting'],
    ]);
  });

  it('lets go of a withdrawal when asked to, and of being asked which case', async () => {
    await plays(aCustomer(), [
      ['withdraw my request', 'withdraw.askCase'],
      ['I want a refund', 'refund.askOrder'],
    ]);
    await plays(aCustomer(), [
      ['withdraw my request', 'withdraw.askCase'],
      ['never mind', 'goodbye'],
    ]);
  });

  it('takes "I changed my mind" for a reason where a reason is asked for', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com, both');
    const result = await customer.says('I changed my mind');
    expect(keysOf(result)).not.toContain('refund.dropped');
  });

  it('withdraws a filed case only after a yes of its own', async () => {
    const customer = aCustomer({ shop: dear() });
    await customer.says(ALL);
    await customer.says('yes');
    await plays(customer, [
      ['withdraw my request', 'withdraw.confirm'],
      ['hm', 'withdraw.confirm'],
      ['no', 'withdraw.kept'],
      ['withdraw my request', 'withdraw.confirm'],
      ['yes', 'withdraw.done'],
    ]);
    expect([...customer.shop.cases.values()]).toMatchObject([{ status: 'withdrawn', claims: [], version: 2 }]);
  });

  it('lets the units be asked for again after a withdrawal', async () => {
    const customer = aCustomer({ shop: dear() });
    await customer.says(ALL);
    await customer.says('yes');
    await customer.says('withdraw my request');
    await customer.says('yes');
    expect(lastOf(await customer.says(ALL)).key).toBe('refund.readBack');
  });

  it('says why an approved case is not for the bot to stop', async () => {
    const customer = aCustomer();
    await customer.says(ALL);
    await customer.says('yes');
    await plays(customer, [['withdraw my request', 'withdraw.tooLate']]);
  });
});
