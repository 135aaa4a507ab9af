import type { Message } from '../src/turn/message';
import { itemValues } from './item-values';
import type { Memory } from './memory';
import { reply, type Reply } from './moment';
import { without, type ChosenLine, type RefundDraft } from './refund-draft';
import { countedLines, propose, type RefundWorld } from './refund-world';
import { submit } from './submit';

const only = (draft: RefundDraft, lines: ChosenLine[]): RefundDraft => ({ ...draft, lines });

/** Lines that would be denied even on their own, and those that would not. */
function parted(world: RefundWorld, draft: RefundDraft): { barred: ChosenLine[]; fine: ChosenLine[] } {
  const lines = countedLines(draft) ?? [];
  const barred = lines.filter((line) => propose(only(draft, [line]), world)?.verdict === 'denied');
  return { barred, fine: lines.filter((line) => !barred.includes(line)) };
}

/**
 * Some of the items cannot be refunded, the others can: those are left out, with the reason and a case of their own that
 * can be contested, and the request goes on with the rest. Null unless it is so.
 */
export function partDenial(
  world: RefundWorld,
  memory: Memory,
  draft: RefundDraft,
): (Reply & { draft: RefundDraft }) | null {
  if (propose(draft, world)?.verdict !== 'denied') return null;
  const { barred, fine } = parted(world, draft);
  const denied = propose(only(draft, barred), world);
  if (barred.length === 0 || fine.length === 0 || !denied) return null;
  const told = (caseNo: string): Message => {
    const { codes, appealUntil } = denied.decision;
    const values = { caseNo, codes, lines: itemValues(denied.quote.lines), count: denied.quote.lines.length };
    return { key: 'refund.partlyDenied', values: { ...values, appealUntil: appealUntil?.toISOString() ?? null } };
  };
  const rest = { ...without(draft, 'items', undefined), lines: fine, trail: draft.trail };
  const known = draft.leftOut?.find(({ sku }) => barred.every((line) => line.sku === sku));
  if (known) return { ...reply({ ...memory, refund: rest }, [told(known.caseNo)], 'denied'), draft: rest };
  const { refundCase, changes, entries } = submit(world, memory, draft, denied);
  const { caseNo } = refundCase;
  const noted = { ...rest, leftOut: [...(draft.leftOut ?? []), ...barred.map(({ sku }) => ({ sku, caseNo }))] };
  const filed = [...memory.filed, { draft: `${draft.id}-part`, caseNo }];
  return {
    ...reply({ ...memory, refund: noted, filed }, [told(caseNo)], 'denied', { changes, entries }),
    draft: noted,
  };
}
