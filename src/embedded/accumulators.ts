import { refuse } from './errors';
import {
  calculate,
  DECIMAL,
  double,
  DOUBLE,
  INT,
  integer,
  isNumber,
  kindOf,
  LONG,
  type Num,
  toNumber,
} from './numbers';
import { assign } from './paths';
import { compare, equal, isDoc, type Doc, type Value } from './values';

/** Takes values one by one and gives the result; what $group, $bucket and the expression forms share. */
export interface Accumulator {
  add(v: Value): void;
  result(): Value;
}

/** Sums exactly while the values are integers; doubles are added apart, so that their order matters least. */
function sum(): Accumulator & { count: number } {
  let whole = 0n;
  let small = 0;
  let kind = INT;
  let other: Num = 0;
  const self = {
    count: 0,
    add(v: Value) {
      if (!isNumber(v)) return;
      self.count++;
      const k = kindOf(v);
      if (k > kind) kind = k;
      if (k === INT) {
        small += v as number;
        if (small > 1e15 || small < -1e15) [whole, small] = [whole + BigInt(small), 0];
      } else if (k === LONG) whole += v as bigint;
      else other = calculate('add', other, v);
    },
    result() {
      const integral = whole + BigInt(small);
      return kind <= LONG
        ? integer(integral, kind)
        : calculate('add', kind === DOUBLE ? calculate('add', other, double(0)) : other, integer(integral));
    },
  };
  return self;
}

function average(): Accumulator {
  const total = sum();
  return {
    add: total.add,
    result() {
      const value = total.result() as Num;
      if (total.count === 0) return null;
      return kindOf(value) === DECIMAL
        ? calculate('divide', value, total.count)
        : double(toNumber(value) / total.count);
    },
  };
}

/** Keeps the least (or greatest) value; null and missing do not count. */
const extreme = (direction: number) => (): Accumulator => {
  let best: Value = null;
  return {
    add(v) {
      if (v !== null && v !== undefined && (best === null || compare(v, best) * direction < 0)) best = v;
    },
    result: () => best,
  };
};

const deviation = (sample: number) => (): Accumulator => {
  let [n, mean, squares] = [0, 0, 0];
  return {
    add(v) {
      if (!isNumber(v)) return;
      const x = toNumber(v);
      const delta = x - mean;
      mean += delta / ++n;
      squares += delta * (x - mean);
    },
    result: () => (n <= sample ? null : double(Math.sqrt(squares / (n - sample)))),
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

function list(): Accumulator {
  const all: Value[] = [];
  return { add: (v) => void (v !== undefined && all.push(v)), result: () => all };
}

function merged(): Accumulator {
  const doc: Doc = {};
  return {
    add(v) {
      if (v === null || v === undefined) return;
      if (!isDoc(v)) return refuse(40400, '$mergeObjects requires object inputs');
      for (const [name, value] of Object.entries(v)) assign(doc, name, value);
    },
    result: () => doc,
  };
}

function first(): Accumulator {
  let taken = false;
  let value: Value;
  return {
    add(v) {
      if (!taken) [taken, value] = [true, v];
    },
    result: () => value ?? null,
  };
}

function last(): Accumulator {
  let value: Value;
  return { add: (v) => void (value = v), result: () => value ?? null };
}

const ACCUMULATORS: Record<string, () => Accumulator> = {
  $sum: sum,
  $avg: average,
  $min: extreme(1),
  $max: extreme(-1),
  $first: first,
  $last: last,
  $push: list,
  $addToSet: unique,
  $mergeObjects: merged,
  $stdDevPop: deviation(0),
  $stdDevSamp: deviation(1),
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
