import { delimiter } from 'node:path';
import { silentLogger } from '../../src/logger';
import { findMongod } from '../../src/storage/mongod/find';

/** What the tests run on. `uri` is the server's address; a mongod still has to be started. */
export type TestStoreKind = { kind: 'server'; uri: string } | { kind: 'mongod'; binary: string } | { kind: 'embedded' };

const nowhere = (): Promise<Response> => Promise.reject(new Error('tests download nothing'));

async function mongodAtHand(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const wishes = { searchPath: (env.PATH ?? '').split(delimiter).filter(Boolean) };
  const named = env.MONGOMS_SYSTEM_BINARY ? { binary: env.MONGOMS_SYSTEM_BINARY } : {};
  return findMongod({ ...wishes, ...named }, silentLogger, { fetch: nowhere });
}

/**
 * Which store the tests run on: MONGODB_URI, a mongod that is already on this machine, the embedded store.
 * REDRESS_TEST_STORE=embedded or =server insists on one, and throws where it cannot be had.
 */
export async function testStoreKind(env: NodeJS.ProcessEnv): Promise<TestStoreKind> {
  const wish = env.REDRESS_TEST_STORE || 'any';
  if (!['any', 'embedded', 'server'].includes(wish))
    throw new Error(`REDRESS_TEST_STORE is ${wish}: it must be embedded or server`);
  if (wish === 'embedded') return { kind: 'embedded' };
  if (env.MONGODB_URI) return { kind: 'server', uri: env.MONGODB_URI };
  const binary = await mongodAtHand(env);
  if (binary) return { kind: 'mongod', binary };
  if (wish === 'server') {
    throw new Error(
      'REDRESS_TEST_STORE=server needs a MongoDB: set MONGODB_URI, or put a mongod on the PATH or in MONGOMS_SYSTEM_BINARY',
    );
  }
  return { kind: 'embedded' };
}
