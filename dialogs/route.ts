import { interrupt } from './interruptions';
import type { Memory } from './memory';
import type { Moment, Reply } from './moment';
import { refundDialog } from './refund-dialog';
import { statusDialog } from './case-status-dialog';
import { greet, lost } from './small-talk';

const inRefund = ({ refund, asked }: Memory): boolean =>
  refund !== null && !refund.denied && asked?.dialog !== 'status';

/** Stations 7 and 8: what cuts in comes first, then the dialog whose question is on the table, then a new one. */
export async function route(moment: Moment, memory: Memory, switched: boolean): Promise<Reply> {
  const cut = await interrupt(moment, memory, switched);
  if (cut) return cut;
  const { reading } = moment;
  if (memory.asked?.dialog === 'status') return statusDialog(moment, memory);
  if (inRefund(memory)) return refundDialog(moment, memory);
  if (reading.intent.name === 'refund_status' || reading.caseNo) return statusDialog(moment, memory);
  if (reading.intent.name === 'refund_request' || reading.orderNos.length > 0) return refundDialog(moment, memory);
  if (reading.intent.name === 'greeting') return greet(moment, memory);
  return lost(moment, memory);
}
