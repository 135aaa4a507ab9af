import type { TurnResult } from '../../../src/turn/form';
import { aCustomer, aShop, keysOf, type Customer, type Shop } from '../../helpers/conversation';

export const PHONE = '+15005550006';

/** One person at the web page and on the phone, or two; what each conversation tells the other waits until `pass`. */
export interface TwoSides {
  shop: Shop;
  web: Customer;
  phone: Customer;
  /** What was told to the other conversations so far arrives there; their turns, by thread. */
  pass(): Promise<Map<string, TurnResult>>;
  /** A new code, as the web page shows it. */
  code(words?: string): Promise<string>;
}

export const codeIn = ({ messages }: TurnResult): string => {
  const code = messages.map(({ values }) => values?.code).find(Boolean);
  if (typeof code !== 'string') throw new Error(`no code in ${messages.map(({ key }) => key).join(' ')}`);
  return code;
};

export function twoSides(locale = 'en-US', shop: Shop = aShop()): TwoSides {
  const web = aCustomer({ shop, locale });
  const phone = aCustomer({
    shop,
    channel: 'sms',
    conversation: PHONE,
    locale: 'en',
    caseNo: 'RF-K7M4-92QN',
    contact: { id: PHONE, identified: true },
  });
  const known = new Map([
    ['default/webchat/c1', web],
    [`default/sms/${PHONE}`, phone],
  ]);
  return {
    shop,
    web,
    phone,
    async pass() {
      const heard = new Map<string, TurnResult>();
      for (const { to, name, value } of shop.tells.splice(0)) {
        const key = `${to.client}/${to.channel}/${to.conversation}`;
        const customer = known.get(key) ?? aCustomer({ shop, channel: to.channel, conversation: to.conversation });
        known.set(key, customer);
        heard.set(key, await customer.says('', { event: name, ...(value === undefined ? {} : { value }) }));
      }
      return heard;
    },
    code: async (words = 'link') => codeIn(await web.says(words)),
  };
}

/** The phone goes on with what the web page began. */
export async function joined(sides: TwoSides): Promise<{ done: TurnResult; told: TurnResult }> {
  await sides.phone.says(await sides.code());
  const done = await sides.phone.says('yes');
  const told = (await sides.pass()).get('default/webchat/c1');
  if (!told) throw new Error('the web page was not told');
  return { done, told };
}

export const refundOf = (customer: Customer): Record<string, unknown> | null =>
  (customer.state() as unknown as { refund: Record<string, unknown> | null }).refund;

export const provenOf = (customer: Customer): unknown[] =>
  (customer.state() as unknown as { proven: unknown[] }).proven;

export { keysOf };
