import { aCustomer, aShop, lastOf, plays, type Customer } from '../../helpers/conversation';
import { aMixedOrder, anItem, anOrder } from '../../helpers/orders';

const GRACE = { name: 'Grace', email: 'grace@example.com', phone: '+15005550008', postcode: '10027' };

/** Orders 1042 and 1050 of Ana, and 1060 of Grace. */
function aHousehold(): Customer {
  const hers = anOrder({ orderNo: '1060', contact: GRACE, items: [anItem({ sku: 'SOCKS', name: 'Grey socks' })] });
  return aCustomer({ shop: aShop([anOrder(), aMixedOrder(), hers]) });
}

describe('more than one order at once', () => {
  it('goes through the orders of one message one after the other', async () => {
    const customer = aHousehold();
    await plays(customer, [
      ['I need refunds for orders 1042 and 1050, ana@example.com', 'refund.askQuantity'],
      ['both arrived broken, no photo, money back', 'refund.readBack'],
      ['yes', 'refund.filed refund.nextOrder'],
      ['yes', 'refund.askItems'],
      ['the blue mug arrived broken, no photo, money back', 'refund.readBack'],
      ['yes', 'refund.filed'],
    ]);
    expect([...customer.shop.cases.values()].map(({ orderNo }) => orderNo)).toEqual(['1042', '1050']);
  });

  it('keeps a request that gives way to another person’s, with all its answers', async () => {
    const customer = aHousehold();
    await plays(customer, [
      ['refund 1042 ana@example.com, both arrived broken, no photo', 'refund.askResolution'],
      ['wait, my wife is first, order 1060 grace@example.com', 'refund.askQuantity'],
      ['both, they are too small, money back', 'refund.readBack'],
      ['yes', 'refund.filed refund.nextOrder'],
      ['yes', 'refund.askResolution'],
      ['money back', 'refund.readBack'],
    ]);
    expect(customer.shown[0]?.values).toMatchObject({ orderNo: '1042', reason: { l2: 'damaged_in_transit' } });
  });

  it('files nothing on a yes said twice: what waited is offered, then shown', async () => {
    const customer = aHousehold();
    await customer.says('refund 1042 ana@example.com, both arrived broken, no photo, money back');
    await customer.says('order 1060 grace@example.com, refund both, too small, money back');
    await plays(customer, [
      ['yes', 'refund.filed refund.nextOrder'],
      ['yes', 'refund.readBack'],
    ]);
    expect(customer.shop.cases.size).toBe(1);
  });

  it('comes back to a waiting request when its order is named, and lets one go that is refused', async () => {
    const customer = aHousehold();
    await customer.says('refund 1042 ana@example.com, both arrived broken, no photo');
    await customer.says('order 1060 grace@example.com, refund both, too small');
    expect(lastOf(await customer.says('back to order 1042, I want a refund for that')).key).toBe('refund.readBack');
    await plays(customer, [
      ['yes', 'refund.filed refund.nextOrder'],
      ['no', 'refund.dropped'],
      ['yes', 'refund.alreadyFiled'],
    ]);
  });

  it('takes two numbers of a correction for one order', async () => {
    const customer = aHousehold();
    await customer.says('refund for order 1042, no sorry, I mean order 1050, ana@example.com');
    await customer.says('the blue mug arrived broken, no photo, money back');
    await plays(customer, [['yes', 'refund.filed']]);
    expect([...customer.shop.cases.values()].map(({ orderNo }) => orderNo)).toEqual(['1050']);
  });

  it('starts over without those that waited', async () => {
    const customer = aHousehold();
    await plays(customer, [
      ['I need refunds for orders 1042 and 1050, ana@example.com', 'refund.askQuantity'],
      ['start over', 'refund.askOrder'],
      ['1042', 'refund.askQuantity'],
      ['both arrived broken, no photo, money back', 'refund.readBack'],
      ['yes', 'refund.filed'],
    ]);
  });

  it('asks for the contact of the next order where the last one is not on it, without calling it a slip', async () => {
    const customer = aHousehold();
    await plays(customer, [
      ['refunds for orders 1042 and 1060, ana@example.com', 'refund.askQuantity'],
      ['both arrived broken, no photo, money back', 'refund.readBack'],
      ['yes', 'refund.filed refund.nextOrder'],
      ['yes', 'refund.askContact'],
      ['grace@example.com', 'refund.askQuantity'],
    ]);
  });

  it.each([
    ["it's order 1050, not 1042", '1050'],
    ['not order 1042 but order 1050', '1050'],
    ['order 1042, sorry, I mean order 1050', '1050'],
    ['es el pedido 1050, no el 1042', '1050'],
  ])('takes of "%s" the order that is meant', async (said, orderNo) => {
    const customer = aHousehold();
    await customer.says('I want a refund');
    await customer.says(said);
    expect(lastOf(await customer.says('ana@example.com')).values).toMatchObject({ orderNo });
  });
});
