import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../src/errors';

export interface SigningKey {
  key: KeyObject;
  /** The channels whose tokens this key may sign. */
  endorsements: string[];
}

const HOUR = 3_600_000;
/** botbuilder's own times: keys are good for a day, and an unknown one is looked for at most once an hour. */
const GOOD_FOR_MS = 24 * HOUR;
const LOOK_AGAIN_MS = HOUR;
/** The caller waits meanwhile, and a channel waits 15 s for its answer. */
const PATIENCE_MS = 4_000;

const metadataSchema = z.object({ jwks_uri: z.url() });
const keysSchema = z.object({ keys: z.array(z.unknown()) });
const keySchema = z.object({
  kid: z.string(),
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  endorsements: z.array(z.string()).default([]),
});

async function getJson(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

async function load(metadataUrl: string): Promise<Map<string, SigningKey>> {
  const { jwks_uri } = metadataSchema.parse(await getJson(metadataUrl));
  const { keys } = keysSchema.parse(await getJson(jwks_uri));
  const usable = keys.flatMap((one) => keySchema.safeParse(one).data ?? []);
  return new Map(
    usable.map(({ kid, endorsements, ...key }) => [
      kid,
      { key: createPublicKey({ key, format: 'jwk' }), endorsements },
    ]),
  );
}

/**
 * The authority's signing keys by their id; null for one it does not have. Rejects with `Unavailable` while there are no
 * keys and the authority cannot be reached.
 */
export function createSigningKeys(metadataUrl: string, clock: () => Date): (kid: string) => Promise<SigningKey | null> {
  let keys = new Map<string, SigningKey>();
  let loadedAt = -Infinity;
  let loading: Promise<void> | undefined;

  function refresh(): Promise<void> {
    loading ??= load(metadataUrl)
      .then((loaded) => {
        keys = loaded;
        loadedAt = clock().getTime();
      })
      .finally(() => (loading = undefined));
    return loading;
  }

  return async (kid) => {
    const age = clock().getTime() - loadedAt;
    const known = keys.get(kid);
    if (known && age < GOOD_FOR_MS) return known;
    if (known || age >= LOOK_AGAIN_MS) {
      await refresh().catch((cause: unknown) => {
        if (!known) throw new AppError('Unavailable', 'the token authority cannot be reached', {}, { cause });
      });
    }
    return keys.get(kid) ?? null;
  };
}
