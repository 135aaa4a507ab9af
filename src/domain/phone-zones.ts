import { parsePhoneNumberFromString } from 'libphonenumber-js';

/**
 * Time zones (IANA) of a country's people, for those who write most: the capital's or largest city's; of a wide country its
 * easternmost and westernmost, so that it is night for nobody in between.
 */
const ZONES: Record<string, readonly string[]> = {
  AE: ['Asia/Dubai'],
  AR: ['America/Argentina/Buenos_Aires'],
  AT: ['Europe/Vienna'],
  AU: ['Australia/Sydney', 'Australia/Perth'],
  BE: ['Europe/Brussels'],
  BR: ['America/Sao_Paulo', 'America/Manaus'],
  CA: ['America/Halifax', 'America/Vancouver'],
  CH: ['Europe/Zurich'],
  CL: ['America/Santiago'],
  CN: ['Asia/Shanghai'],
  CO: ['America/Bogota'],
  CR: ['America/Costa_Rica'],
  CZ: ['Europe/Prague'],
  DE: ['Europe/Berlin'],
  DK: ['Europe/Copenhagen'],
  DO: ['America/Santo_Domingo'],
  EC: ['America/Guayaquil'],
  ES: ['Europe/Madrid'],
  FI: ['Europe/Helsinki'],
  FR: ['Europe/Paris'],
  GB: ['Europe/London'],
  GR: ['Europe/Athens'],
  GT: ['America/Guatemala'],
  HK: ['Asia/Hong_Kong'],
  HU: ['Europe/Budapest'],
  ID: ['Asia/Jayapura', 'Asia/Jakarta'],
  IE: ['Europe/Dublin'],
  IL: ['Asia/Jerusalem'],
  IN: ['Asia/Kolkata'],
  IT: ['Europe/Rome'],
  JP: ['Asia/Tokyo'],
  KR: ['Asia/Seoul'],
  MX: ['America/Mexico_City', 'America/Tijuana'],
  MY: ['Asia/Kuala_Lumpur'],
  NG: ['Africa/Lagos'],
  NL: ['Europe/Amsterdam'],
  NO: ['Europe/Oslo'],
  NZ: ['Pacific/Auckland'],
  PE: ['America/Lima'],
  PH: ['Asia/Manila'],
  PL: ['Europe/Warsaw'],
  PR: ['America/Puerto_Rico'],
  PT: ['Europe/Lisbon'],
  RO: ['Europe/Bucharest'],
  SA: ['Asia/Riyadh'],
  SE: ['Europe/Stockholm'],
  SG: ['Asia/Singapore'],
  TR: ['Europe/Istanbul'],
  TW: ['Asia/Taipei'],
  UA: ['Europe/Kyiv'],
  US: ['America/New_York', 'America/Los_Angeles'],
  UY: ['America/Montevideo'],
  VE: ['America/Caracas'],
  ZA: ['Africa/Johannesburg'],
};

/** +1 numbers that are nobody's yet (555) are of the one country that has most of that code. */
const CODES: Record<string, string> = { '1': 'US', '44': 'GB', '7': 'RU', '39': 'IT', '47': 'NO', '61': 'AU' };

/** Time zones of the country a telephone number (E.164) belongs to; null where it is none, or none of the table. */
export function zonesOfPhone(number: string): readonly string[] | null {
  if (!/^\+[1-9]\d{6,14}$/.test(number)) return null;
  const parsed = parsePhoneNumberFromString(number);
  const country = parsed?.country ?? CODES[parsed?.countryCallingCode ?? ''];
  return (country && ZONES[country]) || null;
}
