import type { Amount } from '../channel-desk';
import { formatMoney, type Money } from '../domain/money';

/** As agents read it: the symbol alone would leave open whose dollar it is. */
export const amountOf = (money: Money): Amount => ({
  minor: money.minor.toString(),
  currency: money.currency,
  text: `${formatMoney(money, 'en').replace(/[^\d.,\-]/g, '')} ${money.currency}`,
});
