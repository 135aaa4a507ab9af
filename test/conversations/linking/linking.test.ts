import { CODE_LIFE_MS } from '../../../src/domain/one-time-code';
import { aShop, keysOf, wordsOf } from '../../helpers/conversation';
import { anOrder } from '../../helpers/orders';
import { codeIn, joined, PHONE, provenOf, refundOf, twoSides } from './two-sides';

const BEGUN = 'I want a refund for order 1042, ana@example.com, the mug arrived broken';

describe('a request begun on the web', () => {
  it.each([
    ['en-US', BEGUN, 'continue on my phone', 'yes', /conversation by text/],
    [
      'es-ES',
      'quiero un reembolso del pedido 1042, ana@example.com',
      'prefiero seguir por SMS',
      'sí',
      /conversación por SMS/,
    ],
  ])('goes on by text in %s', async (locale, begun, wish, yes, side) => {
    const sides = twoSides(locale);
    const { web, phone } = sides;
    await web.says(begun);
    const code = await sides.code(wish);
    expect(code).toMatch(/^[A-Z]{2}-[2-9]{6}$/);

    const asked = await phone.says(code.toLowerCase().replace('-', ' '));
    expect(keysOf(asked)).toEqual(['link.confirm']);
    expect(asked.locale).toBe(locale);
    // Nothing of the order, the customer or the items is said before this phone has proven anything.
    expect(wordsOf(asked).join(' ')).not.toMatch(/1042|ana|mug|taza|broken/i);
    expect(refundOf(web)).not.toBeNull();

    const done = await phone.says(yes);
    expect(keysOf(done)).toEqual(['link.done', 'refund.askContact']);
    expect(done.locale).toBe(locale);
    const told = (await sides.pass()).get('default/webchat/c1');
    expect(told && keysOf(told)).toEqual(['link.told']);
    expect(told && wordsOf(told).join(' ')).toMatch(side);
    expect(told && wordsOf(told).join(' ')).toContain('06');
    expect(told && wordsOf(told).join(' ')).not.toContain(PHONE);
    expect(refundOf(web)).toBeNull();
  });

  it('keeps its answers and files one case, from where it went to', async () => {
    const sides = twoSides();
    const { web, phone, shop } = sides;
    await web.says(BEGUN);
    await joined(sides);
    await phone.says('ana@example.com');
    for (const answer of ['one of them', 'no photo', 'money back', 'yes']) await phone.says(answer);
    expect(shop.cases.size).toBe(1);
    const [filed] = shop.cases.values();
    expect(filed).toMatchObject({ orderNo: '1042', reason: { l1: 'not_as_described' } });
    expect(filed?.conversations).toEqual([{ client: 'default', channel: 'sms', conversation: PHONE }]);
    // The web page has nothing to send any more.
    expect(keysOf(await web.says('yes'))).not.toContain('refund.filed');
    expect(shop.cases.size).toBe(1);
  });

  it('carries no proof: number and e-mail are asked for again, and nothing proves itself', async () => {
    const sides = twoSides();
    await sides.web.says(BEGUN);
    expect(provenOf(sides.web)).toHaveLength(1);
    await joined(sides);
    expect(provenOf(sides.phone)).toEqual([]);
    expect(refundOf(sides.phone)?.identity).toEqual({ orderNo: '1042' });
    expect(JSON.stringify(refundOf(sides.phone))).not.toMatch(/Blue mug|"shown"/);
    expect(keysOf(await sides.phone.says('eva@example.com'))).toEqual(['refund.notFound']);
  });

  it('keeps older cases where they were: neither side sees those of the other', async () => {
    const sides = twoSides();
    const { web, phone } = sides;
    await web.says(BEGUN);
    for (const answer of ['one of them', 'no photo', 'money back', 'yes']) await web.says(answer);
    expect(sides.shop.cases.size).toBe(1);
    await joined(sides);
    expect(keysOf(await phone.says('where is my refund?'))).toEqual(['status.askCase']);
    expect(keysOf(await web.says('where is my refund?'))).toEqual(['status.report']);
  });
});

