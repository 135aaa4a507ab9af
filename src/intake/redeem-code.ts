import { samePlace, type IssuedCode, type Where } from '../domain/link';
import { countFailure, triesSpent } from './failed-tries';
import type { Linking } from './linking';
import type { Attempts } from './ports';

/** Wrong codes of a client within the hour, over everybody, before no more are looked at: 24 bits are not to be guessed. House rule. */
const MAX_WRONG = 300;
const WRONG = 'codes';

export interface Redeem {
  place: Where;
  /** Whom failed tries are counted for. */
  asker: string;
  sealed: string;
  at: Date;
}

export type Redeemed =
  | { outcome: 'good'; code: IssuedCode }
  /** It was issued here, to be entered elsewhere. Not a failure. */
  | { outcome: 'own' }
  /** No such code, expired, used, or somebody else's: nobody is told which. `failures`: the asker's, this one included. */
  | { outcome: 'wrong'; failures: number }
  | { outcome: 'spent' };

const isGood = (code: IssuedCode, place: Where, at: Date): boolean =>
  code.usedAt === undefined && code.expiresAt > at && samePlace(code.thread, place) === (code.purpose === 'step-up');

/**
 * Checks a code that was entered. It is used up only by the commit of a change `{ kind: 'code', step: 'use' }`: of two who
 * enter the same one at once, the second is computed again and finds it used.
 */
export async function redeemCode(
  ports: { attempts: Attempts; linking: Pick<Linking, 'codes'> },
  { place, asker, sealed, at }: Redeem,
): Promise<Redeemed> {
  const { client } = place;
  const one = { client, asker: `code:${asker}`, record: `code:${sealed}`, at };
  const everybody = await ports.attempts.count(client, [WRONG], at);
  if (everybody >= MAX_WRONG || (await triesSpent(ports.attempts, one))) return { outcome: 'spent' };
  const code = await ports.linking.codes.find(client, sealed);
  if (code && isGood(code, place, at)) return { outcome: 'good', code };
  const own = code !== null && code.purpose === 'link' && samePlace(code.thread, place);
  if (own && code.usedAt === undefined && code.expiresAt > at) return { outcome: 'own' };
  await ports.attempts.fail(client, [WRONG], at);
  return { outcome: 'wrong', failures: await countFailure(ports.attempts, one) };
}
