import { aCustomer, aShop, lastOf, plays, wordsOf } from '../../helpers/conversation';
import { anItem, anOrder } from '../../helpers/orders';

describe('questions in the middle of a request', () => {
  it('says of what it cannot answer that a person can, gives up on nobody for it, and repeats no sentence', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com, both of them');
    let last = '';
    for (const said of [
      'do you ship to canada?',
      'what is the weather like',
      'can I pay by cheque?',
      'who are your owners?',
    ]) {
      const result = await customer.says(said);
      const message = lastOf(result);
      expect(message).toMatchObject({ key: 'refund.askReason' });
      expect(message.values?.lead).toMatchObject({ key: expect.stringMatching(/^notMine/) as string });
      const [words = ''] = wordsOf(result).slice(-1);
      expect(words).not.toBe(last);
      last = words;
    }
    expect(customer.shop.handoffs).toHaveLength(0);
    await plays(customer, [['they arrived broken', 'refund.askEvidence']]);
  });

  it('does the same before the order is known', async () => {
    const customer = aCustomer();
    await customer.says('I want a refund');
    for (const said of ['do you ship to canada?', 'are you open on sunday?', 'who is the owner?', 'how old are you?']) {
      expect(lastOf(await customer.says(said)).key).toBe('refund.askOrder');
    }
    expect(customer.shop.handoffs).toHaveLength(0);
  });

  it.each([
    ['how long does it usually take?', 'policy.time refund.askReason'],
    ['so how long does a refund take then', 'policy.time refund.askReason'],
    ['how much will I get back?', 'policy.amount refund.askReason'],
  ])('answers "%s" and goes on', async (said, hears) => {
    const customer = aCustomer();
    await plays(customer, [
      ['refund order 1042, ana@example.com, both of them', 'refund.askReason'],
      [said, hears],
    ]);
  });

  it('takes a sentence that begins like a question for the answer it is', async () => {
    const customer = aCustomer();
    await plays(customer, [
      ['refund order 1042, ana@example.com, both of them', 'refund.askReason'],
      ['can you believe it, they arrived broken?', 'refund.askEvidence'],
    ]);
  });

  it.each(['where is it?', 'and now what', 'any news?', 'so what happens next?'])(
    'understands "%s" after filing as asking for the status',
    async (said) => {
      const customer = aCustomer();
      await customer.says('refund order 1042, ana@example.com, both arrived damaged, no photo, money back');
      await plays(customer, [
        ['yes', 'refund.filed'],
        [said, 'status.report'],
      ]);
    },
  );

  it('tells the status of another order while it asks for one', async () => {
    const customer = aCustomer();
    await plays(customer, [
      ['I want a refund', 'refund.askOrder'],
      ['where is my refund for order 1042', 'status.askContact'],
    ]);
  });
});

describe('what was said is not lost', () => {
  it('reads the story again when a request is made of a question after a case', async () => {
    const customer = aCustomer();
    await plays(customer, [
      ['where is my refund for order 1042? both arrived broken and I have no photo', 'status.askContact'],
      ['ana@example.com', 'status.none'],
      ['yes', 'refund.askResolution'],
      ['money back', 'refund.readBack'],
    ]);
    expect(customer.shown[0]?.values).toMatchObject({ reason: { l2: 'damaged_in_transit' } });
  });

  it('makes the open request one of the order that has none yet', async () => {
    const customer = aCustomer();
    await plays(customer, [
      ['I want a refund', 'refund.askOrder'],
      ['where is my refund for order 1042', 'status.askContact'],
      ['ana@example.com', 'status.none'],
      ['yes', 'refund.askQuantity'],
    ]);
  });

  it('decides anew when a denied customer names another reason', async () => {
    const shop = aShop([anOrder({ items: [anItem({ quantity: 1, tax: 106n, finalSale: true })] })]);
    const customer = aCustomer({ shop });
    await plays(customer, [
      ["refund order 1042, ana@example.com, I don't like it, money back", 'refund.denied'],
      ['why?', 'refund.denied'],
      ['it arrived broken, actually', 'refund.askEvidence'],
      ['no photo', 'refund.readBack'],
      ['yes', 'refund.filed'],
    ]);
  });

  it('says why again, in other words', async () => {
    const shop = aShop([anOrder({ items: [anItem({ finalSale: true })] })]);
    const customer = aCustomer({ shop });
    const first = await customer.says("refund order 1042, ana@example.com, both, I don't like them, money back");
    const again = wordsOf(await customer.says('but why?'));
    expect(again).not.toEqual(wordsOf(first));
    expect(again.join(' ')).toContain('final sale');
  });

  it('passes an objection that fits no denied case on to a person', async () => {
    const customer = aCustomer({ shop: aShop([anOrder({ items: [anItem({ refundedQuantity: 2 })] })]) });
    await plays(customer, [
      ['refund order 1042, ana@example.com', 'refund.nothingLeft'],
      ["that's not fair", 'handoff.waiting'],
    ]);
  });
});

