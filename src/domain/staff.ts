import type { MoneyJson } from './money';

/** What a member of staff may do for one client; roles add up. */
export const STAFF_ROLES = [
  /** Takes over conversations: claims, replies, resolves, files on behalf; proposes decisions. */
  'agent',
  /** Decides cases, within their own limit. */
  'approver',
  /** An agent who may also take over from others and transfer anybody's conversation; hears of breaches. */
  'lead',
  /** Manages people and settings. Decides and replies only with another role beside this one. */
  'admin',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** One account of one person at a provider of work places; `team` is the provider's workspace. */
export interface StaffAccount {
  provider: 'slack';
  team: string;
  user: string;
}

/** A person who works for one client. Compared by `id` only: whoever has two accounts is still one person. */
export interface StaffMember {
  id: string;
  client: string;
  /** Grows by one with every change. */
  version: number;
  /** As customers read it: a first name, or what the shop wants there. */
  name: string;
  /** Lower case; unique within a client. */
  email: string;
  /** E.164, where it is known: nobody files a request for an order of their own. */
  phone?: string;
  roles: StaffRole[];
  /** Languages this person answers in (BCP 47 primary tags); empty: any. */
  languages: string[];
  /** Teams whose queue this person sees; empty: all. */
  teams: string[];
  accounts: StaffAccount[];
  /** Most that this person may approve, alone or as one of two; a currency that is absent: no limit of their own. */
  limits: { approve: MoneyJson[] };
  status: 'invited' | 'active' | 'revoked';
  /** Set while they are not at the desk: nobody calls them or hands them a conversation. What they have stays theirs. */
  awaySince?: Date;
  createdAt: Date;
  updatedAt: Date;
  revokedAt?: Date;
}

/** Who did something, as it is kept with what was done. */
export interface StaffRef {
  staffId: string;
  name: string;
}
