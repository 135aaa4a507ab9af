import type { DeskCard, DeskCase, DeskDelivery } from '../../../src/channel-desk-shown';
import { own } from './own';
import { literal, moment, since } from './text';

/** Names that agents read for the codes we keep. A code without a name is shown as words of its own. */
const CHANNELS: Record<string, string> = {
  webchat: 'web chat',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  slack: 'Slack',
  botframework: 'Bot Framework',
  console: 'terminal',
};

const REASONS: Record<string, string> = {
  asked: 'asked for a person',
  not_understood: 'the bot did not understand',
  fraud: 'reports a payment that is not theirs',
  attempts: 'could not prove who they are',
  appeal: 'contests a denial',
  angry: 'is upset',
  late: 'a promised date has passed',
};

const GRADES: Record<string, string> = {
  none: 'not identified',
  status: 'known by address',
  full: 'order and contact matched',
};

const STATUSES: Record<string, string> = {
  submitted: 'submitted',
  needs_info: 'waits for the customer',
  under_review: 'waits for a decision',
  awaiting_return: 'waits for the goods',
  approved: 'approved',
  denied: 'denied',
  withdrawn: 'withdrawn',
  paid: 'paid',
  closed: 'closed',
};

const VERDICTS: Record<string, string> = {
  eligible: 'Eligible',
  ineligible: 'Not eligible',
  manual: 'Needs a person',
  unknown: 'Cannot be told',
};

const FAILURES: Record<string, string> = {
  '21610': 'the customer opted out',
  opted_out: 'the customer opted out',
  '63016': 'the 24-hour window is closed',
  outside_window: 'the 24-hour window is closed',
  '30006': 'the number cannot be reached',
  '30003': 'the phone is off or out of reach',
  '30005': 'the number is not in use',
  '30007': 'the carrier filtered it',
};

/** `window_expired` → `window expired`. */
export const spelled = (code: string): string => code.replace(/[_-]+/g, ' ');

const named =
  (names: Record<string, string>) =>
  (code: string): string =>
    own(names, code) ?? spelled(code);

export const channelName = named(CHANNELS);
export const reasonName = named(REASONS);
export const gradeName = named(GRADES);
export const statusName = named(STATUSES);
export const verdictName = named(VERDICTS);
/** Why a message did not arrive, with the provider's code where it has no name here. */
export const failureName = (code: string): string => own(FAILURES, code) ?? `the provider refused it (${code})`;

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** `es-MX` → `Mexican Spanish`. */
export function languageName(locale: string): string {
  try {
    return languages.of(locale) ?? locale;
  } catch {
    return locale;
  }
}

/** What the customer can be sent now, each as a sentence; nothing where everything can. For mrkdwn. */
export function deliveryWords(delivery: DeskDelivery): string[] {
  const { optedOut, windowUntil, failed } = delivery;
  return [
    ...(optedOut ? ['*Opted out*: no message reaches this address; call or write elsewhere.'] : []),
    ...(windowUntil ? [`Free replies until ${moment(windowUntil)}; afterwards only approved templates.`] : []),
    ...(failed ? [`*Not delivered*: ${literal(failureName(failed.code))}, ${since(failed.at)}.`] : []),
  ];
}

/** What was asked for, in a few words: `Refund · arrived damaged`. */
export const aboutCase = (given: DeskCase): string => `${spelled(given.resolution)} · ${given.reason.words}`;

/** Where a handoff stands, as the line under the summary. For mrkdwn. */
export function standing(card: DeskCard): string {
  const { owner } = card;
  const who = owner ? literal(owner.name, 80) : 'somebody';
  switch (card.status) {
    case 'waiting':
      return `*Waiting*, asked ${since(card.askedAt)} · answer promised by ${moment(card.promisedBy)}`;
    case 'claimed':
      return `*With ${who}*${owner ? ` since ${moment(owner.since)}` : ''}`;
    case 'parked':
      return `*Parked by ${who}*${card.parkedUntil ? ` until ${moment(card.parkedUntil)}` : ''}, or until the customer writes`;
    case 'closed': {
      const by = card.closedBy ? ` by ${literal(card.closedBy.name, 80)}` : '';
      return `*Closed*${by}${card.resolution ? `: ${literal(spelled(card.resolution))}` : ''}`;
    }
  }
}
