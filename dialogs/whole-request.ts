import { nextQuestion, type Heard } from '../src/turn/form-engine';
import { needsPhoto } from '../src/domain/reasons';
import type { RefundDraft } from './refund-draft';
import { refundForm } from './refund-form';
import { countedLines, type RefundWorld } from './refund-world';

/** Channels on which every message costs the shop money and the customer a reading on a small screen. */
const COSTLY = ['sms', 'whatsapp'];

/** True when order, items, how many and why were all said, by somebody who asks for a refund. */
function isWhole(draft: RefundDraft, { moment }: RefundWorld): boolean {
  const { reading, turn } = moment;
  const asks = turn.cause.type === 'message' && reading.intent.name === 'refund_request';
  return asks && draft.l1 !== undefined && draft.l2 !== undefined && countedLines(draft) !== null;
}

/** Money back, which is what a refund is, and no photo yet. */
function presumed(draft: RefundDraft): RefundDraft {
  const { l1 = '', l2 = '', resolution, evidence, trail } = draft;
  return {
    ...draft,
    ...(resolution ? {} : { resolution: 'refund' as const, trail: [...trail, 'resolution'] }),
    ...(needsPhoto(l1, l2) && evidence === undefined ? { evidence: [] } : {}),
  };
}

/**
 * On a phone a request whose first message holds everything leaves only the read-back: who asks for a refund means money
 * back, and a photo that was not sent is invited there instead of asked for. Whoever left something out is asked in the
 * usual order. `first`: nothing was asked or answered before this message.
 */
export function wholeRequest(heard: Heard<RefundDraft>, world: RefundWorld, first: boolean): Heard<RefundDraft> {
  const { draft, taken } = heard;
  const { given, turn } = world.moment;
  if (!first || !COSTLY.includes(turn.thread.channel) || !isWhole(draft, world)) return heard;
  const whole = presumed(draft);
  // Something else is still to be asked: then this in its turn, too.
  if (nextQuestion(refundForm, whole, world)?.field !== 'confirm') return heard;
  const wish = draft.resolution ? [] : [{ field: 'resolution', given, value: 'refund' }];
  return { ...heard, draft: whole, taken: [...taken, ...wish] };
}

/** What the read-back has to say first: that a photo is still welcome. */
export const invitation = (before: RefundDraft, after: RefundDraft): { lead?: { key: string } } =>
  before.evidence === undefined && after.evidence?.length === 0 ? { lead: { key: 'photoWelcome' } } : {};
