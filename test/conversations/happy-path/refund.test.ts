import { aCustomer, keysOf, plays } from '../../helpers/conversation';

describe('a refund from first word to case number', () => {
  it('takes every answer in a message and asks only for what is missing', async () => {
    const customer = aCustomer();
    await plays(customer, [
      ['I want a refund', 'refund.askOrder'],
      ['order 1042, ana@example.com', 'refund.askQuantity'],
      ['all of it, arrived damaged, no photo, money back', 'refund.readBack'],
      ['yes', 'refund.filed'],
    ]);
    const [filed] = [...customer.shop.cases.values()];
    expect(filed).toMatchObject({ status: 'approved', orderNo: '1042', resolution: 'refund', version: 1 });
    expect(filed?.lines).toEqual([
      { sku: 'MUG-BLUE', name: 'Blue mug', quantity: 2, amount: { minor: 2713n, currency: 'USD' } },
    ]);
  });

  it('leaves only the read-back when the first message holds everything', async () => {
    const customer = aCustomer();
    const result = await customer.says(
      'I want my money back for order 1042, ana@example.com, both mugs arrived damaged, no photo',
    );
    expect(keysOf(result)).toEqual(['refund.readBack']);
  });
});