describe('undoing a link', () => {
  it.each([
    ['web', 'that was not me', 'link.undone', 'link.undoneTold'],
    ['phone', 'unlink', 'link.undone', 'link.undoneTold'],
  ] as const)('from the %s brings the request back to the web', async (who, words, said, heard) => {
    const sides = twoSides();
    const { web, phone } = sides;
    await web.says(BEGUN);
    await joined(sides);
    const undone = await sides[who].says(words);
    expect(keysOf(undone)[0]).toBe(said);
    const [other] = [...(await sides.pass()).values()];
    expect(other && keysOf(other)[0]).toBe(heard);
    expect(refundOf(phone)).toBeNull();
    expect(refundOf(web)).toMatchObject({ identity: { orderNo: '1042' } });
    expect([...sides.shop.links.values()].map(({ undone: { by } = { by: '' } }) => by)).toEqual([
      who === 'web' ? 'from' : 'to',
    ]);
    // Both streams say what happened, and by whom.
    const actions = (customer: typeof web) =>
      customer.entries.filter(({ type }) => type === 'link').map(({ data }) => data.action);
    expect(actions(web)).toEqual(['linked', 'unlinked']);
    expect(actions(phone)).toEqual(['linked', 'unlinked']);
  });

  it('leaves a case that was sent meanwhile as it is', async () => {
    const sides = twoSides();
    await sides.web.says(BEGUN);
    await joined(sides);
    for (const answer of ['ana@example.com', 'one of them', 'no photo', 'money back', 'yes'])
      await sides.phone.says(answer);
    await sides.web.says('unlink');
    await sides.pass();
    expect(refundOf(sides.web)).toBeNull();
    expect(sides.shop.cases.size).toBe(1);
  });

  it('brings back what had to wait on the other side', async () => {
    const sides = twoSides();
    const { web, phone } = sides;
    await web.says(BEGUN);
    await phone.says('I want a refund for order 1043, it is the wrong colour');
    await phone.says(await sides.code());
    expect(wordsOf(await phone.says('hm')).join(' ')).toMatch(/yes/);
    await phone.says('yes');
    await sides.pass();
    expect(refundOf(phone)).toMatchObject({ identity: { orderNo: '1042' } });
    await phone.says('unlink');
    await sides.pass();
    expect(refundOf(phone)).toMatchObject({ identity: { orderNo: '1043' } });
    expect(refundOf(web)).toMatchObject({ identity: { orderNo: '1042' } });
  });

  it('does nothing where nothing is linked', async () => {
    const { web } = twoSides();
    expect(keysOf(await web.says('unlink'))).toEqual(['link.none']);
    expect(keysOf(await web.says('that was not me'))).not.toContain('link.undone');
  });

  it('is done once when both sides do it at the same moment', async () => {
    const sides = twoSides();
    await sides.web.says(BEGUN);
    await joined(sides);
    await sides.web.says('unlink');
    expect(keysOf(await sides.phone.says('unlink'))[0]).toBe('link.none');
    await sides.pass();
    expect(refundOf(sides.web)).not.toBeNull();
  });
});

