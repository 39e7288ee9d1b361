import type { FlatPoints } from './points.ts';

/** How coordinates were scaled, as plain data: kept beside centres, it scales points that come later alike. */
export type Scaling =
  | {
      method: 'standardize' | 'robust' | 'min-max';
      /** Taken from each coordinate of that dimension, before it is divided by `scale`. */
      shift: number[];
      scale: number[];
    }
  | { method: 'log1p'; dimensions: number };

/** Points in new units, with what is needed to do the same to others. */
export interface Scaled {
  points: FlatPoints;
  scaling: Scaling;
}
