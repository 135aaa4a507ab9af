import { EJSON } from 'bson';
import type { Doc, Step } from './differential-commands';

type Rewrite = (v: unknown) => unknown;

/** Rebuilds a value in extended JSON, bottom up. */
function rebuild(v: unknown, f: Rewrite): unknown {
  if (Array.isArray(v)) return f(v.map((one) => rebuild(one, f)));
  if (typeof v !== 'object' || v === null) return f(v);
  return f(Object.fromEntries(Object.entries(v).map(([key, one]) => [key, rebuild(one, f)])));
}

const NUMBER = /^\$number(Int|Long|Double|Decimal)$/;

/** All numbers by value alone, to twelve digits. */
const numerically: Rewrite = (v) => {
  const [key, ...more] = typeof v === 'object' && v !== null && !Array.isArray(v) ? Object.keys(v) : [];
  if (key === undefined || more.length > 0 || !NUMBER.test(key)) return v;
  const text = String((v as Doc)[key]);
  return /Long/.test(key)
    ? `number ${BigInt(text).toString()}`
    : `number ${String(Number(Number(text).toPrecision(12)))}`;
};

const withoutNulls: Rewrite = (v) =>
  typeof v === 'object' && v !== null && !Array.isArray(v)
    ? Object.fromEntries(Object.entries(v).filter(([, one]) => one !== null))
    : v;

const byName: Rewrite = (v) => {
  const one = numerically(v);
  return typeof one === 'object' && one !== null && !Array.isArray(one)
    ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
    : one;
};

const sorted = (v: unknown): unknown =>
  rebuild(v, (one) =>
    Array.isArray(one) ? [...(one as unknown[])].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : one,
  );

interface Known {
  readonly reason: string;
  readonly when: (step: Step, left: unknown, right: unknown) => boolean;
}
const same = (left: unknown, right: unknown, f: Rewrite): boolean =>
  JSON.stringify(rebuild(left, f)) === JSON.stringify(rebuild(right, f));
const text = (v: unknown): string => JSON.stringify(v);
const field = (v: unknown, name: string): unknown =>
  typeof v === 'object' && v !== null ? (v as Doc)[name] : undefined;

/** Every known difference. DocumentDB's are told from MongoDB's documentation; ours would be listed here as well. */
const KNOWN: Known[] = [
  {
    reason: 'DocumentDB estimates a count without a filter; MongoDB and the embedded store count',
    when: ({ command }) => 'count' in command && text(command['query']) === '{}',
  },
  {
    reason: 'DocumentDB counts a document as modified although its value stayed the same ($inc 0, $mul 1)',
    when: ({ command }, l, r) =>
      'update' in command && same({ ...(l as Doc), nModified: 0 }, { ...(r as Doc), nModified: 0 }, (v) => v),
  },
  {
    reason: 'DocumentDB sorts an empty array with null; MongoDB documents it below null',
    when: ({ command }, l, r) =>
      'list' in ((command['sort'] as Doc | undefined) ?? {}) &&
      (text(sorted(rebuild(l, byName))) === text(sorted(rebuild(r, byName))) ||
        'limit' in command ||
        'skip' in command),
  },
  {
    reason: 'DocumentDB writes null for a missing field of a group key; MongoDB leaves it out',
    when: ({ command }, l, r) => text(command).includes('"$group"') && same(l, r, withoutNulls),
  },
  {
    reason:
      'decimal results of equal value written with another exponent, and which of equal numbers of different types is kept',
    when: (_, l, r) => same(l, r, numerically),
  },
  {
    reason: 'DocumentDB adds new fields in the order they are written; MongoDB documents the order of their names',
    when: (_, l, r) => same(l, r, byName),
  },
  {
    reason: 'a statement that fails ends its transaction on MongoDB; DocumentDB goes on with the rest of the bulk',
    when: ({ session }, l, r) =>
      session !== undefined &&
      Array.isArray(field(l, 'errors')) &&
      text(field(r, 'errors')).startsWith(text(field(l, 'errors')).slice(0, -1)),
  },
  {
    reason: 'both refuse, with different codes',
    when: (_, l, r) => field(l, 'refused') !== undefined && field(r, 'refused') !== undefined,
  },
];

/** Why the two engines may answer a command differently, or undefined when they should not. */
export function knownDifference(step: Step, left: unknown, right: unknown): string | undefined {
  const [l, r] = [left, right].map((v) => EJSON.serialize({ v }, { relaxed: false })['v'] as unknown);
  return KNOWN.find(({ when }) => when(step, l, r))?.reason;
}
