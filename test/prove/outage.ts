import type { Proof } from './main'; export const proveOutage: Proof = async () => undefined;
