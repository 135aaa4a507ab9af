import type { Money } from './money';
import type { RefundCase } from './refund-case';

/** What an approval of the case as it stands would give: what staff proposed, else what was requested. */
export const onTheTable = ({ proposed, requested }: Pick<RefundCase, 'proposed' | 'requested'>): Money =>
  proposed?.amount ?? requested;
