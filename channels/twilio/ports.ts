import type { RenderedChoice, Thread } from '../../src/channel';

/** Whether an address wants to hear from us. */
export interface Consent {
  optedOut: boolean;
  /** Who keeps the block: the carrier (it refuses our messages) or we alone, because the customer asked. */
  by: 'carrier' | 'customer';
  at: Date;
}

/** Opt-outs as state, by thread: of a phone there is one per client and channel. */
export interface Consents {
  find(thread: Thread): Promise<Consent | null>;
  /** Once per `id`, and never over something newer. */
  change(thread: Thread, consent: Consent & { id: string }): Promise<void>;
}

/**
 * One or two addresses of one person on one channel, seen together: gives the one their conversation is known by, which the
 * last of them decides once and for all.
 */
export type SameAddress = (client: string, channel: string, ids: string[]) => Promise<string>;

/** A message of ours that a reply quotes; `latest`: nothing offered choices after it. */
export interface Quoted {
  choices: RenderedChoice[];
  latest: boolean;
}

/** Null where the provider's id is of no message of ours in the thread. */
export type FindQuoted = (thread: Thread, providerId: string) => Promise<Quoted | null>;

/** Moments that must outlive the process. */
export interface Marks {
  read(name: string): Promise<Date | null>;
  write(name: string, at: Date): Promise<void>;
}

/** Which of these provider ids belong to another message of ours than the one at `seq` of the thread. */
export type TakenIds = (thread: Thread, seq: number, providerIds: string[]) => Promise<string[]>;

/** When the customer of a thread last wrote; null: never. */
export type LastInAt = (thread: Thread) => Promise<Date | null>;

/** Which Content resource is which at Twilio; a key names client, account and what is in it. */
export interface Contents {
  find(key: string): Promise<string | null>;
  /** Gives the SID all processes use: the first one that was kept. */
  keep(key: string, sid: string): Promise<string>;
  forget(key: string): Promise<void>;
}
