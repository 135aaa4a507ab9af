/** What Twilio keeps, as far as anybody here asks for it. */

export interface KeptMedia {
  sid: string;
  contentType: string;
  bytes: Buffer;
}

/** A choice as a phone shows it. */
export interface ShownChoice {
  id: string;
  title: string;
  description?: string;
}

/** A Content resource with its variables filled in. */
export interface ShownContent {
  kind: 'text' | 'buttons' | 'list';
  body: string;
  choices: ShownChoice[];
  /** What opens the list. */
  button?: string;
}

/** A message as Twilio keeps it. */
export interface KeptMessage {
  sid: string;
  from: string;
  to: string;
  body: string;
  /** `outbound-reply`: the carrier's own answer to STOP, START or HELP. */
  direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  status: string;
  errorCode: number | null;
  service: string | null;
  media: KeptMedia[];
  createdAt: Date;
  /** As the send was asked for, the first of what is repeated. */
  params: Record<string, string>;
  content?: ShownContent;
}

/** A send that may leave WhatsApp's window: its template was approved. */
export interface Content {
  sid: string;
  friendlyName: string;
  language: string;
  variables: Record<string, string>;
  types: Record<string, Record<string, unknown>>;
  approved: boolean;
  createdAt: Date;
}

/** What the next send meets: an answer with a code, one that never comes (taken or not), or one that comes late. */
export type Trouble =
  | { answer: number; code?: number; taken?: boolean; retryAfter?: number }
  | { silent: true; taken: boolean }
  | { reset: true; taken: boolean };

export interface Photo {
  contentType: string;
  bytes: Buffer;
}

export interface PostHow {
  signature?: string | null;
  signedFor?: string;
  token?: string;
  headers?: Record<string, string>;
}

export interface Posted {
  status: number;
  text: string;
  contentType: string;
}
