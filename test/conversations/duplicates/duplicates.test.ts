import { aCustomer, aShop, keysOf, lastOf, plays } from '../../helpers/conversation';
import { anItem, anOrder } from '../../helpers/orders';

const ALL = 'refund order 1042, ana@example.com, all of it, arrived damaged, no photo, money back';

describe('the same thing twice', () => {
  it('files once however often yes is said', async () => {
    const customer = aCustomer();
    await customer.says(ALL);
    await plays(customer, [
      ['yes', 'refund.filed'],
      ['yes', 'refund.alreadyFiled'],
      ['yes', 'refund.alreadyFiled'],
    ]);
    expect(customer.shop.cases.size).toBe(1);
  });

  it('tells an old yes button which case it made', async () => {
    const customer = aCustomer();
    const { choices } = lastOf(await customer.says(ALL));
    const yes = choices?.[0]?.value ?? '';
    expect(yes).toMatch(/^r1:confirm:yes:[0-9a-f]{6}$/);
    await customer.says('', { choice: yes });
    const again = lastOf(await customer.says('', { choice: yes }));
    expect(again.key).toBe('refund.alreadyFiled');
    expect(again.values?.caseNo).toBe([...customer.shop.cases.keys()][0]);
  });

  it('does not file what an older read-back showed', async () => {
    const customer = aCustomer();
    const old = lastOf(await customer.says(ALL)).choices?.[0]?.value ?? '';
    await customer.says('no, only one');
    const result = lastOf(await customer.says('', { choice: old }));
    expect(result).toMatchObject({ key: 'refund.readBack', values: { lead: { key: 'staleReadBack' } } });
    expect(customer.shop.cases.size).toBe(0);
  });

  it('shows the current question again for the button of an earlier one', async () => {
    const customer = aCustomer();
    await customer.says('refund order 1042, ana@example.com');
    const old = customer.shown[0]?.choices?.[0]?.value ?? '';
    await customer.says('both');
    const result = lastOf(await customer.says('', { choice: old }));
    expect(result).toMatchObject({ key: 'refund.askReason', values: { lead: { key: 'stale' } } });
    expect(result.values?.attempt).toBeUndefined();
  });

  it('reads back anew when the order changed between read-back and yes', async () => {
    const shop = aShop();
    const customer = aCustomer({ shop });
    await customer.says(ALL);
    const other = aCustomer({ shop, conversation: 'c2' });
    await other.says('refund order 1042, ana@example.com, only one, arrived damaged, no photo, money back');
    await other.says('yes');
    const result = await customer.says('yes');
    expect(keysOf(result)).not.toContain('refund.filed');
    expect(shop.cases.size).toBe(1);
  });

  it('names the open case when everything was asked for already', async () => {
    const shop = aShop();
    const first = aCustomer({ shop });
    await first.says(ALL);
    await first.says('yes');
    const second = lastOf(await aCustomer({ shop, conversation: 'c2' }).says('refund order 1042, ana@example.com'));
    expect(second).toMatchObject({ key: 'refund.existing', values: { caseNo: [...shop.cases.keys()][0] } });
  });

  it('names the case of an item that was asked for already, and goes on with the others', async () => {
    const items = [
      anItem({ quantity: 1, tax: 106n }),
      anItem({ sku: 'MUG-RED', name: 'Red mug', quantity: 1, tax: 106n }),
      anItem({ sku: 'CUP', name: 'Tea cup', quantity: 1, tax: 106n }),
    ];
    const shop = aShop([anOrder({ items })]);
    const customer = aCustomer({ shop });
    await customer.says('refund order 1042, ana@example.com, the red mug, arrived damaged, no photo, money back');
    await customer.says('yes');
    const again = await customer.says('refund order 1042');
    expect(keysOf(again)).toEqual(['refund.takenAlready', 'refund.askItems']);
    const result = await customer.says('the red mug');
    expect(keysOf(result)).toEqual(['refund.itemTaken', 'refund.askItems']);
    expect(result.messages[0]?.values?.caseNo).toBe([...shop.cases.keys()][0]);
  });

  it('comes to the same end when a turn runs again on the same reads', async () => {
    const customer = aCustomer();
    await customer.says(ALL);
    const one = await customer.says('maybe');
    const state = JSON.stringify(customer.state());
    const two = await customer.says('maybe');
    expect(JSON.stringify(customer.state())).not.toBe('');
    expect([keysOf(one), state.length > 0]).toEqual([keysOf(two), true]);
  });
});
