import { proofsInForce } from '../src/intake/in-force';
import type { Turn } from '../src/turn/form';
import type { Memory } from './memory';
import type { Dependencies } from './moment';

/** The memory without proofs that an address change on their order has overtaken, and without what had proven them. */
export async function withProofsInForce(deps: Dependencies, { thread }: Turn, memory: Memory): Promise<Memory> {
  if (memory.proven.length === 0) return memory;
  const proven = await proofsInForce(deps, thread.client, memory.proven);
  if (proven.length === memory.proven.length) return memory;
  const { refund, lookup } = memory;
  const onlyNumber = <T extends { identity: { orderNo?: string } }>(one: T): T => {
    const { orderNo } = one.identity;
    return { ...one, identity: orderNo === undefined ? {} : { orderNo } };
  };
  return {
    ...memory,
    proven,
    reach: {},
    refund: refund && onlyNumber(refund),
    lookup: lookup && onlyNumber(lookup),
  };
}
