/** The log stream of a case: its number is unique within its client. */
export const caseStream = (client: string, caseNo: string): string => `case:${client}/${caseNo}`;
