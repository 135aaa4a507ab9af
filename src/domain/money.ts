/** An exact amount: integer minor units and an ISO 4217 code. JSON form: `{ "minor": "1230", "currency": "USD" }`. */
export interface Money {
  minor: bigint;
  currency: string;
}
