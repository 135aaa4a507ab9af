import { Timestamp } from 'bson';
import { refuse } from '../values/errors';
import { calculate, DOUBLE, integer, isNumber, kindOf, LONG, type Num, toNumber } from '../values/numbers';
import { compileFilter } from './filter';
import { array, leads, part, table, whole } from './operands';
import { sorter } from './sorting';
import { compare, bsonType, equal, isDoc, type Doc, type Value } from '../values/values';

/** What an operator makes of a field: the new value, or REMOVE; given `undefined` where the field is missing. */
export type Change = (old: Value) => Value;
export const REMOVE = Symbol('remove');

export interface FieldOperator {
  readonly change: Change;
  /** Whether a missing field (and the documents on the way to it) is created. */
  readonly creates: boolean;
}

function arithmetic(name: string, operand: Value): Change {
  if (!isNumber(operand))
    return refuse('TypeMismatch', `Cannot ${name === '$inc' ? 'increment' : 'multiply'} with non-numeric argument`);
  return (old) => {
    if (old === undefined) return name === '$inc' ? operand : calculate('multiply', operand, 0);
    if (!isNumber(old))
      return refuse('TypeMismatch', `Cannot apply ${name} to a value of non-numeric type ${bsonType(old)[1]}`);
    const result = calculate(name === '$inc' ? 'add' : 'multiply', old, operand);
    const overflow = kindOf(old) <= LONG && kindOf(operand) <= LONG && kindOf(result) === DOUBLE;
    if (overflow) refuse('BadValue', `Failed to apply ${name} operations to current value: out of 64 bits`);
    // What changes nothing but the sign of a zero changes nothing.
    return kindOf(old) === kindOf(result) && equal(old, result) ? old : result;
  };
}

const listOf = (old: Value): Value[] => (old === undefined ? [] : array('BadValue', old));

function pushModifiers(operand: Doc): Change {
  const { $each: each, $position: position, $slice: slice, $sort: sort, ...others } = operand;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) return refuse('BadValue', `Unrecognized clause in $push: ${unknown}`);
  if (!Array.isArray(each)) return refuse('BadValue', 'The argument to $each in $push must be an array');
  const at = position === undefined ? Infinity : whole(position, 'BadValue');
  const keep = slice === undefined ? Infinity : whole(slice, 'BadValue');
  const arrange = sort === undefined ? (list: Value[]) => list : sorter(sort, 'BadValue');
  return (old) => {
    const list = [...listOf(old)];
    list.splice(at < 0 ? Math.max(0, list.length + at) : Math.min(at, list.length), 0, ...each);
    return part(arrange(list), keep);
  };
}

function push(operand: Value): Change {
  if (isDoc(operand) && '$each' in operand) return pushModifiers(operand);
  return (old) => [...listOf(old), operand];
}

function addToSet(operand: Value): Change {
  const { $each: each, ...others } = isDoc(operand) && '$each' in operand ? operand : { $each: [operand] };
  if (Object.keys(others).length > 0) refuse('BadValue', 'Found unexpected fields after $each in $addToSet');
  if (!Array.isArray(each)) return refuse('TypeMismatch', 'The argument to $each in $addToSet must be an array');
  return (old) => {
    const list = [...listOf(old)];
    for (const v of each) if (!list.some((w) => equal(v, w))) list.push(v);
    return list;
  };
}

const without =
  (unwanted: (v: Value) => boolean): Change =>
  (old) =>
    old === undefined ? old : listOf(old).filter((v) => !unwanted(v));

function pull(operand: Value): Change {
  if (!isDoc(operand)) {
    const regex = bsonType(operand)[1] === 'regex' ? compileFilter({ v: operand }) : undefined;
    return without((v) => equal(v, operand) || (regex?.({ v }) ?? false));
  }
  const byValue = leads(operand);
  const test = compileFilter(byValue ? { v: operand } : operand);
  return without((v) => (byValue ? test({ v }) : isDoc(v) && test(v)));
}

function pop(operand: Value): Change {
  const end = isNumber(operand) ? toNumber(operand) : 0;
  if (end !== 1 && end !== -1) return refuse('FailedToParse', '$pop expects 1 or -1');
  return (old) =>
    old === undefined ? old : end === 1 ? array('TypeMismatch', old).slice(0, -1) : array('TypeMismatch', old).slice(1);
}

function pullAll(operand: Value): Change {
  const unwanted = array('BadValue', operand);
  return without((v) => unwanted.some((w) => equal(v, w)));
}

type Bits = (a: bigint, b: bigint) => bigint;
const BITS: Record<string, Bits> = { and: (a, b) => a & b, or: (a, b) => a | b, xor: (a, b) => a ^ b };
function bit(operand: Value): Change {
  const masks = isDoc(operand) ? Object.entries(operand) : [];
  if (masks.length === 0 || masks.some(([name]) => !Object.hasOwn(BITS, name)))
    refuse('FailedToParse', "The $bit modifier only supports 'and', 'or', and 'xor'");
  if (masks.some(([, mask]) => !isNumber(mask) || kindOf(mask) > LONG))
    refuse('BadValue', 'The $bit modifier field must be an Integer(32/64 bit)');
  return (old = 0) => {
    if (!isNumber(old) || kindOf(old) > LONG)
      return refuse('BadValue', `Cannot apply $bit to a value of non-integral type ${bsonType(old)[1]}`);
    let result = BigInt(old as bigint);
    for (const [name, mask] of masks) result = (BITS[name] as Bits)(result, BigInt(mask as bigint));
    return integer(result, Math.max(kindOf(old), ...masks.map(([, mask]) => kindOf(mask as Num))));
  };
}

let ordinal = 0;
function currentDate(operand: Value): Change {
  const { $type: type = undefined, ...others } = isDoc(operand) ? operand : {};
  if (typeof operand === 'boolean') return () => new Date();
  if (Object.keys(others).length > 0) refuse('BadValue', 'Unrecognized $currentDate option');
  if (type === 'date') return () => new Date();
  if (type !== 'timestamp')
    return refuse('BadValue', "The '$type' string field is required to be 'date' or 'timestamp'");
  return () => new Timestamp({ t: Math.floor(Date.now() / 1000), i: ++ordinal });
}

const extreme =
  (direction: number) =>
  (operand: Value): Change =>
  (old) =>
    old === undefined || compare(operand, old) * direction < 0 ? operand : old;

const OPERATORS: Record<string, (operand: Value) => Change> = {
  ...table('set setOnInsert', () => (operand: Value) => () => operand),
  $unset: () => (old) => (old === undefined ? undefined : REMOVE),
  ...table('inc mul', (name) => (operand: Value) => arithmetic(name, operand)),
  $min: extreme(1),
  $max: extreme(-1),
  $currentDate: currentDate,
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
  $bit: bit,
};
const ONLY_CHANGES = ['$unset', '$pull', '$pullAll', '$pop'];

/** The update operator of that name, to be given its operand; unknown ones are refused. */
export function fieldOperator(name: string): (operand: Value) => FieldOperator {
  const known = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!known)
    return refuse('FailedToParse', `Unknown modifier: ${name}. Expected a valid update modifier or a pipeline`);
  return (operand) => ({ change: known(operand), creates: !ONLY_CHANGES.includes(name) });
}