describe('a code', () => {
  it('tricked into a victim shows nothing of theirs, changes no grade, and is shown to nobody else', async () => {
    // The thief at the web page has a victim enter the code on a phone that has proven an order.
    const sides = twoSides();
    const { web: thief, phone: victim } = sides;
    await victim.says('I want a refund for order 1042, ana@example.com');
    const before = provenOf(victim);
    await thief.says('refund please');
    await victim.says(await sides.code());
    await victim.says('yes');
    await sides.pass();
    expect(provenOf(thief)).toEqual([]);
    expect(provenOf(victim)).toEqual(before);
    expect(JSON.stringify(thief.state())).not.toMatch(/1042|ana@example/);
    expect(keysOf(await thief.says('where is my refund?'))).toEqual(['status.askCase']);
  });

  it('works once, for ten minutes, and not where it was issued', async () => {
    const sides = twoSides();
    const { web, phone } = sides;
    const first = await sides.code();
    expect(keysOf(await web.says(first))).toEqual(['link.ownCode']);
    await phone.says(first);
    await phone.says('no');
    expect(keysOf(await phone.says(first))).toEqual(['code.wrong']);
    const late = await sides.code();
    expect(keysOf(await phone.says(late, { afterHours: CODE_LIFE_MS / 3_600_000 }))).toEqual(['code.wrong']);
  });

  it('answered too late links nothing', async () => {
    const sides = twoSides();
    await sides.phone.says(await sides.code());
    expect(keysOf(await sides.phone.says('yes', { afterHours: 0.2 }))).toEqual(['link.expired']);
    expect(sides.shop.links.size).toBe(0);
  });

  it('answered with a no leaves everything as it was, the request that is open here included', async () => {
    const sides = twoSides();
    await sides.web.says(BEGUN);
    await sides.phone.says('I want a refund for order 1043');
    await sides.phone.says(await sides.code());
    expect(keysOf(await sides.phone.says('no'))).toEqual(['link.declined', 'refund.askContact']);
    expect(refundOf(sides.phone)).toMatchObject({ identity: { orderNo: '1043' } });
    expect(refundOf(sides.web)).not.toBeNull();
  });

  it('guessed by many shuts links for everybody for a while, and no proof', async () => {
    const sides = twoSides('en-US', aShop([anOrder({ contact: { email: 'ana@example.com', phone: PHONE } })]));
    const { web, phone, shop } = sides;
    await web.says('refund for order 1042, it arrived broken');
    await web.says('send me a code');
    const sent = [...(await sides.pass()).values()][0];
    const good = await sides.code();
    for (let i = 0; i < 300; i += 1) await shop.attempts.fail('default', ['codes'], phone.now());
    expect(keysOf(await phone.says(good))[0]).toBe('code.spent');
    expect(keysOf(await web.says(sent ? codeIn(sent) : ''))[0]).toBe('code.proven');
  });

  it('is a plain yes and nothing less', async () => {
    const sides = twoSides();
    await sides.phone.says(await sides.code());
    for (const words of ['maybe', 'yes but wait', 'what is this?']) await sides.phone.says(words);
    expect(sides.shop.links.size).toBe(0);
  });

  it('entered wrong five times calls a person, and a good one is then not looked at either', async () => {
    const sides = twoSides();
    const good = await sides.code();
    const heard: string[] = [];
    for (const wrong of ['QR-222222', 'QR-333333', 'QR-444444', 'QR-555555', 'QR-666666'])
      heard.push(keysOf(await sides.phone.says(wrong))[0] ?? '');
    expect(heard).toEqual(['code.wrong', 'code.wrong', 'code.wrong', 'code.wrong', 'code.spent']);
    expect(sides.shop.handoffs).toHaveLength(1);
    expect(keysOf(await sides.phone.says(good))[0]).toBe('code.spent');
  });

  it('is told of nowhere when there is nowhere else', async () => {
    const sides = twoSides();
    sides.shop.open = ['webchat'];
    expect(keysOf(await sides.web.says('link'))).toEqual(['link.nowhere']);
    expect(sides.shop.codes.size).toBe(0);
  });

  it('never stands in what is kept of a conversation', async () => {
    const sides = twoSides();
    await sides.web.says(BEGUN);
    const code = await sides.code();
    await sides.phone.says(code);
    await sides.phone.says('yes');
    const kept = JSON.stringify([sides.web.state(), sides.phone.state(), [...sides.shop.codes]]);
    expect(kept).not.toContain(code);
  });
});
