/** Layouts as data, so that server and web draw the same: fishbones, cause trees, directed graphs in layers. */

export type { Direction } from './direction.ts';
export type { Box, Point, TextBox } from './geometry.ts';
export {
  type FishboneCategory,
  type FishboneCause,
  type FishboneLabel,
  type FishboneLayout,
  type FishboneLine,
  type FishboneOptions,
  layoutFishbone,
} from './layout-fishbone.ts';
export {
  type GraphEdge,
  type GraphNode,
  type LayeredLayout,
  type LayeredOptions,
  layoutLayered,
  type PlacedGraphEdge,
  type PlacedGraphNode,
} from './layout-layered.ts';
export {
  layoutTree,
  type PlacedTreeNode,
  type TreeEdge,
  type TreeLayout,
  type TreeNode,
  type TreeOptions,
} from './layout-tree.ts';
export { type MeasureText, type TextOptions, textWidth } from './text-measure.ts';
