import { mixed, schema } from './schema';

/** Who waits for a person or has one: copies of what lies in the conversations, and those that are closed; `_id` = its id. */
const handoffs = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  thread: String,
  status: String,
  team: String,
  owner: String,
  dueAt: Date,
  askedAt: Date,
  closedAt: Date,
  version: Number,
  behind: Boolean,
  /** Another value with every change of its case beside it; absent after a turn of its own. */
  aged: String,
  handoff: mixed,
});
handoffs.index({ client: 1, status: 1, askedAt: 1 });
handoffs.index({ thread: 1, askedAt: -1 });
handoffs.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } });
handoffs.index({ askedAt: 1 }, { partialFilterExpression: { behind: true } });

/** Where a handoff is shown, and how far; `_id` = its id. */
const deskThreads = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  place: mixed,
  shownTo: Number,
  cardVersion: Number,
  memory: mixed,
  lease: { owner: String, until: Date },
});
deskThreads.index(
  { 'place.team': 1, 'place.channel': 1, 'place.ts': 1 },
  { unique: true, partialFilterExpression: { 'place.ts': { $exists: true } } },
);

/** Who waits for a person or has one, and where that is shown. */
export const DESK_SCHEMAS = { handoffs, desk_threads: deskThreads };
