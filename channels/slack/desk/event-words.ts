import type { TranscriptItem } from '../../../src/channel-desk-shown';
import { own } from './own';
import { clip } from './text';
import { channelName, failureName, spelled, statusName } from './words';

/** What happened, as a sentence in plain text; where it ends with a moment, that follows as a date of Slack's. */
export interface EventWords {
  text: string;
  until?: Date;
}

type Read = (name: string) => string;
type Tell = (value: Read, who: string) => string;

const withRemark = (words: string, remark: string): string => (remark ? `${words}: “${remark}”` : words);

/** `DeskCard` and the buttons say how things stand now; these lines say who did what. */
const HANDOFF: Record<string, Tell> = {
  asked: (value) => `A person is needed${value('reason') ? `: ${spelled(value('reason'))}` : ''}`,
  claimed: (_, who) => `${who} claimed this`,
  woken: (_, who) => `${who} took this up again`,
  released: (_, who) => `${who} put this back into the queue`,
  transferred: (value, who) =>
    withRemark(`${who} handed this to ${value('toName') || `team ${spelled(value('team'))}`}`, value('note')),
  parked: (_, who) => `${who} parked this until the customer writes, or until`,
  resolved: (value, who) => `${who} resolved this: ${spelled(value('resolution') || 'answered')}`,
  handed_back: (_, who) => `${who} handed back to the bot, which answers from now on`,
  customer_left: () => 'The customer left the queue',
  warned: () => 'The promised answer is due soon',
  reminded: () => 'The promised time has passed and nobody has claimed this',
  lead_called: () => 'Still nobody has claimed this: a lead is needed',
  apologised: () => 'The customer was given an apology and a new time:',
  owner_warned: () => 'The customer still waits for an answer; the claim lapses unless its owner does something',
  lapsed: (value) =>
    `${value('ownerName') || 'The owner'} ${value('why') === 'gone' ? 'does not work at the desk any more' : 'was silent too long'}: this is back in the queue, promised by`,
  linked: (value) =>
    `This continues the customer’s conversation by ${channelName(value('channel'))}, or the other way round`,
  unlinked: (value) => `The conversation by ${channelName(value('channel'))} was parted from this one again`,
  proven: (value) => `A code proved that order ${value('orderNo')} is the customer’s`,
  rated: (value) => withRemark(`The customer rates the help ${value('score')} of 5`, value('comment')),
};

/** The field of an event whose moment ends its sentence. */
const ENDS: Record<string, string> = { parked: 'until', apologised: 'promisedBy', lapsed: 'promisedBy' };

const text = (given: unknown): string => (typeof given === 'string' || typeof given === 'number' ? String(given) : '');

const reader =
  ({ event }: TranscriptItem): Read =>
  (name) =>
    text(own(event ?? {}, name));

function ofHandoff(item: TranscriptItem): EventWords | null {
  const value = reader(item);
  const action = value('action');
  const words = own(HANDOFF, action)?.(value, item.name || 'Somebody');
  if (!words) return null;
  const until = new Date(value(own(ENDS, action) ?? ''));
  return Number.isNaN(until.getTime()) ? { text: words } : { text: words, until };
}

function ofCase(item: TranscriptItem): EventWords | null {
  const value = reader(item);
  const caseNo = value('caseNo');
  const to = value('to');
  if (value('event') === 'filed') return { text: `Case ${caseNo} was filed` };
  const stage = value('stage') ? `, ${spelled(value('stage'))}` : '';
  return { text: to ? `Case ${caseNo} is now ${statusName(to)}${stage}` : `Case ${caseNo} changed${stage}` };
}

/** Only what went wrong is told; what arrived is what everybody expects. */
function ofDelivery(item: TranscriptItem): EventWords | null {
  const value = reader(item);
  const of = value('of') ? `: “${clip(value('of'), 120)}”` : '';
  if (item.event?.possiblyTwice === true) return { text: `This may have reached the customer twice${of}` };
  switch (value('status')) {
    case 'failed':
      return { text: `Not delivered, ${failureName(value('code') || 'unknown')}${of}` };
    case 'held':
      return { text: `Not delivered yet, it waits for the customer’s next message${of}` };
    default:
      return null;
  }
}

/** An event of the log as agents read it; null where it tells them nothing. */
export function eventWords(item: TranscriptItem): EventWords | null {
  if (item.text.trim()) return { text: item.text };
  switch (item.kind) {
    case 'handoff':
      return ofHandoff(item);
    case 'delivery':
      return ofDelivery(item);
    case 'case':
      return ofCase(item);
    case 'message':
    case 'note':
      return null;
  }
}

const isAction = ({ kind, event }: TranscriptItem, action: string): boolean =>
  kind === 'handoff' && event?.action === action;

/** Events at which somebody is called by name. */
export const callsLead = (item: TranscriptItem): boolean => isAction(item, 'lead_called');
export const callsOwner = (item: TranscriptItem): boolean => isAction(item, 'owner_warned');
