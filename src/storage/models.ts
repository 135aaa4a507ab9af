import type { Connection } from 'mongoose';
import { CASE_SCHEMAS } from './models-cases';
import { DESK_SCHEMAS } from './models-desk';
import { LINE_SCHEMAS } from './models-line';
import { LINKING_SCHEMAS } from './models-linking';
import { PEOPLE_SCHEMAS } from './models-people';
import { REACH_SCHEMAS } from './models-reach';

/** Raised when a document's shape changes; written into every document. */
export const SCHEMA_VERSION = 1;

/**
 * The collections. Documents are built by this room's own code and read as plain objects; mongoose holds the connection,
 * the schemas as documentation of what lies where, and the indexes. Identifiers that are looked up or scanned in order are
 * the `_id` itself (`thread|seq`, `stream|seq`), so that the busiest collections need no second index.
 */
export const SCHEMAS = {
  ...LINE_SCHEMAS,
  ...CASE_SCHEMAS,
  ...DESK_SCHEMAS,
  ...REACH_SCHEMAS,
  ...PEOPLE_SCHEMAS,
  ...LINKING_SCHEMAS,
};
export type CollectionName = keyof typeof SCHEMAS;

/** Registers every collection on the connection. */
export function defineModels(connection: Connection): void {
  for (const [name, one] of Object.entries(SCHEMAS)) connection.model(name, one, name);
}

/** Creates collections and indexes; safe to run again and by several processes at once. */
export async function createIndexes(connection: Connection): Promise<void> {
  for (const name of Object.keys(SCHEMAS)) {
    await connection.model(name).createCollection();
    await connection.model(name).createIndexes();
  }
}
