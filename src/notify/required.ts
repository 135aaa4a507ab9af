import type { RefundCase } from '../domain/refund-case';

/**
 * News that a law wants told without delay, by day or night: a refusal in which a statutory right was weighed, since the
 * customer's time to object runs from it (Directive 2011/83/EU, art. 13; Directive (EU) 2019/771, art. 13).
 */
export const isRequired = ({ status, decision }: RefundCase): boolean =>
  status === 'denied' && decision.rules.some(({ layer, result }) => layer === 'statutory' && result !== 'na');
