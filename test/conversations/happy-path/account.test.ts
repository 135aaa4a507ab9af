import { aCustomer } from '../../helpers/conversation';

describe('how the words were read goes beside them into the log', () => {
  it('names intent, slots and answer, and nothing that was not said', async () => {
    const customer = aCustomer();
    const { read } = await customer.says('refund order 1042, ana@example.com, both arrived damaged, no photo');
    expect(read).toEqual({
      intent: { name: 'refund_request', confidence: expect.any(Number) as number },
      language: 'en',
      slots: {
        orderNos: ['1042'],
        email: 'ana@example.com',
        quantity: 2,
        reasons: [{ code: 'not_as_described/damaged_in_transit', confidence: expect.any(Number) as number }],
        noPhoto: true,
      },
    });
  });

  it.each([
    ['no, only one of them', { answer: { yes: false }, correction: true }],
    ['maybe', { answer: { yes: true, hedged: true } }],
    ['go back please', { control: { name: 'back', whole: true } }],
  ])('tells how "%s" was read', async (said, expected) => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com, both, arrived damaged, no photo, money back');
    expect((await customer.says(said)).read).toMatchObject(expected);
  });

  it('tells what a tap chose and says nothing of an event', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com');
    expect((await customer.taps('all')).read).toEqual({ picked: ['all'] });
    expect((await customer.says('', { event: 'start' })).read).toBeUndefined();
  });

  it('does not copy a long story', async () => {
    const story = `the mugs ${'came in a very big box and '.repeat(40)} one was broken`;
    const { read } = await aCustomer().says(story);
    expect(JSON.stringify(read).length).toBeLessThan(400);
  });
});
