/** Something a customer should hear of a case: kept until its time has come and somebody has heard it. */
export interface Notice {
  /** `client/caseNo`, for a receipt `client/caseNo/receipt`: news of one case gathers in one notice. */
  id: string;
  client: string;
  caseNo: string;
  /** `changed`: how the case stands now, wherever it reaches the customer; `receipt`: a durable copy of what was asked, by e-mail. */
  kind: 'changed' | 'receipt';
  /** The case's version it is about. */
  version: number;
  /** When the first of the changes happened. */
  at: Date;
  dueAt: Date;
  /** Threads (`threadKey`) it was sent to in vain. */
  missed: string[];
}
