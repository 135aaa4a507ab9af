import { BSONRegExp } from 'bson';
import { refuse } from '../values/errors';
import type { Value } from '../values/values';

/** A BSON regular expression as JavaScript runs it; what only PCRE knows is refused. */
export function regularExpression(source: Value, options: Value, invalid = 51091): RegExp {
  const [pattern, given] =
    source instanceof BSONRegExp ? [source.pattern, options ?? source.options] : [source, options ?? ''];
  if (typeof pattern !== 'string') return refuse('BadValue', '$regex has to be a string');
  const flags = String(given);
  const unknown = [...flags].find((flag) => !'imsu'.includes(flag));
  if (unknown !== undefined) return refuse(51108, `regular expression option not supported: ${unknown}`);
  try {
    return new RegExp(pattern, [...new Set(flags)].join(''));
  } catch {
    return refuse(invalid, `Regular expression is invalid: ${pattern}`);
  }
}
