import { refuse } from './errors';
import { isNumber, toNumber } from './numbers';
import { bsonType, isDoc, missing, type Doc, type Strings, type Value } from './values';

/** MongoDB's locales: https://www.mongodb.com/docs/manual/reference/collation-locales-defaults/ (their variants left out). */
const LOCALES = new Set(
  (
    'af sq am ar hy as az be bn bs bs_Cyrl bg my ca chr zh zh_Hant hr cs da dz en en_US en_US_POSIX eo et ee fo fil fi fr ' +
    'fr_CA gl ka de de_AT el gu ha haw he hi hu is ig smn id ga it ja kl kn kk km kok ko ky lkt lo lv ln lt dsb lb mk ms ml ' +
    'mt mr mn ne se nb nn or om ps fa fa_AF pl pt pa ro ru sr sr_Latn si sk sl es sw sv ta te th bo to tr uk hsb ur ug vi ' +
    'wae cy yi yo zu'
  ).split(' '),
);
/** The fields of a collation: the words one may be, or that it is a flag; locale and strength are read for themselves. */
const FIELDS: Record<string, readonly string[] | 'flag' | 'other'> = {
  locale: 'other',
  strength: 'other',
  version: 'other',
  caseLevel: 'flag',
  caseFirst: ['off', 'upper', 'lower'],
  numericOrdering: 'flag',
  alternate: ['non-ignorable', 'shifted'],
  maxVariable: ['punct', 'space'],
  normalization: 'flag',
  backwards: 'flag',
};

const mistyped = (name: string, v: Value, wanted: string): never =>
  refuse('TypeMismatch', `BSON field 'collation.${name}' is the wrong type '${bsonType(v)[1]}', expected ${wanted}`);

function localeOf({ locale }: Doc): string {
  if (missing(locale)) return refuse(40414, "BSON field 'collation.locale' is missing but a required field");
  if (typeof locale !== 'string') return mistyped('locale', locale, 'a string');
  return locale === 'simple' || LOCALES.has(locale)
    ? locale
    : refuse('BadValue', `Field 'locale' is invalid: ${locale}`);
}

function strengthOf({ strength: given }: Doc): number {
  if (missing(given)) return 3;
  const strength = isNumber(given) ? Math.trunc(toNumber(given)) : mistyped('strength', given, 'a number');
  return strength >= 1 && strength <= 5 ? strength : refuse('BadValue', 'the strength of a collation is 1 to 5');
}

function checkField(name: string, v: Value): void {
  const kind = FIELDS[name] ?? refuse(40415, `BSON field 'collation.${name}' is an unknown field.`);
  if (kind === 'other' || (missing(v) && name !== 'backwards')) return;
  if (kind === 'flag') return void (typeof v === 'boolean' || isNumber(v) || mistyped(name, v, 'a bool'));
  const word = typeof v === 'string' ? v : mistyped(name, v, 'a string');
  if (!kind.includes(word))
    refuse('BadValue', `Enumeration value '${word}' for field 'collation.${name}' is not a valid value.`);
}

/** Refuses what JavaScript's collators cannot do. */
function checkSupported({ backwards, alternate, maxVariable }: Doc): void {
  if (backwards === true) refuse('NotImplemented', 'a collation with backwards is not supported');
  if (alternate === 'shifted' && maxVariable === 'space')
    refuse('NotImplemented', 'a collation with maxVariable: space is not supported');
}

function sensitivityOf(strength: number, caseLevel: boolean): 'base' | 'case' | 'accent' | 'variant' {
  if (strength === 1) return caseLevel ? 'case' : 'base';
  return strength === 2 && !caseLevel ? 'accent' : 'variant';
}

function collator(locale: string, strength: number, spec: Doc): Strings {
  const { caseLevel, caseFirst, numericOrdering, alternate } = spec;
  const options: Intl.CollatorOptions = {
    sensitivity: sensitivityOf(strength, caseLevel === true),
    numeric: numericOrdering === true,
    ignorePunctuation: alternate === 'shifted',
    caseFirst: caseFirst === 'upper' || caseFirst === 'lower' ? caseFirst : 'false',
  };
  return new Intl.Collator(locale.replaceAll('_', '-').replace('-POSIX', '-u-va-posix'), options).compare;
}

/** How a collation orders strings; nothing for the simple one, which compares them byte by byte. Refuses what is none. */
export function collationOf(spec: Value): Strings | undefined {
  if (spec === undefined) return undefined;
  if (!isDoc(spec)) return refuse('TypeMismatch', "BSON field 'collation' is the wrong type, expected an object");
  if (Object.keys(spec).length === 0) return undefined;
  const [locale, strength] = [localeOf(spec), strengthOf(spec)];
  for (const [name, v] of Object.entries(spec)) checkField(name, v);
  if (locale === 'simple') return undefined;
  checkSupported(spec);
  const order = collator(locale, strength, spec);
  return strength <= 3 ? order : (a, b) => order(a, b) || (a < b ? -1 : Number(a > b));
}
