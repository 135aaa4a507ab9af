import { readCaseNo } from '../../domain/case-number';
import { AppError } from '../../errors';

/** The number as it is stored, from however it was spelled. */
export const caseNumber = (given: string): string => readCaseNo(given) ?? given.trim();

export const missingCase = (): AppError => new AppError('NotFound', 'no such case');
