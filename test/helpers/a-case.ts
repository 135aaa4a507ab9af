import type { RefundCase } from '../../src/domain/refund-case';

const AT = new Date('2026-11-18T10:00:00Z');

/** Case RF-K7M4-92QN of order 1042: two blue mugs for 27.13 USD, waiting for a person's decision. */
export function aCase(overrides: Partial<RefundCase> = {}): RefundCase {
  const customer = { type: 'customer' as const, id: 'dl_ana' };
  return {
    caseNo: 'RF-K7M4-92QN',
    client: 'default',
    version: 1,
    logSeq: 3,
    status: 'under_review',
    orderNo: '1042',
    conversations: [{ client: 'default', channel: 'webchat', conversation: 'talk-1' }],
    locale: 'en',
    kind: 'return',
    reason: { l1: 'damaged', l2: 'on_arrival', verbatim: 'arrived broken' },
    lines: [{ sku: 'MUG-BLUE', name: 'Blue mug', quantity: 2, amount: { minor: 2713n, currency: 'USD' } }],
    claims: ['default/1042/MUG-BLUE/1', 'default/1042/MUG-BLUE/2'],
    requested: { minor: 2713n, currency: 'USD' },
    approved: null,
    destination: {
      type: 'original',
      payments: [{ method: 'card', brand: 'visa', last4: '4242', amount: { minor: 2713n, currency: 'USD' } }],
    },
    resolution: 'refund',
    decision: { outcome: 'manual', rules: [], codes: [], alternatives: [], at: AT },
    evidence: [],
    history: [
      { status: 'submitted', at: AT, actor: customer },
      { status: 'under_review', at: AT, actor: { type: 'system', id: 'policy' } },
    ],
    createdAt: AT,
    updatedAt: AT,
    ...overrides,
  };
}
