import type { FastifyPluginAsync } from 'fastify';
import type { Content, KeptMessage, Photo, Posted, PostHow, Trouble } from './shapes';

export interface StandInOptions {
  accountSid?: string;
  authToken?: string;
  /** Other user name and password that the API takes: an API key. */
  apiKey?: { sid: string; secret: string };
  /** What a sender of ours with this number is allowed; others are refused with 21606. */
  senders?: string[];
  serviceSid?: string;
  clock: () => Date;
  /** A new identifier of a kind (`SM`, `ME`, `HX`); nobody's guess unless given. */
  newSid?: (prefix: string) => string;
  /** Where an address really is; where it says unless given. */
  reach?: (url: string) => string;
  /** What becomes of a message that was taken; unless given, what `callbacks` says. */
  deliver?: (message: KeptMessage, standIn: TwilioStandIn) => Promise<void>;
}

export interface TwilioStandIn {
  /** Where it is reached, its prefix included. */
  url: string;
  accountSid: string;
  authToken: string;
  messages: KeptMessage[];
  contents: Content[];
  /** Of the account to the customer, oldest first. */
  sent(to?: string): KeptMessage[];
  /** Requests that Twilio would not have taken, with its code: a test expects none. */
  refused: { code: number; params: Record<string, string> }[];
  /** For the next sends, in order. */
  troubles: Trouble[];
  /** Numbers the carrier blocks. */
  blocked: Set<string>;
  /** Callbacks each send is followed by; `before`: ahead of the answer. */
  callbacks: { statuses: string[]; before?: boolean; errorCode?: number };
  /** Where the webhook for messages is. */
  webhook: string;
  /** Keeps what a customer sends, without telling anybody: an outage. */
  keep(message: Partial<KeptMessage> & { from: string; to: string }): KeptMessage;
  /** A customer's message: kept, signed and posted; the answer of the webhook. */
  says(from: string, body: string, more?: Record<string, string>, photos?: Photo[]): Promise<Posted>;
  /** Posts any parameters to an address, signed for `signedFor` (the same address unless given). */
  post(url: string, params: Record<string, string | string[]>, how?: PostHow): Promise<Posted>;
  /** Moves a message on and tells of it by the callback address it was given; null where it has none. */
  tell(message: KeptMessage, status: string, errorCode?: number): Promise<Posted | null>;
  /** Twilio's code for what is wrong with a send, which is kept in `refused`; 0 where it takes it. `media`: every MediaUrl. */
  problemWith(params: Record<string, string>, media: string[]): number;
  /** Takes a send that has no problem. */
  take(params: Record<string, string>): KeptMessage;
  /** Lets happen to a message what happens to it. */
  deliver(message: KeptMessage): Promise<void>;
  /** Authorization headers of fetches of media, by path. */
  fetched: { path: string; authorization: string | undefined }[];
  /** Where media really are: a redirect that the next fetch meets. */
  redirectMedia: string[];
  /** Calls back after anything a phone would show. */
  onChange(heard: () => void): void;
  changed(): void;
  /** The API, to be registered at `url`. */
  routes: FastifyPluginAsync;
}
