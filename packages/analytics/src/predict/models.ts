/** Fitted models. Plain data: `JSON.parse(JSON.stringify(model))` predicts the same to the bit. */

/** Log-odds linear in the features. */
export interface LogisticModel {
  kind: 'logistic';
  names: string[];
  intercept: number;
  coefficients: number[];
  /** Means of the training part: a contribution is measured from the average case. */
  means: number[];
}

/**
 * A decision tree in arrays by node; node 0 is the root, children come after their parent, a leaf has no feature (-1).
 * A case goes left if its value is at most `threshold`. Where `categories` lists codes, it goes the default way unless
 * its code is listed. A missing value goes the default way.
 */
export interface Tree {
  feature: number[];
  threshold: number[];
  left: number[];
  right: number[];
  /** 1 where the default way is left. */
  missingLeft: number[];
  /** What a leaf adds to the score. */
  value: number[];
  /** Training cases that came by. */
  cover: number[];
  /** By node, the codes that leave the default way; null at a split by threshold. */
  categories: (number[] | null)[];
}

/** A sum of trees: log-odds for outcomes 0 and 1, the expected value for numbers. */
export interface BoostedModel {
  kind: 'boosted';
  loss: 'log' | 'squared';
  names: string[];
  categorical: boolean[];
  base: number;
  trees: Tree[];
}

export type Model = LogisticModel | BoostedModel;
