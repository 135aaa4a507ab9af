import { z } from 'zod';

/** What a click can be about: the action ids that checks from outside know, and further ones of our own. */
export const ACTIONS = {
  claim: 'desk.claim',
  release: 'desk.release',
  transfer: 'desk.transfer',
  reply: 'desk.reply',
  resolve: 'desk.resolve',
  handback: 'desk.handback',
  approve: 'desk.approve',
  deny: 'desk.deny',
  ask: 'desk.ask',
  change: 'desk.change',
  return: 'desk.return',
  received: 'desk.received',
  park: 'desk.park',
  saved: 'desk.saved',
  details: 'desk.details',
  full: 'desk.full',
  file: 'desk.file',
  open: 'desk.open',
  away: 'desk.away',
  back: 'desk.back',
} as const;
export type ActionId = (typeof ACTIONS)[keyof typeof ACTIONS];

const refSchema = z.object({
  h: z.string().max(300).optional(),
  n: z.string().max(100).optional(),
  f: z.string().max(300).optional(),
});

/** What a button or a modal is about: a handoff, a case, and the fingerprint of the case as it was shown. */
export interface Ref {
  handoffId?: string;
  caseNo?: string;
  fingerprint?: string;
}

/** As a button's value: at most 2000 characters. */
export const writeRef = ({ handoffId, caseNo, fingerprint }: Ref): string =>
  JSON.stringify({ h: handoffId, n: caseNo, f: fingerprint });

/** What a button's value says; null for one that is not of ours. */
export function readRef(value: string | null): Ref | null {
  try {
    const { h, n, f } = refSchema.parse(JSON.parse(value ?? ''));
    return {
      ...(h === undefined ? {} : { handoffId: h }),
      ...(n === undefined ? {} : { caseNo: n }),
      ...(f === undefined ? {} : { fingerprint: f }),
    };
  } catch {
    return null;
  }
}
