import { mixed, schema } from './schema';

/** One-time codes; `_id` = client/`otp:…`, the code itself is nowhere. Forgotten an hour after their end. */
const oneTimeCodes = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  used: Boolean,
  expiresAt: Date,
  code: mixed,
});
oneTimeCodes.index({ expiresAt: 1 }, { expireAfterSeconds: 3_600 });

/** Conversations of one person; `_id` = client/id. `threads`: both of them. */
const links = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  threads: [String],
  standing: Boolean,
  link: mixed,
});
links.index({ threads: 1 });

export const LINKING_SCHEMAS = { one_time_codes: oneTimeCodes, links };
