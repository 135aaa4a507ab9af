import { type Collection, type Db, MongoClient } from 'mongodb';
import { EJSON, serialize } from 'bson';
import { testStore } from '../helpers/store';

/** Who answers: the embedded store, DocumentDB, or a MongoDB. */
export type Engine = 'embedded' | 'documentdb' | 'mongodb';

/** Where an engine is known to differ from MongoDB's documentation, and why; such a case is not asserted on it. */
export type Differs = Partial<Record<Engine, string>>;

export interface Store {
  readonly engine: Engine;
  readonly client: MongoClient;
  readonly db: Db;
  readonly uri: string;
  /** A collection nobody has used. */
  fresh(): Collection;
  close(): Promise<void>;
}

let collections = 0;

/** The store the tests run on. Numbers come back as BSON's own types, so that an int32 is no double. */
export async function openStore(): Promise<Store> {
  const { uri, kind } = await testStore();
  const client = await MongoClient.connect(uri, { promoteValues: false, serverSelectionTimeoutMS: 10_000 });
  const db = client.db();
  const { gitVersion } = await db.admin().command({ buildInfo: 1 });
  const engine: Engine = kind === 'embedded' ? 'embedded' : gitVersion === 'documentdb' ? 'documentdb' : 'mongodb';
  return {
    engine,
    client,
    db,
    uri,
    fresh: () => db.collection(`c${(collections += 1)}`),
    async close() {
      if (kind !== 'embedded') await db.dropDatabase();
      await client.close();
    },
  };
}

/** A value as canonical extended JSON: int32, double, long and decimal look different, fields keep their order. */
export const canonical = (v: unknown): unknown =>
  EJSON.serialize(EJSON.deserialize(EJSON.serialize(wrap(v), { relaxed: false }), { relaxed: false }), {
    relaxed: false,
  });
const wrap = (v: unknown): Record<string, unknown> => ({ bytes: Buffer.from(serialize({ v })).toString('hex'), v });

/** The code of the error an action ends in; 0 when there is none. */
export async function codeOf(action: () => Promise<unknown>): Promise<number> {
  try {
    await action();
    return 0;
  } catch (error) {
    return Number((error as { code?: unknown }).code ?? -1);
  }
}

export interface Case {
  readonly title: string;
  readonly differs?: Differs;
}

/** A test that is known to differ on an engine shows the reason there instead. */
export function testUnless(title: string, differs: Differs, store: () => Store, run: () => Promise<void>): void {
  eachCase([{ title, differs }], store, run);
}

/** One test per case; a case that is known to differ on this engine shows its reason instead. */
export function eachCase<C extends Case>(cases: readonly C[], store: () => Store, run: (c: C) => Promise<void>): void {
  for (const one of cases) {
    test(one.title, async () => {
      const reason = one.differs?.[store().engine];
      if (reason === undefined) return run(one);
      expect(reason).not.toBe('');
      await expect(run(one)).rejects.toThrow();
    });
  }
}
