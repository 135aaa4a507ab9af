import fc from 'fast-check';
import { formatOf, parseOrders } from '../../../src/integrations/orders/parse-orders';

/** The order of the documented format. */
const ORDER = {
  orderNo: '1042',
  client: 'default',
  currency: 'USD',
  status: 'delivered',
  placedAt: '2026-11-01T10:00:00Z',
  deliveredAt: '2026-11-05T15:00:00Z',
  contact: { name: 'Ana Ruiz', email: 'ana@example.com', phone: '+15005550006', postcode: '94107' },
  items: [
    {
      sku: 'MUG-BLUE',
      name: 'Blue mug',
      quantity: 2,
      unitPrice: '1250',
      tax: '213',
      discount: '0',
      finalSale: false,
      category: 'kitchen',
    },
  ],
  shipping: { price: '499', tax: '0' },
  payments: [{ method: 'card', brand: 'visa', last4: '4242', captured: '3212' }],
  shipments: [
    {
      carrier: 'UPS',
      tracking: '1Z999',
      items: [{ sku: 'MUG-BLUE', quantity: 2 }],
      deliveredAt: '2026-11-05T15:00:00Z',
    },
  ],
};
const HEADER =
  'order_no,email,phone,postcode,currency,status,placed_at,delivered_at,sku,name,quantity,unit_price_minor,tax_minor,discount_minor,shipping_minor,final_sale';
const MUG =
  '1042,ana@example.com,+15005550006,94107,USD,delivered,2026-11-01T10:00:00Z,2026-11-05T15:00:00Z,MUG-BLUE,Blue mug,2,1250,213,0,499,false';
const BELT =
  '1042,ana@example.com,+15005550006,94107,USD,delivered,2026-11-01T10:00:00Z,2026-11-05T15:00:00Z,BELT,"Belt, ""wide""",1,1500,0,0,499,true';

const orders = (text: string, format?: 'json' | 'jsonl' | 'csv') => {
  const parsed = parseOrders(text, format);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.orders;
};
const problems = (text: string, format?: 'json' | 'jsonl' | 'csv') => {
  const parsed = parseOrders(text, format);
  return 'problems' in parsed ? parsed.problems : [];
};

