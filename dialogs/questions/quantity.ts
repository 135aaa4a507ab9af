import { choicesOf, type RefundQuestion, type RefundWorld } from '../refund-world';
import type { RefundDraft } from '../refund-draft';

/** The first chosen line of which it is not known how many. */
function uncounted(draft: RefundDraft, { hand }: RefundWorld) {
  const line = draft.lines?.find(({ quantity }) => quantity === undefined);
  return line ? (hand.open.find(({ sku }) => sku === line.sku) ?? null) : null;
}

/** A number or "all" in the words, wherever the reader found it; one that is said with another thing counts that. */
function saidQuantity({ reading }: RefundWorld['moment'], sku: string): number | 'all' | undefined {
  const own = reading.items.find((one) => one.sku === sku)?.quantity;
  if (own !== undefined) return own;
  const elsewhere = reading.items.some((one) => one.sku !== undefined && one.quantity !== undefined);
  if (elsewhere) return undefined;
  return reading.quantity ?? reading.items.find((one) => one.quantity !== undefined)?.quantity;
}

/** How many are meant, "all" being what is left; null when the message holds no number. */
function count(
  { moment }: RefundWorld,
  awaited: boolean,
  { sku, quantity: left }: { sku: string; quantity: number },
): number | null {
  const choice = awaited ? moment.picked[0] : undefined;
  if (choice && /^\d+$/.test(choice)) return Number(choice);
  const said = choice === 'all' ? 'all' : saidQuantity(moment, sku);
  if (said === undefined) return awaited ? (moment.reading.choiceNumber ?? null) : null;
  return said === 'all' ? left : said;
}

export const quantity: RefundQuestion = {
  field: 'quantity',
  applies: (draft, world) => uncounted(draft, world) !== null,
  value: () => undefined,
  ask(draft, world) {
    const item = uncounted(draft, world);
    const left = item?.quantity ?? 1;
    const few = Array.from({ length: Math.min(left, 5) }, (_, index) => String(index + 1)).slice(
      0,
      left > 5 ? 4 : left - 1,
    );
    return {
      key: 'refund.askQuantity',
      values: { name: item?.name ?? '', sku: item?.sku ?? '', count: left, orderNo: world.hand.order.orderNo },
      choices: [
        ...choicesOf(draft, 'quantity', few, (literal) => ({ literal })),
        ...choicesOf(draft, 'quantity', ['all'], () => ({ key: 'choice.allUnits', values: { count: left } })),
      ],
      question: true,
    };
  },
  read(draft, world, awaited) {
    const item = uncounted(draft, world);
    const wanted = item ? count(world, awaited, item) : null;
    if (!item || wanted === null) return { kind: 'silent' };
    if (wanted < 1 || wanted > item.quantity) {
      return {
        kind: 'refused',
        note: { key: 'refund.tooMany', values: { name: item.name, count: item.quantity, asked: wanted } },
      };
    }
    const lines = (draft.lines ?? []).map((one) => (one.sku === item.sku ? { sku: item.sku, quantity: wanted } : one));
    return {
      kind: 'taken',
      draft: { ...draft, lines },
      given: world.moment.given,
      value: { sku: item.sku, quantity: wanted },
    };
  },
};
