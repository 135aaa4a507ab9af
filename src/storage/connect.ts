import mongoose, { type Connection, type mongo } from 'mongoose';
import type { Logger } from '../logger';
import { failLostWrites } from './lost-writes';
import { createIndexes, defineModels, type CollectionName } from './models';
import { createQuickRefusal, type QuickRefusal } from './quick-refusal';

export interface Store {
  connection: Connection;
  /** The driver's collection under the model: plain objects in and out, Longs as bigint. */
  collection(name: CollectionName): mongo.Collection<Doc>;
  whileThere: QuickRefusal['whileThere'];
  close(): Promise<void>;
}

/** A stored document: a string `_id` and whatever its schema in models.ts says. */
export interface Doc {
  _id: string;
  [field: string]: unknown;
}

export interface StoreOptions {
  /** Milliseconds until an operation gives up on a store that is away. */
  patience?: number;
  logger?: Logger;
  /** Told of every command sent to the store, by name. */
  onCommand?: (name: string) => void;
}

/** The address is a single MongoDB server without replication: it has no transactions, and turns are transactions. */
export class NotAReplicaSet extends Error {
  constructor() {
    super(
      'MONGODB_URI: this server is not a replica set, and without one MongoDB has no transactions. Start it with --replSet.',
    );
    this.name = 'NotAReplicaSet';
  }
}

/** Better at the start than at the first customer. A sharded cluster's router says `isdbgrid`. */
async function refuseStandalone(connection: Connection): Promise<void> {
  const hello = await connection.db?.admin().command({ hello: 1 });
  if (hello?.setName !== undefined || hello?.msg === 'isdbgrid') return;
  await connection.close();
  throw new NotAReplicaSet();
}

/**
 * Connects and creates what is missing. Longs are read as bigint: money stays exact.
 * Rejects when the store cannot be reached within the patience given.
 */
export async function connectStore(
  uri: string,
  { patience = 5_000, logger, onCommand }: StoreOptions = {},
): Promise<Store> {
  failLostWrites();
  const connection = mongoose.createConnection(uri, {
    useBigInt64: true,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    maxPoolSize: 20,
    serverSelectionTimeoutMS: patience,
    socketTimeoutMS: 30_000,
    monitorCommands: onCommand !== undefined,
    ignoreUndefined: true,
  });
  connection.on('error', (error: Error) => logger?.warn({ err: error.name }, 'store connection'));
  await connection.asPromise();
  if (onCommand) connection.getClient().on('commandStarted', ({ commandName }) => onCommand(commandName));
  await refuseStandalone(connection);
  defineModels(connection);
  await createIndexes(connection);
  const refusal = createQuickRefusal(async () => connection.db?.command({ ping: 1 }));
  return {
    connection,
    collection: (name) => connection.model(name).collection as unknown as mongo.Collection<Doc>,
    whileThere: refusal.whileThere,
    close: () => {
      refusal.close();
      return connection.close();
    },
  };
}
