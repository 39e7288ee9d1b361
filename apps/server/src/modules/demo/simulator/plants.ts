/**
 * Known patterns, planted so that every analysis can be checked for finding them.
 * `progress` is the place in the simulated time, 0 at its start and 1 at its end.
 */
export const plants = {
  /** A faulty batch of one product: eight times as many washing machine repairs, nearly all of this model, with this matter. */
  faultyProduct: {
    product: 'HY-W20 滚筒洗衣机',
    category: 'repair.washer',
    subject: '{p}脱水时异响、抖动很大',
    from: 0.58,
    to: 0.7,
    factor: 5,
    complaintShare: 0.25,
  },
  /** Hand-overs from the hotline to dispatch wait for hours: somebody's list is checked once a day. */
  slowHandover: { from: 'hotline', to: 'dispatch', begins: 0.72, extraHours: 18 },
  /** Whoever buys the first very often has the second: for association rules. */
  boughtTogether: { first: 'HY-A5 新风空调', second: 'HY-S2 净水器', share: 0.6 },
  /** Customers who waited twice in a row for a late delivery do not come back. */
  churn: { category: 'delivery.late', times: 2, stays: 0.1 },
} as const;
