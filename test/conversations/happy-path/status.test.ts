import { aCustomer, aShop, keysOf, lastOf, NOW, plays, type Customer } from '../../helpers/conversation';
import { move } from '../../../src/domain/case-transitions';
import { anItem, anOrder } from '../../helpers/orders';

async function filed(customer: Customer): Promise<string> {
  await customer.says('refund order 1042, ana@example.com, only one, arrived damaged, no photo, money back');
  const { values } = lastOf(await customer.says('yes'));
  return String(values?.caseNo);
}

describe('asking where the money is', () => {
  it('says that a case number has a slip in it', async () => {
    const message = lastOf(await aCustomer().says('where is my refund RF-7K4M-92QX'));
    expect(message).toMatchObject({ key: 'status.askCase', values: { variant: 'slip' } });
  });

  it('takes a yes to making a request for the order that has none', async () => {
    const customer = aCustomer();
    await plays(customer, [
      ['where is my refund for order 1042', 'status.askContact'],
      ['ana@example.com', 'status.none'],
      ['yes', 'refund.askQuantity'],
    ]);
  });

  it('finds by a bare order number what an angry customer asks after, with the person first', async () => {
    const customer = aCustomer();
    const asked = lastOf(await customer.says('wheres my money??? scammers'));
    expect(asked).toMatchObject({ key: 'status.askCase', values: { lead: { key: 'angry' } } });
    expect(asked.choices?.[0]?.value).toBe('agent');
    await plays(customer, [
      ['1042', 'status.askContact'],
      ['94107', 'status.none'],
    ]);
  });

  it('tells the one case of the conversation without asking for anything', async () => {
    const customer = aCustomer();
    const caseNo = await filed(customer);
    const { key, values } = lastOf(await customer.says('where is my refund?'));
    expect(key).toBe('status.report');
    expect(values).toMatchObject({ caseNo, stage: 'approved', whoActs: 'shop' });
    expect(values?.since).toMatch(/^2026-11-18/);
    expect(values?.expected).toMatch(/^2026-11-/);
    expect(values?.steps).toHaveLength(6);
  });

  it('lets an identified contact choose among several cases, in another conversation too', async () => {
    const shop = aShop([anOrder(), anOrder({ orderNo: '1043' })]);
    const contact = { id: 'dl_ana', identified: true };
    const first = aCustomer({ shop, contact });
    await filed(first);
    await first.says('refund order 1043, ana@example.com, both arrived damaged, no photo, money back');
    await first.says('yes');
    const later = aCustomer({ shop, contact, conversation: 'c2' });
    const asked = lastOf(await later.says('where is my refund'));
    expect(asked.key).toBe('status.askCase');
    expect(asked.choices).toHaveLength(2);
    expect(lastOf(await later.says('1')).key).toBe('status.report');
  });

  it('asks a stranger for something of the order before it shows a case', async () => {
    const shop = aShop();
    const caseNo = await filed(aCustomer({ shop }));
    const stranger = aCustomer({ shop, conversation: 'c2', contact: { id: 'dl_2', identified: true } });
    // The reader checks the number's check character; ours of the test has none, so it is given by its order.
    await plays(stranger, [
      ['status', 'status.askCase'],
      ['order 1042', 'status.askContact'],
      ['somebody@example.com', 'refund.notFound'],
      ['postcode 94107', 'status.report'],
    ]);
    expect(shop.cases.has(caseNo)).toBe(true);
  });

  it('is honest when there is nothing to tell', async () => {
    const customer = aCustomer();
    await plays(customer, [
      ['where is my refund', 'status.askCase'],
      ['order 1042, ana@example.com', 'status.none'],
    ]);
  });

  it('says that a late case is late and puts it before a person at once', async () => {
    const customer = aCustomer();
    await filed(customer);
    const late = await customer.says('status', { afterHours: 24 * 14 });
    expect(lastOf(late).values).toMatchObject({ late: true, variant: 'late_approved' });
    expect(lastOf(late).values?.promisedBy).toBeDefined();
    expect(customer.shop.handoffs).toMatchObject([{ reason: 'late', status: 'waiting' }]);
    await customer.says('status');
    expect(customer.shop.handoffs).toHaveLength(1);
  });

  it('tells what changed when the shop has decided', async () => {
    const customer = aCustomer();
    const caseNo = await filed(customer);
    const result = await customer.says('', { event: 'case-changed', value: caseNo });
    expect(keysOf(result)).toEqual(['status.changed']);
    expect(lastOf(result).values).toMatchObject({ caseNo, stage: 'approved' });
  });

  it('says nothing on events it does not know', async () => {
    expect((await aCustomer().says('', { event: 'typing' })).messages).toEqual([]);
  });

  it('passes on what the shop asked for, and hands the case back to a person', async () => {
    const customer = aCustomer({ shop: aShop([anOrder({ items: [anItem({ unitPrice: 12_000n })] })]) });
    const caseNo = await filed(customer);
    const open = customer.shop.cases.get(caseNo);
    const asked =
      open && move(open, 'ask_info', { at: NOW, actor: { type: 'staff', id: 's1' }, reason: 'Which part broke?' });
    if (!asked?.ok) throw new Error('the case was not under review');
    customer.shop.cases.set(caseNo, asked.after);
    const told = lastOf(await customer.says('', { event: 'case-changed', value: caseNo }));
    expect(told.values).toMatchObject({ stage: 'needs_info', wanted: 'Which part broke?' });
    const result = await customer.says('the handle came off', { photos: 1 });
    expect(keysOf(result)).toEqual(['status.received']);
    expect(customer.shop.cases.get(caseNo)).toMatchObject({ status: 'under_review', version: asked.after.version + 1 });
    expect(result.entries.filter(({ stream }) => stream !== 'conversation').map(({ type }) => type)).toEqual([
      'answer',
      'status',
      'status',
    ]);
  });

  it('looks up a case by its number for its own customer', async () => {
    const customer = aCustomer({ caseNo: 'RF-HW1A-05VQ' });
    await filed(customer);
    expect(lastOf(await customer.says('what about rf hw1a 05vq?')).values).toMatchObject({ caseNo: 'RF-HW1A-05VQ' });
  });
});