describe('an orders file in JSON', () => {
  it('gives the order as we keep it: amounts exact, dates as dates', () => {
    const [order] = orders(JSON.stringify([ORDER]));
    expect(order).toEqual({
      ...ORDER,
      placedAt: new Date(ORDER.placedAt),
      deliveredAt: new Date(ORDER.deliveredAt),
      items: [{ ...ORDER.items[0], unitPrice: 1250n, tax: 213n, discount: 0n }],
      shipping: { price: 499n, tax: 0n },
      payments: [{ ...ORDER.payments[0], captured: 3212n }],
      shipments: [{ ...ORDER.shipments[0], deliveredAt: new Date(ORDER.deliveredAt) }],
    });
  });

  it.each([
    ['an array', JSON.stringify([ORDER, { ...ORDER, orderNo: '1043' }], null, 2)],
    ['lines', `${JSON.stringify(ORDER)}\n\n${JSON.stringify({ ...ORDER, orderNo: '1043' })}\n`],
    [
      'lines with Windows ends and a byte order mark',
      `\uFEFF${JSON.stringify(ORDER)}\r\n${JSON.stringify({ ...ORDER, orderNo: '1043' })}\r\n`,
    ],
  ])('is recognised as %s', (_name, text) => {
    expect(orders(text).map(({ orderNo }) => orderNo)).toEqual(['1042', '1043']);
    expect(orders(text, text.startsWith('[') ? 'json' : 'jsonl')).toHaveLength(2);
  });

  it('may be one object, and lines under the name .json', () => {
    expect(orders(JSON.stringify(ORDER, null, 2))).toHaveLength(1);
    expect(orders(`${JSON.stringify(ORDER)}\n${JSON.stringify({ ...ORDER, orderNo: '2' })}`, 'json')).toHaveLength(2);
  });

  it('takes amounts as integers, keeps large ones exact, and ignores fields it does not know', () => {
    const item = { ...ORDER.items[0], unitPrice: '90071992547409931', tax: 213, colour: 'blue' };
    expect(orders(JSON.stringify([{ ...ORDER, items: [item] }]))[0]?.items[0]).toMatchObject({
      unitPrice: 90071992547409931n,
      tax: 213n,
    });
  });

  it('counts an order without payments as paid in full by card, and one with none as not paid', () => {
    const { payments: _payments, ...rest } = ORDER;
    expect(orders(JSON.stringify([rest]))[0]?.payments).toEqual([{ method: 'card', captured: 3212n }]);
    expect(orders(JSON.stringify([{ ...ORDER, payments: [] }]))[0]?.payments).toEqual([]);
  });

  it('names line and field of every problem and gives no orders then', () => {
    const text = `[\n${JSON.stringify(ORDER)},\n${JSON.stringify({ ...ORDER, orderNo: '7', currency: 'XXX', items: [{ ...ORDER.items[0], unitPrice: '12.50' }] })}\n]`;
    expect(parseOrders(text)).not.toHaveProperty('orders');
    expect(problems(text).map(({ line, field }) => [line, field])).toEqual([
      [3, 'currency'],
      [3, 'items.0.unitPrice'],
    ]);
  });

  test.each([
    [{ status: 'lost' }, 'status'],
    [{ placedAt: 'yesterday' }, 'placedAt'],
    [{ orderNo: '' }, 'orderNo'],
    [{ items: [], shipments: [] }, 'items'],
    [{ items: [{ ...ORDER.items[0], quantity: 0 }] }, 'items.0.quantity'],
    [{ items: [{ ...ORDER.items[0], discount: '2501' }] }, 'items.0.discount'],
    [{ items: [{ ...ORDER.items[0], tax: '-1' }] }, 'items.0.tax'],
    [{ items: [{ ...ORDER.items[0], refundedQuantity: 3 }] }, 'items.0.refundedQuantity'],
    [{ contact: { email: 'ana' } }, 'contact.email'],
    [{ payments: [{ method: 'card', last4: '424242', captured: '1' }] }, 'payments.0.last4'],
    [{ shipments: [{ items: [{ sku: 'NOPE', quantity: 1 }] }] }, 'shipments.0.items.0.sku'],
  ])('refuses %j at %s', (wrong, field) => {
    expect(problems(JSON.stringify([{ ...ORDER, ...wrong }])).map((problem) => problem.field)).toEqual([field]);
  });

  it('refuses an order number that stands there twice, but not for two clients', () => {
    expect(problems(`${JSON.stringify(ORDER)}\n${JSON.stringify(ORDER)}`)).toEqual([
      { line: 2, field: 'orderNo', message: 'Already on line 1' },
    ]);
    expect(orders(`${JSON.stringify(ORDER)}\n${JSON.stringify({ ...ORDER, client: 'other' })}`)).toHaveLength(2);
  });

  it('says on which line it stops being JSON', () => {
    expect(problems(`${JSON.stringify(ORDER)}\n{"orderNo": \n`)).toMatchObject([{ line: 2, field: '' }]);
    expect(problems('[{"a": 1},\n oops]')).toMatchObject([{ line: 2, message: 'Not valid JSON' }]);
    expect(problems('  \n')).toEqual([{ line: 1, field: '', message: 'The file is empty' }]);
    expect(problems('nonsense', 'json')).toMatchObject([{ line: 1, message: 'Not valid JSON' }]);
  });

  it('finds the line of every element, whatever it is', () => {
    const text = `[1,\n"a, [b] {",\n ${JSON.stringify({ ...ORDER, a: ['x', 1, {}] }, null, 1).replaceAll('\n', '')},\nnull,\n[],\n{}]`;
    const lines = problems(text).map(({ line }) => line);
    expect([...new Set(lines)]).toEqual([1, 2, 4, 5, 6]);
  });

  it('reports the bad fields of some lines beside the bad syntax of others', () => {
    const text = [JSON.stringify(ORDER), '{"orderNo": ', JSON.stringify({ ...ORDER, currency: 'XXX' }), '{]'].join(
      '\n',
    );
    expect(problems(text).map(({ line, field }) => [line, field])).toEqual([
      [2, ''],
      [3, 'currency'],
      [4, ''],
    ]);
  });

  it.each([
    [
      'a sum beyond what can be stored',
      { items: [{ ...ORDER.items[0], quantity: 1000, unitPrice: '9'.repeat(17) }] },
      'items',
    ],
    [
      'captures beyond it',
      { payments: Array.from({ length: 11 }).map(() => ({ method: 'card', captured: '9'.repeat(17) })) },
      'items',
    ],
    ['a client that would be read as two names', { client: 'a/b' }, 'client'],
  ])('refuses %s', (_name, change, field) => {
    expect(problems(JSON.stringify({ ...ORDER, ...change }))).toMatchObject([{ line: 1, field }]);
  });

  it('says what an amount has to be, in words', () => {
    const item = { ...ORDER.items[0], unitPrice: '-5', tax: -1 };
    const told = problems(JSON.stringify({ ...ORDER, items: [item] })).map(({ message }) => message);
    expect(new Set(told)).toEqual(
      new Set(['Expected an amount in minor units: an integer or a string of at most 17 digits']),
    );
  });

  test.each(['[1]', '[null]', '["x"]', '42', '[[]]'])('refuses %s', (text) =>
    expect(problems(text, 'json').length).toBeGreaterThan(0),
  );
});

