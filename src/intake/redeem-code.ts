import { samePlace, type IssuedCode, type Where } from '../domain/link';
import { countFailure, triesSpent } from './failed-tries';
import type { Linking } from './linking';
import type { Attempts } from './ports';

/** Wrong codes of a client within the hour, over everybody, before no link is made by code: 24 bits are not to be guessed. House rule. */
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

/** What a code is to the conversation it was entered in; `none` says nothing of why. */
function standing(code: IssuedCode | null, place: Where, at: Date): 'link' | 'step-up' | 'own' | 'none' {
  if (code === null || code.usedAt !== undefined || code.expiresAt <= at) return 'none';
  const here = samePlace(code.thread, place);
  if (code.purpose === 'step-up') return here ? 'step-up' : 'none';
  return here ? 'own' : 'link';
}

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
  if (await triesSpent(ports.attempts, one)) return { outcome: 'spent' };
  const code = await ports.linking.codes.find(client, sealed);
  const is = standing(code, place, at);
  // Only the codes that anybody may enter can be guessed by many at once; others' guesses lock nobody out of a proof.
  if (code && is === 'step-up') return { outcome: 'good', code };
  if ((await ports.attempts.count(client, [WRONG], at)) >= MAX_WRONG) return { outcome: 'spent' };
  if (code && is === 'link') return { outcome: 'good', code };
  if (is === 'own') return { outcome: 'own' };
  await ports.attempts.fail(client, [WRONG], at);
  return { outcome: 'wrong', failures: await countFailure(ports.attempts, one) };
}
