/** An amount as it travels: minor units as a digit string, ISO 4217 code. */
export interface Amount {
  minor: string;
  currency: string;
}

/** Currencies of ISO 4217 list one whose minor unit is not a hundredth; browsers disagree with the list on some of them. */
const MINOR_DIGITS: Record<string, number> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

/** Reads an amount from a message's values; undefined where it is none. */
export function readAmount(value: unknown): Amount | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { minor, currency } = value as Record<string, unknown>;
  if (typeof minor !== 'string' || !/^-?\d{1,30}$/.test(minor)) return undefined;
  return typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? { minor, currency } : undefined;
}

/** "-1230" with two digits is "-12.30". Digits only are moved: no number is ever computed. */
export function decimal(minor: string, digits: number): string {
  const negative = minor.startsWith('-');
  const padded = minor.replace('-', '').padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  return `${negative ? '-' : ''}${whole}${digits ? `.${padded.slice(-digits)}` : ''}`;
}

/** The amount as the locale writes it, exact: the decimal string goes to Intl as text (ES2023), never through a float. */
export function formatAmount(amount: Amount, locale: string): string {
  const digits = MINOR_DIGITS[amount.currency] ?? 2;
  const options = { style: 'currency', currency: amount.currency } as const;
  const format = new Intl.NumberFormat(locale, {
    ...options,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(decimal(amount.minor, digits) as Intl.StringNumericLiteral);
}

/** The exact sum of amounts in one currency; undefined for none at all. */
export function sum(amounts: readonly Amount[]): Amount | undefined {
  const [first] = amounts;
  if (!first) return undefined;
  return { minor: String(amounts.reduce((total, { minor }) => total + BigInt(minor), 0n)), currency: first.currency };
}

/** The same amount taken away: what a deduction shows. */
export const negated = ({ minor, currency }: Amount): Amount => ({
  minor: minor.startsWith('-') || /^0+$/.test(minor) ? minor : `-${minor}`,
  currency,
});
