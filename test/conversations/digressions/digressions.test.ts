import { aCustomer, aShop, keysOf, lastOf, plays, type Customer } from '../../helpers/conversation';
import { anOrder } from '../../helpers/orders';

async function midway(options: Parameters<typeof aCustomer>[0] = {}): Promise<Customer> {
  const customer = aCustomer(options);
  await customer.says('refund order 1042, ana@example.com, both arrived damaged');
  return customer;
}

describe('something else in between', () => {
  it.each([
    ['help', 'help'],
    ['where is my refund?', 'status.draftOnly'],
    ['until when can I return it?', 'policy.answer'],
    ['thanks', 'thanks'],
  ])('answers "%s" and returns to the same question', async (said, key) => {
    const customer = await midway();
    const result = await customer.says(said);
    expect(keysOf(result)).toEqual([key, 'refund.askEvidence']);
    expect(lastOf(result).values?.attempt).toBeUndefined();
    await plays(customer, [['no photo', 'refund.askResolution']]);
  });

  it.each([
    ['are you a bot?', 'aboutBot'],
    ['how long does a refund take?', 'policy.time'],
  ])('answers "%s" plainly, in the middle and before', async (said, key) => {
    await plays(await midway(), [[said, `${key} refund.askEvidence`]]);
    await plays(aCustomer(), [[said, key]]);
  });

  it('answers an "ok" that answers nothing with a short word', async () => {
    await plays(aCustomer(), [
      ["I didn't make this purchase, my card was stolen", 'refund.fraud handoff.waiting'],
      ['ok', 'goodbye'],
    ]);
  });

  it('tells an earlier case in the middle of the next request', async () => {
    const shop = aShop([anOrder(), anOrder({ orderNo: '1043' })]);
    const customer = aCustomer({ shop });
    await customer.says('refund order 1042, ana@example.com, both arrived damaged, no photo, money back');
    await customer.says('yes');
    await plays(customer, [
      ['refund order 1043, ana@example.com, both arrived damaged', 'refund.askEvidence'],
      ['where is my refund?', 'status.report refund.askEvidence'],
      ['no photo', 'refund.askResolution'],
    ]);
  });

  it('answers a question about the rules from the rules', async () => {
    const customer = await midway();
    const [answer] = (await customer.says('until when can I return it?')).messages;
    expect(answer?.values).toMatchObject({ orderNo: '1042', days: 30, variant: 'open' });
    expect(answer?.values?.until).toMatch(/^2026-12-05/);
  });

  it('switches the language when asked and goes on in it', async () => {
    const customer = await midway();
    const result = await customer.says('en español por favor');
    expect(result.locale).toBe('es');
    expect(keysOf(result)).toEqual(['refund.askEvidence']);
    await plays(customer, [['no tengo foto', 'refund.askResolution']]);
  });

  it('starts in the language of a clear first message', async () => {
    const result = await aCustomer({ locale: 'en-US' }).says('Hola, quiero un reembolso por favor');
    expect(result.locale).toBe('es');
    expect(keysOf(result)).toEqual(['refund.askOrder']);
  });

  it('keeps the region of the channel where the language is the same', async () => {
    expect((await aCustomer({ locale: 'es-MX' }).says('quiero un reembolso')).locale).toBe('es-MX');
  });

  it('says once which languages it speaks to somebody who writes another', async () => {
    const customer = aCustomer({ locale: 'fr-FR' });
    expect(keysOf(await customer.says('Bonjour, je voudrais un remboursement pour ma commande'))[0]).toBe(
      'notice.languages',
    );
    expect(keysOf(await customer.says('je ne comprends pas'))).not.toContain('notice.languages');
  });

  it('tells the customer not to send card numbers', async () => {
    const customer = aCustomer();
    const result = await customer.says('refund to card •••• 4242 please', { redacted: ['pan'] });
    expect(keysOf(result)).toEqual(['notice.secrets', 'refund.askOrder']);
  });
});