describe('a file that is no orders file', () => {
  it('gives problems and never throws, whatever a field holds', () => {
    const junk = fc.jsonValue({ maxDepth: 2 });
    const field = fc.constantFrom(...Object.keys(ORDER));
    const nested = fc.constantFrom(...Object.keys(ORDER.items[0] ?? {}));
    fc.assert(
      fc.property(field, nested, junk, (name, inner, value) => {
        const wrong = [
          { ...ORDER, [name]: value },
          { ...ORDER, orderNo: '2', items: [{ ...ORDER.items[0], [inner]: value }, value] },
        ];
        return problems(JSON.stringify(wrong)).length > 0;
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.constantFrom('json', 'jsonl', 'csv', undefined), (text, format) =>
        Boolean(parseOrders(text, format)),
      ),
    );
  });
});

describe('an orders file in CSV', () => {
  it('joins the rows of an order, wherever they stand, and counts it as paid in full', () => {
    const other = MUG.replace('1042', '1043');
    const [first, second] = orders([HEADER, MUG, other, BELT, ''].join('\r\n'));
    expect(first).toMatchObject({
      orderNo: '1042',
      client: 'default',
      contact: { email: 'ana@example.com', phone: '+15005550006', postcode: '94107' },
      items: [
        { sku: 'MUG-BLUE', quantity: 2, unitPrice: 1250n, finalSale: false },
        { sku: 'BELT', name: 'Belt, "wide"', finalSale: true },
      ],
      shipping: { price: 499n, tax: 0n },
      payments: [{ method: 'card', captured: 4712n }],
    });
    expect(second?.orderNo).toBe('1043');
  });

  it('reads what spreadsheets write: byte order mark, semicolons, empty cells, capitals in the header', () => {
    const row = '1042;;;;EUR;processing;2026-11-01;;TEA;Grüner Tee;1;990;;;;';
    const [order] = orders(`\uFEFF${HEADER.toUpperCase().replaceAll(',', ';')}\r\n${row}\r\n`);
    expect(order).toMatchObject({
      currency: 'EUR',
      contact: {},
      items: [{ name: 'Grüner Tee', tax: 0n, discount: 0n, finalSale: false }],
    });
    expect(order).not.toHaveProperty('deliveredAt');
  });

  it('names the line and the column of a bad cell', () => {
    const bad = BELT.replace('1,1500', 'one,15.00').replace('true', 'perhaps');
    expect(problems([HEADER, MUG, bad].join('\n')).map(({ line, field }) => [line, field])).toEqual([
      [3, 'quantity'],
      [3, 'unit_price_minor'],
      [3, 'final_sale'],
    ]);
  });

  it('counts lines as an editor does, also when a cell holds a line break', () => {
    const broken = MUG.replace('Blue mug', '"Blue\nmug"');
    expect(problems([HEADER, broken, MUG.replace('1042', '7').replace('USD', 'XXX')].join('\n'))).toMatchObject([
      { line: 4, field: 'currency' },
    ]);
  });

  it('refuses rows of one order that disagree, and the same row twice', () => {
    expect(problems([HEADER, MUG, BELT.replace('94107', '94108')].join('\n'))).toEqual([
      { line: 3, field: 'postcode', message: 'Differs from line 2 of the same order' },
    ]);
    expect(problems([HEADER, MUG, MUG].join('\n'))).toMatchObject([{ line: 3, field: 'sku' }]);
  });

  it('refuses a header that is none, also without a row below it, and a column that stands there twice', () => {
    expect(problems('hello world\n').map(({ line, field }) => [line, field])).toContainEqual([1, 'order_no']);
    expect(problems([`${HEADER},SKU`, `${MUG},OTHER`].join('\n'))).toEqual([
      { line: 1, field: 'sku', message: 'This column stands there twice' },
    ]);
  });

  it.each([
    ['5" mug', 2, /middle of a cell/],
    ['"5" mug', 2, /after a closing quote/],
    ['"mug', 3, /never closed/],
  ])('says what is wrong with the quotes of %s', (name, line, message) => {
    const [problem] = problems([HEADER, MUG.replace('Blue mug', name), MUG].join('\n'));
    expect(problem?.line).toBeGreaterThanOrEqual(2);
    expect(problem?.line).toBeLessThanOrEqual(line);
    expect(problem?.message).toMatch(message);
  });

  it('refuses missing columns and rows of another width', () => {
    expect(problems(`order_no,sku\n1,2`).map(({ field }) => field)).toContain('currency');
    expect(problems([HEADER, MUG, '1043,only,three'].join('\n'))).toMatchObject([{ line: 3, field: '' }]);
  });
});

test.each([
  ['orders.csv', 'csv'],
  ['ORDERS.JSON', 'json'],
  ['a.ndjson', 'jsonl'],
  ['a.jsonl', 'jsonl'],
  ['orders.txt', undefined],
])('the name %s promises %s', (name, format) => expect(formatOf(name)).toBe(format));
