import type { DeskDelivery } from '../channel-desk-shown';
import type { DeskAction, DeskOrder, DeskRefusal } from '../domain/desk-order';
import type { Handoff } from '../domain/handoff';
import { isOwned, standing, stepOf } from '../domain/handoff-moves';
import type { Message } from '../turn/message';
import type { DeskState } from './desk-state';
import { answeredAt, closed, freed, ownedBy, parked } from './ownership';
import { replyFingerprint } from './reply-fingerprint';
import { farewell, joined, queued, transferred } from './says';
import type { DeskSettings } from './settings';
import { passage, type ApprovedTemplates } from './staff-template';
import { unreachable } from './unreachable';

/** What an order finds when its turn comes. */
export interface Scene {
  order: DeskOrder;
  handoff: Handoff;
  /** Words of a reply or note, after redaction. */
  text: string;
  at: Date;
  settings: DeskSettings;
  delivery: DeskDelivery;
  buttons: boolean;
  templates: ApprovedTemplates;
  locale: string;
}

/** What an order comes to. */
export interface Deed {
  handoff: Handoff;
  /** The name under which it is logged; null where a message says it. */
  event: string | null;
  data?: Record<string, unknown>;
  /** What the customer hears; dropped where they cannot be reached. */
  messages?: Message[];
  /** The bot goes on. */
  resume?: true;
  desk?: Partial<DeskState>;
}

type Result = Deed | { refused: DeskRefusal };
type Carry<K extends DeskAction['kind']> = (scene: Scene, action: Extract<DeskAction, { kind: K }>) => Result;

const HOUR = 3_600_000;
const invalid = (field: string): Result => ({ refused: { why: 'invalid', field } });

const claim: Carry<'claim'> = ({ order, handoff, at, settings, buttons }) => {
  const messages = isOwned(handoff) ? [] : [joined(order.by.name, buttons)];
  const event = handoff.status === 'waiting' ? 'claimed' : handoff.status === 'parked' ? 'woken' : null;
  return { handoff: ownedBy(handoff, order.by, at, settings), event, messages };
};

const release: Carry<'release'> = ({ order, handoff, at, settings }) => {
  const after = freed(handoff, at, settings);
  return { handoff: after, event: 'released', messages: [queued('desk.released', order.by.name, after.promisedBy)] };
};

const transfer: Carry<'transfer'> = (scene, { to }) => {
  const { order, handoff, at, settings, buttons } = scene;
  const note = scene.text ? { note: scene.text } : {};
  const from = handoff.owner ? { from: handoff.owner.staffId, fromName: handoff.owner.name } : {};
  if ('team' in to) {
    const after = { ...freed(handoff, at, settings), team: to.team };
    const messages = handoff.owner ? [queued('desk.queued', order.by.name, after.promisedBy)] : [];
    return { handoff: after, event: 'transferred', data: { ...from, team: to.team, ...note }, messages };
  }
  const { staff } = to;
  if (handoff.owner?.staffId === staff.staffId) return { handoff, event: null };
  const messages = [handoff.owner ? transferred(staff.name) : joined(staff.name, buttons)];
  const data = { ...from, to: staff.staffId, toName: staff.name, ...note };
  return { handoff: ownedBy(handoff, staff, at, settings), event: 'transferred', data, messages };
};

const reply: Carry<'reply'> = (scene, { attachments, fingerprint }) => {
  const { order, handoff, text, at, settings, delivery, templates, locale } = scene;
  if (!text.trim() && !attachments.length) return invalid('text');
  const words = { text: text.trim(), photos: attachments.length, locale };
  const { problem, template } = passage(words, delivery, templates, at);
  if (problem && problem !== 'too_long') return { refused: { why: 'unreachable', code: problem } };
  // Seen as free words and now to leave in a template, or the other way round: it is shown again first.
  if (problem || fingerprint !== replyFingerprint(text, attachments, handoff.channel, template))
    return { refused: { why: 'stale' } };
  const said: Message = {
    key: 'desk.reply',
    values: { text: text.trim(), name: order.by.name },
    by: order.by,
    ...(attachments.length ? { attachments } : {}),
  };
  return { handoff: answeredAt(ownedBy(handoff, order.by, at, settings), at), event: null, messages: [said] };
};

const note: Carry<'note'> = ({ order, handoff, text, at, settings }, { ref, change }) => {
  // Who writes to colleagues is at work: their claim does not lapse meanwhile.
  const mine = handoff.status === 'claimed' && handoff.owner?.staffId === order.by.staffId;
  const after = mine ? ownedBy(handoff, order.by, at, settings) : handoff;
  return { handoff: after, event: 'noted', data: { text, ref, change } };
};

const park: Carry<'park'> = ({ handoff, at, settings }, action) => {
  const until = new Date(action.until);
  const ms = until.getTime() - at.getTime();
  if (!(ms > 0 && ms <= settings.parkMaxHours * HOUR)) return invalid('until');
  return { handoff: parked(handoff, until), event: 'parked', data: { until: until.toISOString() } };
};

const resolve: Carry<'resolve'> = ({ order, handoff, at, delivery }, action) => {
  const after = closed(handoff, at, action.resolution, order.by);
  const data = { resolution: action.resolution };
  if (!action.farewell || unreachable(delivery, at)) return { handoff: after, event: 'resolved', data };
  const rating = { handoffId: handoff.id, askedAt: at.toISOString(), fresh: true };
  return {
    handoff: { ...after, satisfaction: { askedAt: at } },
    event: 'resolved',
    data,
    messages: farewell(order.by.name, handoff.id),
    desk: { rating },
  };
};

const handback: Carry<'handback'> = ({ order, handoff, at }) => ({
  handoff: closed(handoff, at, 'back_to_bot', order.by),
  event: 'handed_back',
  resume: true,
});

/** Why an order cannot be, whatever else is known; null when it may be. */
export function refusalOf({ order, handoff }: Pick<Scene, 'order' | 'handoff'>): DeskRefusal | null {
  const step = stepOf(handoff.status, order.action.kind, standing(handoff, order));
  const { owner } = handoff;
  const ref = owner && { staffId: owner.staffId, name: owner.name };
  if (step === 'taken' && owner && ref) return { why: 'taken', owner: ref, since: owner.since.toISOString() };
  if (step === 'taken' || step === 'not_yours') return { why: 'not_yours', owner: ref };
  return step === 'refused_closed' ? { why: 'closed' } : null;
}

const CARRIES: { [K in DeskAction['kind']]: Carry<K> } = {
  claim,
  release,
  transfer,
  reply,
  note,
  park,
  resolve,
  handback,
  open: ({ handoff }) => ({ handoff, event: 'opened' }),
};

const carry = <K extends DeskAction['kind']>(kind: K, scene: Scene, action: Extract<DeskAction, { kind: K }>): Result =>
  CARRIES[kind](scene, action);

/** Carries out an order that is not refused, or says what is wrong with it. Pure: what it gives back is not yet true. */
export function carryOut(scene: Scene): Result {
  const { action } = scene.order;
  return carry(action.kind, scene, action);
}
