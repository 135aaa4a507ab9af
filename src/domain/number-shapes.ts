import { isValidPhoneNumber } from 'libphonenumber-js/min';

/**
 * National ways to write a phone number: nine or ten digits; with a trunk zero; North America with its 1; Brazil's
 * eleven with the mobile nine. Eight digits alone are left out: that is also half a card number.
 */
const NATIONAL = [/^[2-9]\d{8}$/, /^\d{10}$/, /^0\d{8,12}$/, /^1[2-9]\d{2}[2-9]\d{6}$/, /^[1-9]{2}9\d{8}$/];

/** True for digits a person may have meant as a phone number. `checks` bounds the costly look-ups per text. */
export function plausiblePhone(digits: string, checks: { left: number }): boolean {
  if (NATIONAL.some((shape) => shape.test(digits))) return true;
  if (digits.length < 10 || digits.length > 15 || checks.left < 1) return false;
  checks.left -= 1;
  return isValidPhoneNumber(`+${digits}`);
}

/** A date written in digits only: year first, from 1900 to 2099. */
export function plainDate(digits: string): boolean {
  return /^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(digits);
}

/** Words of the six languages we read that say what the number after them is; then at most three words and a sign. */
const NAMED =
  /(?:#|n[º°]|order|pedido|bestell|auftrag|commande|encomenda|ordin[ei]|case|caso|invoice|factura|rechnung|facture|fattura|track|parcel|shipment|ups|fedex|dhl|usps|seguimiento|rastre|sendung|suivi|colis|spedizione|phone|tel[eé]f|tel\b|tél|mobile|móvil|movil|cell|handy|portable|call|text|whatsapp|sms|llam)[\p{L}.º°]*(?:[\s:]+[\p{L}.]+){0,3}[\s:#=.,º°+(\p{Pd}]*$/iu;
const CARD = /card|tarjeta|kart|carte|cart[ãa]o|carta|visa|master|amex|maestro|discover|cr[eé]dit|d[eé]bit/iu;

/** True when the words right before a number say that it is an order, a parcel or a phone, and none says card. */
export function namedBefore(before: string): boolean {
  return NAMED.test(before) && !CARD.test(before);
}
