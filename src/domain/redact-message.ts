import { findCodes, withoutForged } from './one-time-code';
import { redact, type Redacted, type RedactOptions } from './redaction';

export interface MessageOptions extends RedactOptions {
  /** Writes one of our own codes as it may be stored: `otp:` and a keyed hash. */
  seal: (code: string) => string;
}

/** Stands for a code while the rest is redacted. Private-use characters: nobody types them; as many as keep numbers apart. */
const CODE = '\ue001'.repeat(4);
const STRAY = /\ue001/g;

/**
 * What may be stored of a customer's message: `redact`, and our own one-time codes sealed, so that a message replayed from
 * the inbox can still be checked. A sealed code is no secret the customer is told of: they were asked for it. Linear.
 */
export function redactMessage(text: string, { seal, ...options }: MessageOptions): Redacted {
  const own = withoutForged(text.replace(STRAY, ''));
  const codes = findCodes(own, (code) => options.shapes?.some((shape) => shape.test(code)) ?? false);
  if (codes.length === 0) return redact(own, options);
  const pieces = codes.map(({ start }, index) => own.slice(codes[index - 1]?.end ?? 0, start));
  const rest = redact([...pieces, own.slice(codes.at(-1)?.end)].join(CODE), options);
  const [first = '', ...others] = rest.text.split(CODE);
  return { ...rest, text: first + others.map((piece, index) => seal(codes[index]?.code ?? '') + piece).join('') };
}
