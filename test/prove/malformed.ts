import type { Proof } from './main';
export const proveMalformed: Proof = async () => undefined;
