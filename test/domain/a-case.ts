import type { CaseStatus, RefundCase } from '../../src/domain/refund-case';
import { openCase } from '../../src/domain/open-case';
import { now } from './an-order';

/** A submitted request for two mugs, in any status; the history has the submission only. */
export function aCase(status: CaseStatus = 'submitted', overrides: Partial<RefundCase> = {}): RefundCase {
  const total = { minor: 3212n, currency: 'USD' };
  const opened = openCase(
    {
      caseNo: 'RF-HW1A-05VQ',
      client: 'default',
      orderNo: '1042',
      conversations: [],
      locale: 'en',
      kind: 'return',
      reason: { l1: 'change_of_mind', l2: 'unwanted', verbatim: 'I do not want them' },
      lines: [{ sku: 'MUG-BLUE', name: 'Blue mug', quantity: 2, amount: { minor: 2713n, currency: 'USD' } }],
      claims: ['default/1042/MUG-BLUE/1', 'default/1042/MUG-BLUE/2', 'default/1042//shipping'],
      requested: total,
      destination: { type: 'original', payments: [{ method: 'card', brand: 'visa', last4: '4242', amount: total }] },
      resolution: 'refund',
      decision: { outcome: 'eligible', rules: [], codes: [], alternatives: [], at: now() },
      evidence: [],
    },
    { at: now(), actor: { type: 'customer', id: 'dl_ana' } },
  );
  return { ...opened, status, ...overrides };
}
