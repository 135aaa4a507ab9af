import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { MessagePrices } from '../../src/channel';

/** As Twilio lists them: https://www.twilio.com/en-us/pricing/messaging. Decimals in quotes, so that none is rounded. */
const price = z.string().regex(/^\d{1,6}(\.\d{1,6})?$/, 'a price is a decimal in quotes, such as "0.0079"');
const byPrefix = z.record(z.string().regex(/^(\+\d{1,7}|\*)$/, 'prices are by prefix, such as "+1", or "*"'), price);
const table = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency is three letters'),
  sms: byPrefix.optional(),
  whatsapp: byPrefix.optional(),
});

/** Reads `TWILIO_PRICES`, JSON or `@` and a file; what is wrong with it is one sentence that goes on from its name. */
export function readPrices(
  value: string | undefined,
): { ok: true; prices: MessagePrices | undefined } | { ok: false; problem: string } {
  if (value === undefined) return { ok: true, prices: undefined };
  let given: unknown;
  try {
    given = JSON.parse(value.startsWith('@') ? readFileSync(value.slice(1), 'utf8') : value);
  } catch {
    return { ok: false, problem: 'must be JSON, or @ and a file with it' };
  }
  const read = table.safeParse(given);
  if (!read.success) {
    const where = read.error.issues[0]?.path.join(' ') ?? '';
    const shape = '{ "currency": "USD", "sms": { "+1": "0.0079" } }';
    return { ok: false, problem: `must be like ${shape}${where ? ` (look at ${where})` : ''}` };
  }
  const { currency, sms = {}, whatsapp = {} } = read.data;
  return { ok: true, prices: { currency, prices: { sms, whatsapp } } };
}
