import { mixed, schema } from './schema';

/** `_id` = client/caseNo. `claims`: units no other case may hold. */
const cases = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  caseNo: String,
  version: Number,
  status: String,
  orderNo: String,
  threads: [String],
  contact: String,
  claims: [String],
  case: mixed,
  createdAt: Date,
  updatedAt: Date,
});
cases.index({ claims: 1 }, { unique: true, sparse: true });
cases.index({ client: 1, orderNo: 1 });
cases.index({ client: 1, contact: 1, createdAt: -1 }, { partialFilterExpression: { contact: { $exists: true } } });
cases.index({ threads: 1 });
cases.index({ client: 1, status: 1, createdAt: -1 });
cases.index({ createdAt: -1, _id: -1 });

/** `_id` = client/orderNo. */
const orders = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  orderNo: String,
  sample: Boolean,
  contacts: [String],
  order: mixed,
});
orders.index({ sample: 1 }, { partialFilterExpression: { sample: true } });
orders.index({ client: 1, contacts: 1 });

/** A client; `_id` = its name. `shapes`: what its order and tracking numbers look like, as learnt from its orders. */
const clients = schema({
  _id: String,
  schemaVersion: Number,
  shapes: [String],
  settings: mixed,
  settingsVersion: Number,
  settingsChanged: mixed,
});

/** What is known of a stored photo beside its bytes (GridFS bucket `attachments`). `_id` = the id customers and staff use. */
const photos = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  sha256: String,
  thread: String,
  file: mixed,
  meta: mixed,
  at: Date,
});
photos.index({ client: 1, thread: 1, sha256: 1 }, { unique: true });

/** One failed look-up; forgotten after a day. */
const attempts = schema({ client: String, schemaVersion: Number, keys: [String], at: Date });
attempts.index({ at: 1 }, { expireAfterSeconds: 86_400 });

/** Refunds: the cases, the orders they are of, and whose; photos and failed look-ups beside them. */
export const CASE_SCHEMAS = { cases, orders, clients, photos, attempts };
