import type {
  DecisionAnswer,
  DecisionInput,
  OnBehalfAnswer,
  OnBehalfInput,
  SurfaceAccount,
  Surfaces,
} from '../channel-desk';
import type { DeskCase } from '../channel-desk-shown';
import type { Handoff } from '../domain/handoff';
import type { LogEntry } from '../domain/log-entry';
import type { Order } from '../domain/order';
import type { RefundCase } from '../domain/refund-case';
import type { StaffMember } from '../domain/staff';
import type { CaseBoard, Cases, Orders, Photos, Place, Reach, StoredPhoto } from '../intake/ports';
import type { People } from '../intake/ports-people';
import type { Message } from '../turn/message';
import type { DeskSettings } from './settings';
import type { ApprovedTemplates } from './staff-template';

/** Reads of handoffs; they are written by the turns of their conversations alone. */
export interface HandoffReads {
  find(id: string): Promise<Handoff | null>;
  /** Those that are not closed, the longest waiting first. */
  open(client: string, filter: { team?: string; staffId?: string }, limit: number): Promise<Handoff[]>;
  /** Open and closed ones of a conversation, newest first. */
  ofConversation(place: Place, limit: number): Promise<Handoff[]>;
  /** Closed in a span of time, oldest first. */
  closedBetween(client: string, from: Date, to: Date, limit: number): Promise<Handoff[]>;
  /** Those for which something is to happen by itself, the longest overdue first. */
  due(at: Date, limit: number): Promise<Handoff[]>;
}

/** What the bot knows of a conversation that a person takes over. */
export interface ConversationFacts {
  contact: { id: string; name?: string; identified: boolean };
  locale: string;
  /** The order it is about, and how well it was proven to be the customer's. */
  orderNo: string | null;
  grade: 'none' | 'status' | 'full';
  /** The question that is on the table, and how often it was put. */
  asked: { field: string; attempt: number } | null;
  /** A text is in words: what the customer said about how to reach them. */
  given: { email?: string; phone?: string };
}

/** Something of the desk's that enters a conversation's lane. The same `id` arrives once. */
export interface Instruction {
  place: Place;
  name: string;
  id: string;
  value: string;
  /** Words of a person: redacted on their way in like everybody's. */
  text: string;
}

export interface SmsSize {
  segments: number;
  encoding: 'GSM-7' | 'UCS-2';
}

/** What the desk is made of. */
export interface DeskPorts {
  handoffs: HandoffReads;
  people: Pick<People, 'find' | 'byAccount' | 'everybody'>;
  left: (account: SurfaceAccount) => Promise<void>;
  teams: (client: string) => string[];
  setAway: (client: string, staffId: string, away: boolean) => Promise<StaffMember | null>;
  /** Admits it, and resolves when its turn is committed in this process, at the latest after `patience` milliseconds. */
  instruct: (instruction: Instruction, patience: number) => Promise<void>;
  /** Entries of a stream after `seq`, in order. */
  log: (stream: string, seq: number, limit: number) => Promise<LogEntry[]>;
  facts: (place: Place) => Promise<ConversationFacts | null>;
  cases: Cases;
  board: Pick<CaseBoard, 'cases'>;
  orders: Orders;
  /** Orders of whoever has this e-mail address or telephone number, at most 20. */
  ordersOf: (client: string, contact: { email?: string; phone?: string }) => Promise<Order[]>;
  photos: Pick<Photos, 'read'>;
  storePhoto: (photo: {
    thread: Place;
    name: string;
    bytes: Uint8Array;
    at: Date;
  }) => Promise<{ ok: true; attachment: StoredPhoto } | { ok: false }>;
  reach: Pick<Reach, 'reachability'>;
  templates: (channel: string) => ApprovedTemplates;
  settings: (client: string) => DeskSettings;
  /** A message as the customer would read it, in as many parts as their channel needs. */
  render: (message: Message, how: { locale: string; channel: string }) => string[];
  /** Blanks what must not be stored, as admission does. */
  redact: (text: string) => { text: string; found: string[] };
  /** What a text costs by SMS. */
  smsSize: (text: string) => SmsSize;
  /** The language a text seems to be in (BCP 47 primary tag), if it says so clearly. */
  languageOf: (text: string) => string | undefined;
  /** A text of the locale files. */
  words: (key: string, locale: string) => string;
  /** Units of an order that no case holds and nobody refunded, by sku. */
  free: (order: Order) => Promise<ReadonlyMap<string, number>>;
  caseCard: (refundCase: RefundCase) => Promise<DeskCase>;
  /** True when the person may approve the case as it stands. */
  mayApprove: (refundCase: RefundCase, person: StaffMember) => boolean;
  decide: (decision: DecisionInput) => Promise<DecisionAnswer>;
  fileOnBehalf: (request: OnBehalfInput) => Promise<OnBehalfAnswer>;
  /** Logs on a case's own stream that somebody looked at the full data behind it. */
  caseOpened: (refundCase: RefundCase, person: StaffMember, at: Date) => Promise<void>;
  surfaces: Surfaces;
  onChange: (heard: () => void) => void;
  clock: () => Date;
}
