import { aCustomer, aShop, keysOf, lastOf, plays } from '../../helpers/conversation';
import { aMixedOrder, anItem, anOrder } from '../../helpers/orders';

describe('a refund from first word to case number', () => {
  it.each(['yes thanks', 'thanks, yes', 'ok thank you', 'sí, gracias'])('files on "%s"', async (said) => {
    const customer = aCustomer();
    await plays(customer, [
      ['refund order 1042, ana@example.com, both arrived damaged, no photo, money back', 'refund.readBack'],
      ['thanks', 'thanks refund.readBack'],
      [said, 'refund.filed'],
    ]);
  });

  it.each([
    ['everything but the towel', ['MUG-BLUE', 'MUG-RED']],
    ['all except MUG-RED', ['MUG-BLUE', 'TOWEL']],
    ['MUG-BLUE and TOWEL', ['MUG-BLUE', 'TOWEL']],
  ])('leaves out what "%s" leaves out', async (said, skus) => {
    const customer = aCustomer({ shop: aShop([aMixedOrder()]) });
    await customer.says('refund order 1050, ana@example.com');
    await customer.says(said);
    const { refund } = customer.state() as unknown as { refund: { lines: { sku: string }[] } };
    expect(refund.lines.map(({ sku }) => sku)).toEqual(skus);
  });

  it.each([
    ['to my paypal', 'refund', 'refund.originalOnly refund.readBack'],
    ['to a different card please', 'refund', 'refund.originalOnly refund.readBack'],
    ['a otra tarjeta', 'refund', 'refund.originalOnly refund.readBack'],
    ['back to my visa', 'refund', 'refund.readBack'],
    ['on a gift card', 'store_credit', 'refund.readBack'],
  ])('says so where the money cannot go: "%s"', async (said, resolution, keys) => {
    const customer = aCustomer();
    await plays(customer, [
      ['refund 1042 ana@example.com, both arrived damaged, no photo', 'refund.askResolution'],
      [said, keys],
    ]);
    expect(customer.shown.at(-1)?.values).toMatchObject({ resolution });
    expect(customer.entries.at(-1)).toMatchObject({ type: 'answer', data: { field: 'resolution', value: resolution } });
  });

  it('does not take a payment that is only told for a wish', async () => {
    const said = 'refund 1042 ana@example.com, both arrived damaged, no photo, I paid with another card';
    expect(keysOf(await aCustomer().says(said))).toEqual(['refund.askResolution']);
  });

  it('gives back to the gift card that paid', async () => {
    const order = anOrder({ payments: [{ method: 'gift_card', captured: 3212n }] });
    const customer = aCustomer({ shop: aShop([order]) });
    const said = 'refund 1042 ana@example.com, both arrived damaged, no photo, put it back on my gift card';
    expect(lastOf(await customer.says(said)).values).toMatchObject({
      resolution: 'refund',
      destination: { payments: [{ method: 'gift_card' }] },
    });
  });

  it('takes what is wrong, not what was bought, for the number', async () => {
    const customer = aCustomer();
    const said = 'I ordered 2 mugs, order 1042, ana@example.com, one of them was smashed, no photo, money back';
    expect(lastOf(await customer.says(said)).values?.lines).toMatchObject([{ quantity: 1 }]);
  });

  it('keeps a photo that comes before the order, and one nobody asked for', async () => {
    const customer = aCustomer();
    expect(lastOf(await customer.says('the mug arrived like this', { photos: 1 }))).toMatchObject({
      key: 'refund.askOrder',
      values: { lead: { key: 'photo' } },
    });
    await plays(customer, [
      ['1042 ana@example.com', 'refund.askQuantity'],
      ['one', 'refund.askReason'],
      ['arrived damaged', 'refund.askResolution'],
      ['money back', 'refund.readBack'],
    ]);
    const again = lastOf(await customer.says('', { photos: 1 }));
    expect(again.values).toMatchObject({ lead: { key: 'photo' }, photos: 2 });
    await plays(customer, [['yes', 'refund.filed']]);
    expect([...customer.shop.cases.values()][0]?.evidence).toHaveLength(2);
    expect(keysOf(await customer.says('', { photos: 1 }))).toEqual(['refund.photoLate']);
  });

  it('takes a wish to cancel for the whole order and its money, and the reason when it comes', async () => {
    const order = anOrder({ status: 'pending', shipments: [] });
    delete order.deliveredAt;
    const customer = aCustomer({ shop: aShop([order]) });
    await plays(customer, [
      ['cancel my order 1042, ana@example.com', 'refund.readBack'],
      ['ordered by mistake', 'refund.readBack'],
      ['yes', 'refund.filed'],
    ]);
    expect([...customer.shop.cases.values()][0]).toMatchObject({
      reason: { l2: 'ordered_by_mistake' },
      lines: [{ sku: 'MUG-BLUE', quantity: 2 }],
    });
  });

  it('quotes beside the reason only the clause that gives it, and keeps every word', async () => {
    const customer = aCustomer();
    const said = 'refund 1042, ana@example.com, both mugs. The glaze is cracked! No photo, money back';
    expect(lastOf(await customer.says(said)).values?.reason).toMatchObject({ verbatim: 'The glaze is cracked' });
    await customer.says('yes');
    expect([...customer.shop.cases.values()][0]?.reason.verbatim).toBe(said);
  });

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
    expect(filed?.reason).toEqual({
      l1: 'not_as_described',
      l2: 'damaged_in_transit',
      verbatim: 'all of it, arrived damaged, no photo, money back',
    });
  });

  it('asks one thing at a time when it is told one thing at a time', async () => {
    await plays(aCustomer({ shop: aShop([aMixedOrder()]) }), [
      ['hi', 'greeting'],
      ['refund', 'refund.askOrder'],
      ['1050', 'refund.askContact'],
      ['ana@example.com', 'refund.askItems'],
      ['both red mugs', 'refund.askReason'],
      ['Damaged, faulty or wrong', 'refund.askReasonDetail'],
      ["Doesn't work", 'refund.askEvidence'],
      ['I have none', 'refund.askResolution'],
      ['store credit', 'refund.readBack'],
      ['yes', 'refund.filed'],
    ]);
  });

  it('leaves only the read-back when the first message holds everything', async () => {
    const result = await aCustomer().says(
      'I want my money back for order 1042, ana@example.com, both mugs arrived damaged, no photo',
    );
    expect(keysOf(result)).toEqual(['refund.readBack']);
  });

  it.each(['sms', 'whatsapp'])('asks on a phone (%s) for nothing that a whole request leaves open', async (channel) => {
    const customer = aCustomer({ channel });
    const said = 'refund for order 1042, ana@example.com, arrived broken, both mugs';
    const result = await customer.says(said);
    expect(keysOf(result)).toEqual(['refund.readBack']);
    expect(lastOf(result).values).toMatchObject({ resolution: 'refund', photos: 0, lead: { key: 'photoWelcome' } });
    // A photo that comes now belongs to it, and what is confirmed is what was shown last.
    const again = await customer.says('', { photos: 1 });
    expect(keysOf(again)).toEqual(['refund.readBack']);
    expect(lastOf(again).values).toMatchObject({ photos: 1 });
    await plays(customer, [['yes', 'refund.filed']]);
    expect(customer.entries.filter(({ type }) => type === 'answer').map(({ data }) => data.field)).toContain(
      'resolution',
    );
  });

  it.each([
    ['refund for order 1042, ana@example.com, arrived broken', 'refund.askQuantity'],
    ['refund for order 1042, ana@example.com, both mugs', 'refund.askReason'],
  ])('still asks on a phone for what was left out: %s', async (said, asked) => {
    expect(keysOf(await aCustomer({ channel: 'sms' }).says(said)).at(-1)).toBe(asked);
  });

  it('remembers what was said before the order was known', async () => {
    await plays(aCustomer({ shop: aShop([aMixedOrder()]) }), [
      ['the blue mug arrived broken, I want my money back', 'refund.askOrder'],
      ['1050', 'refund.askContact'],
      ['ana@example.com', 'refund.askEvidence'],
      ['no photo', 'refund.readBack'],
    ]);
  });

  it('does not ask which item or how many where there is only one', async () => {
    const shop = aShop([anOrder({ items: [anItem({ quantity: 1, tax: 106n })] })]);
    const customer = aCustomer({ shop });
    await plays(customer, [
      ['refund', 'refund.askOrder'],
      ['1042 ana@example.com', 'refund.askReason'],
    ]);
  });

  it('shows the whole receipt in the values of the read-back', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com');
    const { values } = lastOf(await customer.says('all of it, arrived damaged, no photo, money back'));
    expect(values).toMatchObject({
      lines: [
        {
          sku: 'MUG-BLUE',
          quantity: 2,
          amount: { minor: '2713', currency: 'USD' },
          net: { minor: '2500', currency: 'USD' },
          tax: { minor: '213', currency: 'USD' },
        },
      ],
      shipping: { minor: '499', currency: 'USD' },
      total: { minor: '3212', currency: 'USD' },
      destination: { type: 'original', payments: [{ method: 'card', brand: 'visa', last4: '4242' }] },
      reason: { l1: 'not_as_described', l2: 'damaged_in_transit' },
    });
  });

  it('says the case number, its status and by when on filing', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com');
    await customer.says('all of it, arrived damaged, no photo, money back');
    const { key, values } = lastOf(await customer.says('yes'));
    expect(key).toBe('refund.filed');
    expect(values).toMatchObject({ caseNo: [...customer.shop.cases.keys()][0], status: 'approved' });
    expect(values?.by).toMatch(/^2026-11-2\dT/);
  });

  it('logs each answer, the confirmation with what was shown, then status, decision and status of the case', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com');
    await customer.says('all of it, arrived damaged, no photo, money back');
    const { entries } = await customer.says('yes');
    const caseNo = [...customer.shop.cases.keys()][0];
    expect(entries.map(({ type, stream }) => [type, typeof stream === 'string' ? stream : stream.caseNo])).toEqual([
      ['answer', 'conversation'],
      ['confirmation', 'conversation'],
      ['status', caseNo],
      ['decision', caseNo],
      ['status', caseNo],
    ]);
    expect(entries[1]?.data).toMatchObject({ key: 'refund.readBack', answer: 'yes', caseNo });
    expect(entries[2]?.data).toMatchObject({ from: null, to: 'submitted' });
    expect(entries[4]?.data).toMatchObject({ from: 'submitted', to: 'approved' });
  });

  it('sends what is above the automatic limit to a person', async () => {
    const shop = aShop([anOrder({ items: [anItem({ unitPrice: 9000n })] })]);
    const customer = aCustomer({ shop });
    await customer.says('refund order 1042, ana@example.com, all of it, arrived damaged, no photo, money back');
    expect(lastOf(await customer.says('yes')).values).toMatchObject({ status: 'under_review' });
  });

  it('takes several items joined by commas, by SKU or by their buttons', async () => {
    for (const said of ['MUG-BLUE,TOWEL', 'Blue mug, Tea towel', '1 and 3']) {
      const customer = aCustomer({ shop: aShop([aMixedOrder()]) });
      await customer.says('refund order 1050, ana@example.com');
      const { values } = lastOf(await customer.says(said));
      expect(values?.lead).toMatchObject({ items: [{ sku: 'MUG-BLUE' }, { sku: 'TOWEL' }] });
    }
  });

  it('keeps a photo as evidence, whenever it comes', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com, both mugs arrived damaged');
    expect(lastOf(await customer.says('', { photos: 1 })).key).toBe('refund.askResolution');
    await customer.says('money back', { photos: 1 });
    await customer.says('yes');
    expect([...customer.shop.cases.values()][0]?.evidence).toHaveLength(2);
  });

  it('asks for own words where the reason is something else', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com, both');
    await plays(customer, [
      ['Something else', 'refund.askReasonWords'],
      ['the box had a smell of fish in it', 'refund.askResolution'],
    ]);
    await customer.says('money back');
    await customer.says('yes');
    expect([...customer.shop.cases.values()][0]?.reason.verbatim).toBe('the box had a smell of fish in it');
  });

  it('offers the first items of a long order and takes any other by its name', async () => {
    const items = Array.from({ length: 50 }, (_, index) =>
      anItem({
        sku: `BOOK-${String(index)}`,
        name: `Novel ${['Sea', 'Sky', 'Fire'][index % 3] ?? ''} ${String(100 + index)}`,
        quantity: 1,
      }),
    );
    const customer = aCustomer({ shop: aShop([anOrder({ items })]) });
    const asked = lastOf(await customer.says('refund order 1042, ana@example.com'));
    expect(asked.choices).toHaveLength(10);
    expect(asked.values).toMatchObject({ count: 50, variant: 'many' });
    expect(lastOf(await customer.says('BOOK-33')).values?.lead).toMatchObject({ items: [{ sku: 'BOOK-33' }] });
  });

  it.each([
    'yes',
    'Yes!',
    'yes please',
    'ok',
    'sure',
    'Yes, send it',
    'ok send it',
    'send it',
    '1',
    'yep, that is right',
    'sí',
  ])('takes "%s" for a yes to the read-back', async (said) => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com, all of it, arrived damaged, no photo, money back');
    await plays(customer, [[said, 'refund.filed']]);
  });
});
