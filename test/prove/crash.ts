import type { Proof } from './main'; export const proveCrash: Proof = async () => undefined;
