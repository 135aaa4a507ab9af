import { aCustomer, aShop, lastOf, plays, type Customer } from '../../helpers/conversation';
import { aMixedOrder, anItem, anOrder } from '../../helpers/orders';

async function atReadBack(): Promise<Customer> {
  const customer = aCustomer({ shop: aShop([anOrder(), aMixedOrder()]) });
  await customer.says('refund order 1050, ana@example.com, both red mugs arrived damaged, no photo, money back');
  return customer;
}

describe('changing an answer', () => {
  it.each([
    ['no, only one of them', { lines: [{ sku: 'MUG-RED', quantity: 1 }] }],
    ['it was the blue one', { lines: [{ sku: 'MUG-BLUE', quantity: 1 }] }],
    ['no, store credit', { resolution: 'store_credit' }],
    ['yes but make it store credit', { resolution: 'store_credit' }],
    ['no, it is the wrong size', {}],
  ])('applies "%s" at the read-back and reads back again', async (said, expected) => {
    const customer = await atReadBack();
    const before = customer.shown.at(-1);
    const message = lastOf(await customer.says(said));
    expect(message.key).toBe('refund.readBack');
    expect(message.values).toMatchObject(expected);
    expect(message.values?.fingerprint).not.toBe(before?.values?.fingerprint);
    expect(customer.shop.cases.size).toBe(0);
  });

  it('logs a correction as old and new', async () => {
    const customer = await atReadBack();
    const { entries } = await customer.says('no, store credit');
    expect(entries).toMatchObject([
      {
        type: 'correction',
        data: { field: 'resolution', from: 'refund', to: 'store_credit', given: 'no, store credit' },
      },
    ]);
  });

  it.each([
    ['and the blue one', ['MUG-BLUE', 'MUG-RED']],
    ['also the blue mug please', ['MUG-BLUE', 'MUG-RED']],
    ['y también la taza azul', ['MUG-BLUE', 'MUG-RED']],
    ['no, the blue one', ['MUG-BLUE']],
  ])('tells "%s" as an addition from a correction', async (said, skus) => {
    const customer = await atReadBack();
    const { values } = lastOf(await customer.says(said));
    expect((values?.lines as { sku: string }[]).map(({ sku }) => sku)).toEqual(skus);
  });

  it('takes a bare yes for an answer, also where an item has a yes in its name', async () => {
    const items = [anItem({ quantity: 1 }), anItem({ sku: 'CAM', name: 'Camera (4K, yes, silver)', quantity: 1 })];
    const customer = aCustomer({ shop: aShop([anOrder({ items })]) });
    await plays(customer, [
      ['refund order 1042, ana@example.com, all of it arrived damaged, no photo, money back', 'refund.readBack'],
      ['yes', 'refund.filed'],
    ]);
    expect([...customer.shop.cases.values()][0]?.lines).toHaveLength(2);
  });

  it('says nothing of a change, and logs none, when the same answer is given again', async () => {
    const customer = await atReadBack();
    await plays(customer, [
      ['back', 'refund.askResolution'],
      ['money back', 'refund.readBack'],
    ]);
    expect(customer.shown[0]?.values?.lead).toBeUndefined();
    expect(customer.entries.filter(({ type }) => type === 'correction')).toEqual([]);
  });

  it('asks what is wrong after a bare no, and takes the answer', async () => {
    const customer = await atReadBack();
    await plays(customer, [
      ['no', 'refund.askChange'],
      ['The reason', 'refund.askReason'],
      ['it does not work', 'refund.readBack'],
    ]);
    expect(customer.shown[0]?.values).toMatchObject({ reason: { l2: 'defective' }, lead: { key: 'changed' } });
  });

  it('takes a correction said in answer to what is wrong', async () => {
    const customer = await atReadBack();
    await plays(customer, [
      ['no', 'refund.askChange'],
      ['only one of them', 'refund.readBack'],
      ['yes', 'refund.filed'],
    ]);
    expect([...customer.shop.cases.values()][0]?.lines).toMatchObject([{ quantity: 1 }]);
  });

  it('goes back one answer at a time and says when there is none left', async () => {
    const customer = aCustomer();
    await plays(customer, [
      ['refund', 'refund.askOrder'],
      ['back', 'refund.askOrder'],
      ['1042 ana@example.com', 'refund.askQuantity'],
      ['one', 'refund.askReason'],
      ['back', 'refund.askQuantity'],
      ['2', 'refund.askReason'],
      ['arrived damaged', 'refund.askEvidence'],
      ['go back', 'refund.askReason'],
    ]);
  });

  it('changes a named answer in the middle', async () => {
    const customer = aCustomer({ shop: aShop([aMixedOrder()]) });
    await plays(customer, [
      ['refund order 1050, ana@example.com, the blue mug arrived damaged', 'refund.askEvidence'],
      ['change the reason', 'refund.askReason'],
      ['it does not work', 'refund.askEvidence'],
      ['change', 'refund.askChange'],
      ['The items', 'refund.askItems'],
      ['both red mugs', 'refund.askEvidence'],
    ]);
  });

  it('moves to another order and keeps what is still true', async () => {
    const customer = await atReadBack();
    await plays(customer, [
      ['wrong order', 'refund.askOrder'],
      ['1042', 'refund.askQuantity'],
      ['both', 'refund.readBack'],
    ]);
    expect(customer.shown[0]?.values).toMatchObject({ orderNo: '1042', reason: { l2: 'damaged_in_transit' } });
  });

  it('asks which one when "only one" fits several items', async () => {
    const customer = aCustomer({ shop: aShop([aMixedOrder()]) });
    await customer.says(
      'refund order 1050, ana@example.com, both red mugs and the blue mug, arrived damaged, no photo, money back',
    );
    await plays(customer, [['no, only one', 'refund.whichOne refund.askItems']]);
  });

  it('moves to the order named in the same breath, and does not offer the wrong one again', async () => {
    const customer = aCustomer({ shop: aShop([anOrder(), aMixedOrder(), anOrder({ orderNo: '1043' })]) });
    await plays(customer, [
      ['refund order 1042, ana@example.com, both arrived damaged', 'refund.askEvidence'],
      ['wrong order, it was 1043', 'refund.askQuantity'],
      ['both', 'refund.askEvidence'],
      ['wrong order', 'refund.askOrder'],
    ]);
    expect(customer.shown[0]?.values).not.toMatchObject({ orderNo: '1043' });
  });

  it('takes a few words for the other wish at the read-back', async () => {
    const customer = await atReadBack();
    await plays(customer, [
      ['no wait, exchange', 'refund.readBack'],
      ['no, the money', 'refund.readBack'],
    ]);
    expect(customer.shown[0]?.values).toMatchObject({ resolution: 'refund' });
  });

  it('recounts one of several items and leaves the others, unless "only" is said', async () => {
    const customer = aCustomer({ shop: aShop([aMixedOrder()]) });
    const lines = () => customer.shown.at(-1)?.values?.lines;
    await customer.says(
      'refund 1050 ana@example.com, one red mug and the blue mug, arrived damaged, no photo, money back',
    );
    await customer.says('two red mugs actually');
    expect(lines()).toMatchObject([{ sku: 'MUG-BLUE' }, { sku: 'MUG-RED', quantity: 2 }]);
    await customer.says('no, only one red mug');
    expect(lines()).toMatchObject([{ sku: 'MUG-RED', quantity: 1 }]);
  });

  it('does not take the no of a correction for having no photo', async () => {
    const customer = aCustomer({ shop: aShop([aMixedOrder()]) });
    await plays(customer, [
      ['refund 1050 ana@example.com, both red mugs arrived damaged', 'refund.askEvidence'],
      ['no, it was the blue one', 'refund.askEvidence'],
      ['no, sorry', 'refund.askResolution'],
    ]);
  });

  it('does not take "wrong order" for a wrong item', async () => {
    const customer = await atReadBack();
    await customer.says('no, pedido equivocado, es el 1042');
    await customer.says('both');
    expect(customer.shown.at(-1)?.values).toMatchObject({ orderNo: '1042', reason: { l2: 'damaged_in_transit' } });
  });

  it.each([
    ['no, wait, two', { quantity: 2 }],
    ['no, three', { quantity: 3 }],
    ['make it two', { quantity: 2 }],
    ['mejor dos', { quantity: 2 }],
  ])('puts a number right while something else is asked: "%s"', async (said, line) => {
    const customer = aCustomer({ shop: aShop([anOrder({ items: [anItem({ quantity: 4, tax: 425n })] })]) });
    await plays(customer, [
      ['refund order 1042, ana@example.com, one of them', 'refund.askReason'],
      [said, 'refund.askReason'],
      ['arrived damaged, no photo, money back', 'refund.readBack'],
    ]);
    expect(customer.shown.at(-1)?.values?.lines).toMatchObject([line]);
  });

  it('puts an earlier answer right by a no with another one, whatever is asked now', async () => {
    const customer = aCustomer();
    await plays(customer, [
      ['refund order 1042, ana@example.com, both are too small', 'refund.askResolution'],
      ['no, too big', 'refund.askResolution'],
      ['money back', 'refund.readBack'],
    ]);
    expect(customer.shown[0]?.values).toMatchObject({ reason: { l2: 'size_too_large' } });
  });

  it('narrows what was chosen to the thing it is limited to, with the number it had', async () => {
    const customer = aCustomer({ shop: aShop([aMixedOrder()]) });
    await plays(customer, [
      ['refund 1050 ana@example.com, the blue mug and both red mugs arrived damaged', 'refund.askEvidence'],
      ['ok just the red mugs', 'refund.askEvidence'],
      ['no photo, money back', 'refund.readBack'],
    ]);
    expect(customer.shown[0]?.values?.lines).toMatchObject([{ sku: 'MUG-RED', quantity: 2 }]);
  });

  it('says how many are left to whoever asks for "all" of more', async () => {
    const customer = aCustomer();
    await plays(customer, [
      ['refund order 1042, ana@example.com', 'refund.askQuantity'],
      ['all six', 'refund.tooMany refund.askQuantity'],
    ]);
  });

  it('does not ask for a photo when it was said before the reason that there is none', async () => {
    const customer = aCustomer();
    await plays(customer, [
      ['refund order 1042, ana@example.com, both, and I have no photo', 'refund.askReason'],
      ['arrived damaged', 'refund.askResolution'],
    ]);
  });

  it('starts over with nothing kept but who the customer is', async () => {
    const customer = await atReadBack();
    await plays(customer, [
      ['start over', 'refund.askOrder'],
      ['yes', 'refund.askItems'],
      ['the blue mug', 'refund.askReason'],
    ]);
  });

  it.each(['remove the red mugs', 'no, not the red mugs', 'I want to keep the red mugs', 'quita las tazas rojas'])(
    'leaves out what "%s" names, and keeps the rest',
    async (said) => {
      const customer = aCustomer({ shop: aShop([aMixedOrder()]) });
      await plays(customer, [
        [
          'refund 1050 ana@example.com, the blue mug and both red mugs arrived damaged, no photo, money back',
          'refund.readBack',
        ],
        [said, 'refund.readBack'],
      ]);
      expect(customer.shown.at(-1)?.values?.lines).toMatchObject([{ sku: 'MUG-BLUE', quantity: 1 }]);
      expect(customer.shown.at(-1)?.values?.lines).toHaveLength(1);
    },
  );

  it('takes nothing out where nothing would be left', async () => {
    const customer = await atReadBack();
    expect(lastOf(await customer.says('remove the red mugs')).values?.lines).toHaveLength(1);
    expect(customer.shop.cases.size).toBe(0);
  });

  it('gives no thing the number that was said with another one', async () => {
    const items = [
      anItem({ sku: 'NB', name: 'Notebook', quantity: 3, tax: 300n }),
      anItem({ sku: 'PEN', name: 'Fine pen', quantity: 7, tax: 700n }),
    ];
    const customer = aCustomer({ shop: aShop([anOrder({ items })]) });
    await plays(customer, [
      ['order 1042, ana@example.com', 'refund.askItems'],
      ['two of the notebooks came torn and the pens too', 'refund.askQuantity'],
      ['3', 'refund.askEvidence'],
      ['I think two notebooks and one pen', 'refund.askEvidence'],
      ['no photo, money back', 'refund.readBack'],
    ]);
    expect(customer.shown.at(-1)?.values?.lines).toMatchObject([
      { sku: 'NB', quantity: 2 },
      { sku: 'PEN', quantity: 1 },
    ]);
  });

  it('counts "a pen" as one, and does not recount by a story of what is wrong', async () => {
    const items = [anItem({ sku: 'PEN', name: 'Fine pen', quantity: 7, tax: 700n })];
    const customer = aCustomer({ shop: aShop([anOrder({ items })]) });
    await plays(customer, [['refund order 1042, ana@example.com, a pen', 'refund.askReason']]);
    await customer.says('no, five');
    await customer.says('one pen is broken and the others leak');
    await plays(customer, [['no photo, money back', 'refund.readBack']]);
    expect(customer.shown.at(-1)?.values?.lines).toMatchObject([{ sku: 'PEN', quantity: 5 }]);
  });

  it.each(['yes', 'no', 'nothing, its ok'])('shows the request again when nothing is to change: "%s"', async (said) => {
    const customer = await atReadBack();
    await plays(customer, [
      ['no', 'refund.askChange'],
      [said, 'refund.readBack'],
    ]);
    expect(customer.shop.cases.size).toBe(0);
  });

  it('takes the number of a thing that was added at the read-back for that thing', async () => {
    const customer = aCustomer({ shop: aShop([aMixedOrder()]) });
    await plays(customer, [
      ['refund 1050 ana@example.com, the blue mug arrived damaged, no photo, money back', 'refund.readBack'],
      ['add the red mugs', 'refund.askQuantity'],
      ['2', 'refund.readBack'],
    ]);
    expect(customer.shown.at(-1)?.values?.lines).toMatchObject([
      { sku: 'MUG-BLUE', quantity: 1 },
      { sku: 'MUG-RED', quantity: 2 },
    ]);
  });
});
