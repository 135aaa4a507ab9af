import type { Where } from '../src/domain/link';
import type { Choice } from '../src/turn/message';
import type { DialogState } from '../src/turn/form';
import type { Identity, RefundDraft } from './refund-draft';

export type DialogName = 'refund' | 'status' | 'withdraw' | 'denial' | 'link' | 'open';

/** The question on the table: what it asks for, how often it was put, and what could be tapped. */
export interface Asked {
  dialog: DialogName;
  field: string;
  /** 1 the first time, one more after each message that did not answer it. */
  attempt: number;
  choices: Choice[];
}

/** A look-up of a case that still lacks something. */
export interface StatusLookup {
  id: string;
  /** What it is for once the case is known. */
  purpose: 'status' | 'withdraw';
  caseNo?: string;
  identity: Identity;
  /** What was said on the way. */
  early?: string[];
}

/** A code was entered here, and what it would link waits for a yes. */
export interface LinkAsked {
  from: Where;
  /** The code, sealed. */
  code: string;
  /** ISO 8601: after that a yes comes too late. */
  until: string;
}

/** What a conversation carries between turns. Plain JSON; a deploy in the middle finds everything it needs in here. */
export interface Memory extends DialogState {
  schema: 1;
  /** BCP 47: the language spoken, with the region the channel reported (dates and amounts follow it). */
  locale: string;
  /** When the customer last wrote. */
  lastAt: string | null;
  /** Numbers drafts and look-ups, so that an old button is recognised. */
  counter: number;
  refund: RefundDraft | null;
  lookup: StatusLookup | null;
  asked: Asked | null;
  /** Choices shown since then beside something that was no question ("go on"): numbers mean these. */
  offered: Choice[] | null;
  /** The case that waits for something from the customer. */
  wanted: string | null;
  /** The case a withdrawal is to be confirmed for. */
  withdrawing: string | null;
  /** Orders this conversation proved to be its customer's, how well, and when (ISO 8601). */
  proven: { orderNo: string; grade: 'full' | 'status-only'; at?: string }[];
  /** The e-mail or phone that proved the last of them: tried for the next order before it is asked for. */
  reach: Pick<Identity, 'email' | 'phone'>;
  /** Cases filed here, oldest first, with the draft each came from. */
  filed: { draft: string; caseNo: string }[];
  linkAsked: LinkAsked | null;
  /** Links that stand, oldest first, and which side of them this is. */
  links: { id: string; group: string; side: 'from' | 'to' }[];
  /** A request that made way for a link: it comes back if that is undone. */
  aside: { link: string; draft: RefundDraft } | null;
  /** The next message is for the people: the customer wished to leave one. */
  noting: boolean;
  /** Requests that wait while another one is made, the next one first. */
  parked?: RefundDraft[];
  /** The other language of ours the last message was in, too short to go over to it. */
  drift?: string;
  /** What was said with the question after a case that there was none of: read again if a request is made of it. */
  early?: string[];
  /** The customer was told once which languages we speak. */
  languagesTold: boolean;
  reminded: boolean;
  /** Something was said here that nobody had asked for. */
  noticed: boolean;
  angry: boolean;
  /** Keys of the last turn's messages and how often each came in a row, so that nothing is said twice in the same words. */
  said: Record<string, number>;
}

/** The conversation before its first turn. */
export function blankMemory(locale: string): Memory {
  return {
    schema: 1,
    locale,
    lastAt: null,
    counter: 0,
    refund: null,
    lookup: null,
    asked: null,
    offered: null,
    wanted: null,
    withdrawing: null,
    proven: [],
    reach: {},
    filed: [],
    linkAsked: null,
    links: [],
    aside: null,
    noting: false,
    languagesTold: false,
    reminded: false,
    noticed: false,
    angry: false,
    said: {},
  };
}

/** The conversation as it was left; members a newer version added get their blank value. */
export function recall(state: DialogState | null, locale: string): Memory {
  return state ? { ...blankMemory(locale), ...state } : blankMemory(locale);
}
