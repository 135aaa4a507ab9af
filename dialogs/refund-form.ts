import { confirm } from './questions/confirm';
import { evidence } from './questions/evidence';
import { items } from './questions/items';
import { quantity } from './questions/quantity';
import { reasonDetail, reasonWords } from './questions/reason-detail';
import { reason } from './questions/reason';
import { resolution } from './questions/resolution';
import { whatToChange } from './questions/what-to-change';
import type { RefundQuestion } from './refund-world';

/** What a refund request needs, in the order it is asked. Order and contact come before (identity.ts). */
export const refundForm: readonly RefundQuestion[] = [
  whatToChange,
  items,
  quantity,
  reason,
  reasonDetail,
  reasonWords,
  evidence,
  resolution,
  confirm,
];
