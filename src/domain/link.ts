/** Where a conversation is. */
export interface Where {
  client: string;
  channel: string;
  conversation: string;
}

/**
 * Two conversations of one person, joined by a code that was issued on one (`from`) and entered on the other (`to`). It
 * carried a draft and a language, and never a proof: what each address may see stays its own.
 */
export interface Link {
  id: string;
  client: string;
  /** The same for all conversations that are linked with each other, directly or not. */
  group: string;
  from: Where;
  to: Where;
  at: Date;
  /** The code, sealed. */
  code: string;
  /** The request that moved, by its id on either side; absent when there was none. */
  draft?: { from: string; to: string };
  /** Taken back, by which side. `over`: what moved had been sent by then. */
  undone?: { at: Date; by: 'from' | 'to'; over: boolean };
}

/** What a one-time code is for. The code itself is kept nowhere, only its seal. */
export interface IssuedCode {
  client: string;
  /** `otp:…` */
  sealed: string;
  /** `link`: joins the conversation that enters it with `thread`; `step-up`: proves `orderNo` to `thread` alone. */
  purpose: 'link' | 'step-up';
  thread: Where;
  orderNo?: string;
  issuedAt: Date;
  expiresAt: Date;
  usedAt?: Date;
}

/** True when both name the same conversation. */
export const samePlace = (a: Where, b: Where): boolean =>
  a.client === b.client && a.channel === b.channel && a.conversation === b.conversation;

/** What may be said of an address to somebody who has not proven that it is theirs: the end of a number, of others nothing. */
export function hintOf({ conversation }: Where): string {
  return /^\+\d{7,15}$/.test(conversation) ? conversation.slice(-2) : '';
}
