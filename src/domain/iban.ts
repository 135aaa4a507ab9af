/** Lengths by country, from the SWIFT IBAN registry. */
const LENGTHS: Record<string, number> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ' +
    'ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 ' +
    'LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 ' +
    'PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** ISO 13616: the first four characters go last, letters count from 10, and the number modulo 97 must be 1. */
function checks(iban: string): boolean {
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

const PLAIN = /[0-9A-Z]/;
const GAP = /[\s\p{Pd}.]/u;

/** Collects as many letters and digits as the country's IBAN has, over single gaps; null when the text is over before. */
function collect(text: string, start: number, length: number): { iban: string; end: number } | null {
  let iban = '';
  let gap = 0;
  let index = start;
  for (; index < text.length && iban.length < length; index += 1) {
    const character = (text[index] ?? '').normalize('NFKC').toUpperCase();
    if (character.length === 1 && PLAIN.test(character)) {
      iban += character;
      gap = 0;
    } else if (GAP.test(character) && gap < 2) gap += 1;
    else return null;
  }
  return iban.length === length ? { iban, end: index } : null;
}

/** Where IBANs stand in a text: right country length and right check digits, spaced or not, in either case. */
export function findIbans(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const { index } of text.matchAll(/(?<![\p{L}\p{N}])[A-Za-zＡ-Ｚａ-ｚ]{2}[\s\p{Pd}]?\p{Nd}{2}/gu)) {
    const length =
      LENGTHS[
        text
          .slice(index, index + 2)
          .normalize('NFKC')
          .toUpperCase()
      ];
    const candidate = length ? collect(text, index, length) : null;
    if (candidate && checks(candidate.iban)) found.push({ start: index, end: candidate.end });
  }
  return found;
}
