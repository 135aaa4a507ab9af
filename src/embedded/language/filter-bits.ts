import { Binary } from 'bson';
import { refuse } from '../values/errors';
import { exact, isFinite, isNumber, toNumber } from '../values/numbers';
import type { Value } from '../values/values';

const fromBytes = (v: Binary): bigint => {
  let mask = 0n;
  for (let i = v.position - 1; i >= 0; i--) mask = (mask << 8n) | BigInt(v.buffer[i] as number);
  return mask;
};

function maskOf(name: string, operand: Value): bigint {
  if (operand instanceof Binary) return fromBytes(operand);
  if (isNumber(operand) && Number.isInteger(toNumber(operand)) && toNumber(operand) >= 0)
    return BigInt(toNumber(operand));
  const positions = Array.isArray(operand) ? operand.map((v) => (isNumber(v) ? toNumber(v) : -1)) : [-1];
  if (positions.some((p) => !Number.isInteger(p) || p < 0))
    return refuse('BadValue', `${name} takes a bit mask or a list of bit positions`);
  return positions.reduce((mask, p) => mask | (1n << BigInt(p)), 0n);
}

function bitsOf(v: Value): bigint | undefined {
  if (v instanceof Binary) return fromBytes(v);
  if (typeof v === 'bigint') return v;
  if (!isNumber(v) || !isFinite(v) || !Number.isInteger(toNumber(v))) return undefined;
  const { coefficient, exponent } = exact(v);
  const whole = exponent < 0 ? coefficient / 10n ** BigInt(-exponent) : coefficient * 10n ** BigInt(exponent);
  return BigInt.asIntN(64, whole) === whole ? whole : undefined;
}

const DECIDE: Record<string, (value: bigint, mask: bigint) => boolean> = {
  $bitsAllSet: (value, mask) => (value & mask) === mask,
  $bitsAnySet: (value, mask) => (value & mask) !== 0n,
  $bitsAllClear: (value, mask) => (value & mask) === 0n,
  $bitsAnyClear: (value, mask) => (value & mask) !== mask,
};

/** The bitwise query operators, over integers (negative ones sign-extended) and binaries. */
export const bits =
  (name: string) =>
  (operand: Value): ((v: Value) => boolean) => {
    const mask = maskOf(name, operand);
    const decide = (v: Value): boolean => {
      const value = bitsOf(v);
      return value !== undefined && (DECIDE[name]?.(value, mask) ?? false);
    };
    return (v) => decide(v) || (Array.isArray(v) && v.some(decide));
  };
