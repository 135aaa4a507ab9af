import { CODE_LIFE_MS } from '../../src/domain/one-time-code';
import type { Change } from '../../src/domain/change';
import type { IssuedCode } from '../../src/domain/link';
import type { Linking } from '../../src/intake/linking';
import type { Value } from '../../src/turn/message';
import type { Memory } from '../memory';
import { joined, placeOf, reply, type Moment, type Reply } from '../moment';
import { hasOpenDraft, resume } from '../resume';

/** How long a code can be used, as it is told. */
export const MINUTES = CODE_LIFE_MS / 60_000;

/** A new code for somebody, and the change that makes it one. */
export function issue(
  linking: Linking,
  at: Date,
  what: Pick<IssuedCode, 'client' | 'purpose' | 'thread' | 'orderNo'>,
): { code: string; change: Change } {
  const code = linking.newCode();
  const expiresAt = new Date(at.getTime() + CODE_LIFE_MS);
  const issued: IssuedCode = { ...what, sealed: linking.seal(code), issuedAt: at, expiresAt };
  return { code, change: { kind: 'code', step: 'issue', code: issued } };
}

/** The places where a customer of this channel can go on as well, as values. */
export const placesFrom = (linking: Linking, channel: string): Value[] =>
  linking.elsewhere(channel).map(({ channel: name, address }) => ({ channel: name, address }));

/** Says something and puts the request's question again. */
export async function beside(moment: Moment, first: Reply): Promise<Reply> {
  if (!hasOpenDraft(first.memory)) return first;
  return { ...joined(first, await resume(moment, first.memory, { key: 'back' })), outcome: first.outcome };
}

/** "I'd rather use WhatsApp": a code to enter there. Until it is, everything stays here and goes on here. */
export async function askLink(moment: Moment, memory: Memory): Promise<Reply> {
  const { deps, turn, at } = moment;
  const { linking } = deps;
  const places = linking ? placesFrom(linking, turn.thread.channel) : [];
  if (!linking || places.length === 0) return beside(moment, reply(memory, [{ key: 'link.nowhere' }], 'link'));
  const place = placeOf(moment);
  const { code, change } = issue(linking, at, { client: place.client, purpose: 'link', thread: place });
  const message = { key: 'link.code', values: { code, minutes: MINUTES, places }, hush: code };
  return reply(memory, [message], 'link', { changes: [change] });
}
