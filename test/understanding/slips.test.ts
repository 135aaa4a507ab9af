import { understand } from '../../src/understanding/understand';

const SHIRT = { sku: 'TS-M', name: 'White T-shirt, size M', quantity: 3 };
const SOCKS = { sku: 'SK-G', name: 'Grey socks', quantity: 2 };
const CAKE = { sku: 'CK-1', name: 'Cake tin', quantity: 1 };

describe('slips of the pen', () => {
  it.each([
    ['1 tshirt', ['TS-M']],
    ['the tshrt', ['TS-M']],
    ['my t-shirt and the soks', ['TS-M', 'SK-G']],
    ['soks', ['SK-G']],
    ['the socket', []],
  ])('finds the items of "%s"', (text, skus) => {
    const { items } = understand(text, { locale: 'en', items: [SHIRT, SOCKS, CAKE] });
    expect(items.flatMap(({ sku }) => sku ?? [])).toEqual(skus);
  });

  it.each([
    ['its to big', 'size_too_large'],
    ['they are to small for me', 'size_too_small'],
    ['it came to late', 'arrived_late'],
  ])('reads "to" as "too" where only that makes sense: "%s"', (text, l2) => {
    expect(understand(text, { locale: 'en' }).reasons[0]).toMatchObject({ l2 });
  });

  it('leaves "to" alone where it is one', () => {
    expect(understand('how to long press the button', { locale: 'en' }).reasons).toEqual([]);
  });

  it.each(['perdón', 'perdona', 'perdone'])('takes no word of one language for a slip in another: "%s"', (text) => {
    expect(understand(text, { locale: 'es' })).not.toHaveProperty('control');
    expect(understand(text, { locale: 'es' }).intent.name).toBe('none');
  });

  it.each([
    ['los calcetines', ['Grey socks']],
    ['las copas', ['Wine glass']],
    ['los relojes', ['Wall watch']],
  ])('knows the plural of a word in its own language: "%s"', (text, names) => {
    const items = ['Grey socks', 'Wine glass', 'Wall watch'].map((name) => ({ sku: name, name, quantity: 1 }));
    expect(understand(text, { locale: 'es', items }).items.map(({ sku }) => sku)).toEqual(names);
  });

  it('takes a decimal for no choices', () => {
    expect(understand('1.5', { locale: 'en', awaiting: 'reason' })).not.toHaveProperty('choiceNumbers');
    expect(understand('1.5', { locale: 'en', awaiting: 'quantity' })).not.toHaveProperty('quantity');
  });
});

describe('money that did not come back', () => {
  it.each([
    'i never got my money back',
    'still waiting for my refund',
    "I haven't received the refund",
    'nunca me devolvieron el dinero',
    'no me ha llegado el reembolso',
  ])('is no parcel that did not arrive: "%s"', (text) => {
    expect(understand(text, { locale: 'en' }).reasons[0]?.l1).toBe('credit_missing');
  });

  it.each(['never received, refund please', 'it never arrived, money back', 'no me llegó, quiero mi dinero'])(
    'is not what "%s" says',
    (text) => {
      expect(understand(text, { locale: 'en' }).reasons[0]?.l1).toBe('not_received');
    },
  );
});
