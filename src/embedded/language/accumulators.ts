import { refuse } from '../values/errors';
import * as n from '../values/numbers';
import { array, borrow, table } from './operands';
import { assign } from '../values/paths';
import { compare, equal, isDoc, missing, type Doc, type Value } from '../values/values';

/** Takes values one by one and gives the result; what $group, $bucket and the expression forms share. */
export interface Accumulator {
  add(v: Value): void;
  result(): Value;
}

/** Sums exactly while the values are integers; doubles are added apart, so that their order matters least. */
function sum(): Accumulator & { count: number } {
  let whole = 0n;
  let small = 0;
  let kind = n.INT;
  let other: n.Num = 0;
  const self = {
    count: 0,
    add(v: Value) {
      if (!n.isNumber(v)) return;
      self.count++;
      const k = n.kindOf(v);
      if (k > kind) kind = k;
      if (k === n.INT) {
        small += v as number;
        if (small > 1e15 || small < -1e15) [whole, small] = [whole + BigInt(small), 0];
      } else if (k === n.LONG) whole += v as bigint;
      else other = n.calculate('add', other, v);
    },
    result() {
      const integral = whole + BigInt(small);
      return kind <= n.LONG
        ? n.integer(integral, kind)
        : n.calculate('add', kind === n.DOUBLE ? n.calculate('add', other, n.double(0)) : other, n.integer(integral));
    },
  };
  return self;
}

function average(): Accumulator {
  const total = sum();
  return {
    add: total.add,
    result: () => {
      const value = total.result() as n.Num;
      if (total.count === 0) return null;
      return n.calculate('divide', n.kindOf(value) === n.DECIMAL ? value : n.double(n.toNumber(value)), total.count);
    },
  };
}

/** Keeps one value: the last for which `takes` holds. */
const kept = (takes: (v: Value, before: Value, taken: boolean) => boolean) => (): Accumulator => {
  let [taken, value]: [boolean, Value] = [false, undefined];
  return { add: (v) => void (takes(v, value, taken) && ([taken, value] = [true, v])), result: () => value ?? null };
};
/** Keeps the least (or greatest) value; null and missing do not count. */
const extreme = (direction: number): (() => Accumulator) =>
  kept((v, best, taken) => !missing(v) && (!taken || compare(v, best) * direction < 0));

const deviation = (sample: number) => (): Accumulator => {
  let [count, mean, squares] = [0, 0, 0];
  return {
    add(v) {
      if (!n.isNumber(v)) return;
      const x = n.toNumber(v);
      const delta = x - mean;
      mean += delta / ++count;
      squares += delta * (x - mean);
    },
    result: () => (count <= sample ? null : n.double(Math.sqrt(squares / (count - sample)))),
  };
};

function unique(): Accumulator {
  const seen: Value[] = [];
  const plain = new Set<Value>();
  return {
    add(v) {
      if (v === undefined) return;
      if (typeof v === 'string') {
        if (!plain.has(v)) seen.push(v);
        plain.add(v);
      } else if (!seen.some((w) => equal(v, w))) seen.push(v);
    },
    result: () => seen,
  };
}

/** Gathers what is given and makes something of it in the end. */
const gathered = (make: (all: Value[]) => Value) => (): Accumulator => {
  const all: Value[] = [];
  return { add: (v) => void (v !== undefined && all.push(v)), result: () => make(all) };
};

function merge(all: Value[]): Doc {
  const doc: Doc = {};
  for (const v of all) {
    if (v === null) continue;
    if (!isDoc(v)) return refuse(40400, '$mergeObjects requires object inputs');
    for (const [name, value] of Object.entries(v)) assign(doc, name, value);
  }
  return doc;
}

function sizeOf(v: Value): number {
  const size = n.isNumber(v) ? n.toNumber(v) : NaN;
  return Number.isInteger(size) && size > 0 ? size : refuse(7548606, "'n' must be a positive whole number");
}

/** Of `{ n, input }`: what `keep` leaves of the inputs. */
const several = (keep: (inputs: Value[], size: number) => Value[]): (() => Accumulator) =>
  gathered((all) => {
    const inputs = all.map((v) => (v as Doc)['input'] ?? null);
    return keep(inputs, all.length > 0 ? sizeOf((all[0] as Doc)['n']) : 0);
  });
const best = (direction: number): (() => Accumulator) =>
  several((inputs, size) => {
    const given = inputs.filter((v) => v !== null);
    return given.sort((a, b) => compare(a, b) * direction).slice(0, size);
  });

/** Of `{ input, p, method }`: mingo's percentiles of the numbers. */
const percentiles = (name: string): (() => Accumulator) =>
  gathered((all) => {
    const numbers = all.map((v) => (v as Doc)['input']).filter(n.isNumber);
    const { p = [] } = (all[0] ?? {}) as Doc;
    const wanted = (p as n.Num[]).map(n.toNumber);
    if (wanted.some((x) => !(x >= 0 && x <= 1))) refuse(7750303, "'p' must be numbers between 0 and 1");
    if (numbers.length === 0) return name === '$median' ? null : wanted.map(() => null);
    const input = numbers.map(n.toNumber);
    const found = borrow(name, { input, method: 'approximate', ...(name !== '$median' && { p: wanted }) });
    return Array.isArray(found) ? found.map((x) => n.double(x as number)) : n.double(found as number);
  });

const ACCUMULATORS: Record<string, () => Accumulator> = {
  $sum: sum,
  $avg: average,
  $min: extreme(1),
  $max: extreme(-1),
  $first: kept((_v, _before, taken) => !taken),
  $last: kept(() => true),
  $push: gathered((all) => all),
  $addToSet: unique,
  $mergeObjects: gathered(merge),
  $concatArrays: gathered((all) => all.flatMap((v) => array(14, v))),
  $setUnion: () => {
    const into = unique();
    return { add: (v) => v === undefined || array(14, v).forEach(into.add), result: into.result };
  },
  $stdDevPop: deviation(0),
  $stdDevSamp: deviation(1),
  $firstN: several((inputs, size) => inputs.slice(0, size)),
  $lastN: several((inputs, size) => inputs.slice(-size)),
  $minN: best(1),
  $maxN: best(-1),
  ...table('median percentile', percentiles),
};

/** A fresh accumulator of that name; an unknown one is refused. */
export function accumulator(name: string): () => Accumulator {
  const build = Object.hasOwn(ACCUMULATORS, name) ? ACCUMULATORS[name] : undefined;
  return build ?? refuse(15952, `unknown group operator '${name}'`);
}

/** All the values at once. */
export function accumulate(name: string, values: readonly Value[]): Value {
  const into = accumulator(name)();
  for (const v of values) into.add(v);
  return into.result();
}
