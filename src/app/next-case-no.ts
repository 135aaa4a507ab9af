import { randomBytes } from 'node:crypto';
import { newCaseNo } from '../domain/case-number';

/** A number no case has yet, as good as certainly. */
export const nextCaseNo = (): string => newCaseNo(randomBytes(16));
