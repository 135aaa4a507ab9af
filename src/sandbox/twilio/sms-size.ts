/** The carrier's own count of an SMS, so that what is shown does not rest on what we believe of our texts. */

const GSM7 = /^[\n\r !-#%-?A-Z_a-zÄÖÑÜ§¿äöñüà@£$¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡^{}\\[~\]|€\f]*$/;
const DOUBLE = /[\^{}\\[~\]|€\f]/;

export interface SmsSize {
  encoding: 'GSM-7' | 'UCS-2';
  segments: number;
}

/** Segments of 160 or 70 characters alone, 153 or 67 in a row (https://www.twilio.com/docs/glossary/what-sms-character-limit). */
export function smsSize(text: string): SmsSize {
  const encoding = GSM7.test(text) ? 'GSM-7' : 'UCS-2';
  const [alone, inRow] = encoding === 'GSM-7' ? [160, 153] : [70, 67];
  let segments = 1;
  let used = 0;
  let all = 0;
  for (const one of text) {
    const places = encoding === 'UCS-2' ? one.length : DOUBLE.test(one) ? 2 : 1;
    all += places;
    if (used + places > inRow) {
      segments += 1;
      used = 0;
    }
    used += places;
  }
  return { encoding, segments: all <= alone ? 1 : segments };
}
