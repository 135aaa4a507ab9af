import { aCustomer, aShop, keysOf, lastOf, plays, wordsOf } from '../../helpers/conversation';
import { aMixedOrder } from '../../helpers/orders';

describe('answers that cannot be used', () => {
  it('rephrases, then offers choices and a person, then calls the person', async () => {
    const customer = aCustomer();
    await customer.says('refund');
    const second = await customer.says('blue bananas');
    expect(lastOf(second)).toMatchObject({ key: 'refund.askOrder', values: { attempt: 2 } });
    const third = await customer.says('more bananas');
    expect(lastOf(third)).toMatchObject({ key: 'refund.askOrder', values: { attempt: 3 } });
    expect(lastOf(third).choices?.map(({ value }) => value)).toContain('agent');
    expect(keysOf(await customer.says('even more bananas'))).toEqual(['handoff.waiting']);
    expect(customer.shop.handoffs).toMatchObject([{ reason: 'not_understood' }]);
  });

  it('never says the same words twice in a row, however long it goes on', async () => {
    const customer = aCustomer({ shop: aShop([aMixedOrder()]) });
    await customer.says('refund order 1050, ana@example.com');
    let before = '';
    for (let round = 0; round < 12; round++) {
      const words = wordsOf(await customer.says('bananas')).join('\n');
      expect(words).not.toBe(before);
      before = words;
    }
  });

  it('does not take a hedged or unclear yes for a yes', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com, all of it, arrived damaged, no photo, money back');
    for (const said of ['maybe', 'I guess so', 'yes?', 'yes unless it takes long', 'hm', 'what would you do']) {
      expect(keysOf(await customer.says(said))).not.toContain('refund.filed');
    }
    expect(customer.shop.cases.size).toBe(0);
  });

  it('refuses more units than there are and says how many are left', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com');
    const result = await customer.says('7');
    expect(keysOf(result)).toEqual(['refund.tooMany', 'refund.askQuantity']);
    expect(result.messages[0]?.values).toMatchObject({ count: 2, asked: 7 });
  });

  it('answers an order that does not exist exactly like one that is not theirs', async () => {
    const wrongContact = await aCustomer().says('refund order 1042, eve@example.com');
    const wrongOrder = await aCustomer().says('refund order 9999, eve@example.com');
    expect(keysOf(wrongContact)).toEqual(['refund.notFound']);
    const shape = ({ messages }: typeof wrongContact) => JSON.stringify(messages).replace(/1042|9999/g, 'N');
    expect(shape(wrongOrder)).toBe(shape(wrongContact));
  });

  it('joins a corrected e-mail with the number given before', async () => {
    const customer = aCustomer();
    await plays(customer, [
      ['refund order 1042, eve@example.com', 'refund.notFound'],
      ['ana@example.com', 'refund.askQuantity'],
    ]);
  });

  it('stops looking up orders after five wrong tries and calls a person', async () => {
    const customer = aCustomer();
    for (const no of [1, 2, 3, 4, 5]) await customer.says(`refund order 1042, eve${String(no)}@example.com`);
    const result = await customer.says('refund order 1042, ana@example.com');
    expect(keysOf(result)).toEqual(['refund.attemptsSpent', 'handoff.waiting']);
  });

  it('counts the tries of a conversation where nobody vouches for the contact, else those of the contact', async () => {
    const shop = aShop();
    const guess = async (conversation: string, contact: { id: string; identified: boolean }) => {
      const stranger = aCustomer({ shop, conversation, contact });
      for (const no of [1, 2, 3, 4, 5]) await stranger.says(`refund order 1042, eve${String(no)}@example.com`);
    };
    const asks = async (conversation: string, contact: { id: string; identified: boolean }) =>
      lastOf(await aCustomer({ shop, conversation, contact }).says('refund order 1042, ana@example.com')).key;
    await guess('c1', { id: 'user1', identified: false });
    expect(await asks('c2', { id: 'user1', identified: false })).toBe('refund.askQuantity');
    await guess('c3', { id: 'dl_7', identified: true });
    expect(await asks('c4', { id: 'dl_7', identified: true })).toBe('handoff.waiting');
  });

  it('keeps what is said too early, without taking it for failed tries', async () => {
    const customer = aCustomer();
    await customer.says('I want a refund');
    const words: string[] = [];
    for (const said of ['the handle broke off', 'both of them', 'I have no photo', 'money back please']) {
      const result = await customer.says(said);
      expect(keysOf(result)).toEqual(['refund.askOrder']);
      words.push(wordsOf(result).join());
    }
    words.forEach((one, at) => expect(one).not.toBe(words[at - 1]));
    await plays(customer, [
      ['bananas', 'refund.askOrder'],
      ['1042 ana@example.com', 'refund.readBack'],
      ['yes', 'refund.filed'],
    ]);
    expect([...customer.shop.cases.values()][0]?.reason.verbatim).toBe('the handle broke off');
  });

  it('does not count a message without a new try', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, eve@example.com');
    for (let round = 0; round < 3; round++) await customer.says('hmm');
    expect(await customer.shop.attempts.count('default', ['order:1042'], customer.now())).toBe(1);
  });

  it('does not accept a postcode for a refund', async () => {
    const customer = aCustomer();
    await plays(customer, [
      ['refund order 1042', 'refund.askContact'],
      ['postcode 94107', 'refund.askContact'],
    ]);
  });

  it.each([
    '',
    '   ',
    '\u0000\u0007',
    'r1:confirm:yes:zzzzzz',
    '{{total}} $t(help)',
    '💥'.repeat(500),
    'a'.repeat(4000),
  ])('always answers something (%#)', async (said) => {
    const customer = aCustomer();
    expect((await customer.says(said)).messages.length).toBeGreaterThan(0);
    await customer.says('refund order 1042, ana@example.com');
    expect((await customer.says(said)).messages.length).toBeGreaterThan(0);
  });
});
