import { anOrder } from '../../helpers/orders';
import { aShop, keysOf, wordsOf, type Customer, type Shop } from '../../helpers/conversation';
import { codeIn, PHONE, provenOf, refundOf, twoSides } from './two-sides';

const shopWith = (phone?: string): Shop =>
  aShop([anOrder({ contact: { email: 'ana@example.com', ...(phone ? { phone } : {}) } })]);

/** The customer stands before the question whose order it is. */
async function stuck(web: Customer, words = 'refund for order 1042, the mug arrived broken'): Promise<void> {
  await web.says(words);
}

describe('an order whose e-mail no longer reaches its owner', () => {
  it.each([
    ['en-US', 'refund for order 1042, it is broken', 'I no longer have that email', /text/],
    ['es-ES', 'quiero un reembolso del pedido 1042', 'ya no tengo ese correo', /mensaje/],
  ])('is proven by a code sent to its phone (%s)', async (locale, begun, words, way) => {
    const sides = twoSides(locale, shopWith(PHONE));
    const { web } = sides;
    await stuck(web, begun);
    const asked = await web.says(words);
    expect(keysOf(asked)).toEqual(['code.onItsWay']);
    expect(JSON.stringify(asked.messages)).not.toContain(PHONE.slice(-4));
    expect(wordsOf(asked).join(' ')).toMatch(way);
    const sent = (await sides.pass()).get(`default/sms/${PHONE}`);
    expect(sent && keysOf(sent)).toEqual(['code.yours']);
    expect(sent && sent.messages[0]?.hush).toBe(sent && codeIn(sent));
    const proven = await web.says(sent ? codeIn(sent) : '');
    expect(keysOf(proven)).toEqual(['code.proven', expect.stringMatching(/^refund\.ask/)]);
    expect(provenOf(web)).toMatchObject([{ orderNo: '1042', grade: 'full' }]);
  });

  it('is not proven by that code anywhere else, nor twice', async () => {
    const sides = twoSides('en-US', shopWith(PHONE));
    const { web, phone } = sides;
    await stuck(web);
    await web.says('send me a code');
    const sent = [...(await sides.pass()).values()][0];
    const code = sent ? codeIn(sent) : '';
    expect(keysOf(await phone.says(code))).toEqual(['code.wrong']);
    expect(keysOf(await web.says(code))[0]).toBe('code.proven');
    expect(keysOf(await web.says(code))[0]).toBe('code.wrong');
  });

  it('says the same of an order that has no phone and of one that does not exist', async () => {
    const none = twoSides('en-US', shopWith());
    await stuck(none.web);
    const unknown = twoSides('en-US', shopWith(PHONE));
    await unknown.web.says('refund for order 9999, it arrived broken');
    const [first, second] = [await none.web.says('send me a code'), await unknown.web.says('send me a code')];
    expect(wordsOf(first)).toEqual(wordsOf(second));
    expect([none.shop.tells, unknown.shop.tells]).toEqual([[], []]);
  });

  it('gets three codes an hour, then a person', async () => {
    const sides = twoSides('en-US', shopWith(PHONE));
    await stuck(sides.web);
    const heard: string[] = [];
    for (let i = 0; i < 4; i += 1) heard.push(keysOf(await sides.web.says('send me a code'))[0] ?? '');
    expect(heard).toEqual(['code.onItsWay', 'code.onItsWay', 'code.onItsWay', 'code.spent']);
    expect(sides.shop.tells).toHaveLength(3);
    expect(sides.shop.handoffs).toHaveLength(1);
  });

  it('is told honestly where no code can be sent, and offered a person', async () => {
    const sides = twoSides('en-US', shopWith(PHONE));
    sides.shop.open = ['webchat'];
    await stuck(sides.web);
    const told = await sides.web.says("I can't access my email");
    expect(keysOf(told)).toEqual(['code.noWay']);
    expect(told.messages[0]?.choices?.map(({ value }) => value)).toEqual(['agent']);
    await sides.web.says('agent');
    expect(sides.shop.handoffs).toHaveLength(1);
  });

  it('gets its code by e-mail where that is the only way, and is told which way it goes', async () => {
    const sides = twoSides('en-US', shopWith());
    sides.shop.open = ['webchat', 'email'];
    await stuck(sides.web);
    expect(wordsOf(await sides.web.says('send me a code')).join(' ')).toMatch(/e-mail address on that order/);
    const sent = (await sides.pass()).get('default/email/ana@example.com');
    expect(sent && wordsOf(sent).join('\n')).toMatch(/^A code for your order\n/);
    expect(keysOf(await sides.web.says(sent ? codeIn(sent) : ''))[0]).toBe('code.proven');
  });

  it('can still be proven by its e-mail while the code is under way', async () => {
    const sides = twoSides('en-US', shopWith(PHONE));
    await stuck(sides.web);
    await sides.web.says('send me a code');
    await sides.web.says('ana@example.com');
    expect(provenOf(sides.web)).toMatchObject([{ orderNo: '1042' }]);
  });
});

describe('an order whose contact changed', () => {
  const changed = (shop: Shop, at: Date): void => {
    shop.orders = [anOrder({ contact: { email: 'new@example.com' }, contactChangedAt: at })];
  };
  const later = (customer: Customer): Date => new Date(customer.now().getTime() + 1_000);

  it('has to be proven anew, by what is on it now', async () => {
    const sides = twoSides();
    const { web, shop } = sides;
    await web.says('refund for order 1042, ana@example.com');
    expect(provenOf(web)).toHaveLength(1);
    changed(shop, later(web));
    expect(keysOf(await web.says('it arrived broken'))).toEqual(['refund.askContact']);
    expect(keysOf(await web.says('ana@example.com'))).toEqual(['refund.notFound']);
    expect(refundOf(web)).toMatchObject({ identity: { orderNo: '1042' } });
    expect(keysOf(await web.says('order 1042, new@example.com'))[0]).toMatch(/^refund\.ask(?!Contact)/);
  });

  it('shows its cases no more to the number it was filed from, which may be somebody else by now', async () => {
    const sides = twoSides();
    const { phone, shop } = sides;
    for (const words of [
      'refund for order 1042, ana@example.com',
      'one of them',
      'broken',
      'no photo',
      'money back',
      'yes',
    ])
      await phone.says(words);
    expect(shop.cases.size).toBe(1);
    expect(keysOf(await phone.says('where is my refund?'))).toEqual(['status.report']);
    changed(shop, later(phone));
    expect(keysOf(await phone.says('where is my refund?'))).toEqual(['status.askCase']);
    const [caseNo = ''] = shop.cases.keys();
    expect(keysOf(await phone.says(caseNo))).toEqual(['status.askContact']);
    expect(keysOf(await phone.says('new@example.com'))).toEqual(['status.report']);
  });
});
