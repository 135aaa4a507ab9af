import type { IssuedCode } from '../../src/domain/link';
import { sealedCodeIn } from '../../src/domain/one-time-code';
import type { Linking } from '../../src/intake/linking';
import { redeemCode } from '../../src/intake/redeem-code';
import { MAX_PER_ASKER } from '../../src/intake/failed-tries';
import { handoffDialog } from '../handoff-dialog';
import type { Memory } from '../memory';
import { askerOf, joined, placeOf, reply, type Moment, type Reply } from '../moment';
import { quiet } from '../resume';
import { beside, placesFrom } from './ask-link';
import { confirmLink } from './confirm-link';
import { proveByCode } from './step-up';

/** Too many wrong codes: a person sees to it. */
const spent = (moment: Moment, memory: Memory): Reply =>
  joined(reply(memory, [{ key: 'code.spent' }], 'refused'), handoffDialog(moment, memory, 'attempts'));

/** The code was good: from here on nobody else can use it. */
async function used(moment: Moment, memory: Memory, linking: Linking, code: IssuedCode): Promise<Reply> {
  const change = { kind: 'code' as const, step: 'use' as const, code: { ...code, usedAt: moment.at } };
  const done = reply(memory, [], 'code', { changes: [change] });
  const silent = quiet(moment);
  const next =
    code.purpose === 'link'
      ? await confirmLink(silent, memory, linking, { from: code.thread, code: code.sealed, until: code.expiresAt })
      : await proveByCode(silent, memory, code);
  return joined(done, next);
}

/** One of our codes in what the customer wrote, whatever is being asked; null when there is none. */
export async function enterCode(moment: Moment, memory: Memory): Promise<Reply | null> {
  const { deps, turn, at } = moment;
  const sealed = sealedCodeIn(turn.said.text) ?? sealedCodeIn(turn.said.choice ?? '');
  const { linking } = deps;
  if (sealed === null || !linking) return null;
  const place = placeOf(moment);
  const asker = askerOf(moment);
  const redeemed = await redeemCode({ attempts: deps.attempts, linking }, { place, asker, sealed, at });
  switch (redeemed.outcome) {
    case 'good':
      return used(moment, memory, linking, redeemed.code);
    case 'own': {
      const places = placesFrom(linking, place.channel);
      return beside(moment, reply(memory, [{ key: 'link.ownCode', values: { places } }], 'link'));
    }
    case 'wrong': {
      const { failures } = redeemed;
      if (failures >= MAX_PER_ASKER) return spent(moment, memory);
      return beside(moment, reply(memory, [{ key: 'code.wrong', values: { attempt: failures } }], 'code-wrong'));
    }
    default:
      return spent(moment, memory);
  }
}
