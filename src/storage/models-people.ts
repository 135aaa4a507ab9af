import { mixed, schema } from './schema';

/** Who works for a client; `_id` = client/id. `accounts`: `client|provider|team|user`, absent when there are none. */
const staff = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  version: Number,
  email: String,
  name: String,
  status: String,
  accounts: [String],
  places: [String],
  member: mixed,
});
staff.index({ client: 1, email: 1 }, { unique: true });
staff.index({ accounts: 1 }, { unique: true, sparse: true });
staff.index({ places: 1 }, { sparse: true });

/** Credentials of people; `_id` = SHA-256 of the secret, which is nowhere kept. */
const staffTokens = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  id: String,
  staffId: String,
  createdAt: Date,
  expiresAt: Date,
  revokedAt: Date,
  lastUsedAt: Date,
});
staffTokens.index({ client: 1, staffId: 1, createdAt: -1 });

/** What was done to a person's record; `_id` = client/id|version. Append-only. */
const staffEvents = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  staffId: String,
  seq: Number,
  at: Date,
  by: mixed,
  what: String,
  details: mixed,
  /** What the desk is still to hear of it, since when, and how often it was tried. */
  tell: mixed,
  tellAt: Date,
  tellTried: Number,
});
staffEvents.index({ tellAt: 1 }, { sparse: true });

export const PEOPLE_SCHEMAS = { staff, staff_tokens: staffTokens, staff_events: staffEvents };
