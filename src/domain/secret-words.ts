/** Three or four digits near these are a card's security code, in the six languages we read. */
const CVV_WORDS =
  'cvv2?|cvc2?|csc|cid|cav2?|card\\s+(?:verification|code)|security\\s+(?:code|number)|verification\\s+value|' +
  'c[oó]d(?:igo|\\.)?\\s+de\\s+(?:seguridad|seguran[cç]a)|n[uú]mero\\s+de\\s+seguridad|clave\\s+de\\s+seguridad|' +
  '(?:karten)?pr[uü]f(?:nummer|ziffer|zahl)|pruefnummer|sicherheits(?:code|nummer)|kpn|' +
  'cryptogramme|code\\s+de\\s+s[eé]curit[eé]|codice\\s+di\\s+sicurezza|codice\\s+cvv';

/** Four to eight digits near these are a one-time code. */
const OTP_WORDS =
  'otp|one[\\s-]?time\\s+(?:code|password|pin)|verification\\s+code|2fa(?:\\s+code)?|passcode|' +
  'c[oó]digo\\s+de\\s+(?:verifica(?:ci[oó]n|[cç][aã]o)|un\\s+solo\\s+uso)|einmal(?:code|passwort|kennwort)|' +
  'best[aä]tigungscode|verifizierungscode|m?tan|code\\s+de\\s+v[eé]rification|code\\s+[aà]\\s+usage\\s+unique|codice\\s+di\\s+verifica';

/** Not a secret's neighbour: what is named as an order, or has been masked before. */
const ELSEWHERE = '[^\\p{N}\\n]{0,24}(?:order|pedido|bestell|auftrag|commande|encomenda|ordine|#|xx)';

/** After the word: at most a few short words or signs, no digits; then the digits, alone. Bounded, so linear. */
const after = (words: string, digits: string) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${words})(?!\\p{L})(?!${ELSEWHERE})(?:[^\\p{N}\\n]{0,23}?[^\\p{L}\\p{N}\\n])?(${digits})(?!\\p{N})`,
    'dgiu',
  );
const LINK = '(?:(?:is|es|ist|est|é|è|=)\\s*)?(?:(?:my|the|mi|el|mein|der|die|mon|le|la|il|mio|o|meu)\\s+){0,2}';
/** Before the word: "123 is my cvv". The digits stand alone, not at the end of a longer number or a masked one. */
const before = (words: string, digits: string) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}]|[\\p{N}x][\\s\\p{Pd}.])(${digits})[\\s,:\\p{Pd}]{1,3}${LINK}(?:${words})(?![\\p{L}\\p{N}])`,
    'dgiu',
  );

const CVV = [after(CVV_WORDS, '\\p{Nd}{3,4}|\\p{Nd} \\p{Nd} \\p{Nd}'), before(CVV_WORDS, '\\p{Nd}{3,4}')];
const OTP = [after(OTP_WORDS, '\\p{Nd}{4,8}|\\p{Nd}{3}[ -]\\p{Nd}{3}'), before(OTP_WORDS, '\\p{Nd}{4,8}')];
/** Our own one-time codes: two letters, a dash, six of 23456789. */
const OWN = [/(?<![\p{L}\p{N}])([A-Za-z]{2}[-\p{Pd}][2-9]{6})(?![\p{L}\p{N}])/dgu];

export interface Place {
  start: number;
  end: number;
}

function places(text: string, patterns: readonly RegExp[]): Place[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const [start, end] = match.indices?.[1] ?? [];
      return start === undefined || end === undefined ? [] : [{ start, end }];
    }),
  );
}

/** Security codes that a word gives away. */
export const findCvvs = (text: string): Place[] => places(text, CVV);

/** One-time codes: ours by their shape, others by a word beside them. */
export const findOtps = (text: string): Place[] => [...places(text, OWN), ...places(text, OTP)];

/** What follows a card number: an expiry and a security code, with nothing but signs and such words between. */
const TRAILER =
  /^(?:[\s,;:/.|\p{Pd}]|(?:exp(?:iry|ires|iration)?|valid|thru|until|caduca|vence|cad|venc|g[uü]ltig|bis|expire|val(?:id[ae]|ide)?|scad(?:enza)?|cvv2?|cvc2?|code)(?!\p{L})){0,12}(?:(\p{Nd}{1,2}\s?[/\p{Pd}.]\s?\p{Nd}{2,4})(?!\p{N})[^\p{L}\p{N}]{0,4}(?:(?:cvv2?|cvc2?)[^\p{L}\p{N}]{0,3})?)?(?:(?<!\p{N})(\p{Nd}{3,4})(?!\p{N}))?/du;

/** Expiry and security code right after a card number that ends at `from`. */
export function findTrailer(text: string, from: number): Place[] {
  const match = TRAILER.exec(text.slice(from, from + 60));
  return [match?.indices?.[1], match?.indices?.[2]].flatMap((place) =>
    place ? [{ start: from + place[0], end: from + place[1] }] : [],
  );
}