describe('the language', () => {
  it('follows a customer who goes over to another one, and stays through a single word of it', async () => {
    const customer = aCustomer();
    await customer.says('I want a refund');
    expect((await customer.says('gracias')).locale).toBe('en-US');
    expect((await customer.says('order 1042, ana@example.com')).locale).toBe('en-US');
    expect((await customer.says('las dos tazas llegaron rotas y no tengo foto')).locale).toBe('es');
    expect((await customer.says('I would like my money back please')).locale).toMatch(/^en/);
  });

  it('goes over after two short messages in a row', async () => {
    const customer = aCustomer();
    await customer.says('I want a refund');
    await customer.says('es el pedido 1042');
    expect((await customer.says('mi correo es ana@example.com')).locale).toBe('es');
  });
});

it('does not read the same summary to an angry customer twice in the same words', async () => {
  const customer = aCustomer();
  const first = wordsOf(
    await customer.says('THIS IS RIDICULOUS!!! refund order 1042, ana@example.com, both smashed, no photo, money back'),
  );
  const again = await customer.says('just give me my damn money');
  expect(lastOf(again).key).toBe('refund.readBack');
  expect(wordsOf(again)).not.toEqual(first);
});

it('takes a story that begins with "what happened" for one', async () => {
  const customer = aCustomer();
  await customer.says('refund order 1042, ana@example.com, both of them');
  const { values } = lastOf(await customer.says('what happened is that the handle was gone when I opened it'));
  expect(values?.lead).toBeUndefined();
});

it('says what it can do in other words to whoever asks again', async () => {
  const customer = aCustomer();
  const first = wordsOf(await customer.says('help'));
  expect(wordsOf(await customer.says('help'))).not.toEqual(first);
});

it.each(['put it all on my card please', 'everything on the gift card'])(
  'says that money goes back as it was paid to whoever wants it all in one place: "%s"',
  async (said) => {
    const payments = [
      { method: 'gift_card', last4: '7781', captured: 1000n },
      { method: 'card', brand: 'visa', last4: '4242', captured: 2212n },
    ];
    const customer = aCustomer({ shop: aShop([anOrder({ payments })]) });
    await plays(customer, [
      ['refund order 1042, ana@example.com, both arrived broken, no photo, money back', 'refund.readBack'],
      [said, 'refund.originalOnly refund.readBack'],
    ]);
    expect(customer.shown.at(-1)?.values?.lead).toBeUndefined();
  },
);

it('stays with a no to whoever asks for the same once more', async () => {
  const customer = aCustomer({ shop: aShop([anOrder({ items: [anItem({ finalSale: true })] })]) });
  await plays(customer, [
    ["refund order 1042, ana@example.com, both, I don't like them, money back", 'refund.denied'],
    ['refund', 'refund.denied'],
    ['contest', 'refund.appealed'],
  ]);
});

it.each(['wait', "I'll send one later"])(
  'lets a customer take their time: "%s" is neither a no nor a failed answer',
  async (said) => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com, both arrived broken');
    for (let times = 0; times < 5; times += 1) expect(lastOf(await customer.says(said)).key).toBe('goodbye');
    expect(customer.shop.handoffs).toHaveLength(0);
    await plays(customer, [['no photo', 'refund.askResolution']]);
  },
);

it.each(['money pls', 'dinero', 'refund'])('takes "%s" for the wish while something else is asked', async (said) => {
  const customer = aCustomer();
  await plays(customer, [
    ['refund order 1042, ana@example.com, both arrived broken', 'refund.askEvidence'],
    [said, 'refund.askEvidence'],
    ['no photo', 'refund.readBack'],
  ]);
});

it('has three ways of saying no', async () => {
  const customer = aCustomer({ shop: aShop([anOrder({ items: [anItem({ finalSale: true })] })]) });
  await customer.says("refund order 1042, ana@example.com, both, I don't like them, money back");
  const again = [wordsOf(await customer.says('why?')), wordsOf(await customer.says('but why'))];
  expect(again[0]).not.toEqual(again[1]);
});

it('answers a question about the photo with the photo question, and no word about others', async () => {
  const customer = aCustomer();
  await customer.says('refund order 1042, ana@example.com, both arrived broken');
  const message = lastOf(await customer.says('do you really need a photo?'));
  expect(message).toMatchObject({ key: 'refund.askEvidence', values: { attempt: 2 } });
  expect(message.values?.lead).toBeUndefined();
});

it('takes a case number with a slip in it for one, not for an order', async () => {
  const customer = aCustomer();
  const message = lastOf(await customer.says('RF-K7M4-92QX'));
  expect(message).toMatchObject({ key: 'status.askCase', values: { variant: 'slip' } });
});

it('does not ask for the number in the same words when only a contact came', async () => {
  const customer = aCustomer();
  const first = wordsOf(await customer.says('refund, ana@example.com'));
  expect(wordsOf(await customer.says('+15005550006'))).not.toEqual(first);
});

it.each(['store credit', "I don't like them"])('stays with a no that "%s" does not change', async (said) => {
  const customer = aCustomer({ shop: aShop([anOrder({ deliveredDaysAgo: 200 })]) });
  await customer.says("refund order 1042, ana@example.com, both, I don't like them, money back");
  await plays(customer, [[said, 'refund.denied']]);
  expect(customer.shop.cases.size).toBe(1);
});
