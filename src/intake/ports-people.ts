import type { StaffEvent } from '../domain/staff-event';
import type { StaffAccount, StaffMember, StaffRole } from '../domain/staff';
import type { StaffToken } from '../domain/staff-token';
import type { Page, PageRequest } from './ports';

/** What is written at once when a person's record changes. */
export interface PersonCommit {
  /** The version read; null: must be new. */
  expects: number | null;
  after: StaffMember;
  event: StaffEvent;
  /** A token minted with it. `hash`: SHA-256 of the secret, hex. */
  mint?: { token: StaffToken; hash: string };
  /** What the desk is to hear of it: kept with the event until it was posted. */
  tell?: DeskNotice;
  /** One token that ends with it, or all of them. */
  revoke?: { id: string } | 'all';
}

/** The people of all clients. E-mail and account are unique within a client. */
export interface People {
  find(client: string, id: string): Promise<StaffMember | null>;
  byEmail(client: string, email: string): Promise<StaffMember | null>;
  /** One per client at most, revoked ones included. */
  byAccount(account: StaffAccount): Promise<StaffMember[]>;
  /** In the order of their ids. */
  list(client: string, page: PageRequest): Promise<Page<StaffMember>>;
  /** Everybody who is not revoked, at most 1,000, by name. */
  everybody(client: string): Promise<StaffMember[]>;
  /** False: the record is not what was read, or somebody has the e-mail or the account by now. Nothing was written. */
  commit(change: PersonCommit): Promise<boolean>;
  /** Oldest first. */
  events(client: string, staffId: string, page: PageRequest): Promise<Page<StaffEvent>>;
}

export interface StaffTokens {
  byHash(hash: string): Promise<StaffToken | null>;
  /** Newest first. */
  of(client: string, staffId: string): Promise<StaffToken[]>;
  used(hash: string, at: Date): Promise<void>;
}

/** What the people at the desk hear of, because it concerns them all. */
export interface DeskNotice {
  kind: 'token_minted';
  staffId: string;
  name: string;
  roles: StaffRole[];
  /** Who minted it: a person's name, or null for the service's own token. */
  by: string | null;
  at: Date;
  expiresAt: Date;
}

/** Notices that the desk has not heard yet. */
export interface DeskNotices {
  /** One whose time has come, for this process until then plus `leaseMs`. */
  next(at: Date, leaseMs: number): Promise<{ id: string; notice: DeskNotice; tried: number } | null>;
  told(id: string): Promise<void>;
  /** It could not be posted, for so many times by now. */
  again(id: string, at: Date, tried: number): Promise<void>;
}

/** Posts at once what is kept for the desk, as far as it can be. Never rejects, and waits for nothing. */
export type AnnounceToDesk = () => void;
