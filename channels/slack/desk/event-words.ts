import type { TranscriptItem } from '../../../src/channel-desk';
import { own } from './own';
import { failureName, spelled, statusName } from './words';

type Told = (value: (name: string) => string, item: TranscriptItem) => string | null;

const withNote = (words: string, note: string): string => (note ? `${words}: “${note}”` : words);

/** What colleagues read of an event of the desk. Null: not worth a line. */
const HANDOFF: Record<string, Told> = {
  opened: (value) => `A person was asked for: ${spelled(value('reason') || 'asked')}`,
  requested: (value) => `A person was asked for: ${spelled(value('reason') || 'asked')}`,
  claimed: (_, { name }) => `${name} claimed this`,
  woken: (_, { name }) => `${name} took this up again`,
  released: (_, { name }) => `${name} put this back into the queue`,
  transferred: (value, { name }) => {
    const to = value('toName') || `team ${spelled(value('team'))}`;
    return withNote(`${name} handed this to ${to}`, value('note'));
  },
  parked: (value, { name }) => `${name} parked this${value('until') ? ` until ${value('until')}` : ''}`,
  resolved: (value, { name }) => `${name} resolved this: ${spelled(value('resolution') || 'answered')}`,
  handed_back: (_, { name }) => `${name} handed back to the bot, which answers from now on`,
  left: () => 'The customer left the queue',
  customer_left: () => 'The customer left the queue',
  back_to_bot: () => 'The customer went back to the bot',
  returned: () => 'The customer is back',
  warn: () => 'The promised answer is due soon',
  remind: () => 'The promised time has passed and nobody has claimed this',
  call_lead: () => 'Still nobody has claimed this: the lead is needed',
  apologise: () => 'The customer was given an apology and a new time',
  warn_owner: () => 'The customer still waits for an answer; the claim lapses unless its owner does something',
  lapse: () => 'The owner was silent too long: this is back in the queue',
  lapsed: () => 'The owner was silent too long: this is back in the queue',
  wake: () => 'The time it was parked for is over',
  opted_out: () => 'The customer opted out of messages on this address',
  opted_in: () => 'The customer takes messages on this address again',
  satisfaction: (value) => `The customer rates the help ${value('score')} of 5`,
  rated: (value) => `The customer rates the help ${value('score')} of 5`,
};

/** Only what went wrong is told; what arrived is what everybody expects. */
const DELIVERY: Record<string, Told> = {
  failed: (value) => `Not delivered: ${failureName(value('code') || 'unknown')}`,
  possibly_twice: () => 'This message may have reached the customer twice',
  opted_out: () => 'The customer opted out of messages on this address',
};

const text = (given: unknown): string => (typeof given === 'string' || typeof given === 'number' ? String(given) : '');

/** The name of an event, whichever of its fields carries it. */
export function eventName({ event }: TranscriptItem): string {
  return text(event?.event) || text(event?.kind) || text(event?.status) || text(event?.name);
}

function ofCase(item: TranscriptItem, value: (name: string) => string): string | null {
  const to = value('to') || value('status');
  const amount = value('amount') || value('approved');
  const reason = value('reason');
  if (!to) return null;
  const words = `Case ${value('caseNo')} is now ${statusName(to)}`.replace('  ', ' ');
  const by = item.who === 'staff' && item.name ? `, by ${item.name}` : '';
  return `${words}${by}${amount ? ` (${amount})` : ''}${reason ? `: ${spelled(reason)}` : ''}`;
}

function ofDelivery(item: TranscriptItem, value: (name: string) => string): string | null {
  if (item.event?.possiblyTwice === true) return 'This message may have reached the customer twice';
  return own(DELIVERY, eventName(item))?.(value, item) ?? null;
}

/**
 * An event of the log as a sentence for agents; null where it tells them nothing. The desk's own text of it comes first:
 * it is plain text, not yet escaped.
 */
export function eventWords(item: TranscriptItem): string | null {
  if (item.text.trim()) return item.text;
  const value = (name: string): string => text(own(item.event ?? {}, name));
  switch (item.kind) {
    case 'handoff':
      return own(HANDOFF, eventName(item))?.(value, item) ?? null;
    case 'delivery':
      return ofDelivery(item, value);
    case 'case':
      return ofCase(item, value);
    case 'message':
    case 'note':
      return null;
  }
}

/** Events at which somebody is called by name. */
export const callsLead = (item: TranscriptItem): boolean => item.kind === 'handoff' && eventName(item) === 'call_lead';
export const callsOwner = (item: TranscriptItem): boolean =>
  item.kind === 'handoff' && eventName(item) === 'warn_owner';
